package privacy

import (
	"time"

	"passerelle/bot"
)

// OutreachKind is what is to be written unasked.
type OutreachKind uint8

// The kinds of outreach.
const (
	Reminder   OutreachKind = iota // the bot's, because the person wanted it
	Counsellor                     // a counsellor's own words in an open case
)

// Outreach is what the gate must know of a contact before somebody writes first.
type Outreach struct {
	Kind    OutreachKind
	Channel bot.Channel
	State   bot.State
	Danger  bot.DangerClass
	Last    time.Time // when they wrote last
}

// Verdict is the gate's answer.
type Verdict struct {
	Allowed bool
	Because string    // why not: stopped, danger, with_person, window, quiet
	After   time.Time // not now, but at this moment; zero otherwise
}

// safe are the times in which a contact may be written to first, in hours of
// the agency's day. A counsellor's words were asked for, and most counsellors
// begin at eight.
var safe = [...]struct{ from, to int }{Reminder: {9, 19}, Counsellor: {8, 20}}

// Answers is how long after a person's message somebody who writes still
// answers it: the phone is then in their hand.
const Answers = 10 * time.Minute

// Window is how long WhatsApp takes a message that is no template after the
// person's last one.
const Window = 24 * time.Hour

// Allow is the one gate for everything that does not answer the person within
// minutes (PEOPLE.md 12). What passes was wanted by the person: nothing else
// is asked. now is in the agency's time zone.
func Allow(o Outreach, now time.Time) Verdict {
	hours := safe[o.Kind]
	at := func(day int) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()+day, hours.from, 0, 0, 0, now.Location())
	}
	switch {
	case o.State == bot.StateStopped:
		return Verdict{Because: "stopped"}
	case o.Kind == Counsellor && now.Sub(o.Last) < Answers:
		return Verdict{Allowed: true}
	case watched(o):
		return Verdict{Because: "danger"}
	case o.Kind == Reminder && o.State == bot.StateWithPerson:
		return Verdict{Because: "with_person"}
	case o.Channel == bot.WhatsApp && now.Sub(o.Last) >= Window:
		return Verdict{Because: "window"}
	case o.Kind == Counsellor && o.Danger != bot.NoDanger:
		return Verdict{Allowed: true} // a life is worth waking somebody for
	case now.Hour() < hours.from:
		return Verdict{Because: "quiet", After: at(0)}
	case now.Hour() >= hours.to:
		return Verdict{Because: "quiet", After: at(1)}
	}
	return Verdict{Allowed: true}
}

// watched reports whether a message might do harm by being seen: any, where
// the bot would write by itself; a counsellor's, where somebody else may be
// reading this phone.
func watched(o Outreach) bool {
	if o.Kind == Counsellor {
		return o.Danger == bot.Violence
	}
	return o.Danger != bot.NoDanger
}
