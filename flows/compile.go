package flows

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/text"
)

// compileFlow makes a help flow or a check of a file whose keys were checked.
func (d *document) compileFlow() *Flow {
	n := d.root
	f := &Flow{
		ID: n.get("id").str(), Kind: Kind(n.get("kind").str()), Status: Status(n.get("status").str()),
		ReplacedBy: n.get("replaced_by").str(), Version: n.get("version").int(), Title: n.get("title").text(), Area: n.get("area").str(),
		Goal: n.get("goal").text(), FoundBy: map[text.Language][]string{}, Needs: n.get("needs").strings(),
		File: d.name, Source: d.source,
	}
	if len(f.Title) == 0 && !d.spoiled[n.Node] {
		d.missing(n, "title", shapes[f.Kind])
	}
	if f.Status == "" {
		f.Status = Draft
	}
	for tag, lines := range n.get("found_by").pairs() {
		f.FoundBy[tag.Value] = lines.strings()
	}
	if f.Kind == KindCheck {
		f.Check = d.compileCheck()
	} else {
		d.compileSteps(f)
	}
	if p := n.get("practice"); p.Node != nil {
		f.Practice = &Practice{After: p.get("after").span(), Say: p.get("say").text()}
	}
	f.Languages = d.wholeLanguages()
	return f
}

func (d *document) compileSteps(f *Flow) {
	list := d.root.get("steps").list()
	at := map[string]int{}
	for i, n := range list {
		id := n.get("id")
		if first, twice := at[id.str()]; twice {
			d.at(id, "duplicate-id", Error, id.str(), strconv.Itoa(list[first].get("id").line()))
			continue
		}
		at[id.str()] = i
	}
	once := map[string]int{} // former names: one step each
	for _, n := range list {
		for _, was := range n.get("was").list() {
			if first, taken := at[was.str()]; taken {
				d.at(was, "duplicate-id", Error, was.str(), strconv.Itoa(list[first].get("id").line()))
			}
			if line, taken := once[was.str()]; taken {
				d.at(was, "duplicate-id", Error, was.str(), strconv.Itoa(line))
			}
			once[was.str()] = was.Line
		}
	}
	for i, n := range list {
		next := Target{Kind: ToStep, Step: i + 1}
		if i == len(list)-1 {
			next = Target{Kind: ToEnd}
		}
		f.Steps = append(f.Steps, d.compileStep(n, at, next))
	}
}

func (d *document) compileStep(n node, at map[string]int, next Target) Step {
	s := Step{
		ID: n.get("id").str(), Was: n.get("was").strings(), Say: n.get("say").text(), Ask: n.get("ask").text(),
		Picture: d.picture(n.get("picture")), Voice: voice(n.get("voice")), Remember: n.get("remember_as").str(),
		WaitFor: n.get("wait_for").str(), GotIt: n.get("got_it").text(), GotElse: n.get("got_something_else").text(),
		Stuck: ladder(n.get("stuck")), DoingWith: ladder(n.get("doing_with")), Offer: offerList(n.get("offer")),
		Call: n.get("call").str(), Next: next, Line: n.Line,
	}
	if id := n.get("id"); id.Node != nil {
		s.Line = id.Line
	}
	if len(s.Ask) > 0 && s.WaitFor == "" && s.Call == "" && n.get("choices").Node == nil && len(s.Offer) == 0 {
		s.WaitFor = "text" // a question with nothing to choose waits for words
	}
	if to, given := d.target(n.get("go"), at); given {
		s.Next = to
	}
	s.Remind, s.IfNothing = d.later(n.get("remind"), at), d.later(n.get("if_nothing"), at)
	if n.get("choices").Node != nil {
		s.Choices = d.choices(n.get("choices"), at)
	}
	if n.get("instead").Node != nil {
		for _, i := range n.get("instead").list() {
			to, _ := d.target(i.get("go"), at)
			s.Instead = append(s.Instead, Instead{When: i.get("when").when(), Say: i.get("say").text(), Ask: i.get("ask").text(),
				Picture: d.picture(i.get("picture")), Stuck: ladder(i.get("stuck")), Next: to})
		}
	}
	if len(s.Say) == 0 && len(s.Ask) == 0 && s.Call == "" && n.Kind == yaml.MappingNode && !d.spoiled[n.Node] {
		d.at(n.get("id"), "no-text", Error, s.ID)
	}
	return s
}

