package console

import (
	"context"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows/text"
)

// shownReasons is why a case stands where it stands, in words.
type shownReasons struct {
	Answer string   // "answer before"
	Place  string   // in the queue; "" when it does not wait
	Why    []string // one line a reason
}

// reasons puts the reasons of a case in words.
func (r *room) reasons(ctx context.Context, d *describer, c *bot.Case, login string) (shownReasons, error) {
	found, err := r.Assistant.Reasons(ctx, c, login)
	if err != nil {
		return shownReasons{}, err
	}
	return d.reasons(&found), nil
}

func (d *describer) reasons(r *desk.Reasons) shownReasons {
	s := shownReasons{Answer: d.moment(r.Answer)}
	if r.Place > 0 {
		s.Place = d.numbered("place_now", r.Place)
	}
	if r.Urgent {
		s.Why = append(s.Why, d.word("place_urgent"))
	}
	for _, rule := range r.Rules {
		line := d.shift(rule.Shift)
		if rule.Place > 0 && rule.Place != r.Place {
			line += " (" + d.numbered("place_without", rule.Place) + ")"
		}
		s.Why = append(s.Why, line)
	}
	return s
}

// shift says a rule: "30 minutes earlier: …".
func (d *describer) shift(s bot.Shift) string {
	key, minutes := "shift_later", s.Minutes
	if minutes < 0 {
		key, minutes = "shift_earlier", -minutes
	}
	count, unit := minutes, "minute"
	if minutes >= 60 && minutes%60 == 0 {
		count, unit = minutes/60, "hour"
	}
	return strings.NewReplacer("{t}", text.Span(d.lang, count, unit), "{why}", d.say(s.Why)).Replace(d.word(key))
}

func (d *describer) numbered(key string, n int) string {
	return strings.ReplaceAll(d.word(key), "{n}", strconv.Itoa(n))
}
