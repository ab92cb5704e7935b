package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// practiceLater promises to offer the exercise again, once, because the person
// asked for it.
func (t *turn) practiceLater() {
	flow := t.book.byNumber[t.s.Place.Flow]
	if flow == nil || !t.canRemind(flow) {
		t.show()
		return
	}
	at := t.in.At.Add(flow.Practice.After.Duration()).Truncate(time.Second)
	t.noTimer(bot.TimerPractice)
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerPractice, At: at, Place: bot.Place{Flow: t.s.Place.Flow}})
	t.pickWord(wordMenu)
	t.prompt(t.phrase("will_remind"))
}

// canRemind reports whether an exercise can be offered again on this channel:
// nothing is promised that WhatsApp will not let leave.
func (t *turn) canRemind(flow *flows.Flow) bool {
	return flow.Practice != nil && (t.s.Reach.Channel != bot.WhatsApp || flow.Practice.After.Duration() < privacy.Window)
}

// timers does what is due. What the outreach gate does not allow waits until
// the person's safe times, or is dropped.
func (t *turn) timers() {
	var due []bot.Timer
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool {
		if x.At.After(t.in.At) {
			return false
		}
		due = append(due, x)
		return true
	})
	if i := slices.IndexFunc(due, func(x bot.Timer) bool { return x.Kind == bot.TimerNothing }); i >= 0 { // late: only the last word
		due = slices.DeleteFunc(due, func(x bot.Timer) bool { return x.Kind == bot.TimerReminder })
	}
	for _, x := range due {
		switch {
		case ofCase(x):
			t.caseDue(x)
			continue
		case x.Kind == bot.TimerSend:
			t.sendKept()
			continue
		case x.Kind == bot.TimerLate:
			t.late()
			continue
		}
		switch x.Kind {
		case bot.TimerReceipt:
			t.receiptDue()
			continue
		case bot.TimerNote:
			t.noteDue(x)
			continue
		case bot.TimerSeat:
			t.seatsDue()
			continue
		}
		verdict := t.outreach(privacy.Reminder)
		if !verdict.After.IsZero() {
			x.At = verdict.After.UTC()
			t.s.Timers = append(t.s.Timers, x)
			continue
		}
		switch {
		case !verdict.Allowed:
		case x.Kind == bot.TimerPractice:
			t.remind(x)
		case x.Kind == bot.TimerRecheck:
			t.recheck(x)
		default:
			t.stillWaits(x)
		}
	}
}

// noTimer stops the timers of a kind.
func (t *turn) noTimer(kind bot.TimerKind) {
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == kind })
}

// stamp is the moment of the input as a session keeps it.
func (t *turn) stamp() time.Time { return t.in.At.Truncate(time.Second).UTC() }

// outreach asks the one gate for everything that answers nobody.
func (t *turn) outreach(kind privacy.OutreachKind) privacy.Verdict {
	o := privacy.Of(t.s, kind)
	if t.together() {
		o.State = bot.StateWithPerson
	}
	return privacy.Allow(o, t.now())
}

// remind writes first. Its first line names no topic: somebody else may see
// the screen.
func (t *turn) remind(x bot.Timer) {
	t.count(bot.EventPractice, bot.Event{Value: "offered"})
	t.s.Place, t.s.Hints = x.Place, append(t.s.Hints[:0], 0)
	t.askFor(bot.AskPractice, 0)
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyReminder
}

// practiceText is how an exercise is offered again: as its author says it, after
// a line that names no topic; else in the bot's own words.
func (t *turn) practiceText() string {
	flow := t.book.byNumber[t.s.Place.Flow]
	if flow == nil || flow.Practice == nil || t.words(flow.Practice.Say) == "" {
		return t.phrase("reminder")
	}
	return join(t.unasked(), t.words(flow.Practice.Say))
}

// practise begins the exercise after a yes.
func (t *turn) practise(yes bool) {
	if !yes || t.s.Place.Flow == 0 || t.book.byNumber[t.s.Place.Flow] == nil {
		t.openMenu("menu_text")
		return
	}
	t.start(t.s.Place.Flow)
}