// voice reads how a step is heard. One file without a language is heard in all.
func voice(n node) Voice {
	if n.str() == "read-aloud" {
		return Voice{ReadAloud: true}
	}
	return Voice{Files: n.text(tags...)}
}

func (d *document) later(n node, at map[string]int) *Later {
	if n.Node == nil {
		return nil
	}
	l := &Later{After: n.get("after").span(), Say: n.get("say").text()}
	l.Next, _ = d.target(n.get("go"), at)
	return l
}

func ladder(n node) (list []text.Localised) {
	for _, rung := range n.list() {
		list = append(list, rung.text())
	}
	return list
}

func (d *document) picture(n node) *Picture {
	if n.Node == nil {
		return nil
	}
	return &Picture{File: n.get("file").str(), Alt: n.get("alt").text(), Needed: n.get("needed").bool()}
}

// target resolves go: to a step of this flow, or end, talk, menu.
func (d *document) target(n node, at map[string]int) (Target, bool) {
	if n.Node == nil {
		return Target{}, false
	}
	switch n.str() {
	case "end":
		return Target{Kind: ToEnd}, true
	case "talk":
		return Target{Kind: ToTalk}, true
	case "menu":
		return Target{Kind: ToMenu}, true
	}
	if i, ok := at[n.str()]; ok {
		return Target{Kind: ToStep, Step: i}, true
	}
	ids := make([]string, 0, len(at)+3)
	for id := range at {
		ids = append(ids, id)
	}
	d.dangling(n, "go", append(ids, "end", "talk", "menu"))
	return Target{Kind: ToEnd}, true
}

func (d *document) dangling(n node, name string, allowed []string) {
	d.at(n, "dangling", Error, name, n.str(), strings.Join(sorted(allowed), ", "))
	if near := d.suggestOf(n.str(), sorted(allowed)); !contains([]string{"end", "talk", "menu"}, near) {
		d.findings[len(d.findings)-1].sure = false // which step is meant is for the author to say
	}
}

func (d *document) choices(n node, at map[string]int) (list []Choice) {
	seen := map[string]int{}
	for _, c := range n.list() {
		id := c.get("id")
		if line, twice := seen[id.str()]; twice {
			d.at(id, "duplicate-id", Error, id.str(), strconv.Itoa(line))
		}
		if id.Node != nil {
			seen[id.str()] = id.Line
		}
		choice := Choice{ID: id.str(), Label: c.get("label").text(tags...), Right: c.get("right").bool(), Line: c.Line}
		for name, value := range c.get("remember").pairs() {
			choice.Remember = append(choice.Remember, Remembered{name.Value, value.str()})
		}
		choice.Next, _ = d.target(c.get("go"), at)
		list = append(list, choice)
	}
	if len(list) > 10 {
		d.at(n, "too-many-choices", Error, strconv.Itoa(len(list)))
	}
	return list
}

// offerList reads [{place: library}, talk]; one entry may hold several keys.
func offerList(n node) (list []Offer) {
	kinds := map[string]OfferKind{"talk": OfferTalk, "place": OfferPlace, "measure": OfferMeasure, "help": OfferHelp}
	for _, e := range n.list() {
		if e.scalar() {
			list = append(list, Offer{Kind: OfferTalk})
			continue
		}
		for k, v := range e.pairs() {
			list = append(list, Offer{Kind: kinds[k.Value], ID: v.str()})
		}
	}
	return list
}

