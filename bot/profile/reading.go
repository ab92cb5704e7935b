package profile

import (
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/flows"
)

const (
	longText     = 90 // characters from which on an item is a long text
	nothingKnown = 4  // answers, all of them "I do not know", that ask the same question
	longUnknown  = 3  // long texts that were not known before reading is asked about
)

// Reading reports whether so many long texts were met with "I do not know", and
// so many more than short ones, that reading may be what is hard, and not the
// phone. It is asked about then, and never a low band.
func Reading(check *flows.Check, language string, items []bot.GradedItem) bool {
	var asked, unknown [2]int // short, long
	for _, i := range items {
		item := find(check, i.Item)
		if item == nil || item.Area == "" {
			continue
		}
		kind := 0
		if Length(item, language) >= longText {
			kind = 1
		}
		asked[kind]++
		if i.Unknown {
			unknown[kind]++
		}
	}
	if n := asked[0] + asked[1]; n >= nothingKnown && unknown[0]+unknown[1] == n {
		return true // who cannot read at all knows nothing, short or long
	}
	return unknown[1] >= longUnknown && 2*unknown[1] >= asked[1] &&
		unknown[1]*max(1, asked[0]) > unknown[0]*asked[1]
}

// Length is how many characters of an item are to be read, without its choices.
func Length(item *flows.Item, language string) (n int) {
	for _, words := range []string{item.Ask.In(language), item.Show.In(language), item.Real.In(language), item.Fake.In(language)} {
		n += utf8.RuneCountInString(words)
	}
	return n
}

func find(check *flows.Check, id string) *flows.Item {
	for i := range check.Items {
		if check.Items[i].ID == id {
			return &check.Items[i]
		}
	}
	return nil
}
