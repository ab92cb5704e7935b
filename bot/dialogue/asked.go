package dialogue

import (
	"strconv"

	"passerelle/bot"
	"passerelle/flows"
)

// The answers to questions of yes and no, as payloads carry them.
const (
	argYes = 1
	argNo  = 2
	argNow = 3 // yes after all, to a question that was put off or refused
)

// ask puts a question of the bot's own.
func (t *turn) ask(q bot.Question) { t.askFor(q, t.reason()) }

// askFor puts a question whose answers carry why it was asked.
func (t *turn) askFor(q bot.Question, why uint32) {
	t.s.Asking = q
	yes := bot.Payload{Kind: bot.PayloadAsked, Flow: why, Step: uint16(q), Arg: argYes}
	no := yes
	no.Arg = argNo
	consent := &t.book.agency.Consent
	switch q {
	case bot.AskLanguage:
		t.askLanguage()
		return
	case bot.AskDevice:
		for _, d := range devices {
			t.pick(bot.Payload{Kind: bot.PayloadAsked, Step: uint16(q), Arg: uint16(d)})
		}
		t.prompt(t.phrase("which_phone"))
		return
	case bot.AskConsent:
		t.pick(yes, no)
		words := join(t.words(consent.Keep), t.alsoTried(bot.Reason(why)))
		if t.s.Reach.Channel == bot.SMS && !t.s.Has(bot.FlagNotSecret) {
			t.s.Set(bot.FlagNotSecret, true)
			words = join(words, t.words(consent.NotSecret))
		}
		t.prompt(words)
	case bot.AskErase:
		t.pick(yes, no)
		t.prompt(t.phrase("erase_sure"))
	case bot.AskAlone:
		t.pick(yes, no)
		t.prompt(t.words(t.book.agency.Safety.Violence.First))
	case bot.AskPractice:
		t.pick(yes, no)
		t.prompt(t.practiceText())
	case bot.AskElse:
		t.pick(yes, no)
		t.prompt(t.phrase("else_sure"))
	case bot.AskCheck:
		t.askCheck(yes, no)
	case bot.AskRecheck:
		t.pick(yes, no)
		t.prompt(join(t.unasked(), t.phrase("recheck")))
	case bot.AskReading:
		other := no
		other.Arg = argNow
		t.pick(yes, no, other)
		t.prompt(t.phrase("what_is_hard"))
	case bot.AskWords:
		t.pick(no)
		t.prompt(t.phrase(either(t.s.Has(bot.FlagDisputed), "what_not_right", "own_words")))
	case bot.AskDispute:
		t.pick(yes, no)
		t.prompt(t.phrase("not_right"))
	case bot.AskFor:
		t.pick(yes, no)
		t.prompt(t.forQuestion())
	case bot.AskRedo:
		t.askRedo(yes, no)
	case bot.AskRemind:
		t.askRemind()
	case bot.AskDanger:
		t.pick(yes, no)
		t.prompt(t.phrase("danger_ask"))
	case bot.AskCalled:
		t.pick(no)
		t.prompt(t.phrase("seat_name"))
	case bot.AskNumber:
		t.pickWord(wordMenu)
		t.prompt(t.phrase("which_number"))
	default:
		t.s.Asking = bot.AskNothing
		t.show()
	}
}

// reason is why the pending question was asked, when it is asked again.
func (t *turn) reason() uint32 {
	if len(t.s.Offered) > 1 && t.s.Offered[1].Kind == bot.PayloadAsked && bot.Question(t.s.Offered[1].Step) == t.s.Asking {
		return t.s.Offered[1].Flow
	}
	return 0
}

// devices are the kinds of phone that are asked about.
var devices = [...]bot.Device{bot.Android, bot.IPhone, bot.BasicPhone, bot.UnknownDevice}

// brands are names that people give instead of a kind of phone.
var brands = map[bot.Device][]string{
	bot.IPhone:     {"iphone", "apple"},
	bot.Android:    {"android", "samsung", "galaxy", "huawei", "xiaomi", "redmi", "pixel", "oppo", "sony", "xperia", "motorola", "honor", "oneplus", "fairphone", "wiko", "realme"},
	bot.BasicPhone: {"nokia", "doro", "emporia"},
}

