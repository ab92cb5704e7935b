package console

import (
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/text"
)

// shownCase is a case as the pages show it, in the language of the page.
type shownCase struct {
	bot.Case
	Title    string // the danger, the call back, else the topic
	About    string // the topic, where Title does not name it
	Heading  string // Title and what tells this case from others of the same title
	Speaks   string // the contact's language, by its own name
	Since    string // how long the person has waited
	Moment   string // when they asked
	Promised string // the half-day that was promised
	Late     bool   // the promise is over
	Mine     bool   // the one who looks has it
	ForMe    bool   // it goes to a team of the one who looks
	Owner    string // the name of the one who has it
	Group    string // the team's name
	Place    string // the step where the person is, in words
	Steps    []string
	Narrow   string // what the person lets the team see, where it is not all: asked, question
	Tags     []tag
	Waits    bool   // of my own: the person wrote after the last reply
	Last     string // who had the last word, and how long ago
	Follows  bool   // the one who looks follows this person
	Follower string // the name of the one who does
	Ended    string // when it was closed; "" for not known
	Lapsing  string // when a claim without a reply goes back to the queue; "" for never
	Rests    string // until when it is put off; "" when it is not
	ToMe     bool   // it is offered to the one who looks
	To       string // the name of the colleague to whom it is offered
	StandsIn bool   // the one who looks stands in for the referent today
	Known    bool   // the one who looks had it, or the person, before
}

// tag is a short word on a case.
type tag struct{ Class, Text string }

// Page reports whether the person's page is for the one who looks.
func (s shownCase) Page() bool { return s.Mine || s.Follows || s.StandsIn }

// Over reports whether the case is closed: it offers nothing any more.
func (s shownCase) Over() bool { return s.State == bot.CaseClosed }

// Reference is what colleagues call the case by.
func (s shownCase) Reference() string { return desk.Reference(s.ID) }

var ownNames = map[string]string{"fr": "Français", "de": "Deutsch", "it": "Italiano", "en": "English"}

// describer puts cases in words.
type describer struct {
	agency *flows.Agency
	flows  map[string]*flows.Flow
	order  []*flows.Flow     // as the menu shows them
	names  map[string]string // login → name
	lang   string
	me     string
	now    time.Time
}

func (r *room) describer(lang string, me bot.Account, accounts []bot.Account) *describer {
	d := newDescriber(r.Assistant.Book(), lang, r.options.Now())
	d.me = me.Login
	for _, a := range accounts {
		d.names[a.Login] = a.Name
	}
	return d
}

// newDescriber puts things in words that concern nobody's login.
func newDescriber(book *dialogue.Book, lang string, now time.Time) *describer {
	d := &describer{agency: book.Agency(), flows: map[string]*flows.Flow{}, names: map[string]string{}, lang: lang}
	d.now = d.agency.Hours.Local(now)
	for _, e := range book.Editions() {
		d.flows[e.ID] = e.Flow
		d.order = append(d.order, e.Flow)
	}
	return d
}

func (d *describer) say(t text.Localised) string {
	return t.In(d.lang, d.agency.Languages...)
}

func (d *describer) describe(c bot.Case) shownCase {
	s := shownCase{Case: c, Speaks: c.Language, Since: d.ago(c.Requested), Owner: d.names[c.Staff],
		Follows: c.Referent != "" && c.Referent == d.me, Follower: d.names[c.Referent], StandsIn: c.Deputy != "" && c.Deputy == d.me}
	s.Mine = c.Staff == d.me && !s.Over()
	if own := ownNames[c.Language]; own != "" {
		s.Speaks = own
	}
	if !c.Due.IsZero() {
		// The promise is the half-day that ends then.
		s.Promised = text.HalfDay(d.lang, d.now, desk.InHalfDay(c.Due))
		s.Late = d.now.After(c.Due) && (c.State == bot.CaseQueued || c.State == bot.CaseRequested)
	}
	if team := d.agency.Team(c.Team); team != nil {
		s.Group = d.say(team.Name)
		s.ForMe = slices.Contains(team.Members, d.me)
	}
	if c.Step != "" {
		s.Place = d.step(c.Topic + "/" + c.Step)
	}
	if !desk.Agreed(&c) {
		s.Narrow = c.Shown.String()
	}
	for _, place := range c.Tried {
		s.Steps = append(s.Steps, d.step(place))
	}
	if !c.Closed.IsZero() {
		s.Ended = d.moment(c.Closed)
	}
	d.held(&s)
	d.lastWord(&s)
	d.entitle(&s)
	s.Tags = d.tags(&s)
	return s
}

// lastWord says who had the last word, and how long ago.
func (d *describer) lastWord(s *shownCase) {
	wrote := s.Wrote
	if wrote.IsZero() {
		wrote = s.Requested
	}
	s.Waits = s.Replied.IsZero() || wrote.After(s.Replied)
	key, since := "wrote_last", wrote
	if !s.Waits {
		key, since = "you_last", s.Replied
	}
	s.Last = strings.ReplaceAll(d.word(key), "{t}", d.ago(since))
}

// entitle names a case so that forty of them can be told apart.
func (d *describer) entitle(s *shownCase) {
	topic := ""
	if flow := d.flows[s.Topic]; flow != nil {
		topic = d.say(flow.Title)
	}
	switch {
	case s.Danger != bot.NoDanger:
		s.Title, s.About = d.word("title_"+s.Danger.String()), topic
	case s.Reason == bot.ReasonCallBack.String():
		s.Title, s.About = d.word("title_call-back"), topic
	case topic == "":
		s.Title = d.word("no_topic")
	default:
		s.Title = topic
	}
	s.Moment = d.moment(s.Requested)
	when := s.Moment
	if at := s.Requested.In(d.now.Location()); at.YearDay() == d.now.YearDay() && at.Year() == d.now.Year() {
		when = at.Format("15:04")
	}
	s.Heading = strings.Join([]string{s.Title, s.Speaks, d.word("channel_" + s.Channel.String()), when}, " · ")
}

// tags are what the title does not say already.
func (d *describer) tags(s *shownCase) (list []tag) {
	add := func(when bool, class, words string) {
		if when {
			list = append(list, tag{class, words})
		}
	}
	add(s.Urgent && s.Danger == bot.NoDanger, "warn", d.word("urgent"))
	add(s.Late, "warn", d.word("late"))
	add(!s.Deadline.IsZero(), either(s.Urgent, "warn", ""), d.word("deadline_tag")+" "+d.moment(s.Deadline))
	switch {
	case s.Reason == bot.ReasonDanger.String() && s.Danger != bot.NoDanger:
	case s.Reason == bot.ReasonCallBack.String() && s.Danger == bot.NoDanger:
	case s.Reason == bot.ReasonAsked.String(): // as everybody here
	default:
		add(true, "", d.word("reason_"+s.Reason))
	}
	add(s.Group != "", either(s.ForMe, "gold", ""), d.word("for")+" "+s.Group)
	add(s.Follows, "gold", d.word("you_follow"))
	add(s.StandsIn, "gold", d.word("you_stand_in"))
	add(!s.Consent && s.Asked, "", d.word("without_thread"))
	add(!s.Consent && !s.Asked, "", d.word("thread_not_asked"))
	return list
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func (d *describer) word(key string) string { return words.In(d.lang, key) }

// moment says a day and an hour.
func (d *describer) moment(t time.Time) string {
	return text.Day(d.lang, d.now, t) + " " + t.In(d.now.Location()).Format("15:04")
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
