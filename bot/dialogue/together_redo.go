package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/flows/text"
)

// argNever declines what is offered to be done again. Its number stands in
// buttons and never changes.
const argNever = 4

// redoRests is how long the bot does not offer again what was put off.
const redoRests = 20 * time.Hour

// offersRedo offers to do again, step by step, what was done for the person, and
// reports whether it did. It answers a greeting or the menu: nobody is written to
// for it, for nobody asked for a reminder (PEOPLE.md 12).
func (t *turn) offersRedo() bool {
	x := &t.s.Together
	x.Redo = slices.DeleteFunc(x.Redo, func(r bot.Redo) bool { _, step := t.at(r.Place); return step == nil })
	if t.accompanied() || t.open() || t.s.Has(bot.FlagForOther) || t.s.Danger.Class != bot.NoDanger || !t.carries("help") {
		return false
	}
	i := slices.IndexFunc(x.Redo, func(r bot.Redo) bool { return t.in.At.Sub(r.Asked) >= redoRests })
	if i < 0 {
		return false
	}
	x.Redo[i].Asked = t.stamp()
	r := x.Redo[i] // the first of the list is the one that is asked about
	x.Redo = slices.Insert(slices.Delete(x.Redo, i, i+1), 0, r)
	t.ask(bot.AskRedo)
	return true
}

// askRedo asks whether a step is to be done again.
func (t *turn) askRedo(yes, later bot.Payload) {
	if len(t.s.Together.Redo) == 0 {
		t.s.Asking = bot.AskNothing
		t.show()
		return
	}
	r := t.s.Together.Redo[0]
	flow, _ := t.at(r.Place)
	never := later
	never.Arg = argNever
	t.pick(yes, later, never)
	t.title, t.list = t.words(flow.Title), text.Day(t.s.Language, t.now(), r.At)
	t.prompt(t.phrase("redo_ask"))
}

// answerRedo begins the step again, puts it off, or forgets it.
func (t *turn) answerRedo(p bot.Payload) {
	x := &t.s.Together
	if len(x.Redo) == 0 {
		t.show()
		return
	}
	at := x.Redo[0].Place
	switch p.Arg {
	case argYes:
		t.s.Calls, t.s.Trail, t.s.Stuck = t.s.Calls[:0], t.s.Trail[:0], 0
		t.s.Place, t.s.Hints = bot.Place{}, t.s.Hints[:0]
		t.s.Drop(hintedIn)
		t.forgetWays()
		t.s.Remember("last_help", t.book.byNumber[at.Flow].ID)
		t.move(toHelp)
		t.enter(at)
	case argNever:
		x.Redone(at)
		t.countAt(bot.EventRedo, at, "declined")
		t.openMenu("menu_text")
	default:
		t.openMenu("menu_text")
	}
}
