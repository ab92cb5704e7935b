package desk

import (
	"cmp"
	"slices"
	"time"

	"passerelle/bot"
)

// People returns whom somebody follows, and whom they stand in for on a day, each
// in the order in which a day is best begun: who waits first, danger before the
// others and then the longest wait; then by the next date; then the longest
// silent.
func People(all []bot.Person, login string, day time.Weekday) (mine, standIn []bot.Person) {
	for _, p := range all {
		switch {
		case p.Referent == login:
			mine = append(mine, p)
		case p.Deputies[day] == login:
			standIn = append(standIn, p)
		}
	}
	slices.SortStableFunc(mine, nearer)
	slices.SortStableFunc(standIn, nearer)
	return mine, standIn
}

func nearer(a, b bot.Person) int {
	rank := func(p *bot.Person) int {
		switch {
		case p.Waits() && p.Danger != bot.NoDanger:
			return 0
		case p.Waits():
			return 1
		case !p.Date().IsZero():
			return 2
		}
		return 3
	}
	r := rank(&a)
	if r != rank(&b) {
		return r - rank(&b)
	}
	when := a.Last().Compare(b.Last())
	switch r {
	case 0, 1:
		when = a.Wrote.Compare(b.Wrote)
	case 2:
		when = a.Date().Compare(b.Date())
	}
	return cmp.Or(when, cmp.Compare(a.Called, b.Called), cmp.Compare(a.Contact, b.Contact))
}
