package dialogue

import (
	"math"
	"strings"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
)

// mostMisses is how many messages in a row may be not understood before a
// person is offered instead of another try.
const mostMisses = 3

// understand takes up a free text: another language, a topic, a link; what
// fits nowhere gets a friendly way on.
func (t *turn) understand() {
	switch {
	case t.otherLanguage():
	case t.wanted():
	case t.s.Asking != bot.AskNothing:
		t.missed()
	case t.s.State == bot.StateWaiting && t.likely():
	case t.s.State == bot.StateWaiting:
		t.note()
	case strings.TrimSpace(t.in.Text) == "":
		t.lead(t.phrase("got_empty"))
		t.show()
	case understand.HasLink(t.in.Text):
		t.link()
	case t.topics(t.in.Text):
		t.s.Misses = 0
	case t.open() && !t.unsaid() && t.s.State == bot.StateMenu: // it is for the one they wait for
		t.move(toWait)
		t.note()
	default:
		t.missed()
	}
}

// surelyMeant is how likely a topic must be for somebody who waits for a person to
// be asked about it.
const surelyMeant = 0.8

// likely offers the one topic that stands out in what somebody writes who waits;
// the team reads it all the same, where it may be kept.
func (t *turn) likely() bool {
	e, p := t.standsOut()
	if p < surelyMeant || e.ID == t.topic() {
		return false
	}
	if t.keepsThread() {
		t.lead(t.phrase("noted"))
	}
	t.offerTopic(e)
	return true
}

// standsOut is the one help that a text is about, and how likely it is; 0 where there is
// none, or several.
func (t *turn) standsOut() (e Edition, p float64) {
	matches, decision := t.book.reader.Topics(t.in.Text)
	if decision != understand.Confirm {
		return Edition{}, 0
	}
	e, ok := t.book.edition(matches[0].ID)
	if !ok || e.Kind != flows.KindHelp {
		return Edition{}, 0
	}
	return e, matches[0].P
}

// isIn reports whether the person is in a help.
func (t *turn) isIn(e Edition) bool { return t.s.State == bot.StateHelp && e.Number == t.s.Place.Flow }

// wanted does a reserved word that stands in a longer text, such as "je
// voudrais parler à une vraie personne".
func (t *turn) wanted() bool {
	name, ok := t.book.reader.Wants(t.in.Text, t.s.Language)
	if !ok || t.s.State == bot.StateWaiting {
		return false
	}
	t.s.Misses = 0
	t.command(wordNames[name])
	return true
}

// missed answers what was not understood, and offers a person the third time.
func (t *turn) missed() {
	t.s.Misses++
	t.count(bot.EventNotUnderstood, t.here())
	if t.s.State == bot.StateMenu && t.s.Asking == bot.AskNothing {
		t.out.Unanswered = t.book.reader.Unanswered(t.in.Text)
	}
	if t.s.Misses < mostMisses || t.s.Asking == bot.AskNumber {
		t.lead(t.notUnderstood())
		t.show()
		return
	}
	t.s.Misses = 0
	if t.s.Asking == bot.AskConsent { // a person was asked for already
		t.s.Asking = bot.AskNothing
		t.withoutMemory(bot.ReasonAsked)
		return
	}
	t.s.Asking = bot.AskNothing
	t.pickWord(wordHuman)
	if t.s.Place.Flow != 0 {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argResume})
	}
	t.pickWord(wordMenu)
	t.promptYesNo(t.phrase("offer_person"))
}

// notUnderstood is what a step's author says of an answer that is none, else
// the bot's own words.
func (t *turn) notUnderstood() string {
	_, step := t.at(t.s.Place)
	if t.s.State == bot.StateHelp && t.s.Asking == bot.AskNothing && step != nil && !t.s.Has(bot.FlagSheet) && len(step.GotElse) > 0 {
		return t.words(step.GotElse)
	}
	return t.phrase("not_understood")
}

// otherLanguage offers to go on in the language that the person just wrote. What they
// asked for goes with the choices, so that nobody has to ask, and pay, twice.
func (t *turn) otherLanguage() bool {
	tag, sure := t.book.reader.Language(t.in.Text)
	if !sure || tag == t.s.Language || !t.book.speaks(tag) {
		return false
	}
	words := t.fill(t.book.phrases["go_on_in"].In(tag))
	other, same := t.languagePayload(tag), t.languagePayload(t.s.Language)
	other.Flow = t.clearlyMeant()
	same.Flow = other.Flow
	t.pick(other, same)
	t.promptYesNo(words)
	return true
}

