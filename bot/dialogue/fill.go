package dialogue

import (
	"strconv"
	"strings"

	"passerelle/bot/desk"
	"passerelle/flows/text"
)

// fill puts values into the placeholders of a text: {agency.name},
// {agency.desk}, {next_open}, {wait}, {counsellor}, {keep_for}, {questions}, {turn},
// {list}, {again}, {check_use}, {page}, {number.<id>}, {fact.<id>}, {word.<name>} and {answer.<name>}. Nothing else is replaced;
// a text without a brace is returned as it is.
func (t *turn) fill(words string) string {
	words = strings.TrimRight(words, "\n ")
	open := strings.IndexByte(words, '{')
	if open < 0 {
		return words
	}
	var b strings.Builder
	for open >= 0 {
		end := strings.IndexByte(words[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(words[:open])
		b.WriteString(t.value(words[open+1 : open+end]))
		words = words[open+end+1:]
		open = strings.IndexByte(words, '{')
	}
	b.WriteString(words)
	return b.String()
}

func (t *turn) value(name string) string {
	a := t.book.agency
	group, rest, _ := strings.Cut(name, ".")
	switch group {
	case "agency":
		if rest == "desk" {
			return a.Desk
		}
		return t.local(a.Name)
	case "next_open":
		if t.open() {
			return t.wait()
		}
		if from, ok := desk.NextOpen(&a.Hours, t.now()); ok {
			return text.HalfDay(t.s.Language, t.now(), from)
		}
		return t.phrase("when_unknown")
	case "wait":
		return t.wait()
	case "counsellor":
		return t.counsellor()
	case "keep_for":
		return text.Span(t.s.Language, a.Consent.KeepFor.Count, a.Consent.KeepFor.Unit)
	case "questions":
		return t.questions()
	case "turn":
		return strconv.Itoa(int(t.s.Turns))
	case "number":
		return t.number(rest)
	case "fact":
		if f := t.book.set.Fact(rest); f != nil {
			return t.local(f.Says)
		}
		return ""
	case "word":
		return strings.ToUpper(t.local(t.book.first[rest]))
	case "title":
		return t.title
	case "list":
		return t.list
	case "again":
		if flow := t.book.byNumber[t.s.Check.Flow]; flow != nil && flow.Check != nil {
			return text.Span(t.s.Language, flow.Check.Again.Count, flow.Check.Again.Unit)
		}
		return ""
	case "check_use":
		if use := a.CheckUse; use != nil {
			return t.local(use.Function)
		}
		return ""
	case "page":
		return a.CheckPage.Address
	case "items":
		return t.items()
	case "answer":
		return t.s.Answer(rest)
	}
	return "{" + name + "}"
}

// number returns a checked telephone number of the agency.
func (t *turn) number(id string) string {
	for _, n := range t.book.agency.Safety.Numbers {
		if n.ID == id {
			return n.Call
		}
	}
	return ""
}