// deviceNamed takes the name of a brand as the answer to "which phone"; who
// needs help with that is offered a person.
func (t *turn) deviceNamed() bool {
	if t.exact() == wordStuck {
		t.s.Asking = bot.AskNothing
		t.offerPerson()
		return true
	}
	for _, d := range devices {
		if holds(t.in.Text, brands[d]) {
			t.s.Asking = bot.AskNothing
			t.chooseDevice(bot.Payload{Arg: uint16(d)})
			return true
		}
	}
	return false
}

// needsDevice reports whether a step reads otherwise on another phone and the
// phone is not known yet: the question is asked once, where it is needed.
func (t *turn) needsDevice(p bot.Place, step *flows.Step) bool {
	if t.s.Device != bot.DeviceNotAsked {
		return false
	}
	flow := t.book.byNumber[p.Flow]
	if flow == nil || len(flow.Needs) == 0 {
		return false
	}
	for i := range step.Instead {
		if mentions(step.Instead[i].When, "device") {
			return t.leaves(step).Kind == flows.ToNothing
		}
	}
	return false
}

func mentions(c flows.Condition, fact string) bool {
	for _, term := range c {
		if term.Name == fact {
			return true
		}
		for _, inner := range term.Of {
			if mentions(inner, fact) {
				return true
			}
		}
	}
	return false
}

func (t *turn) languagePayload(tag string) bot.Payload {
	for i, l := range t.book.agency.Languages {
		if l == tag {
			return bot.Payload{Kind: bot.PayloadAsked, Step: uint16(bot.AskLanguage), Arg: uint16(i)}
		}
	}
	return bot.Payload{}
}

// askLanguage offers every language in itself: somebody who cannot read one
// line can read another.
func (t *turn) askLanguage() {
	var lines []string
	for _, tag := range t.book.Languages() {
		t.pick(t.languagePayload(tag))
		lines = append(lines, t.book.phrases["choose_language"].In(tag))
	}
	t.prompt(join(lines...))
}

// askedLabel is what an answer to one of the bot's questions is called.
func (t *turn) askedLabel(q bot.Question, p bot.Payload) string {
	consent := &t.book.agency.Consent
	switch q {
	case bot.AskLanguage:
		if int(p.Arg) < len(t.book.agency.Languages) {
			return t.book.names[t.book.agency.Languages[p.Arg]]
		}
	case bot.AskDevice:
		return t.phrase("device_" + bot.Device(p.Arg).String())
	case bot.AskConsent:
		if p.Arg == argNow {
			return t.phrase("keep_after_all")
		}
		return t.words(either(p.Arg == argYes, consent.Agree, consent.Refuse))
	case bot.AskAlone:
		return t.phrase(map[uint16]string{argYes: "answer_yes", argNo: "later", argNow: "alone_now"}[p.Arg])
	case bot.AskErase:
		return t.phrase(either(p.Arg == argYes, "erase_yes", "erase_no"))
	case bot.AskShare:
		return t.phrase("share")
	case bot.AskClear:
		return t.phrase(either(p.Arg == argYes, "answer_yes", "not_quite"))
	case bot.AskCheck:
		return t.phrase(either(p.Arg == argYes, "check_yes", "later"))
	case bot.AskReading:
		return t.phrase(map[uint16]string{argYes: "hard_reading", argNo: "hard_phone", argNow: "hard_other"}[p.Arg])
	case bot.AskWords:
		return t.phrase("nothing_to_add")
	case bot.AskDispute:
		return t.phrase(either(p.Arg == argYes, "somebody_looks", "nobody_looks"))
	case bot.AskCalled:
		return t.phrase("seat_no_name")
	case bot.AskShown:
		return t.phrase(either(p.Arg == argYes, "answer_yes", "only_question"))
	case bot.AskNoted:
		return t.phrase(map[uint16]string{argYes: "done", argNo: "later", argNever: "remind_stop"}[p.Arg])
	case bot.AskRedo:
		return t.phrase(map[uint16]string{argYes: "answer_yes", argNo: "later", argNever: "redo_never"}[p.Arg])
	default:
		return t.phrase(either(p.Arg == argYes, "answer_yes", "answer_no"))
	}
	return ""
}

// consentFor is the answer that holds why consent was asked while the language
// is asked.
const consentFor = "consent_for"

// answers reports whether a choice is an answer to a question.
func answers(p bot.Payload, q bot.Question) bool {
	return p.Kind == bot.PayloadAsked && bot.Question(p.Step) == q
}

