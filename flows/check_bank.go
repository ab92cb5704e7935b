package flows

import (
	"math"

	"passerelle/bot/skills"
)

// Numbers of a check's bank that an author does not state.
const (
	// middle is the difficulty in the middle of the authors' scale from 1 to 5: 0
	// logits. One more on their scale is one logit.
	middle = 3
	// priorSD is the spread of abilities before anything is known, in logits.
	priorSD = 1.5
	// guessers is the share of people who pick something where they do not know:
	// "I do not know" always stands beside the choices. It is an assumption, until
	// answers say better.
	guessers = .75
	// stepApart is how far the steps of a graded task lie apart, in logits: with
	// help, after a hint, alone.
	stepApart = .8
	// taskSlope is the discrimination of a graded task. With 1 a task of three
	// grades would tell as much as four or five questions, as if alone, after a
	// hint and with more help were answers that do not hang together; with this one
	// it tells about as much as two. An assumption too, until answers say better.
	taskSlope = .6
)

// Bank returns the check's scored items as a bank in logits, with the bands' cuts,
// and by their index in it the index of each in Items. Items that are set aside
// are not in it. Its error says which item or band is wrong.
func (c *Check) Bank() (bank *skills.Bank, index []int, err error) {
	var areas []string
	at := map[string]int{}
	for i := range c.Areas {
		at[c.Areas[i].ID] = i
		areas = append(areas, c.Areas[i].ID)
	}
	var items []skills.Item
	for i := range c.Items {
		item := &c.Items[i]
		if area, known := at[item.Area]; known && item.SetAside == nil {
			items, index = append(items, item.measure(area)), append(index, i)
		}
	}
	bank, err = skills.NewBank(skills.Scale{SD: priorSD, Cuts: c.Cuts()}, areas, items, skills.TwoPL)
	return bank, index, err
}

// Cuts returns where the bands end, in logits, but for the last one: as the
// author says, else evenly over the authors' scale, so that three bands meet at
// −1 and 1, and four at −1.5, 0 and 1.5.
func (c *Check) Cuts() []float64 {
	n := len(c.Bands)
	var cuts []float64
	for k := range max(0, n-1) {
		if up := c.Bands[k].UpTo; up != 0 {
			cuts = append(cuts, up-middle)
			continue
		}
		apart := 2.0
		if n > 3 {
			apart = 1.5
		}
		cuts = append(cuts, (float64(k)-float64(n-2)/2)*apart)
	}
	return cuts
}

// measure is an item as the mathematics knows it.
func (i *Item) measure(area int) skills.Item {
	m := skills.Item{ID: i.ID, Area: area, A: 1, B: i.Logit()}
	if i.Grades > 1 {
		for k := range i.Grades {
			m.Steps = append(m.Steps, m.B+(float64(k)-float64(i.Grades-1)/2)*stepApart)
		}
		m.A, m.B = taskSlope, 0
		return m
	}
	m.Guess = i.Guessing()
	return m
}

// Logit is the item's difficulty in logits: as measured, else as its author says;
// an author who says nothing means the middle.
func (i *Item) Logit() float64 {
	switch {
	case i.Measured != nil:
		return i.Measured.B
	case i.Difficulty == 0:
		return 0
	}
	return i.Difficulty - middle
}

// Guessing is the chance of a right answer without knowing: as the author says,
// else one right answer among those that can be picked, for the people who pick.
func (i *Item) Guessing() float64 {
	if i.Guess >= 0 {
		return i.Guess
	}
	switch i.Type {
	case ItemSpot:
		return guessers / 2
	case ItemChoice:
		return guessers / math.Max(2, float64(len(i.Choices)))
	case ItemOrder:
		ways := 1.0
		for n := 2; n <= len(i.Choices); n++ {
			ways *= float64(n)
		}
		return guessers / math.Max(2, ways)
	}
	return 0
}
