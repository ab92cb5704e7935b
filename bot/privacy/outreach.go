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
	First                          // a counsellor's own words, and nobody asked for them
)

// Outreach is what the gate must know of a contact before somebody writes first.
type Outreach struct {
	Kind    OutreachKind
	Channel bot.Channel
	State   bot.State
	Danger  bot.DangerClass
	Last    time.Time // when they wrote last

	Wanted     bool     // they agreed that what is said with the team is kept
	Safe       bot.Safe // what was agreed with them
	Template   bool     // what is sent is one that WhatsApp takes at any time
	NeverFirst bool     // they are written to only while they write
}

// Of is what the gate must know of the contact of a session.
func Of(s *bot.Session, kind OutreachKind) Outreach {
	return Outreach{Kind: kind, Channel: s.Reach.Channel, State: s.State, Danger: s.Danger.Class, Last: s.Last,
		Wanted: s.Consent == bot.Yes, Safe: s.Followed.Safe, NeverFirst: s.Followed.NeverFirst}
}

// WindowOpen reports whether a channel takes words of our own now: WhatsApp does
// only within Window of the person's last message.
func WindowOpen(channel bot.Channel, last, now time.Time) bool {
	return channel != bot.WhatsApp || now.Sub(last) < Window
}

// Verdict is the gate's answer.
type Verdict struct {
	Allowed bool
	Because string    // why not: stopped, danger, with_person, window, quiet, safe, never, unwanted, no_address
	After   time.Time // not now, but at this moment; zero otherwise
}

// usual are the times in which a contact may be written to first, in hours of
// the agency's day, where none were agreed with them. A counsellor's words were
// asked for, and most counsellors begin at eight.
var usual = [...]bot.Safe{Reminder: {From: 9, To: 19}, Counsellor: {From: 8, To: 20}, First: {From: 9, To: 19}}

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
	switch {
	case o.Channel == 0:
		return Verdict{Because: "no_address"}
	case o.State == bot.StateStopped:
		return Verdict{Because: "stopped"}
	case o.Kind == Counsellor && now.Sub(o.Last) < Answers:
		return Verdict{Allowed: true}
	case watched(o):
		return Verdict{Because: "danger"}
	case o.NeverFirst:
		return Verdict{Because: "never"}
	case o.Kind == First && !o.Wanted:
		return Verdict{Because: "unwanted"}
	case o.Kind == Reminder && o.State == bot.StateWithPerson:
		return Verdict{Because: "with_person"}
	case !o.Template && !WindowOpen(o.Channel, o.Last, now):
		return Verdict{Because: "window"}
	case o.Safe != bot.Safe{}: // agreed with them: it holds in distress too, where a call is better
		return within(either(o.Safe, usual[o.Kind]), "safe", now)
	case o.Kind == Counsellor && o.Danger != bot.NoDanger:
		return Verdict{Allowed: true} // a life is worth waking somebody for
	}
	return within(usual[o.Kind], "quiet", now)
}

// either is what was agreed; who named days only has the usual hours on them.
func either(agreed, usual bot.Safe) bot.Safe {
	if agreed.From == agreed.To {
		agreed.From, agreed.To = usual.From, usual.To
	}
	return agreed
}

// within allows what falls into safe times, else says why and when they begin.
func within(safe bot.Safe, because string, now time.Time) Verdict {
	for day := range 8 {
		from := time.Date(now.Year(), now.Month(), now.Day()+day, int(safe.From), 0, 0, 0, now.Location())
		switch {
		case !safe.On(from.Weekday()) || day == 0 && now.Hour() >= int(safe.To):
		case day == 0 && now.Hour() >= int(safe.From):
			return Verdict{Allowed: true}
		default:
			return Verdict{Because: because, After: from}
		}
	}
	return Verdict{Because: because}
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
