package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/bot/understand"
)

// What the Step of a TimerNote says.
const (
	mostPutOff = 2   // how often a reminder is put off by its person
	noteEnds   = 100 // and more: nobody answered, its words go; beyond is how often it was put off
)

// Times of a reminder.
const (
	putOff   = 23 * time.Hour     // "later": before WhatsApp's window closes
	noteRest = 3 * 24 * time.Hour // until its words go, unanswered or unsent
	noteWait = 3 * time.Hour      // until it is tried again, while somebody speaks with them
)

// noteDue says what somebody wanted to be reminded of, after a first line that
// names nothing: somebody else may see the screen. While a counsellor speaks with
// them, or they are in the middle of something, it waits, three days at most.
func (t *turn) noteDue(x bot.Timer) {
	r, ok := t.in.Noted[x.Place.Flow]
	if !ok || x.Place.Step >= noteEnds {
		t.dropReminder(x.Place.Flow)
		return
	}
	late := t.in.At.Sub(r.At) > noteRest*(1+time.Duration(x.Place.Step))
	verdict, wait := t.mayRemind()
	switch {
	case !wait.IsZero():
		x.At = wait
	case verdict.Because == "with_person" || verdict.Because == "window":
		x.At = t.in.At.Add(noteWait).Truncate(time.Second)
	case verdict.Allowed:
		t.sayNote(x, r)
		return
	default:
		late = true
	}
	if late {
		if t.endNote(x, r); r.Monthly == 0 {
			t.dropReminder(x.Place.Flow)
		}
		return
	}
	t.s.Timers = append(t.s.Timers, x)
}

// mayRemind asks the outreach gate about a reminder now. wait is until when it is put
// off: until the person's safe times, or while they are in the middle of something;
// zero where it is not.
func (t *turn) mayRemind() (verdict privacy.Verdict, wait time.Time) {
	verdict = t.outreach(privacy.Reminder)
	switch {
	case !verdict.After.IsZero():
		wait = verdict.After.UTC()
	case verdict.Allowed && t.in.At.Sub(t.s.Last) < privacy.Answers && t.s.State != bot.StateMenu:
		wait = t.in.At.Add(privacy.Answers).Truncate(time.Second)
	}
	return verdict, wait
}

func (t *turn) sayNote(x bot.Timer, r bot.Reminder) {
	t.count(bot.EventReminded, bot.Event{Value: "said"})
	words := r.Text
	if r.By != "" {
		t.title = r.By
		words = t.phrase("says") + " " + words
	}
	lines := []string{t.unasked(), t.phrase("remind_say"), words}
	if !t.endNote(x, r) {
		lines = append(lines, t.phrase("remind_last"))
	}
	answer := bot.Payload{Kind: bot.PayloadAsked, Flow: x.Place.Flow, Step: uint16(bot.AskNoted), Arg: argYes}
	t.pick(answer)
	if x.Place.Step < mostPutOff {
		answer.Arg = argNo
		t.pick(answer)
	}
	answer.Arg = argNever
	t.pick(answer)
	t.prompt(join(lines...))
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyReminder
}

// endNote sets when the words of a reminder that was due go, and when it comes
// again. A number that was silent for as long as a session is kept may be
// somebody else's by then: no month is promised beyond that, and it reports false.
func (t *turn) endNote(x bot.Timer, r bot.Reminder) (kept bool) {
	id := x.Place.Flow
	ends := bot.Timer{Kind: bot.TimerNote, At: t.in.At.Add(noteRest).Truncate(time.Second), Place: bot.Place{Flow: id, Step: noteEnds + x.Place.Step}}
	t.s.Timers = append(t.s.Timers, ends)
	if r.Monthly == 0 || x.Place.Step > 0 {
		return true
	}
	next := understand.NextMonth(r.At.In(t.now().Location()), r.Monthly)
	for !next.After(t.in.At) {
		next = understand.NextMonth(next, r.Monthly)
	}
	if next.Sub(t.s.Last) > privacy.Keep(privacy.Sessions) {
		return false
	}
	t.s.Timers[len(t.s.Timers)-1] = bot.Timer{Kind: bot.TimerNote, At: next.UTC(), Place: bot.Place{Flow: id}}
	r.At = next.UTC()
	t.field(bot.ReminderField(id), r.String())
	return true
}

// comesAgain reports whether a reminder has a moment of its own to come, besides
// being put off or ended.
func (t *turn) comesAgain(id uint32) bool {
	return slices.ContainsFunc(t.s.Timers, func(x bot.Timer) bool {
		return x.Kind == bot.TimerNote && x.Place.Flow == id && x.Place.Step == 0
	})
}

// answerNoted takes what became of a reminder: done, later or no more of it.
func (t *turn) answerNoted(p bot.Payload) {
	i := slices.IndexFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == bot.TimerNote && x.Place.Flow == p.Flow })
	if i < 0 {
		t.over()
		return
	}
	off := t.s.Timers[i].Place.Step % noteEnds
	value := map[uint16]string{argYes: "done", argNo: "later"}[p.Arg]
	words := "remind_done"
	switch {
	case value == "later":
		words = t.remindLater(p.Flow, off)
	case value == "done" && t.comesAgain(p.Flow):
		t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == bot.TimerNote && x.Place.Flow == p.Flow && x.Place.Step > 0 })
	default:
		t.dropReminder(p.Flow)
		words = either(value == "done", words, "remind_dropped")
	}
	t.count(bot.EventReminded, bot.Event{Value: either(value == "", "stopped", value)})
	switch t.s.State {
	case bot.StateHelp, bot.StateCheck, bot.StateWaiting: // on they go where they were
		t.lead(t.phrase(words))
		t.show()
	case bot.StateWithPerson:
		t.say(bot.ReplyAnswer, t.phrase(words))
	default:
		t.pickWord(wordMenu)
		t.prompt(t.phrase(words))
	}
}

// remindLater asks again a day later, twice at most, and returns what is said.
func (t *turn) remindLater(id uint32, off uint16) string {
	at, why := t.canWrite(t.in.At.Add(putOff), privacy.Reminder)
	if off >= mostPutOff || why != "" {
		return "remind_not"
	}
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool { return x.Kind == bot.TimerNote && x.Place.Flow == id && x.Place.Step > 0 })
	at = at.Truncate(time.Second).UTC()
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerNote, At: at, Place: bot.Place{Flow: id, Step: off + 1}})
	t.title = t.moment(at)
	return "remind_later"
}

// offeredDone is the choice that says of a reminder that it is done, where the
// last reply offered it: "ok" means that.
func (t *turn) offeredDone() (bot.Payload, bool) {
	for _, p := range t.s.Offered {
		if answers(p, bot.AskNoted) && p.Arg == argYes {
			return p, true
		}
	}
	return bot.Payload{}, false
}
