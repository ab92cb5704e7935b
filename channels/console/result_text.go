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

// resultText is all that the page shows, as text to copy.
func (d *describer) resultText(s *shownResult) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.TrimSpace(strings.Join(parts, " ")) + "\n") }
	list := func(key string, of []string) {
		if len(of) > 0 {
			line("  "+d.word(key)+":", strings.Join(of, ", "))
		}
	}
	if s.Disputed {
		line(d.word("result_disputed"))
	}
	line(s.Title + ", " + s.When + ", " + s.Speaks + ", " + d.word(s.Channel))
	if s.Words != "" {
		line(d.word("result_own_words")+":", "“"+s.Words+"”")
	}
	if s.Reading != "" {
		line(d.word(s.Reading))
	}
	if s.Gone {
		line(d.word("result_gone"))
		return b.String()
	}
	d.overallText(s, line)
	for _, a := range s.Areas {
		line()
		line(a.Name+":", a.Band)
		list("result_well", a.Well)
		list("result_helped", a.Helped)
		list("result_hard", a.Hard)
	}
	d.answersText(s, line)
	return b.String()
}

func (d *describer) overallText(s *shownResult, line func(...string)) {
	if s.Known {
		line(s.Band, "("+s.Sure+")")
	} else {
		line(d.word("result_not_known"))
	}
	for i, band := range s.Bands {
		line(fmt.Sprintf("  %d %s %s", i+1, band.Say, band.Percent))
	}
	if s.Told != "" {
		line(d.word("result_told")+":", s.Told)
	}
	line(d.word("result_asked")+":", fmt.Sprint(s.Asked)+";", d.word("result_estimate")+":", s.Estimate)
	if s.Before != "" {
		line(d.word(s.Before))
	}
}

func (d *describer) answersText(s *shownResult, line func(...string)) {
	if len(s.Answers) > 0 {
		line()
		line(d.word("result_answers") + ":")
	}
	for i, a := range s.Answers {
		line(fmt.Sprintf("  %d. %s (%s): %s", i+1, a.About, a.Area, d.word(a.Outcome)))
	}
	if len(s.Movers) > 0 {
		line()
		line(d.word("result_movers") + ":")
	}
	for _, m := range s.Movers {
		line("  "+m.About+":", d.word(m.Way))
	}
	if len(s.Rules) > 0 {
		line()
		line(d.word("result_rules") + ":")
	}
	for _, r := range s.Rules {
		line("  "+r.ID+":", strings.Join(strings.Fields(r.Why), " "), "→", strings.Join(r.Offers, ", "))
	}
	if len(s.Groups) > 0 {
		line(d.word("result_groups")+":", strings.Join(s.Groups, ", "))
	}
}
