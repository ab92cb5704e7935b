package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/bot/understand"
)

// reminders says which reminders are to come, their days and not their words,
// for somebody else may read the phone, and asks for a new one.
func (t *turn) reminders() {
	if t.forSomebody() { // nothing is kept for somebody else
		return
	}
	t.ask(bot.AskRemind)
}

// askRemind asks when, and of what.
func (t *turn) askRemind() {
	var days []string
	for _, x := range t.s.Reminders() {
		days = append(days, t.moment(x.At))
	}
	lines := []string{t.phrase("remind_how")}
	if len(days) > 0 {
		t.pickWord(wordNoReminders)
		lines = []string{t.phrase("remind_list") + " " + strings.Join(days, "; "), lines[0]}
	}
	t.pickWord(wordMenu)
	t.prompt(join(lines...))
}

// moment is a day and an hour as a promise says them.
func (t *turn) moment(at time.Time) string {
	at = at.In(t.now().Location())
	return t.day(at) + ", " + at.Format("15:04")
}

// remindWanted sets a reminder that is asked for in one line, wherever the
// person is: "rappelle-moi le 4: preuves". Words that can mean a call back too
// must name both the day and what for.
func (t *turn) remindWanted() bool {
	if t.s.State == bot.StateCheck || t.s.Asking == bot.AskRemind || t.s.Has(bot.FlagForOther) || !t.in.Payload.IsZero() || !understand.AsksReminder(t.in.Text) {
		return false
	}
	w, ok := understand.ReadWhen(t.in.Text, t.now())
	switch {
	case !w.Sure && (!ok || w.What == ""): // a call back
		return false
	case !ok || w.What == "":
		t.ask(bot.AskRemind)
	default:
		t.setReminder(w)
	}
	return true
}

// remindAnswer takes the answer to "when, and of what": a day and what for.
func (t *turn) remindAnswer() bool {
	w, ok := understand.ReadWhen(t.in.Text, t.now())
	if !ok || w.What == "" {
		return false
	}
	t.s.Asking = bot.AskNothing
	t.setReminder(w)
	return true
}

// setReminder keeps a reminder of the person's own. Nothing is promised that the
// outreach gate or WhatsApp's window will not let leave.
func (t *turn) setReminder(w understand.When) {
	t.s.Misses = 0
	at, why := t.canWrite(w.At, privacy.Reminder)
	switch {
	case why == "window":
		t.cannotRemind("remind_window")
	case why != "":
		t.cannotRemind("remind_not")
	case utf8.RuneCountInString(w.What) > bot.MostRemind, at.Sub(t.in.At) > privacy.Keep(privacy.Sessions):
		t.lead(t.phrase("remind_far"))
		t.ask(bot.AskRemind)
	case len(t.s.Reminders()) >= bot.MostReminders:
		t.lead(t.phrase("remind_full"))
		t.ask(bot.AskRemind)
	default:
		t.keepReminder(bot.Reminder{Text: w.What, At: at, Monthly: w.Monthly})
		t.title = t.moment(at)
		t.pickWord(wordMenu)
		t.prompt(t.phrase(either(w.Monthly > 0, "remind_set_monthly", "remind_set")))
	}
}

func (t *turn) cannotRemind(key string) {
	t.pickWord(wordHuman)
	t.pickWord(wordMenu)
	t.prompt(t.phrase(key))
}

// canWrite asks the gate today about a moment to come: at that moment, or at the
// safe one that follows. why is the gate's reason where nothing would leave. That
// somebody speaks with them now says nothing of then.
func (t *turn) canWrite(at time.Time, kind privacy.OutreachKind) (when time.Time, why string) {
	o := privacy.Of(t.s, kind)
	if o.State == bot.StateWithPerson {
		o.State = bot.StateMenu
	}
	at = at.In(t.now().Location())
	verdict := privacy.Allow(o, at)
	if !verdict.After.IsZero() {
		at = verdict.After
		verdict = privacy.Allow(o, at) // the window may be closed by then
	}
	if !verdict.Allowed {
		return at, verdict.Because
	}
	return at, ""
}

// keepReminder keeps the words sealed with the contact, and the moment in the
// session.
func (t *turn) keepReminder(r bot.Reminder) {
	r.At = r.At.Truncate(time.Second).UTC()
	id := uint32(t.in.At.Unix())
	for slices.ContainsFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == bot.TimerNote && x.Place.Flow == id }) {
		id++
	}
	t.field(bot.ReminderField(id), r.String())
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerNote, At: r.At, Place: bot.Place{Flow: id}})
	t.count(bot.EventReminded, bot.Event{Value: "set"})
}

// dropReminder forgets one reminder, its words and its moments.
func (t *turn) dropReminder(id uint32) (was bool) {
	before := len(t.s.Timers)
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == bot.TimerNote && x.Place.Flow == id })
	t.field(bot.ReminderField(id), "")
	return len(t.s.Timers) < before
}

// dropReminders forgets all of them.
func (t *turn) dropReminders() {
	for _, x := range t.s.Reminders() {
		t.dropReminder(x.Place.Flow)
	}
}

// remindFor is a counsellor's reminder to somebody, set with them; or it takes
// one back.
func (t *turn) remindFor(act *bot.Act) {
	if act.Until.IsZero() {
		id, err := strconv.ParseUint(act.Step, 10, 32)
		if err != nil || !t.dropReminder(uint32(id)) {
			t.out.Refused = "not_now"
		}
		return
	}
	at, why := t.canWrite(act.Until, privacy.First)
	switch {
	case !act.Until.After(t.in.At):
		t.out.Refused = "remind_far"
	case why != "":
		t.out.Refused = either(why == "window", "remind_window", "remind_cannot")
	case at.Sub(t.in.At) > privacy.Keep(privacy.Sessions):
		t.out.Refused = "remind_far"
	case len(t.s.Reminders()) >= bot.MostReminders:
		t.out.Refused = "remind_full"
	default:
		r := bot.Reminder{Text: act.Text, At: at, By: act.Name}
		if act.Step == "monthly" {
			r.Monthly = uint8(at.Day())
		}
		t.keepReminder(r)
	}
}
