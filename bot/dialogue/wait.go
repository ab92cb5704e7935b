package dialogue

import (
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// waits keeps the timers of a step that waits: they begin when it is shown,
// start anew with everything that the person writes there, and are gone when
// they answer or leave. What was sent once is not sent again during one stay.
func (t *turn) waits(before bot.State, place bot.Place) {
	_, step := t.at(t.s.Place)
	here := t.s.State == bot.StateHelp && step != nil && (step.Remind != nil || step.IfNothing != nil) && !t.s.Has(bot.FlagSheet)
	switch {
	case !here:
		if len(t.s.Timers) > 0 {
			t.dropWaits()
		}
	case t.landed || before != bot.StateHelp || place != t.s.Place:
		t.dropWaits()
		t.waitFor(bot.TimerReminder, step.Remind)
		t.waitFor(bot.TimerNothing, step.IfNothing)
	case t.in.Kind == bot.FromContact:
		for i := range t.s.Timers {
			switch x := &t.s.Timers[i]; x.Kind {
			case bot.TimerReminder:
				x.At = t.after(step.Remind)
			case bot.TimerNothing:
				x.At = t.after(step.IfNothing)
			}
		}
	}
}

func (t *turn) waitFor(kind bot.TimerKind, l *flows.Later) {
	if l != nil {
		t.s.Timers = append(t.s.Timers, bot.Timer{Kind: kind, At: t.after(l), Place: t.s.Place})
	}
}

func (t *turn) after(l *flows.Later) time.Time {
	return t.in.At.Add(l.After.Duration()).Truncate(time.Second)
}

func (t *turn) dropWaits() {
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool {
		return x.Kind == bot.TimerReminder || x.Kind == bot.TimerNothing
	})
}

// stillWaits says gently that a step waits, or does what its author wants when
// nothing came. Its first line names no topic: somebody else may see the screen.
func (t *turn) stillWaits(x bot.Timer) {
	flow, step := t.at(t.s.Place)
	if step == nil || t.s.State != bot.StateHelp || t.s.Asking != bot.AskNothing || x.Place != t.s.Place {
		return // they went on meanwhile
	}
	later := step.Remind
	if x.Kind == bot.TimerNothing {
		later = step.IfNothing
	}
	if later == nil {
		return
	}
	t.count(bot.EventReminded, bot.Event{Topic: flow.ID, Step: step.ID, Value: either(x.Kind == bot.TimerNothing, "nothing", "reminder")})
	t.lead(t.unasked())
	if words := t.words(later.Say); words != "" {
		t.lead(words)
	}
	if later.Next.Kind != flows.ToNothing {
		t.follow(later.Next)
	} else {
		t.pickStep(step)
		t.prompt("")
	}
	for i := range t.out.Replies {
		t.out.Replies[i].Kind = bot.ReplyReminder
	}
}

// unasked is the line with which the bot writes first: who it is, and nothing
// of what it is about.
func (t *turn) unasked() string {
	hello, _, _ := strings.Cut(t.phrase("reminder"), "\n")
	return hello
}
