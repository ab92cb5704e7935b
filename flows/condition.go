package flows

import (
	"slices"
	"strconv"
	"strings"
)

// Facts answers what is known when a condition is asked: language, channel,
// device, flag names, band, band.<area>, last_help, reads_by, tone, and every
// remember_as name. An unknown fact is "".
type Facts interface{ Fact(name string) string }

// Condition is a compiled "when". A nil Condition always holds.
type Condition []Term

// Term is one key of a condition; all terms of a condition must hold.
type Term struct {
	// Name is the fact. For the keys any, all and not it is that word, and Of
	// holds the conditions inside.
	Name   string
	Values []string // any of these; "at least 3" and "below 2" compare numbers
	Of     []Condition
}

// Match reports whether the condition holds.
func (c Condition) Match(facts Facts) bool {
	for i := range c {
		if !c[i].match(facts) {
			return false
		}
	}
	return true
}

// Asks reports whether the condition names a fact at its top.
func (c Condition) Asks(fact string) bool {
	return slices.ContainsFunc(c, func(t Term) bool { return t.Name == fact })
}

func (t *Term) match(facts Facts) bool {
	switch t.Name {
	case "any":
		for _, c := range t.Of {
			if c.Match(facts) {
				return true
			}
		}
		return false
	case "all":
		for _, c := range t.Of {
			if !c.Match(facts) {
				return false
			}
		}
		return true
	case "not":
		return len(t.Of) == 1 && !t.Of[0].Match(facts)
	case "flag":
		for _, v := range t.Values {
			if facts.Fact("flag."+v) == "yes" {
				return true
			}
		}
		return false
	}
	have := facts.Fact(t.Name)
	for _, want := range t.Values {
		if compare(have, want) {
			return true
		}
	}
	return false
}

func compare(have, want string) bool {
	if have == want {
		return true
	}
	least, below := "at least ", "below "
	switch {
	case strings.HasPrefix(want, least):
		h, w, ok := numbers(have, want[len(least):])
		return ok && h >= w
	case strings.HasPrefix(want, below):
		h, w, ok := numbers(have, want[len(below):])
		return ok && h < w
	}
	return false
}

func numbers(a, b string) (x, y float64, ok bool) {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	return x, y, errA == nil && errB == nil
}

// String returns the condition as an author writes it: "channel: sms".
func (c Condition) String() string {
	var terms []string
	for i := range c {
		values := c[i].Values
		for _, inner := range c[i].Of {
			values = append(values, "("+inner.String()+")")
		}
		terms = append(terms, c[i].Name+": "+strings.Join(values, ", "))
	}
	return strings.Join(terms, "; ")
}
