package console

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/bot/report"
	"passerelle/flows"
)

// shownResult is a kept result of a check as a page shows it, in its language.
type shownResult struct {
	ID, When, Title string
	Speaks, Channel string
	Disputed        bool
	Words           string // the person's own
	Told            string // the band that the person was told
	Reading         string // a key of words.json: reading or the phone; "" for not asked
	ByReading       bool   // reading may be what was hard: no band is said, low ones least of all
	Gone            bool   // the check is not here any more: only dates are left
	Asked           int
	Band, Sure      string // "" while it is not known
	Known           bool
	Bands           []shownBand
	Chart           template.HTML
	Estimate        string // with its uncertainty, in logits
	Areas           []shownArea
	Answers         []shownAnswer
	Movers          []shownMover
	Rules           []shownRule
	Groups          []string
	Before          string // a key: further than last time, or about the same
	Text            string // all of it, to copy
}

type shownBand struct {
	No           int
	Say, Percent string
}

// shownArea is a part of the check: what went well, with help, was hard. Band is
// said only where enough was asked.
type shownArea struct {
	Name, Band         string
	Well, Helped, Hard []string
}

// shownAnswer is one answer; Outcome is a key of words.json.
type shownAnswer struct{ About, Ask, Area, Outcome string }

// shownMover is an answer that moved the estimate; Way is a key of words.json.
type shownMover struct{ About, Way string }

// shownRule is a line of the check that held: why, and what it offers.
type shownRule struct {
	ID, Why string
	Offers  []string
}

// result puts a kept result in words, with the check as it is now.
func (d *describer) result(r *bot.CheckResult) shownResult {
	s := shownResult{ID: r.ID, When: d.moment(r.At), Title: r.Check, Speaks: either(ownNames[r.Language] != "", ownNames[r.Language], r.Language),
		Channel: "channel_" + r.Channel, Disputed: r.Disputed, Words: r.Words}
	if words[s.Channel] == nil {
		s.Channel = "channel_"
	}
	if r.Reading == "reading" || r.Reading == "phone" {
		s.Reading = "result_hard_" + r.Reading
	}
	flow := d.flows[r.Check]
	for _, g := range r.Groups {
		s.Groups = append(s.Groups, d.group(flow, g))
	}
	m, err := profile.New(flow)
	if err != nil {
		s.Gone = true
		s.Text = d.resultText(&s)
		return s
	}
	s.Title = d.say(flow.Title)
	p := m.Profile(r.Items)
	s.ByReading = r.Reading == "reading" || r.Reading == "" && profile.Reading(flow.Check, r.Language, r.Items)
	d.resultBands(&s, flow.Check, r, &p)
	d.resultItems(&s, flow.Check, &p)
	s.Rules = d.resultRules(flow.Check, r)
	if len(r.Before) > 0 {
		s.Before = either(m.Better(r.Before, r.Items), "result_further", "result_same")
	}
	s.Text = d.resultText(&s)
	return s
}

// resultBands says how probable each band is.
func (d *describer) resultBands(s *shownResult, c *flows.Check, r *bot.CheckResult, p *profile.Profile) {
	for i := range c.Bands {
		if c.Bands[i].ID == r.Said {
			s.Told = d.say(c.Bands[i].Say)
		}
	}
	if s.Asked = p.Asked; s.ByReading {
		return
	}
	s.Known = p.Known
	s.Estimate = fmt.Sprintf("%+.1f ± %.1f", p.Mean, p.SD)
	var bars []report.Bar
	var told []string
	for i := range min(len(c.Bands), len(p.Levels)) {
		say := d.say(c.Bands[i].Say)
		b := shownBand{i + 1, say, percent(p.Levels[i])}
		s.Bands = append(s.Bands, b)
		bars = append(bars, report.Bar{Label: strconv.Itoa(i + 1), Value: b.Percent, Share: p.Levels[i], Pale: i != p.Band})
		told = append(told, strconv.Itoa(i+1)+" "+b.Say+" "+b.Percent)
		if p.Known && i == p.Band {
			s.Band, s.Sure = say, b.Percent
		}
	}
	s.Chart = template.HTML(report.Chart("bands", d.word("result_bands"), strings.Join(told, "; "), bars)) //nolint:gosec // numbers and escaped words
}

// percent says a probability; one that is not quite sure is never said to be.
func percent(p float64) string {
	return strconv.Itoa(int(max(1, min(99, math.Round(100*p))))) + " %"
}

