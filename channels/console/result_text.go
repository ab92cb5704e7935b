package console

import (
	"fmt"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// ResultText is a kept result as plain text in a language, with the checks of a
// book: what its page says, for who has no page.
func ResultText(book *dialogue.Book, r *bot.CheckResult, lang string, now time.Time) string {
	return newDescriber(book, lang, now).result(r).Text
}

// pen writes a text line by line in a language.
type pen struct {
	strings.Builder
	d *describer
}

func (p *pen) line(parts ...string) {
	p.WriteString(strings.TrimRight(strings.Join(parts, " "), " ") + "\n")
}

// head writes a word of ours with what it is about behind it.
func (p *pen) head(key string, parts ...string) {
	p.line(append([]string{p.colon(p.d.word(key))}, parts...)...)
}

// colon puts a colon behind words, as the language does.
func (p *pen) colon(words string) string {
	if p.d.lang == "fr" {
		return words + "\u00a0:"
	}
	return words + ":"
}

func (p *pen) list(key string, of []string) {
	if len(of) > 0 {
		p.line(" ", p.colon(p.d.word(key)), strings.Join(of, ", "))
	}
}

// resultText is all that the page shows, as text to copy.
func (d *describer) resultText(s *shownResult) string {
	p := &pen{d: d}
	if s.Disputed {
		p.line(d.word("result_disputed"))
	}
	p.line(s.Title + ", " + s.When + ", " + s.Speaks + ", " + d.word(s.Channel))
	if s.Words != "" {
		p.head("result_own_words", "“"+s.Words+"”")
	}
	if s.Reading != "" {
		p.line(d.word(s.Reading))
	}
	if s.Gone {
		p.line(d.word("result_gone"))
		return p.String()
	}
	p.overall(s)
	for _, a := range s.Areas {
		p.line()
		p.line(p.colon(a.Name), a.Band)
		p.list("result_well", a.Well)
		p.list("result_helped", a.Helped)
		p.list("result_hard", a.Hard)
	}
	p.answers(s)
	return p.String()
}

func (p *pen) overall(s *shownResult) {
	switch {
	case s.Known:
		p.line(s.Band, "("+s.Sure+")")
	case s.ByReading:
		p.line(p.d.word("result_by_reading"))
	default:
		p.line(p.d.word("result_not_known"))
	}
	for _, b := range s.Bands {
		p.line(" ", fmt.Sprint(b.No), b.Say, b.Percent)
	}
	if s.Told != "" {
		p.head("result_told", s.Told)
	}
	p.head("result_asked", fmt.Sprint(s.Asked))
	if s.Estimate != "" {
		p.head("result_estimate", s.Estimate)
	}
	if s.Before != "" {
		p.line(p.d.word(s.Before))
	}
}

func (p *pen) answers(s *shownResult) {
	if len(s.Answers) > 0 {
		p.line()
		p.head("result_answers")
	}
	for i, a := range s.Answers {
		p.line(fmt.Sprintf("  %d. %s (%s) – %s", i+1, a.About, a.Area, p.d.word(a.Outcome)))
	}
	if len(s.Movers) > 0 {
		p.line()
		p.head("result_movers")
	}
	for _, m := range s.Movers {
		p.line(" ", m.About, "–", p.d.word(m.Way))
	}
	if len(s.Rules) > 0 {
		p.line()
		p.head("result_rules")
	}
	for _, r := range s.Rules {
		p.line(" ", r.ID, "–", strings.Join(strings.Fields(r.Why), " "), "→", strings.Join(r.Offers, ", "))
	}
	if len(s.Groups) > 0 {
		p.head("result_groups", strings.Join(s.Groups, ", "))
	}
}
