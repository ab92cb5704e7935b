package dialogue

import (
	"strings"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/understand"
)

// welcome greets somebody who writes for the first time: who speaks, whose it
// is, how to go on. What they asked is taken up at once.
func (t *turn) welcome() {
	if p, ok := t.resolve(); ok && answers(p, bot.AskLanguage) && t.s.Asking == bot.AskLanguage {
		t.s.Misses = 0
		t.answer(p)
		return
	}
	if t.s.Language == "" {
		tag, sure := t.book.reader.Language(t.in.Text)
		if named := t.book.reader.Named(t.in.Text); named != "" {
			tag, sure = named, true
		}
		if (!sure || !t.book.speaks(tag)) && t.book.agency.AskUnsure && len(t.book.Languages()) > 1 && t.s.Misses < askedEnough {
			t.keepTopic()
			t.answerLanguage()
			return
		}
		t.s.Asking = bot.AskNothing
		if sure && t.book.speaks(tag) {
			t.s.Language = tag
		}
		t.knowLanguage()
	}
	t.count(bot.EventGreeted, bot.Event{Value: t.s.Language})
	t.lead(t.words(t.book.agency.Consent.Hello))
	t.move(toMenu)
	switch p, ok := t.resolve(); {
	case len(t.in.Media) > 0:
		t.media(t.in.Media[0].Kind)
	case ok && !greeting(p):
		t.act(p)
	case ok || understand.Normal(t.in.Text) == "":
		t.openMenu("menu_text")
	case t.s.Misses >= askedEnough: // who does not answer in writing is not asked a third time
		t.s.Misses = mostMisses - 1
		t.missed()
	case t.remindWanted():
	case t.wanted():
	case t.topics(t.in.Text):
	default:
		t.openMenu("menu_text")
	}
}

// askedEnough is how many answers to "which language" may be none: then the
// agency's first language has to do, and a person is offered.
const askedEnough = 1

// askedFirst is the answer that holds the topic or the reserved word of a first
// message until its language is known: nobody has to ask, and pay, twice.
const askedFirst = "asked_first"

func (t *turn) keepTopic() {
	if t.s.Asking == bot.AskNothing && len(t.in.Media) > 0 && t.in.Media[0].Kind == bot.Voice {
		t.s.Set(bot.FlagByVoice, true)
		t.s.Remember(askedFirst, bot.Voice.String())
		return
	}
	if p, ok := t.resolve(); ok && p.Kind == bot.PayloadWord && !greeting(p) && t.s.Asking == bot.AskNothing {
		t.s.Remember(askedFirst, p.String())
		return
	}
	if matches, decision := t.book.reader.Topics(t.in.Text); decision == understand.Confirm && len(matches) > 0 {
		t.s.Remember(askedFirst, matches[0].ID)
	}
}

// takeTopic takes up what was kept, and reports whether there was anything.
func (t *turn) takeTopic() bool {
	kept := t.s.Answer(askedFirst)
	t.s.Drop(askedFirst)
	if p, ok := bot.ParsePayload(kept); ok {
		t.move(toMenu)
		t.act(p)
		return true
	}
	if kept == bot.Voice.String() {
		t.move(toMenu)
		t.human(bot.ReasonToListen)
		return true
	}
	e, ok := t.book.edition(kept)
	if !ok {
		return false
	}
	t.move(toMenu)
	t.offerTopic(e)
	return true
}

// answerLanguage asks for the language, or takes the answer when it is one.
func (t *turn) answerLanguage() {
	if t.s.Asking == bot.AskLanguage {
		t.s.Misses++
	}
	t.ask(bot.AskLanguage)
}

func greeting(p bot.Payload) bool {
	w := word(p.Arg)
	return p.Kind == bot.PayloadWord && (w == wordHello || w == wordMenu || w == wordStart || w == wordThanks)
}

