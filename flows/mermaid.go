package flows

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"passerelle/flows/text"
)

// mostDrawn is how many characters of a text a picture shows.
const mostDrawn = 46

// Mermaid draws a help flow as a Mermaid flowchart, its texts in one language:
// boxes are steps, lozenges questions, and what leaves the flow is round. Docs
// and code hosts show it as a picture.
func (f *Flow) Mermaid(tag text.Language) string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for i := range f.Steps {
		left, right := "[", "]"
		if f.Steps[i].Question() {
			left, right = "{{", "}}"
		}
		fmt.Fprintf(&b, "    s%d%s\"%s\"%s\n", i, left, escaped(f.firstLine(i, tag)), right)
	}
	leaves := map[string]bool{}
	for _, e := range f.arrows(tag) {
		to := e.to
		if e.leaves {
			to = "out_" + e.to
			if !leaves[to] {
				leaves[to] = true
				fmt.Fprintf(&b, "    %s([\"%s\"])\n", to, escaped(outName(e.to, tag)))
			}
		}
		line := "-->"
		if e.condition {
			line = "-.->"
		}
		if e.label != "" {
			fmt.Fprintf(&b, "    %s %s|\"%s\"| %s\n", e.from, line, escaped(e.label), to)
		} else {
			fmt.Fprintf(&b, "    %s %s %s\n", e.from, line, to)
		}
	}
	return b.String()
}

// arrow is one line of a picture: from a step to a step, or out of the flow.
type arrow struct {
	from, to  string // s and the step's index; end, talk, menu
	fromStep  int
	toStep    int // -1 when it leaves
	label     string
	leaves    bool
	condition bool // taken by itself, where a condition holds
}

// arrows are the ways between the steps. "Need help" stays at its step and is
// not drawn: every step has it.
func (f *Flow) arrows(tag text.Language) (list []arrow) {
	for i := range f.Steps {
		s := &f.Steps[i]
		add := func(t Target, label string, condition bool) {
			a := arrow{from: fmt.Sprint("s", i), fromStep: i, toStep: -1, to: f.name(t), label: label, leaves: t.Kind != ToStep, condition: condition}
			if !a.leaves {
				a.to, a.toStep = fmt.Sprint("s", t.Step), t.Step
			}
			list = append(list, a)
		}
		for _, instead := range s.Instead {
			if instead.Next.Kind != ToNothing {
				add(instead.Next, instead.When.String(), true)
			}
		}
		for _, c := range s.Choices {
			add(either(c.Next, s.Next), c.Label.In(tag), false)
		}
		if len(s.Choices) == 0 {
			add(s.Next, "", false)
		}
		if l := s.IfNothing; l != nil && l.Next.Kind != ToNothing {
			add(l.Next, "⏰ "+text.Span(tag, l.After.Count, l.After.Unit), true)
		}
	}
	return list
}

// firstLine is what a step says first, cut to what a box can show.
func (f *Flow) firstLine(i int, tag text.Language) string {
	s := &f.Steps[i]
	words := s.Say
	if len(words) == 0 {
		words = s.Ask
	}
	line, _, _ := strings.Cut(strings.TrimSpace(words.In(tag)), "\n")
	switch {
	case line == "" && s.Call != "":
		line = "⇄ " + s.Call
	case line == "":
		line = s.ID
	}
	return shortened(line, mostDrawn)
}

func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	r := []rune(s)
	return strings.TrimSpace(string(r[:most-1])) + "…"
}

// outNames are the ways out of a flow, by name and language.
var outNames = map[string]map[text.Language]string{
	"end":  {"fr": "fin", "de": "Ende", "it": "fine", "en": "end"},
	"talk": {"fr": "une personne", "de": "eine Person", "it": "una persona", "en": "a person"},
	"menu": {"fr": "menu", "de": "Menü", "it": "menu", "en": "menu"},
}

func outName(out string, tag text.Language) string {
	if name := outNames[out][tag]; name != "" {
		return name
	}
	return outNames[out]["en"]
}

// escaped keeps an author's words from being read as Mermaid.
func escaped(s string) string {
	return strings.NewReplacer(`"`, "#quot;", "`", "'", "#", "#35;", "\n", " ").Replace(s)
}
