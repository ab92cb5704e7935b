package skills

import (
	"fmt"
	"math"
)

// Model says which numbers of an item are used.
type Model uint8

// The models. Both score graded items by partial credit.
const (
	Rasch  Model = iota // difficulty alone; discrimination is 1 and nobody guesses
	TwoPL               // difficulty, discrimination and, where given, guessing
	models              // how many there are
)

// String returns the model's name on the command line.
func (m Model) String() string { return [...]string{"rasch", "2pl", "?"}[min(m, models)] }

// Item is one question of a bank. An item without Steps is right (grade 1) or
// wrong (grade 0).
type Item struct {
	ID   string
	Area int // index of its area in the bank
	// A is the discrimination, 0 for 1. B is the difficulty in logits: where half
	// of those who do not guess are right.
	A, B float64
	// Guess is the chance to be right without knowing, 0 ≤ Guess < 1.
	Guess float64
	// Steps are the thresholds of a graded item in logits: where grade k and k−1
	// are equally likely. Its grades are 0 to len(Steps); B and Guess are not used.
	Steps []float64
}

// Grades returns how many grades the item has: 2 for right or wrong.
func (i Item) Grades() int { return max(2, len(i.Steps)+1) }

// Place returns where on the scale the item is: B, or the mean of its steps.
func (i Item) Place() float64 {
	if len(i.Steps) == 0 {
		return i.B
	}
	sum := 0.0
	for _, s := range i.Steps {
		sum += s
	}
	return sum / float64(len(i.Steps))
}

const (
	maxSteps = 10
	maxSlope = 10.0
)

// Check returns what is wrong with the item, for a bank of so many areas; NewBank
// names the item.
func (i Item) Check(areas int) error {
	finite := func(x, bound float64) bool { return math.Abs(x) <= bound }
	switch {
	case i.ID == "":
		return fmt.Errorf("has no id")
	case i.Area < 0 || i.Area >= areas:
		return fmt.Errorf("is in area %d; there are %d", i.Area, areas)
	case !finite(i.A, maxSlope) || i.A < 0:
		return fmt.Errorf("has discrimination %v; it is above 0 and at most %v", i.A, maxSlope)
	case !finite(i.B, Bound):
		return fmt.Errorf("has difficulty %v; the scale goes from %v to %v", i.B, -Bound, Bound)
	case !(i.Guess >= 0 && i.Guess < 1):
		return fmt.Errorf("has guessing %v; it is a chance from 0 to below 1", i.Guess)
	case len(i.Steps) > maxSteps:
		return fmt.Errorf("has %d steps; %d are enough", len(i.Steps), maxSteps)
	case len(i.Steps) > 0 && (i.B != 0 || i.Guess != 0):
		return fmt.Errorf("has steps, and a difficulty or guessing: a graded item has its steps only")
	}
	for k, s := range i.Steps {
		if !finite(s, Bound) {
			return fmt.Errorf("has step %d at %v; the scale goes from %v to %v", k+1, s, -Bound, Bound)
		}
	}
	return nil
}
