package dialogue

import (
	"passerelle/bot"
	"passerelle/bot/understand"
)

// text reads what a person wrote or pressed, in the order that CONTRIBUTING
// lists, and does it. (Stop, erase and danger were looked for before.)
func (t *turn) text() {
	if p, ok := t.resolve(); ok {
		t.s.Misses = 0
		t.act(p)
		return
	}
	if t.remindWanted() || t.answered() {
		t.s.Misses = 0
		return
	}
	t.understand()
}

// resolve finds the choice or the reserved word that a message means.
func (t *turn) resolve() (bot.Payload, bool) {
	if !t.in.Payload.IsZero() {
		return t.in.Payload, true
	}
	if n, ok := number(t.in.Text); ok && (t.s.State != bot.StateCheck || !t.denied()) {
		return t.numbered(n)
	}
	normal := understand.Normal(t.in.Text)
	if normal == "" || len(t.in.Text) > 60 {
		return bot.Payload{}, false
	}
	if p, ok := t.labelled(normal, false); ok {
		return p, true
	}
	exact := wordNames[t.book.reader.Exact(t.in.Text, t.s.Language)]
	if p, ok := t.byStem(); ok && exact == wordErase {
		return p, true // "effacer" where "J'efface le SMS" is a choice
	}
	if yes, said := t.book.reader.YesNo(t.in.Text, t.s.Language); said && exact != wordDontKnow {
		if p, ok := t.yesOrNo(yes); ok {
			return p, true
		}
	}
	if tag := t.book.reader.Named(t.in.Text); tag != "" && t.book.speaks(tag) {
		return t.languagePayload(tag), true
	}
	if exact != noWord {
		return t.wordPayload(exact)
	}
	if p, ok := t.labelled(normal, true); ok {
		return p, true
	}
	if w := wordNames[t.book.reader.Misspelt(t.in.Text, t.s.Language)]; w != noWord {
		return t.wordPayload(w)
	}
	return bot.Payload{}, false
}

// numbered returns what a number meant in the last list of choices. A number
// that was not offered is no answer, except that in an item that wants words
// or a number it may be one.
func (t *turn) numbered(n int) (bot.Payload, bool) {
	if n < len(t.s.Offered) && !t.s.Offered[n].IsZero() {
		return t.s.Offered[n], true
	}
	return bot.Payload{}, false
}

// labelled finds the offered choice whose label was written out.
func (t *turn) labelled(normal string, misspelt bool) (found bot.Payload, ok bool) {
	best := 3
	for _, p := range t.s.Offered {
		if p.IsZero() {
			continue
		}
		label := understand.Normal(t.label(p))
		switch {
		case label == normal:
			return p, true
		case !misspelt || label == "":
		default:
			if d := understand.Near(normal, label); d < best {
				best, found = d, p
			} else if d == best {
				found = bot.Payload{}
			}
		}
	}
	return found, misspelt && best < 3 && !found.IsZero()
}

// wordPayload turns a reserved word into what it does here: "done", "stuck"
// and "I do not know" belong to a step or an item, the rest is the same anywhere.
func (t *turn) wordPayload(w word) (bot.Payload, bool) {
	switch w {
	case wordYes, wordNo:
		return bot.Payload{}, false // they were no answer to anything
	case wordDone, wordStuck, wordDontKnow:
		if p, ok := t.offeredDone(); ok && w == wordDone {
			return p, true
		}
		if t.s.Asking != bot.AskNothing {
			return bot.Payload{}, false
		}
		p, ok := t.stepWord(w)
		if !ok && w == wordStuck && t.s.State == bot.StateMenu {
			return wordStuck.payload(), true // "what about?"
		}
		if !ok && w == wordDone && t.s.State == bot.StateMenu {
			return wordThanks.payload(), true // "ok" when nothing waits
		}
		return p, ok
	case wordMore:
		if offered := len(t.s.Offered) > 0 && t.s.Offered[0] == wordMore.payload(); offered {
			break
		}
		if !t.isOver() {
			return bot.Payload{}, false
		}
		return wordDetails.payload(), true // "more" about the result
	}
	return w.payload(), true
}

// number reads a message that is a number, in figures or words of any language:
// "2", "(2)", "2️⃣", "n° 2", "deux", "1 oui".
func number(s string) (int, bool) { return understand.Number(s, "") }

func isNumber(s string) bool {
	_, ok := number(s)
	return ok
}
