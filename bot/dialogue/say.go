package dialogue

import (
	"strings"

	"passerelle/bot"
	"passerelle/flows/text"
)

// say adds a reply without choices.
func (t *turn) say(kind bot.ReplyKind, words string) {
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: kind, Text: words})
}

// sayFirst adds a reply without choices, in front of another one; what was to
// lead goes with it.
func (t *turn) sayFirst(words string) {
	if t.before != "" {
		words, t.before = join(t.before, words), ""
	}
	t.say(bot.ReplyAnswer, words)
}

// pick starts or continues the list of choices of the reply to come.
func (t *turn) pick(p ...bot.Payload) { t.picked = append(t.picked, p...) }

// pickWord offers a reserved word. Whom a counsellor accompanies is offered no
// person and no menu: they have the one, and the other would leave them.
func (t *turn) pickWord(w word) {
	if (w == wordHuman || w == wordMenu) && t.together() {
		return
	}
	t.pick(w.payload())
}

// prompt adds a reply with the picked choices, numbered, a page of them, and
// remembers in the session what the numbers mean. Offered[0] is the meaning of
// "0", Offered[n] of "n".
func (t *turn) prompt(words string, dress ...func(*bot.Reply)) {
	page := t.picked
	t.s.Set(bot.FlagYesNo, false)
	t.s.Shown = t.shown
	t.s.Offered = append(t.s.Offered[:0], bot.Payload{})
	if len(page) > mostChoices {
		page = t.page(page)
		t.s.Offered[0] = wordMore.payload()
	}
	from := len(t.out.choices)
	for i, p := range page {
		t.s.Offered = append(t.s.Offered, p)
		t.out.choices = append(t.out.choices, bot.Choice{Number: i + 1, Label: t.label(p), Payload: p})
	}
	if zero := t.s.Offered[0]; !zero.IsZero() {
		t.out.choices = append(t.out.choices, bot.Choice{Number: 0, Label: t.label(zero), Payload: zero})
	}
	t.picked = t.picked[:0]
	if t.before != "" {
		words, t.before = strings.TrimRight(t.before+"\n"+words, "\n"), ""
	}
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyAnswer, Text: words, Choices: t.out.choices[from:len(t.out.choices):len(t.out.choices)]})
	for _, d := range dress {
		d(&t.out.Replies[len(t.out.Replies)-1])
	}
}

// promptYesNo is a prompt that yes and no answer too: yes is its first choice.
func (t *turn) promptYesNo(words string) {
	t.prompt(words)
	t.s.Set(bot.FlagYesNo, true)
}

// page returns the choices from the session's place in a long list; past the
// end it begins again.
func (t *turn) page(all []bot.Payload) []bot.Payload {
	if int(t.s.More) >= len(all) {
		t.s.More = 0
	}
	rest := all[t.s.More:]
	return rest[:min(len(rest), mostChoices)]
}

// zero makes "0" mean p in the reply that was just prompted, and shows it.
func (t *turn) zero(p bot.Payload) {
	last := &t.out.Replies[len(t.out.Replies)-1]
	t.s.Offered[0] = p
	last.Choices = append(last.Choices, bot.Choice{Number: 0, Label: t.label(p), Payload: p})
}

// phrase returns one of the bot's own sentences in the contact's language.
func (t *turn) phrase(key string) string { return t.fill(t.local(t.book.phrases[key])) }

// words returns an author's text in the contact's language, filled.
func (t *turn) words(l text.Localised) string { return t.fill(t.local(l)) }

// local picks the contact's language, else the agency's first.
func (t *turn) local(l text.Localised) string {
	if words, ok := l[t.s.Language]; ok {
		return words
	}
	return l.In(t.s.Language, t.book.agency.Languages...)
}

// label is what a choice is called; it depends on nothing but its payload, so
// that a label written out is understood later.
func (t *turn) label(p bot.Payload) string {
	switch p.Kind {
	case bot.PayloadWord:
		return t.phrase(wordLabels[word(p.Arg)])
	case bot.PayloadStep:
		return t.stepLabel(p)
	case bot.PayloadAsked:
		return t.askedLabel(bot.Question(p.Step), p)
	case bot.PayloadOffer:
		return t.offerLabel(p)
	case bot.PayloadArea:
		return t.areaLabel(p)
	case bot.PayloadSeat:
		return t.seatLabel(p)
	}
	return ""
}

// wordLabels gives each reserved word that is offered as a choice its phrase.
var wordLabels = map[word]string{
	wordMenu: "menu", wordHuman: "talk", wordMore: "more", wordCallBack: "call_back", wordSkillsCheck: "skills_check",
	wordNumbers: "emergency", wordLanguage: "language", wordMyData: "my_data", wordErase: "erase", wordRepeat: "repeat",
	wordDontKnow: "dont_know", wordNoMemory: "keep_nothing", wordBack: "back", wordRemind: "practice_later", wordHelp: "help", wordJoin: "join", wordForMe: "for_me",
	wordResult: "my_result", wordDetails: "see_more", wordCanDo: "can_do", wordUnshare: "unshare", wordWhoRead: "who_read",
	wordReminders: "remind_me", wordNoReminders: "remind_none", wordSeats: "my_seats", wordNoneOf: "none_of",
}
