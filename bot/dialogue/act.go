package dialogue

import (
	"slices"
	"strconv"

	"passerelle/bot"
	"passerelle/flows"
)

// Arguments of a PayloadStep that are no choice of the author's. Their numbers
// stand in buttons and never change.
const (
	argDone     = 1000
	argStuck    = 1001
	argStart    = 1002
	argResume   = 1003
	argDontKnow = 1004
)

// act does what a choice says.
func (t *turn) act(p bot.Payload) {
	if shows(p) {
		t.shown = p
	}
	switch p.Kind {
	case bot.PayloadWord:
		t.command(word(p.Arg))
	case bot.PayloadStep:
		t.choose(p)
	case bot.PayloadAsked:
		t.answer(p)
	case bot.PayloadOffer:
		t.offered(p)
	case bot.PayloadArea:
		t.s.More = 0
		t.openArea(p)
	case bot.PayloadSeat:
		t.chooseSeat(p)
	}
}

// shows reports whether a choice only shows something, and leaves the person
// where they are.
func shows(p bot.Payload) bool {
	if p.Kind != bot.PayloadWord {
		return p.Kind == bot.PayloadOffer || p.Kind == bot.PayloadArea
	}
	switch word(p.Arg) {
	case wordHelp, wordAllSteps, wordTonight, wordNumbers, wordMyData, wordResult, wordDetails, wordCanDo, wordWhoRead:
		return true
	}
	return false
}

// again shows once more what was last shown: a place's address, or else where
// the person is.
func (t *turn) again() {
	if p := t.s.Shown; shows(p) && t.s.Asking == bot.AskNothing && t.s.State != bot.StateCheck {
		t.act(p)
		return
	}
	t.show()
}

// command does what a reserved word says, in any state.
func (t *turn) command(w word) {
	switch w {
	case wordRepeat, wordMore, wordErase, wordThanks:
	default:
		if w == wordLanguage && t.s.Asking == bot.AskConsent {
			t.s.Remember(consentFor, strconv.Itoa(int(t.reason())))
		}
		t.s.Asking = bot.AskNothing
	}
	if w != wordMore {
		t.s.More = 0
	}
	switch w {
	case wordHello:
		t.hello()
	case wordMenu, wordStart:
		if !t.offersRedo() {
			t.openMenu("menu_text")
		}
	case wordStuck:
		t.openMenu("which_one")
	case wordHelp:
		t.helpText()
	case wordBack:
		t.back()
	case wordRepeat:
		t.again()
	case wordMore:
		t.s.More += mostChoices
		t.showMore()
	case wordAllSteps:
		t.allSteps()
	case wordTonight:
		t.tonight()
	case wordLanguage:
		t.ask(bot.AskLanguage)
	case wordHuman:
		t.human(bot.ReasonAsked)
	case wordCallBack:
		t.callBack()
	case wordSkillsCheck:
		t.startCheck()
	case wordResult, wordDetails, wordCanDo, wordShare, wordUnshare, wordAgainLater:
		t.checkWord(w)
	case wordThanks:
		t.lead(t.phrase("welcome_back"))
		t.again()
	default:
		t.personal(w)
	}
}

// personal does the words that are about the person and their data.
func (t *turn) personal(w word) {
	switch w {
	case wordMyData:
		t.myData()
	case wordWhoRead:
		t.whoRead()
	case wordNotWith:
		t.notThisPerson()
	case wordOnlyQuestion, wordShowAll:
		t.shownFrom(w == wordShowAll)
	case wordErase:
		t.ask(bot.AskErase)
	case wordJoin:
		t.offerJoin()
	case wordNoMemory:
		t.keepNothing()
	case wordSomeoneElse:
		t.ask(bot.AskElse)
	case wordForSomeone:
		t.s.Set(bot.FlagForOther, true)
		t.openMenu("for_someone")
	case wordForMe:
		t.s.Set(bot.FlagForOther, false)
		t.openMenu("menu_text")
	case wordNotRight:
		t.notRight()
	case wordNumbers:
		t.numbers()
	case wordByEar:
		t.s.Set(bot.FlagByEar, true)
		t.lead(t.phrase("by_ear"))
		t.show()
	case wordByEye:
		t.s.Set(bot.FlagByEar|bot.FlagByVoice, false)
		t.lead(t.phrase("by_eye"))
		t.show()
	case wordSeats:
		t.seats()
	case wordListen:
		t.listen()
	case wordNoneOf:
		t.noneOf()
	case wordReminders:
		t.reminders()
	case wordNoReminders:
		t.dropReminders()
		t.lead(t.phrase("remind_dropped"))
		t.show()
	case wordRemind:
		t.practiceLater()
	default:
		t.show()
	}
}