// knowLanguage settles on a language without asking: the likeliest one, else
// the agency's first.
func (t *turn) knowLanguage() {
	if t.s.Language != "" {
		return
	}
	if tag, _ := t.book.reader.Language(t.in.Text); tag != "" && t.book.speaks(tag) {
		t.s.Language = tag
		return
	}
	if list := t.book.Languages(); len(list) > 0 {
		t.s.Language = list[0]
	}
}

// openMenu leaves what is going on and shows what can be done. The place in a
// flow is kept for "back".
func (t *turn) openMenu(key string) {
	if t.together() {
		t.endTogether(nil)
		return
	}
	t.move(toMenu)
	t.s.Asking = bot.AskNothing
	if t.carries("help") {
		t.pickHelp()
	}
	t.shorten()
	if check, ok := t.book.check(); ok && !t.s.Has(bot.FlagForOther) {
		if left, _ := t.leftCheck(check.ID); left {
			t.lead(t.phrase("check_rests"))
		}
	}
	t.prompt(t.phrase(key))
}

// shorten puts the check, or the way back to oneself, and the person on the
// first page of the menu, and the emergency numbers first on the second: two
// steps from anywhere (PEOPLE.md 14).
func (t *turn) shorten() {
	check, has := t.book.check()
	has = has && t.carries("check")
	room := mostChoices - 1
	if has || t.s.Has(bot.FlagForOther) {
		room--
	}
	first := min(room, len(t.picked))
	rest := append([]bot.Payload(nil), t.picked[first:]...)
	t.picked = t.picked[:first]
	switch {
	case t.s.Has(bot.FlagForOther):
		t.pickWord(wordForMe)
	case has:
		t.pick(startOf(check))
	}
	t.pickWord(wordHuman)
	t.pickWord(wordNumbers)
	t.pick(rest...)
	t.pickWord(wordLanguage)
	if !t.s.Has(bot.FlagForOther) {
		t.pickWord(wordMyData)
	}
	t.pickWord(wordHelp)
	if !t.s.Has(bot.FlagForOther) {
		t.pickWord(wordReminders)
	}
}

// helpText says how to talk with the bot; the emergency numbers are one step on.
func (t *turn) helpText() {
	if t.s.State == bot.StateCheck {
		t.helpItem()
		return
	}
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
	t.pickWord(wordNumbers)
	t.pickWord(wordLanguage)
	t.pickWord(wordMyData)
	t.prompt(t.phrase("help_text"))
}

// numbers lists the agency's checked emergency numbers.
func (t *turn) numbers() {
	var b strings.Builder
	b.WriteString(t.phrase("numbers_text"))
	for _, n := range t.book.agency.Safety.Numbers {
		name := t.words(n.Name)
		if name == "" {
			name = t.phrase("number_" + n.ID)
		}
		b.WriteString("\n" + n.Call + " " + name)
	}
	t.pickOn()
	t.prompt(b.String())
}

// pickOn offers the way back to what was going on, and the menu.
func (t *turn) pickOn() {
	if t.s.State == bot.StateWithPerson {
		return
	}
	if t.s.Place.Flow != 0 {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argResume})
	}
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
}

// pickAway offers the menu, but to nobody whom a counsellor is speaking with.
func (t *turn) pickAway() {
	if t.s.State != bot.StateWithPerson {
		t.pickWord(wordMenu)
	}
}

// tonight says what works now, outside the hours too: this robot, the numbers,
// and the places that are open.
func (t *turn) tonight() {
	var b strings.Builder
	b.WriteString(t.phrase("tonight_text"))
	if desk.Open(&t.book.agency.Hours, t.now()) {
		b.WriteString("\n" + t.phrase("team_now"))
	} else {
		b.WriteString("\n" + t.phrase("team_later"))
	}
	for _, p := range t.book.agency.Places {
		hours := t.hoursOf(&p)
		if desk.Open(&hours, t.now()) {
			b.WriteString("\n" + t.words(p.Name) + ", " + p.Address)
		}
	}
	t.pickOn()
	t.pickWord(wordNumbers)
	t.prompt(b.String())
}