// lasting reports whether an answer holds although its question no longer
// stands: a language can be chosen any time, a result shown, a no taken back,
// and nobody who may be in danger comes too late.
func lasting(p bot.Payload) bool {
	switch bot.Question(p.Step) {
	case bot.AskLanguage, bot.AskShare, bot.AskAlone, bot.AskClear, bot.AskShown, bot.AskNoted:
		return true
	}
	return p.Arg == argNow
}

// answer takes the answer to a question. An answer to a question that no
// longer stands is over, unless it lasts.
func (t *turn) answer(p bot.Payload) {
	q := bot.Question(p.Step)
	if q != t.s.Asking && !lasting(p) {
		t.over()
		return
	}
	if q == t.s.Asking || q == bot.AskLanguage && t.s.Asking == bot.AskLanguage {
		t.s.Asking = bot.AskNothing
	}
	switch q {
	case bot.AskLanguage:
		t.chooseLanguage(p)
	case bot.AskDevice:
		t.chooseDevice(p)
	case bot.AskConsent:
		t.consent(p)
	case bot.AskErase:
		t.erase(p.Arg == argYes)
	case bot.AskAlone:
		t.alone(p.Arg != argNo)
	case bot.AskElse:
		t.someoneElse(p.Arg == argYes)
	case bot.AskShare:
		t.share()
	case bot.AskPractice:
		t.practise(p.Arg == argYes)
	case bot.AskClear:
		t.wasClear(p)
	case bot.AskCheck:
		t.agreeCheck(p)
	case bot.AskRecheck:
		t.agreeRecheck(p)
	case bot.AskReading:
		t.reading(p)
	case bot.AskWords:
		t.showWaiting()
	case bot.AskDispute:
		t.dispute(p.Arg == argYes)
	case bot.AskFor:
		t.answerFor(p)
	case bot.AskRedo:
		t.answerRedo(p)
	case bot.AskShown:
		t.shownFrom(p.Arg == argYes)
	case bot.AskNoted:
		t.answerNoted(p)
	case bot.AskCalled:
		t.calledAnswer("")
	case bot.AskDanger:
		t.answerDoubt(p)
	default:
		t.show()
	}
}

func (t *turn) chooseLanguage(p bot.Payload) {
	if int(p.Arg) >= len(t.book.agency.Languages) {
		t.over()
		return
	}
	t.s.Language = t.book.agency.Languages[p.Arg]
	t.count(bot.EventLanguage, bot.Event{Value: t.s.Language})
	if n, err := strconv.Atoi(t.s.Answer(consentFor)); err == nil { // the question that this one came between
		t.s.Drop(consentFor)
		t.askFor(bot.AskConsent, uint32(n))
		return
	}
	if t.s.State != bot.StateWelcome {
		t.takeMeant(p.Flow)
		return
	}
	t.count(bot.EventGreeted, bot.Event{Value: t.s.Language})
	t.lead(t.words(t.book.agency.Consent.Hello))
	if !t.takeTopic() {
		t.openMenu("menu_text")
	}
}

func (t *turn) chooseDevice(p bot.Payload) {
	t.s.Device = bot.Device(p.Arg)
	if t.s.State == bot.StateHelp {
		t.enter(t.s.Place)
		return
	}
	t.show()
}

// consent notes the answer and does what it was asked for.
func (t *turn) consent(p bot.Payload) {
	if p.Arg == argNow { // what is kept is said again before it is
		t.askFor(bot.AskConsent, p.Flow)
		return
	}
	yes := p.Arg == argYes
	t.s.Consent = either(yes, bot.Yes, bot.No)
	t.agreed(false)
	if yes {
		t.keptFor()
	}
	t.count(bot.EventConsent, bot.Event{Value: either(yes, "yes", "no")})
	why := bot.Reason(p.Flow)
	if !yes {
		t.keepsNothing()
		t.lead(t.words(t.book.agency.Consent.IfRefused))
		if t.afterConsent(false) {
			return
		}
		if t.isOver() && (why == bot.ReasonResult || why == bot.ReasonNotRight) {
			t.showResult()
			return
		}
		t.human(why)
		return
	}
	if t.afterConsent(true) {
		return
	}
	if why == bot.ReasonResult {
		t.share()
		return
	}
	if why == bot.ReasonNotRight && t.isOver() {
		t.shareDisputed()
		return
	}
	if why == bot.NoReason {
		t.show()
		return
	}
	t.human(why)
}
