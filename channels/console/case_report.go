package console

import (
	"context"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows/text"
)

// shownReport is a case's report as its page shows it.
type shownReport struct {
	Rows []reportRow
	File string // one paragraph for the agency's own case system
}

// reportRow is one line of a report; Key is a key of the words.
type reportRow struct{ Key, Value string }

// ReportText is the report of a case as one paragraph of plain text in a
// language, with the names of a book: no name of anybody, no number, no address.
func ReportText(book *dialogue.Book, r *bot.CaseReport, lang string, now time.Time) string {
	return newDescriber(book, lang, now).report(r).File
}

// reportOf is what the page of a case shows of its report; nil for nothing.
func (r *room) reportOf(ctx context.Context, d *describer, me bot.Account, id string) (*shownReport, error) {
	kept, err := r.Assistant.CaseReport(ctx, id, me.Login)
	if kept == nil || err != nil {
		return nil, err
	}
	shown := d.report(kept)
	return &shown, nil
}

func (d *describer) report(r *bot.CaseReport) shownReport {
	var s shownReport
	add := func(key, value string) {
		if value != "" {
			s.Rows = append(s.Rows, reportRow{key, value})
		}
	}
	ended := r.Ended.In(d.now.Location())
	add("report_date", ended.Format("02.01.2006"))
	if r.Minutes > 0 {
		add("report_length", d.length(r.Minutes))
	}
	add("report_channel", d.word("channel_"+r.Channel.String()))
	add("report_language", either(ownNames[r.Language] != "", ownNames[r.Language], r.Language))
	add("report_reason", d.word("reason_"+r.Reason))
	add("report_topics", strings.Join(d.each(r.Topics, d.topicName), ", "))
	add("report_tried", strings.Join(d.each(r.Tried, d.step), " · "))
	add("report_offered", strings.Join(d.each(r.Offered, d.offerName), ", "))
	add("report_spoken", strings.Join(d.each(r.Spoken, d.spokenName), ", "))
	if r.Way != "" {
		add("report_way", d.word("way_"+r.Way))
	}
	add("report_steps", d.stepCounts(r.Steps))
	add("report_redo", strings.Join(d.each(r.Redo, d.step), " · "))
	add("report_next", d.whereNext(r))
	s.File = d.paragraph(s.Rows)
	return s
}

// stepCounts says how the steps that were sent went: "5 alone, 2 with, 1 for".
func (d *describer) stepCounts(n bot.WayCounts) string {
	var said []string
	for _, c := range []struct {
		n   int
		key string
	}{{n.Alone, "did_alone"}, {n.With, "did_with"}, {n.For, "did_for"}} {
		if c.n > 0 {
			said = append(said, strconv.Itoa(c.n)+" "+d.word(c.key))
		}
	}
	return strings.Join(said, ", ")
}

// length says how long a case lasted; beyond two hours it was surely not worked
// on all the time, and hours or days say enough.
func (d *describer) length(minutes int) string {
	switch {
	case minutes <= 120:
		return text.Span(d.lang, minutes, "minute")
	case minutes < 48*60:
		return text.Span(d.lang, minutes/60, "hour")
	}
	return text.Span(d.lang, minutes/(24*60), "day")
}

func (d *describer) each(ids []string, name func(string) string) (list []string) {
	for _, id := range ids {
		list = append(list, name(id))
	}
	return list
}

func (d *describer) topicName(id string) string {
	if flow := d.flows[id]; flow != nil {
		return d.say(flow.Title)
	}
	return id
}

func (d *describer) spokenName(said string) string {
	s, ok := bot.ParseSpoken(said)
	if !ok {
		return said
	}
	return spokenLabel(d.lang, s)
}

// spokenLabel is a talk in words: "met, 30 minutes"; who was not reached took no
// time that is told.
func spokenLabel(lang string, s bot.Spoken) string {
	words := words.In(lang, "spoke_"+s.How)
	if s.How == bot.HowNobody {
		return words
	}
	return words + ", " + text.Span(lang, s.Minutes, "minute")
}

// offerName names a place or a measure of the agency, given as place/id or
// measure/id.
func (d *describer) offerName(what string) string {
	kind, id, _ := strings.Cut(what, "/")
	for i := range d.agency.Places {
		if p := &d.agency.Places[i]; kind == "place" && p.ID == id {
			return d.say(p.Name)
		}
	}
	for i := range d.agency.Measures {
		if m := &d.agency.Measures[i]; kind == "measure" && m.ID == id {
			return d.say(m.Name)
		}
	}
	return id
}

func (d *describer) whereNext(r *bot.CaseReport) string {
	if r.Next == bot.NextOffer && len(r.Offered) > 0 {
		return d.offerName(r.Offered[len(r.Offered)-1])
	}
	return d.word("next_" + r.Next)
}

// paragraph is the report in one line: date and length first, then each row that
// says something.
func (d *describer) paragraph(rows []reportRow) string {
	var said []string
	for _, row := range rows {
		if row.Key == "report_date" {
			said = append(said, strings.ReplaceAll(d.word("report_of"), "{day}", row.Value))
			continue
		}
		colon := either(d.lang == "fr", "\u00a0: ", ": ")
		said = append(said, strings.ReplaceAll(d.word(row.Key)+colon+row.Value, "\n", " "))
	}
	return strings.Join(strings.Fields(strings.Join(said, ". ")+"."), " ")
}
