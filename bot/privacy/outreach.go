package privacy

import (
	"time"

	"passerelle/bot"
)

// Outreach is what the gate must know of a contact before the bot writes first.
type Outreach struct {
	Channel bot.Channel
	State   bot.State
	Danger  bot.DangerClass
	Last    time.Time // when they wrote last
}

// Verdict is the gate's answer.
type Verdict struct {
	Allowed bool
	Because string    // why not: stopped, danger, with_person, window
	After   time.Time // not now, but at this moment; zero otherwise
}

// Safe times in which the bot may write first, in hours of the agency's day.
const (
	safeFrom = 9
	safeTo   = 19
)

// window is how long WhatsApp takes a message that is no template after the
// person's last one.
const window = 24 * time.Hour

// Allow is the one gate for everything that does not answer the person within
// minutes (PEOPLE.md 12). What passes was wanted by the person: nothing else
// is asked. now is in the agency's time zone.
func Allow(o Outreach, now time.Time) Verdict {
	switch {
	case o.State == bot.StateStopped:
		return Verdict{Because: "stopped"}
	case o.Danger != bot.NoDanger:
		return Verdict{Because: "danger"}
	case o.State == bot.StateWithPerson:
		return Verdict{Because: "with_person"}
	case o.Channel == bot.WhatsApp && now.Sub(o.Last) >= window:
		return Verdict{Because: "window"}
	case now.Hour() < safeFrom:
		return Verdict{After: time.Date(now.Year(), now.Month(), now.Day(), safeFrom, 0, 0, 0, now.Location())}
	case now.Hour() >= safeTo:
		return Verdict{After: time.Date(now.Year(), now.Month(), now.Day()+1, safeFrom, 0, 0, 0, now.Location())}
	}
	return Verdict{Allowed: true}
}
