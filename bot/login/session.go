package login

import (
	"slices"
	"strings"
	"time"

	"passerelle/bot"
)

// Limits say when a session ends by itself: after so long without a look, and
// after so long in any case.
type Limits struct{ Idle, Lasts time.Duration }

// Usual are the limits of a desk that says nothing else: a working day, and a week.
var Usual = Limits{Idle: 12 * time.Hour, Lasts: 7 * 24 * time.Hour}

// Fresh is how exactly the last look at a session is kept.
const Fresh = 5 * time.Minute

// mostOpen bounds how many sessions an account has; the one that was looked at
// longest ago ends for another.
const mostOpen = 20

// Open adds a session to an account, and drops those that are over.
func Open(a *bot.Account, s bot.OpenSession, l Limits) {
	a.Open = slices.DeleteFunc(slices.Clone(a.Open), func(o bot.OpenSession) bool { return l.over(o, s.Last) })
	slices.SortStableFunc(a.Open, func(x, y bot.OpenSession) int { return x.Last.Compare(y.Last) })
	if n := len(a.Open); n >= mostOpen {
		a.Open = a.Open[n-mostOpen+1:]
	}
	a.Open = append(a.Open, s)
}

// Find returns an account's session, while the account is open and the session is
// not over.
func Find(a *bot.Account, id string, l Limits, now time.Time) (bot.OpenSession, bool) {
	for _, s := range a.Open {
		if id != "" && s.ID == id {
			return s, !a.Disabled && !l.over(s, now)
		}
	}
	return bot.OpenSession{}, false
}

func (l Limits) over(s bot.OpenSession, now time.Time) bool {
	return now.Sub(s.Last) > l.Idle+Fresh || now.Sub(s.Began) > l.Lasts
}

// Look notes that a session was looked at.
func Look(a *bot.Account, id string, now time.Time) {
	a.Open = slices.Clone(a.Open)
	for i := range a.Open {
		if a.Open[i].ID == id {
			a.Open[i].Last = now
		}
	}
}

// End ends one session of an account.
func End(a *bot.Account, id string) {
	a.Open = slices.DeleteFunc(slices.Clone(a.Open), func(s bot.OpenSession) bool { return s.ID == id })
}

// EndOthers ends all sessions of an account but one.
func EndOthers(a *bot.Account, id string) {
	a.Open = slices.DeleteFunc(slices.Clone(a.Open), func(s bot.OpenSession) bool { return s.ID != id })
}

// browsers and systems are looked for in this order: each claims to be those after it.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}}
	systems  = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"}}
)

// Device says in words what a browser's User-Agent says; "" when it is none that
// we know. No version is kept: it would tell people apart.
func Device(agent string) string {
	browser, system := known(agent, browsers), known(agent, systems)
	return strings.Trim(browser+" · "+system, " ·")
}

func known(agent string, names [][2]string) string {
	for _, n := range names {
		if strings.Contains(agent, n[0]) {
			return n[1]
		}
	}
	return ""
}
