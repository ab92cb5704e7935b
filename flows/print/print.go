// Package print makes sheets of paper of help flows and of checks, for people
// without a phone: one page of A5 or two of a help, pages of A4 of a check, in
// large type, as an HTML file that needs nothing else and is printed by any
// browser.
package print

import (
	"bytes"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"passerelle/flows"
	"passerelle/flows/text"
)

//go:embed sheet.html check.html words.json
var files embed.FS

var (
	page  = template.Must(template.ParseFS(files, "sheet.html"))
	words = mustWords()
)

// mustWords reads the sheet's own words: by name, then by language.
func mustWords() map[string]text.Localised {
	source, err := files.ReadFile("words.json")
	if err != nil {
		panic(err)
	}
	all := map[string]text.Localised{}
	if err := json.Unmarshal(source, &all); err != nil {
		panic(fmt.Sprintf("flows/print/words.json: %v", err))
	}
	return all
}

// sheet is what sheet.html shows.
type sheet struct {
	Lang, Title, Goal string
	Agency            string
	Steps             []step
	Words             map[string]string
	Desk              []string // its address, line by line
	Contact           contact
}

// step is one line of the sheet, or two.
type step struct {
	Number  int
	Lines   []string
	Picture template.URL // data of the picture; "" for none
	Alt     string
	Choices []choice
	Offers  []string // places and courses
	Hints   []string
	On      string // where it goes on when that is not the next line
}

type choice struct{ Label, To string }

// Sheet makes the sheet of a help flow in a language. A text that the flow does
// not have in it is taken from another one.
func Sheet(set *flows.Set, f *flows.Flow, language text.Language) ([]byte, error) {
	if f.Kind != flows.KindHelp {
		return nil, fmt.Errorf("%s is a check: only help can be printed", f.ID)
	}
	w := writer{set: set, flow: f, language: language}
	s := sheet{Lang: language, Title: w.say(f.Title), Goal: w.say(f.Goal), Agency: w.say(set.Agency.Name), Desk: strings.Split(set.Agency.Desk, ", "), Words: map[string]string{}}
	for name := range words {
		s.Words[name] = w.say(words[name])
	}
	w.number()
	for i := range f.Steps {
		if w.numbers[i] > 0 {
			s.Steps = append(s.Steps, w.step(i))
		}
	}
	var err error
	if s.Contact, err = w.contact(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, s); err != nil {
		return nil, fmt.Errorf("print %s: %w", f.ID, err)
	}
	return b.Bytes(), nil
}

// writer says one flow's texts on paper.
type writer struct {
	set      *flows.Set
	flow     *flows.Flow
	language text.Language
	numbers  []int // of each step on the sheet, 0 for one that is not on it
}

// number gives the steps their numbers: those that can be reached without the
// conditions, which ask for what paper does not know, such as the channel.
func (w *writer) number() {
	reached := make([]bool, len(w.flow.Steps))
	var visit func(flows.Target)
	visit = func(t flows.Target) {
		if t.Kind != flows.ToStep || reached[t.Step] {
			return
		}
		reached[t.Step] = true
		for _, to := range w.ways(t.Step) {
			visit(to)
		}
	}
	visit(flows.Target{Kind: flows.ToStep})
	w.numbers = make([]int, len(w.flow.Steps))
	n := 0
	for i := range reached {
		if reached[i] {
			n++
			w.numbers[i] = n
		}
	}
}

// ways are where a step leads on paper.
func (w *writer) ways(i int) (list []flows.Target) {
	s := &w.flow.Steps[i]
	for _, c := range s.Choices {
		list = append(list, after(c.Next, s.Next))
	}
	if len(s.Choices) == 0 {
		list = append(list, s.Next)
	}
	return list
}

func after(given, otherwise flows.Target) flows.Target {
	if given.Kind == flows.ToNothing {
		return otherwise
	}
	return given
}