// choose does a choice of a step, also one of an earlier step: an old button
// does what it said, or it is said kindly that this is over.
func (t *turn) choose(p bot.Payload) {
	flow := t.book.byNumber[p.Flow]
	switch {
	case flow == nil:
		t.over()
	case p.Arg == argStart && t.helpWith(p.Flow):
	case p.Arg == argStart:
		t.startFor(flow, p)
	case p.Arg == argResume && t.s.Place.Flow == p.Flow:
		t.resume()
	case t.s.Place.Flow != p.Flow:
		t.overFlow(flow)
	case flow.Kind == flows.KindCheck:
		t.itemChoice(p)
	case !t.within(p):
		t.over()
	default:
		t.stepChoice(flow, p)
	}
}

// within reports whether the choice belongs to the present step, to a line of
// the present sheet, or to a step that "back" remembers.
func (t *turn) within(p bot.Payload) bool {
	place := bot.Place{Flow: p.Flow, Step: p.Step}
	return place == t.s.Place || t.line(p.Step) >= 0 || slices.Contains(t.s.Trail, place)
}

// over says that a button's time has passed, and shows where the person is.
func (t *turn) over() {
	t.lead(t.phrase("over"))
	t.show()
}

// overFlow offers to begin again the flow that an old button belongs to.
func (t *turn) overFlow(flow *flows.Flow) {
	edition, ok := t.book.edition(flow.ID)
	if !ok {
		t.over()
		return
	}
	t.pick(startOf(edition))
	if t.s.Place.Flow != 0 {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argResume})
	}
	t.pickWord(wordMenu)
	t.prompt(t.phrase("over"))
}

func startOf(e Edition) bot.Payload {
	return bot.Payload{Kind: bot.PayloadStep, Flow: e.Number, Arg: argStart}
}

// lead puts words in front of the next prompt, so that one message carries both.
func (t *turn) lead(words string) {
	if t.before != "" && words != "" {
		words = t.before + "\n" + words
	}
	if words != "" {
		t.before = words
	}
}

// show says again where the person is.
func (t *turn) show() {
	switch {
	case t.s.Asking != bot.AskNothing:
		t.ask(t.s.Asking)
	case t.s.State == bot.StateHelp:
		t.showStep()
	case t.s.State == bot.StateCheck:
		t.showItem()
	case t.s.State == bot.StateWaiting && t.inDanger():
		t.dangerAgain()
	case t.s.State == bot.StateWaiting:
		t.showWaiting()
	default:
		t.openMenu("menu_text")
	}
}

// resume goes on with the help or the check at the present place.
func (t *turn) resume() {
	flow := t.book.byNumber[t.s.Place.Flow]
	switch {
	case flow == nil:
		t.openMenu("menu_text")
		return
	case flow.Kind == flows.KindCheck:
		t.move(toCheck)
	default:
		t.move(toHelp)
	}
	t.show()
}

// back returns to the place before.
func (t *turn) back() {
	if t.s.State == bot.StateWaiting || t.s.State == bot.StateMenu {
		t.resume()
		return
	}
	if len(t.s.Trail) == 0 || t.s.State != bot.StateHelp {
		t.show()
		return
	}
	last := t.s.Trail[len(t.s.Trail)-1]
	t.s.Trail = t.s.Trail[:len(t.s.Trail)-1]
	t.origin = t.s.Place
	t.leaveCalls(last.Flow)
	t.s.Place = bot.Place{} // not a step to come back to
	if _, step := t.at(last); step != nil && step.Call != "" {
		t.enter(last)
		return
	}
	t.land(last)
	t.showStep()
}

// hello answers a greeting: whoever waits hears first what became of that.
func (t *turn) hello() {
	switch {
	case t.s.State == bot.StateWaiting:
		t.show()
		return
	case t.open() && !t.unsaid():
		t.lead(t.promise())
	}
	if !t.offersRedo() {
		t.openMenu("menu_text")
	}
}