func (d *document) compileCheck() *Check {
	n := d.root
	c := &Check{
		Intro: n.get("intro").text(), How: n.get("questions").get("how").str(), AtLeast: n.get("questions").get("at_least").int(),
		AtMost: n.get("questions").get("at_most").int(), AtMostNet: n.get("questions").get("at_most_online").int(),
		StopSure: n.get("questions").get("stop_when_sure").float(), SureFrom: n.get("sure_from").float(),
		Compare: n.get("compare").strings(), ReadBack: n.get("read_back").words(), Again: n.get("again_after").span(),
		ShareWith: n.get("share").get("with").str(), AskFirst: n.get("share").get("ask_first").bool(), KeepFor: n.get("share").get("keep_for").span(),
	}
	for k, v := range n.get("areas").pairs() {
		name := v.text()
		delete(name, "framework")
		c.Areas = append(c.Areas, Area{ID: k.Value, Name: name, Framework: v.get("framework").str()})
	}
	for _, b := range n.get("bands").list() {
		c.Bands = append(c.Bands, Band{ID: b.get("id").str(), Say: b.get("say").text(), UpTo: b.get("up_to").float()})
	}
	seen := map[string]int{}
	for _, i := range n.get("items").list() {
		id := i.get("id")
		if line, twice := seen[id.str()]; twice {
			d.at(id, "duplicate-id", Error, id.str(), strconv.Itoa(line))
		}
		if id.Node != nil {
			seen[id.str()] = id.Line
		}
		c.Items = append(c.Items, d.compileItem(i))
	}
	for _, o := range n.get("orientation").list() {
		c.Orientation = append(c.Orientation, Orientation{ID: o.get("id").str(), When: o.get("when").when(), Offer: offerList(o.get("offer")), Why: o.get("why").text()})
		d.needsPerson(o.get("offer"))
	}
	return c
}

// needsPerson wants a person and a place in every outcome of a check.
func (d *document) needsPerson(n node) {
	place, person := false, false
	for _, o := range offerList(n) {
		place = place || o.Kind == OfferPlace || o.Kind == OfferMeasure
		person = person || o.Kind == OfferTalk
	}
	if n.Node != nil && !person {
		d.at(n, "no-person", Error, "talk")
	}
	if n.Node != nil && !place {
		d.at(n, "no-person", Error, "place")
	}
}

func (d *document) compileItem(n node) Item {
	i := Item{
		ID: n.get("id").str(), About: n.get("about").text(), Area: n.get("area").str(), Difficulty: n.get("difficulty").float(), Type: ItemType(n.get("type").str()),
		Ask: n.get("ask").text(), Show: n.get("show").text(), Real: n.get("real").text(), Fake: n.get("fake").text(),
		Accept: n.get("accept").strings(), Grades: n.get("grades").int(), WaitFor: n.get("wait_for").str(), HelpWith: n.get("help_with").str(),
		NotOn: n.get("not_on").strings(), Senses: n.get("senses").strings(), FlagWrong: n.get("flag_if_wrong").str(),
		Remember: n.get("remember_as").str(), Page: n.get("page").bool(), Reason: n.get("reason").str(), Bias: n.get("bias").str(), Guess: -1, Line: n.Line,
	}
	if n.get("guess").Node != nil {
		i.Guess = n.get("guess").float()
	}
	if m := n.get("measured"); m.Node != nil {
		i.Measured = &Measured{B: m.get("b").float(), SE: m.get("se").float(), Answers: m.get("answers").int(), Date: m.get("date").date(nil)}
	}
	if a := n.get("set_aside"); a.Node != nil {
		i.SetAside = &SetAside{Since: a.get("since").date(nil), Why: a.get("why").str()}
	}
	i.Picture, i.Voice = d.picture(n.get("picture")), voice(n.get("voice"))
	for _, hint := range n.get("stuck").list() {
		i.Stuck = append(i.Stuck, hint.text())
	}
	if n.get("choices").Node != nil {
		i.Choices = d.choices(n.get("choices"), nil)
	}
	if i.Area != "" && len(i.About) == 0 && !d.spoiled[n.Node] {
		d.at(n.get("id"), "no-about", Warning, i.ID)
	}
	if i.Area != "" && d.root.get("areas").get(i.Area).Node == nil {
		d.at(n.get("area"), "dangling", Error, "area", i.Area, strings.Join(d.root.get("areas").keys(), ", "))
	}
	return i
}

// tags are the languages that texts may be written in: four whole ones and
// those at the door.
var tags = []string{"fr", "de", "it", "en", "pt", "sq", "ti", "uk", "ar", "tr", "es", "rm"}

// isText reports whether a map is a text in its languages.
func isText(n node) bool {
	if n.Node == nil || n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return false
	}
	for k, v := range n.pairs() {
		if !slices.Contains(tags, k.Value) || !v.scalar() {
			return false
		}
	}
	return true
}
