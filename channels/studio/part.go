package studio

import (
	"strings"

	"passerelle/channels/limits"
	"passerelle/flows"
)

// shownPart is a step, an item or the head with its texts.
type shownPart struct {
	ID, List, Anchor string
	First, Last      bool   // of the steps
	Counted          string // what people did there
	Says             string // the beginning of its first text
	Fields           []shownField
}

// shownField is one text in one language, to be changed.
type shownField struct {
	ID, Path string
	Label    string
	Text     string
	Rows     int
	Parts    int // SMS that it costs by itself
	Others   []otherText
}

// otherText is the same text in another language.
type otherText struct{ Tag, Text string }

// partsOf lists the texts of a file in a language, beside the others.
func partsOf(source []byte, in string, languages []string, lang string) (list []shownPart) {
	steps := []int{}
	for _, p := range flows.PartsOf(source) {
		s := shownPart{ID: p.ID, List: p.List, Anchor: p.Name}
		for _, f := range p.Fields {
			s.Fields = append(s.Fields, shownFieldOf(f, in, languages, lang))
		}
		if len(s.Fields) > 0 {
			s.Says, _, _ = strings.Cut(s.Fields[0].Text, "\n")
		}
		if p.List == "steps" {
			steps = append(steps, len(list))
		}
		list = append(list, s)
	}
	if len(steps) > 0 {
		list[steps[0]].First, list[steps[len(steps)-1]].Last = true, true
	}
	return list
}

func shownFieldOf(f flows.Field, in string, languages []string, lang string) shownField {
	s := shownField{Path: f.Path + "/" + in, Text: f.In(in), Label: label(f, lang)}
	if f.Whole != "" {
		s.Path = f.Path
	}
	s.ID = "t-" + strings.NewReplacer("/", "-", " ", "-").Replace(s.Path)
	s.Rows = min(8, 1+strings.Count(s.Text, "\n")+len(s.Text)/60)
	if s.Text != "" {
		s.Parts = limits.Segments(limits.Economise(limits.Plain(s.Text))).Segments
	}
	for _, tag := range languages {
		if tag != in && f.Text[tag] != "" {
			s.Others = append(s.Others, otherText{tag, f.Text[tag]})
		}
	}
	return s
}

// label is the word that stands in the file, and what it is for.
func label(f flows.Field, lang string) string {
	said := f.Key
	if f.Nth > 0 {
		said += " " + itoa(f.Nth)
	}
	if f.Of != "" {
		said += " (" + f.Of + ")"
	}
	if what := f.Describe(lang); what != "" {
		said += " · " + what
	}
	return said
}
