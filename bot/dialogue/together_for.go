package dialogue

import (
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows/text"
)

// near is how close a deadline must be for a spoken yes to do (PEOPLE.md 18).
const near = 24 * time.Hour

// spokenCounts reports whether a spoken yes is enough: the case's deadline is so
// near that there is no time to ask by message.
func (t *turn) spokenCounts() bool {
	left := t.s.Case.Deadline.Sub(t.in.At)
	return !t.s.Case.Deadline.IsZero() && left > 0 && left <= near
}

// mayDoFor reports whether the person said yes to this step being done for them.
func (t *turn) mayDoFor(at bot.Place) bool {
	f := &t.s.Together.For
	return f.Place == at && f.State.Allows()
}

// refusesFor says why a step cannot be done for somebody, or asked about.
func (t *turn) refusesFor(act *bot.Act, at bot.Place, gate string) string {
	switch act.Text {
	case "ask":
		return gate
	case "spoken":
		return either(t.spokenCounts(), "", "no_deadline")
	case "done":
		return either(t.mayDoFor(at), "", "ask_first")
	}
	return "not_now"
}

// forThem asks whether a step may be done for the person, notes a spoken yes, or
// notes that it was done.
func (t *turn) forThem(what string, at bot.Place) {
	f := &t.s.Together.For
	if what == "done" {
		t.didFor(at)
		return
	}
	*f = bot.ForThem{State: bot.ForAsked, Place: at, At: t.stamp(), Count: f.Count + 1}
	if what == "spoken" {
		f.State = bot.ForSpoken
		t.countAt(bot.EventFor, at, f.State.String())
		t.receipt()
		return
	}
	t.countAt(bot.EventFor, at, f.State.String())
	t.leadUnasked()
	t.askFor(bot.AskFor, uint32(f.Count))
}

// forQuestion names the step that a counsellor would do for the person.
func (t *turn) forQuestion() string {
	t.list = t.stepName(t.s.Together.For.Place)
	return t.phrase("for_ask")
}

// stepName is the first line of what a step says.
func (t *turn) stepName(at bot.Place) string {
	flow, step := t.at(at)
	if step == nil {
		return ""
	}
	line, _, _ := strings.Cut(t.words(t.view(step).words), "\n")
	if line == "" {
		line = t.words(flow.Title)
	}
	return line
}

// answerFor takes the answer to the question. One to an earlier question, or to
// none, is the counsellor's to read.
func (t *turn) answerFor(p bot.Payload) {
	f := &t.s.Together.For
	if f.State != bot.ForAsked || p.Flow != uint32(f.Count) || !t.accompanied() {
		if !t.accompanied() {
			t.over()
		}
		return
	}
	f.State, f.At = either(p.Arg == argYes, bot.ForYes, bot.ForNo), t.stamp()
	t.s.Asking = bot.AskNothing
	t.s.Offered = t.s.Offered[:0]
	t.countAt(bot.EventFor, f.Place, f.State.String())
	t.lead(t.phrase(either(p.Arg == argYes, "for_yes", "for_no")))
	if p.Arg != argYes && t.together() {
		t.showStep()
	}
}

// didFor notes that a step was done for the person, sends the receipt, leaves the
// step to be done again together, and goes on with the next one.
func (t *turn) didFor(at bot.Place) {
	x := &t.s.Together
	spoken := x.For.State == bot.ForSpoken
	t.mark(at, bot.ForSomebody)
	x.For.State, x.For.At = bot.ForDone, t.stamp()
	x.Leave(at, t.in.At)
	t.countAt(bot.EventFor, at, x.For.State.String())
	t.countAt(bot.EventRedo, at, "left")
	if spoken && x.For.Owed {
		return // one receipt says both
	}
	if !t.receipt() || !x.On || at != t.s.Place || t.s.Has(bot.FlagSheet) {
		return
	}
	if _, step := t.at(at); step != nil && !step.Question() && t.s.State != bot.StateStopped {
		t.move(toHelp)
		t.done()
	}
}

// receipt says what was agreed or done for the person, and that they can say that
// it is not right. It reports whether it leaves now; else it waits for the safe
// times, or the desk says that it could not leave.
func (t *turn) receipt() bool {
	f := &t.s.Together.For
	verdict := t.fromStaff()
	f.Owed = !verdict.Allowed
	if !verdict.Allowed {
		if !verdict.After.IsZero() {
			t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerReceipt, At: verdict.After.UTC(), Place: f.Place})
		}
		return false
	}
	t.leadUnasked()
	t.list = t.stepName(f.Place)
	t.title = text.Day(t.s.Language, t.now(), f.At) + " " + f.At.In(t.now().Location()).Format("15:04")
	t.lead(t.phrase(either(f.State == bot.ForSpoken, "for_spoken", "for_receipt")))
	return true
}

// receiptDue sends a receipt that had to wait.
func (t *turn) receiptDue() {
	f := &t.s.Together.For
	if f.Owed && (f.State == bot.ForSpoken || f.State == bot.ForDone) {
		t.out.CaseChanged = t.receipt() || t.out.CaseChanged
	}
}

// objects hears "that is not right" about what was agreed or done for the person,
// and reports whether there is any such thing.
func (t *turn) objects() bool {
	f := &t.s.Together.For
	switch f.State {
	case bot.ForYes, bot.ForSpoken, bot.ForDone:
	default:
		return false
	}
	if t.isOver() && t.s.CheckAt.After(f.At) {
		return false // they mean their result
	}
	f.State, f.At = bot.ForObjected, t.stamp()
	t.countAt(bot.EventFor, f.Place, f.State.String())
	return true
}
