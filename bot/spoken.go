package bot

import (
	"slices"
	"strconv"
	"strings"
)

// Spoken is a talk that left no message: a meeting, a call, or a try to reach
// somebody. One tap at the desk notes it, so that figures know the whole day.
type Spoken struct {
	How     string // one of Hows
	Minutes int    // one of SpokenMinutes: about how long
}

// How somebody was spoken with, and the lengths that the desk offers, in minutes.
var (
	Hows          = []string{HowMet, HowSpoke, HowNobody}
	SpokenMinutes = []int{5, 15, 30, 60}
)

// How somebody was spoken with.
const (
	HowMet    = "met"    // in the same room
	HowSpoke  = "spoke"  // by telephone
	HowNobody = "nobody" // nobody answered
)

// String writes it as an event's value and as a button: "met 30".
func (s Spoken) String() string { return s.How + " " + strconv.Itoa(s.Minutes) }

// ParseSpoken reads what String wrote. It reports false for anything else: it
// comes from a form.
func ParseSpoken(text string) (s Spoken, ok bool) {
	how, minutes, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(minutes)
	return Spoken{how, n}, err == nil && slices.Contains(Hows, how) && slices.Contains(SpokenMinutes, n)
}

// SpokenChoices are all that can be noted by one tap, in the order of the desk. Of
// who was not reached no length is asked.
func SpokenChoices() (all []Spoken) {
	for _, how := range Hows {
		for _, n := range SpokenMinutes {
			if how != HowNobody || n == SpokenMinutes[0] {
				all = append(all, Spoken{how, n})
			}
		}
	}
	return all
}