func (w *writer) step(i int) step {
	s := &w.flow.Steps[i]
	p := step{Number: w.numbers[i], Lines: append(w.lines(s.Say), w.lines(s.Ask)...)}
	if called := w.called(s.Call); called != nil {
		p.Lines = append(p.Lines, "→ "+w.say(called.Title))
	}
	if s.Picture != nil {
		p.Alt = w.say(s.Picture.Alt)
		if a, ok := w.set.Assets[s.Picture.File]; ok && !a.Voice() {
			p.Picture = template.URL("data:" + a.Type + ";base64," + base64.StdEncoding.EncodeToString(a.Data)) //nolint:gosec // a picture of the agency's own, read by its first bytes
		}
	}
	for _, c := range s.Choices {
		p.Choices = append(p.Choices, choice{w.say(c.Label), w.target(after(c.Next, s.Next), -1)})
	}
	for _, o := range s.Offer {
		p.Offers = append(p.Offers, w.offer(o)...)
	}
	for _, h := range s.Stuck {
		p.Hints = append(p.Hints, strings.Join(w.lines(h), " "))
	}
	if len(s.Choices) == 0 {
		p.On = w.target(s.Next, p.Number+1)
	}
	return p
}

// offer says where to go: a place, every place, or where a course is.
func (w *writer) offer(o flows.Offer) (said []string) {
	a := w.set.Agency
	place := func(name string, p *flows.Place) {
		parts := []string{name, p.Address, p.Phone}
		said = append(said, strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", "))
	}
	for i := range a.Places {
		if p := &a.Places[i]; o.Kind == flows.OfferPlace && (o.ID == p.ID || o.ID == flows.AnyPlace) {
			place(w.say(p.Name), p)
		}
	}
	for i := range a.Measures {
		m := &a.Measures[i]
		if o.Kind != flows.OfferMeasure || !m.Offers(o.ID) {
			continue
		}
		i := slices.IndexFunc(a.Places, func(p flows.Place) bool { return p.ID == m.Where })
		if i < 0 {
			said = append(said, w.say(m.Name))
			continue
		}
		place(w.say(m.Name), &a.Places[i])
	}
	return said
}

func (w *writer) called(id string) *flows.Flow {
	for _, f := range w.set.Flows {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// target says where it goes on; "" when that is the line after, or the end.
func (w *writer) target(t flows.Target, next int) string {
	switch t.Kind {
	case flows.ToStep:
		if w.numbers[t.Step] == next {
			return ""
		}
		return fmt.Sprint("→ ", w.numbers[t.Step])
	case flows.ToTalk, flows.ToMenu:
		return "→ " + w.say(words["person"])
	}
	if next > 0 {
		return ""
	}
	return "→ " + w.say(words["done"])
}

func (w *writer) lines(l text.Localised) (lines []string) {
	for line := range strings.Lines(w.say(l)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// say returns a text in the sheet's language with what paper knows filled in.
func (w *writer) say(l text.Localised) string {
	words := strings.TrimSpace(l.In(w.language, w.set.Agency.Languages...))
	for {
		from := strings.IndexByte(words, '{')
		to := strings.IndexByte(words, '}')
		if from < 0 || to < from {
			return words
		}
		words = words[:from] + w.value(words[from+1:to]) + words[to+1:]
	}
}

// value fills a placeholder. What only a talk knows is a blank to write on.
func (w *writer) value(name string) string {
	group, rest, _ := strings.Cut(name, ".")
	switch {
	case name == "agency.desk":
		return w.set.Agency.Desk
	case name == "agency.name":
		return w.set.Agency.Name.In(w.language, w.set.Agency.Languages...)
	case group == "number":
		for _, n := range w.set.Agency.Safety.Numbers {
			if n.ID == rest {
				return n.Call
			}
		}
	case group == "fact":
		if f := w.set.Fact(rest); f != nil {
			return f.Says.In(w.language, w.set.Agency.Languages...)
		}
	case group == "word":
		for _, words := range w.set.Words {
			if words.Tag == w.language {
				return strings.ToUpper(words.First()[rest])
			}
		}
	}
	return "______"
}
