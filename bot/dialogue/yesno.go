package dialogue

import (
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/understand"
)

// yesOrNo is what a yes or a no means where the person is, whatever the choices
// are called: the answer to the question that was just asked; else the one
// choice that says yes or no itself; else that a step is done, or that help is
// needed.
func (t *turn) yesOrNo(yes bool) (bot.Payload, bool) {
	switch t.s.Asking {
	case bot.AskAlone:
		if yes && !t.plainYes() {
			return bot.Payload{}, false
		}
	case bot.AskConsent, bot.AskErase, bot.AskElse, bot.AskCheck, bot.AskFor:
		if yes && t.onlyDone() {
			return bot.Payload{}, false
		}
	}
	if p, ok := t.askedYesNo(yes); ok {
		return p, true
	}
	if t.s.Has(bot.FlagYesNo) && len(t.s.Offered) > 2 {
		return t.firstOrOn(yes), true
	}
	if p, ok := t.saysSo(yes); ok {
		return p, true
	}
	_, step := t.at(t.s.Place)
	if t.s.State != bot.StateHelp || t.s.Asking != bot.AskNothing || step == nil || step.Question() || t.s.Has(bot.FlagSheet) && !yes {
		return bot.Payload{}, false
	}
	return t.stepWord(either(yes, wordDone, wordStuck))
}

// askedYesNo finds the answer among what one of the bot's questions offered.
func (t *turn) askedYesNo(yes bool) (bot.Payload, bool) {
	for _, p := range t.s.Offered {
		if p.Kind != bot.PayloadAsked || (p.Arg != argNo) != yes {
			continue
		}
		switch q := bot.Question(p.Step); {
		case q == bot.AskAlone && yes && !t.plainYes(), q == bot.AskConsent && p.Arg == argNow, q == bot.AskShown && yes && t.onlyDone():
			continue
		case q == bot.AskConsent, q == bot.AskErase, q == bot.AskElse, q == bot.AskAlone, q == bot.AskPractice, q == bot.AskClear, q == bot.AskCheck, q == bot.AskRecheck, q == bot.AskDispute, q == bot.AskFor, q == bot.AskRedo, q == bot.AskShown:
			return p, true
		}
	}
	return bot.Payload{}, false
}

// plainYes reports whether a message is a yes and nothing else: what opens the
// numbers on a phone that somebody else may read is no "ok", and no "yes?".
func (t *turn) plainYes() bool {
	return yesNoWords[understand.Normal(t.in.Text)] && !strings.Contains(t.in.Text, "?")
}

// onlyDone reports whether a yes is no more than "done" or "that's it": what is
// kept or lost for good wants more than that; "ok" agrees.
func (t *turn) onlyDone() bool {
	switch understand.Normal(t.in.Text) {
	case "ok", "okay", "oki", "d accord", "einverstanden", "va bene", "d accordo", "gut", "in ordnung":
		return false
	}
	return t.exact() == wordDone
}

// firstOrOn is the first choice for a yes, and for a no the way on.
func (t *turn) firstOrOn(yes bool) bot.Payload {
	if yes {
		return t.s.Offered[1]
	}
	rest := t.s.Offered[2:]
	if i := slices.IndexFunc(rest, func(p bot.Payload) bool { return p.Kind == bot.PayloadStep && p.Arg == argResume }); i >= 0 {
		return rest[i]
	}
	if i := slices.IndexFunc(rest, func(p bot.Payload) bool { return p != wordHuman.payload() }); i >= 0 {
		return rest[i]
	}
	return wordMenu.payload()
}

// saysSo finds the only choice whose label says yes, or no.
func (t *turn) saysSo(yes bool) (found bot.Payload, ok bool) {
	for _, p := range t.s.Offered {
		if p.IsZero() {
			continue
		}
		says, said := t.book.reader.YesNo(t.label(p), t.s.Language)
		if !said || says != yes {
			continue
		}
		if ok {
			return bot.Payload{}, false
		}
		found, ok = p, true
	}
	return found, ok
}
