package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"passerelle/flows"
	"passerelle/flows/text"
)

//go:embed figures_words.json
var figureSource []byte

// figureWords are the words of figures, by name, then by language.
var figureWords = func() (all map[string]text.Localised) {
	if err := json.Unmarshal(figureSource, &all); err != nil {
		panic(fmt.Errorf("bot/report/figures_words.json: %w", err))
	}
	return all
}()

// Names puts what figures count into the words of an agency, in a language.
type Names struct {
	Agency *flows.Agency
	Flows  map[string]*flows.Flow // by id
	Lang   string
}

// NewNames names what a set of flows has, in a language.
func NewNames(set *flows.Set, lang string) Names {
	n := Names{Agency: set.Agency, Flows: map[string]*flows.Flow{}, Lang: lang}
	for _, f := range set.Flows {
		n.Flows[f.ID] = f
	}
	return n
}

// Word is a word of ours with its blanks filled: name, value, name, value.
func (n Names) Word(name string, blanks ...string) string {
	said := figureWords[name].In(n.Lang, "en")
	for i := 0; i+1 < len(blanks); i += 2 {
		said = strings.ReplaceAll(said, "{"+blanks[i]+"}", blanks[i+1])
	}
	return said
}

// Of names a row or a column: "reason.asked", "topic.scan-document",
// "place.library", a total. What has no name any more keeps its id.
func (n Names) Of(id string) string {
	if _, ours := figureWords[id]; ours {
		return n.Word(id)
	}
	kind, value, found := strings.Cut(id, ".")
	if !found {
		return id
	}
	if value == NotKnown {
		return n.Word(NotKnown)
	}
	switch kind {
	case "topic":
		if flow := n.Flows[value]; flow != nil {
			return n.say(flow.Title)
		}
	case "place":
		for i := range n.Agency.Places {
			if n.Agency.Places[i].ID == value {
				return n.say(n.Agency.Places[i].Name)
			}
		}
	case "measure":
		for i := range n.Agency.Measures {
			if n.Agency.Measures[i].ID == value {
				return n.say(n.Agency.Measures[i].Name)
			}
		}
	}
	return value
}

func (n Names) say(t text.Localised) string {
	return strings.Join(strings.Fields(t.In(n.Lang, n.Agency.Languages...)), " ")
}

// Period says which days figures are of.
func (n Names) Period(from, to string) string {
	if from == "" {
		from = n.Word("beginning")
	}
	if to == "" {
		to = n.Word("today")
	}
	return n.Word("period", "from", from, "to", to)
}
