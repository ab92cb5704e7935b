package voices

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
)

// MostWhy bounds why a recording is refused, in characters: one line.
const MostWhy = 200

// Why a recording is not judged.
var (
	ErrOwn     = errors.New("nobody approves or refuses their own voice")
	ErrChanged = errors.New("the text has changed since it was recorded")
	ErrNoWhy   = errors.New("a refusal says why, in one line")
)

// Approve lets people hear a take from now on. text is the sum of what its spot says
// now. Its errors are ErrOwn and ErrChanged.
func Approve(t *bot.Take, login, text string, now time.Time) error {
	switch {
	case t.By == login:
		return ErrOwn
	case t.Words != text:
		return ErrChanged
	}
	t.State, t.Heard, t.HeardAt, t.Why = bot.TakeUsed, login, now, ""
	return nil
}

// Refuse says why a take is not used. Its errors are ErrOwn and ErrNoWhy.
func Refuse(t *bot.Take, login, why string, now time.Time) error {
	why = strings.Join(strings.Fields(why), " ")
	switch {
	case t.By == login:
		return ErrOwn
	case why == "" || utf8.RuneCountInString(why) > MostWhy:
		return ErrNoWhy
	}
	t.State, t.Heard, t.HeardAt, t.Why = bot.TakeRefused, login, now, why
	return nil
}

// Used is what people hear: the file of each text by the sum of its words. Of two
// recordings of the same words the later one is heard.
func Used(takes []bot.Take) map[string]string {
	files, since := map[string]string{}, map[string]time.Time{}
	for i := range takes {
		if t := &takes[i]; t.State == bot.TakeUsed && !t.HeardAt.Before(since[t.Words]) {
			files[t.Words], since[t.Words] = t.File, t.HeardAt
		}
	}
	return files
}