// resultItems says what was answered, by area and in the order asked.
func (d *describer) resultItems(s *shownResult, c *flows.Check, p *profile.Profile) {
	abouts := func(items []int) (list []string) {
		for _, i := range items {
			list = append(list, d.about(c, i))
		}
		return list
	}
	for i := range p.Areas {
		a := &p.Areas[i]
		if a.Asked() == 0 {
			continue
		}
		shown := shownArea{Name: d.say(c.Areas[a.Area].Name), Well: abouts(a.Well), Helped: abouts(a.Helped), Hard: abouts(a.Hard)}
		if a.Known && !s.ByReading && a.Band < len(c.Bands) {
			shown.Band = d.say(c.Bands[a.Band].Say)
		}
		s.Areas = append(s.Areas, shown)
	}
	for _, a := range p.Answers {
		shown := shownAnswer{About: d.about(c, a.Item), Ask: d.say(c.Items[a.Item].Ask), Outcome: "result_not_yet"}
		if i := slices.IndexFunc(c.Areas, func(area flows.Area) bool { return area.ID == c.Items[a.Item].Area }); i >= 0 {
			shown.Area = d.say(c.Areas[i].Name)
		}
		switch {
		case a.Unknown:
			shown.Outcome = "result_unknown"
		case a.Alone():
			shown.Outcome = "result_right"
		case a.Helped():
			shown.Outcome = "result_with_help"
		}
		s.Answers = append(s.Answers, shown)
	}
	for _, m := range p.Movers {
		s.Movers = append(s.Movers, shownMover{d.about(c, m.Item), either(m.Change > 0, "result_up", "result_down")})
	}
}

// group says an answer by which people are compared, in the words of its question.
func (d *describer) group(flow *flows.Flow, g bot.Answer) string {
	if flow != nil && flow.Check != nil {
		if question, answer := flow.Check.Said(g.Name, g.Value); len(answer) > 0 {
			return strings.TrimSpace(d.say(question)) + " " + d.say(answer)
		}
	}
	return g.Name + ": " + g.Value
}

// about is an item's short name, else its id.
func (d *describer) about(c *flows.Check, item int) string {
	if about := d.say(c.Items[item].About); about != "" {
		return about
	}
	return c.Items[item].ID
}

// resultRules says which rows held, why, and what they offer.
func (d *describer) resultRules(c *flows.Check, r *bot.CheckResult) (list []shownRule) {
	for _, id := range r.Rules {
		i := slices.IndexFunc(c.Orientation, func(o flows.Orientation) bool { return o.ID == id })
		if i < 0 {
			list = append(list, shownRule{ID: id})
			continue
		}
		row := &c.Orientation[i]
		rule := shownRule{ID: id, Why: strings.ReplaceAll(d.say(row.Why), "{items}", d.missed(c, row, r))}
		for _, o := range row.Offer {
			rule.Offers = append(rule.Offers, d.offered(o))
		}
		list = append(list, rule)
	}
	return list
}

// missed names up to two items that a row is about: those that raised its flag,
// else any that did not go well. The person read the same.
func (d *describer) missed(c *flows.Check, row *flows.Orientation, r *bot.CheckResult) string {
	var flags []string
	for i := range row.When {
		if row.When[i].Name == "flag" {
			flags = row.When[i].Values
		}
	}
	var names []string
	for _, g := range r.Items {
		i := slices.IndexFunc(c.Items, func(item flows.Item) bool { return item.ID == g.Item })
		if i < 0 || g.Grade > 0 || c.Items[i].Area == "" || len(names) == 2 {
			continue
		}
		if len(flags) == 0 || !g.Unknown && slices.Contains(flags, c.Items[i].FlagWrong) {
			names = append(names, d.about(c, i))
		}
	}
	if len(names) == 0 {
		return "…"
	}
	return strings.Join(names, ", ")
}

// offered names what a row offers.
func (d *describer) offered(o flows.Offer) string {
	switch o.Kind {
	case flows.OfferPlace:
		for i := range d.agency.Places {
			if o.ID == flows.AnyPlace || d.agency.Places[i].ID == o.ID {
				return d.say(d.agency.Places[i].Name)
			}
		}
	case flows.OfferMeasure:
		for i := range d.agency.Measures {
			if d.agency.Measures[i].Offers(o.ID) {
				return d.say(d.agency.Measures[i].Name)
			}
		}
	case flows.OfferHelp:
		if f := d.flows[o.ID]; f != nil {
			return d.say(f.Title)
		}
	case flows.OfferTalk:
		return d.word("result_person")
	}
	return o.ID
}

// summary is what a result comes to, in one line of the case page: the band and how
// sure it is; that it is not known, or that the person calls it not right.
func (d *describer) summary(r *bot.CheckResult) string {
	s := d.result(r)
	switch {
	case s.Gone:
		return ""
	case s.Disputed:
		return d.word("result_disputed")
	case s.ByReading:
		return d.word("result_by_reading")
	case !s.Known:
		return d.word("result_not_known")
	}
	return s.Band + " " + s.Sure
}
