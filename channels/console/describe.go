package console

import (
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/text"
)

// shownCase is a case as the pages show it, in the language of the page.
type shownCase struct {
	bot.Case
	Title    string   // what it is about
	Speaks   string   // the contact's language, by its own name
	Since    string   // how long the person has waited
	Promised string   // the half-day that was promised
	Late     bool     // the promise is over
	Mine     bool     // the one who looks has it
	ForMe    bool     // it goes to a team of the one who looks
	Owner    string   // the name of the one who has it
	Group    string   // the team's name
	Place    string   // the step where the person is, in words
	Steps    []string // the steps before it, in words
}

var ownNames = map[string]string{"fr": "Français", "de": "Deutsch", "it": "Italiano", "en": "English"}

// describer puts cases in words.
type describer struct {
	agency *flows.Agency
	flows  map[string]*flows.Flow
	names  map[string]string // login → name
	lang   string
	me     string
	now    time.Time
}

func (r *room) describer(lang string, me bot.Account, accounts []bot.Account) *describer {
	book := r.Assistant.Book()
	d := &describer{agency: book.Agency(), flows: map[string]*flows.Flow{}, names: map[string]string{}, lang: lang, me: me.Login, now: r.options.Now()}
	if zone := d.agency.Hours.Zone; zone != nil {
		d.now = d.now.In(zone)
	}
	for _, e := range book.Editions() {
		d.flows[e.ID] = e.Flow
	}
	for _, a := range accounts {
		d.names[a.Login] = a.Name
	}
	return d
}

func (d *describer) say(t text.Localised) string {
	return t.In(d.lang, d.agency.Languages...)
}

func (d *describer) describe(c bot.Case) shownCase {
	s := shownCase{Case: c, Speaks: c.Language, Since: d.ago(c.Requested), Mine: c.Staff == d.me, Owner: d.names[c.Staff]}
	if own := ownNames[c.Language]; own != "" {
		s.Speaks = own
	}
	s.Title = words.In(d.lang, "no_topic")
	if flow := d.flows[c.Topic]; flow != nil {
		s.Title = d.say(flow.Title)
	}
	if !c.Due.IsZero() {
		// The promise is the half-day that ends then.
		s.Promised = text.HalfDay(d.lang, d.now, c.Due.Add(-time.Minute))
		s.Late = d.now.After(c.Due) && (c.State == bot.CaseQueued || c.State == bot.CaseRequested)
	}
	if team := d.agency.Team(c.Team); team != nil {
		s.Group = d.say(team.Name)
		s.ForMe = slices.Contains(team.Members, d.me)
	}
	if c.Step != "" {
		s.Place = d.step(c.Topic + "/" + c.Step)
	}
	for _, place := range c.Tried {
		s.Steps = append(s.Steps, d.step(place))
	}
	return s
}

// step names a step, given as flow/step, by the first line of what it says.
func (d *describer) step(place string) string {
	id, name, _ := strings.Cut(place, "/")
	step := d.find(id, name)
	if step == nil {
		return place
	}
	words := d.say(step.Say)
	if words == "" {
		words = d.say(step.Ask)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	return line
}

func (d *describer) find(id, name string) *flows.Step {
	flow := d.flows[id]
	if flow == nil {
		return nil
	}
	if i := flow.StepNamed(name); i >= 0 {
		return &flow.Steps[i]
	}
	return nil
}

// ago says how long something has lasted, in its largest unit.
func (d *describer) ago(since time.Time) string {
	switch passed := d.now.Sub(since); {
	case passed < time.Hour:
		return text.Span(d.lang, max(0, int(passed/time.Minute)), "minute")
	case passed < 48*time.Hour:
		return text.Span(d.lang, int(passed/time.Hour), "hour")
	default:
		return text.Span(d.lang, int(passed/(24*time.Hour)), "day")
	}
}
