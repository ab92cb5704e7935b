package console

import (
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/channels/page"
	"passerelle/flows"
)

// paperResult is what a sheet came to, for the person in the room, in the
// sheet's language: nothing negative, and always a person.
type paperResult struct {
	Lang string      // of the sheet
	Own  string      // of the page's own words in it: the sheet's, where they are in it
	Band string      // one sentence
	Can  []shownArea // what went well, by area
	Help []string    // what went well with some help
	Why  []string    // why the next things are offered
	Next []string    // where to go, each with its address
	Desk string      // the person: the agency and where it is
}

// paperResult says what keyed-in answers come to. Long texts that were not known
// are asked about instead of being held against anybody. hard is what the person
// said was hard, "reading" or "phone"; lang is the page's.
func (d *describer) paperResult(f *flows.Flow, graded []bot.GradedItem, hard, lang string) *paperResult {
	r := &paperResult{Lang: d.lang, Own: either(slices.Contains(page.Languages, d.lang), d.lang, lang), Desk: d.say(d.agency.Name) + ", " + d.agency.Desk}
	m, err := profile.New(f)
	if err != nil {
		return r
	}
	p := m.Profile(graded)
	facts := &paperFacts{lang: d.lang, check: f.Check, graded: graded}
	switch {
	case hard == "reading" || hard == "" && profile.Reading(f.Check, d.lang, graded):
		r.Band = words.In(r.Own, "paper_reading")
	case p.Known:
		facts.profile = &p
		r.Band = d.say(f.Check.Bands[p.Band].Say)
	default:
		r.Band = words.In(r.Own, "result_not_known")
	}
	for i := range p.Areas {
		if a := &p.Areas[i]; len(a.Well) > 0 {
			shown := shownArea{Name: d.say(f.Check.Areas[a.Area].Name)}
			for _, item := range a.Well {
				shown.Well = append(shown.Well, d.about(f.Check, item))
			}
			r.Can = append(r.Can, shown)
		}
		for _, item := range p.Areas[i].Helped {
			r.Help = append(r.Help, d.about(f.Check, item))
		}
	}
	d.paperNext(r, f.Check, facts)
	return r
}

// paperNext lists what the rows offer that hold; the last row, which asks for
// nothing, only when no other does.
func (d *describer) paperNext(r *paperResult, c *flows.Check, facts *paperFacts) {
	seen := map[flows.Offer]bool{}
	held := 0
	for i := range c.Orientation {
		row := &c.Orientation[i]
		if len(row.When) == 0 && held > 0 || !row.When.Match(facts) {
			continue
		}
		held++
		if why := strings.ReplaceAll(d.say(row.Why), "{items}", d.missed(c, row, &bot.CheckResult{Items: facts.graded})); why != "" {
			r.Why = append(r.Why, why)
		}
		for _, o := range row.Offer {
			if !seen[o] && o.Kind != flows.OfferTalk && o.Kind != flows.OfferHelp {
				seen[o] = true
				r.Next = append(r.Next, d.whereTo(o))
			}
		}
	}
}

// whereTo names an offer with its address.
func (d *describer) whereTo(o flows.Offer) string {
	place := o.ID
	for i := range d.agency.Measures {
		if m := &d.agency.Measures[i]; o.Kind == flows.OfferMeasure && m.Offers(o.ID) {
			place = m.Where
			break
		}
	}
	for i := range d.agency.Places {
		p := &d.agency.Places[i]
		if p.ID != place && place != flows.AnyPlace {
			continue
		}
		parts := []string{d.offered(o), p.Address, p.Phone}
		if o.Kind == flows.OfferPlace {
			parts[0] = d.say(p.Name)
		} else {
			parts[0] += " (" + d.say(p.Name) + ")"
		}
		return strings.TrimSuffix(strings.Join(parts, ", "), ", ")
	}
	return d.offered(o)
}

// paperFacts answers the conditions of the rows: on paper only the language, the
// band and the flags of answers are known.
type paperFacts struct {
	lang    string
	check   *flows.Check
	profile *profile.Profile // nil while no rule may use the result
	graded  []bot.GradedItem
}

// Fact answers one of them; "" for what paper does not know.
func (p *paperFacts) Fact(name string) string {
	group, rest, _ := strings.Cut(name, ".")
	switch {
	case name == "language":
		return p.lang
	case group == "flag":
		return p.flag(rest)
	case p.profile == nil:
	case name == "band":
		return p.check.Bands[p.profile.Band].ID
	case group == "band":
		for i := range p.profile.Areas {
			if a := &p.profile.Areas[i]; p.check.Areas[a.Area].ID == rest && a.Known {
				return p.check.Bands[a.Band].ID
			}
		}
	}
	return ""
}

// flag reports whether an answer raised a flag: a wrong one, not "I do not know".
func (p *paperFacts) flag(name string) string {
	for _, g := range p.graded {
		for i := range p.check.Items {
			if item := &p.check.Items[i]; item.ID == g.Item && item.FlagWrong == name && g.Grade == 0 && !g.Unknown {
				return "yes"
			}
		}
	}
	return ""
}