// aPerson stands for the wish for a person where a help's number may stand.
const aPerson = math.MaxUint32

// clearlyMeant is what stands out in a text: aPerson, or the number of the one help
// that it is about, where a help may be begun; else 0.
func (t *turn) clearlyMeant() uint32 {
	if t.s.Asking != bot.AskNothing || !t.mayBegin() {
		return 0
	}
	if _, ok := t.book.reader.Wants(t.in.Text, t.s.Language); ok {
		return aPerson
	}
	e, p := t.standsOut()
	if p == 0 || t.isIn(e) {
		return 0
	}
	return e.Number
}

// mayBegin reports whether the person may be offered a help: they are in no check, and
// nobody speaks with them.
func (t *turn) mayBegin() bool { return t.s.State == bot.StateMenu || t.s.State == bot.StateHelp }

// takeMeant takes up what was meant before the language was chosen. The choice may come
// late: the help is the present one, and is offered where one may be begun.
func (t *turn) takeMeant(meant uint32) {
	if meant == aPerson {
		t.command(wordHuman)
		return
	}
	if flow := t.book.Flow(meant); flow != nil && t.mayBegin() {
		if e, ok := t.book.edition(flow.ID); ok {
			t.offerTopic(e)
			return
		}
	}
	t.show()
}

// topics asks about the flows that fit a text, and reports whether any did.
func (t *turn) topics(words string) bool {
	matches, decision := t.book.reader.Topics(words)
	if decision == understand.Ask {
		return false
	}
	for _, m := range matches {
		e, ok := t.book.edition(m.ID)
		if !ok || t.isIn(e) || t.s.Has(bot.FlagForOther) && e.Kind == flows.KindCheck {
			continue
		}
		if decision == understand.Confirm {
			t.offerTopic(e)
			return true
		}
		t.pick(startOf(e))
	}
	if len(t.picked) == 0 {
		return false
	}
	t.pickWord(wordNoneOf)
	t.pickWord(wordHuman)
	t.prompt(t.phrase("which_one"))
	return true
}

// noneOf asks in other words, where none of the topics that were offered is it.
func (t *turn) noneOf() {
	t.pickWord(wordHuman)
	t.pickWord(wordMenu)
	t.prompt(t.phrase("one_word"))
}

// offerTopic asks whether a flow is what the person means.
func (t *turn) offerTopic(e Edition) {
	if t.refusesFlow(e.Flow, e.Number) {
		return
	}
	t.title = t.words(e.Title)
	t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: e.Number, Step: 1, Arg: argStart})
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
	t.promptYesNo(t.phrase("is_it"))
}

// voiceNoted takes a voice note of somebody who waits: the team listens to it,
// where it may be kept.
func (t *turn) voiceNoted() {
	if t.keepsThread() {
		if t.s.Case.Reason == bot.ReasonAsked || t.s.Case.Reason == bot.ReasonStuck {
			t.s.Case.Reason = bot.ReasonToListen
		}
		t.out.CaseChanged = true
		t.waiting(t.phrase("to_listen"))
		return
	}
	t.note()
}

// link never opens what was sent; it asks whether the message looked strange.
func (t *turn) link() {
	if e, ok := t.book.edition("scam-message"); ok {
		t.pick(startOf(e))
	}
	t.pickOn()
	t.promptYesNo(t.phrase("got_link"))
}

// media answers what is not text.
func (t *turn) media(kind bot.MediaKind) {
	if t.arrived(kind) {
		return
	}
	if kind == bot.Voice { // in place of writing: from now on what can be heard is heard
		t.s.Set(bot.FlagByVoice, true)
	}
	switch {
	case kind == bot.Voice && t.s.Asking == bot.AskConsent && t.s.Reach.Channel != bot.Telegram:
		t.callBack() // who answers by voice is called
	case t.s.Asking != bot.AskNothing:
		t.missed()
	case t.s.State == bot.StateWaiting && kind == bot.Voice:
		t.voiceNoted()
	case t.s.State == bot.StateWaiting && kind != bot.Sticker:
		t.waiting(t.phrase("got_media"))
	case t.s.State == bot.StateWaiting:
		t.note()
	case kind == bot.Voice:
		t.human(bot.ReasonToListen)
	case kind == bot.Sticker:
		t.lead(t.phrase("got_sticker"))
		t.show()
	default:
		t.lead(t.phrase("got_media"))
		t.show()
	}
}
