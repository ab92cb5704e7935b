// Package notify is the one gate for everything that would call a counsellor to
// work: messages to a phone, e-mail, new cases, sounds and counts of a page.
// Off duty nothing passes.
package notify

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
)

// Kind is a way in which work reaches a counsellor.
type Kind uint8

// The kinds.
const (
	Push  Kind = iota + 1 // a message to their phone
	Mail                  // an e-mail
	Live                  // a sound, or a count in the title of an open page
	Claim                 // a new case, taken by themselves
)

// Verdict says whether something passes, and why not, as a code that pages and
// commands put in words: off_duty, last_minutes.
type Verdict struct {
	Allowed bool
	Because string
}

// Allow decides whether something may reach a counsellor at t. Off duty nothing
// does; in the last minutes of their day no new case. A case of danger may be
// taken by whoever is there all the same: it calls nobody back, and refuses
// nobody.
func Allow(kind Kind, a *bot.Account, agency *flows.Hours, t time.Time, danger bool) Verdict {
	duty := desk.DutyOf(a, agency, t)
	switch {
	case kind == Claim && danger:
		return Verdict{Allowed: true}
	case duty == desk.OffDuty:
		return Verdict{Because: "off_duty"}
	case duty == desk.LastMinutes && kind == Claim:
		return Verdict{Because: "last_minutes"}
	}
	return Verdict{Allowed: true}
}
