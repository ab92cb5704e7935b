package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
)

// together reports whether the bot leads the person through what a counsellor
// sent, while the case stays the counsellor's (faire avec).
func (t *turn) together() bool {
	return t.s.Together.On && t.s.State == bot.StateHelp && t.s.Case.Claim != "" && t.open()
}

// accompanied reports whether a counsellor is with the person: they speak, or the
// bot leads for them.
func (t *turn) accompanied() bool { return t.s.State == bot.StateWithPerson || t.together() }

// besideStep reads what somebody does at a step that a counsellor sent. The
// step's answers move on; everything else is for the counsellor, who reads it in
// the thread, and the bot is silent.
func (t *turn) besideStep() {
	p, ok := t.resolve()
	switch {
	case len(t.in.Media) > 0:
		t.mediaBeside(t.in.Media[0].Kind)
	case ok && t.forCounsellor():
	case ok && (p == wordMenu.payload() || p == wordHuman.payload() || p == wordStart.payload()):
		t.backToPerson()
	case ok && p == wordNotRight.payload() && t.objects():
		t.lead(t.phrase("for_objected"))
		t.showStep()
	case ok && answers(p, bot.AskFor):
		t.answerFor(p)
	case ok && t.leads(p):
		t.act(p)
	case !ok && t.writesAnswer():
	}
}

// leads reports whether a choice moves on in what was sent, or shows something
// beside it.
func (t *turn) leads(p bot.Payload) bool {
	switch p.Kind {
	case bot.PayloadStep:
		return p.Flow == t.s.Place.Flow && p.Arg != argStart
	case bot.PayloadAsked:
		return bot.Question(p.Step) == t.s.Asking || bot.Question(p.Step) == bot.AskLanguage || bot.Question(p.Step) == bot.AskAlone || bot.Question(p.Step) == bot.AskNoted
	case bot.PayloadOffer:
		return true
	}
	return slices.Contains(besideWords, word(p.Arg))
}

// besideWords are the reserved words that do what they say at a step that was
// sent; the rest of what somebody writes is for their counsellor.
var besideWords = []word{wordBack, wordRepeat, wordMore, wordAllSteps, wordLanguage, wordNumbers, wordByEar, wordByEye, wordListen, wordCallBack}

// forCounsellor reports whether a word that could answer the bot answers what the
// counsellor wrote last: yes, no, ok, thanks. Numbers, buttons and "done" are the
// bot's.
func (t *turn) forCounsellor() bool {
	if !t.s.Together.Spoke || !t.in.Payload.IsZero() || isNumber(t.in.Text) {
		return false
	}
	_, said := t.book.reader.YesNo(t.in.Text, t.s.Language)
	w := t.exact()
	return said && !(w == wordDone && t.onlyDone()) || w == wordThanks || w == wordHello || w == wordDone && !t.onlyDone()
}

// writesAnswer takes a free text where the step, or a question of the bot's,
// waits for one, and reports whether it did.
func (t *turn) writesAnswer() bool {
	if t.s.Together.Spoke || understand.Normal(t.in.Text) == "" {
		return false
	}
	_, step := t.at(t.s.Place)
	switch t.s.Asking {
	case bot.AskNothing:
		return step != nil && step.WaitFor == "text" && t.answered()
	case bot.AskDevice, bot.AskNumber:
		return t.answered()
	}
	return false
}

// mediaBeside takes what a step waits for; the rest is for the counsellor, and
// what may not be kept is said.
func (t *turn) mediaBeside(kind bot.MediaKind) {
	_, step := t.at(t.s.Place)
	if step != nil && step.WaitFor != "" && (step.WaitFor == kind.String() || step.WaitFor == "picture" && kind == bot.Document) && t.arrived(kind) {
		return
	}
	if slices.ContainsFunc(t.in.Media, func(m bot.Media) bool { return !t.keeps(m) }) {
		t.say(bot.ReplyAnswer, t.phrase("got_media"))
	}
}

// backToPerson stops at the present step: the person wants the counsellor, and
// hears that they are there.
func (t *turn) backToPerson() {
	t.move(toPerson)
	t.s.Asking = bot.AskNothing
	t.s.Offered = t.s.Offered[:0]
	t.lead(t.phrase("with_counsellor"))
}

// stayAtStep answers who is stuck once more: the counsellor sees it, so nobody is
// offered, and the step stays open.
func (t *turn) stayAtStep() {
	words := t.before // the last hint
	if words == "" {
		t.lead(t.phrase("sees_stuck"))
	}
	if _, step := t.at(t.s.Place); step != nil {
		t.pickHint(step, words)
	}
}

// endTogether ends what was sent: at the flow's end with its goal, elsewhere
// without. The case stays open, and the counsellor with the person.
func (t *turn) endTogether(ended *flows.Flow) {
	if ended != nil {
		t.lead(t.words(ended.Goal))
	}
	t.s.Together.Ended, t.s.Together.On = t.s.Place, false
	t.s.Trail, t.s.Hints = t.s.Trail[:0], t.s.Hints[:0]
	t.s.Asking = bot.AskNothing
	t.s.Offered = t.s.Offered[:0]
	t.picked = t.picked[:0]
	t.move(toPerson)
	t.lead(t.phrase("with_counsellor"))
	t.out.CaseChanged = true
}

// wroteBeside lets a counsellor's words come between the steps; where the bot
// does not lead, the person speaks with the counsellor from now on.
func (t *turn) wroteBeside() {
	x := &t.s.Together
	x.Helped, x.Spoke = x.On, x.On
	if t.s.Asking == bot.AskFor { // a yes would answer these words
		t.s.Asking = bot.AskNothing
		t.s.Offered = t.s.Offered[:0]
	}
	if t.together() {
		return
	}
	t.move(toPerson)
	t.s.Offered = t.s.Offered[:0] // what follows answers the counsellor
}

// heardBot notes that the bot asked last: plain words answer it again.
func (t *turn) heardBot() {
	if t.s.Together.Spoke && slices.ContainsFunc(t.out.Replies, func(r bot.Reply) bool { return r.Kind != bot.ReplyStaff && len(r.Choices) > 0 }) {
		t.s.Together.Spoke = false
	}
}

// arrivedAt notes since when somebody is at a step, for whoever sees it live.
func (t *turn) arrivedAt() {
	x := &t.s.Together
	if !t.open() && len(x.Redo) == 0 {
		return
	}
	x.Since, x.Helped, x.Gave = t.stamp(), false, 0
	if x.Single != t.s.Place {
		x.Single = bot.Place{}
	}
}

// leaveTogether ends what was sent when a case ends; a hand back goes on with it
// at the same step.
func (t *turn) leaveTogether(goesOn bool) {
	x := &t.s.Together
	if t.s.Asking == bot.AskFor {
		t.s.Asking = bot.AskNothing
	}
	x.On = false
	if !goesOn {
		x.Begin()
	}
}
