package print

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"passerelle/flows"
	"passerelle/flows/text"
)

var checkPage = template.Must(template.ParseFS(files, "check.html"))

// checkSheet is what check.html shows.
type checkSheet struct {
	Lang, Title, Agency, ID string
	Intro                   []string
	Count                   int
	Groups                  [][]question
	Heads                   []string // of the groups: "1 / 3"
	Rules                   []string // for who is beside the person
	Key                     []keyRow
	Words                   map[string]string
}

// question is one item on paper.
type question struct {
	Number   int
	Frame    []string // what is to be read, in a frame
	Messages []message
	Ask      []string
	Boxes    []option // to tick
	Orders   []option // to number
	Line     bool     // to write on
}

type option struct{ Letter, Label string }

// message is one of two of which one is false.
type message struct {
	Letter string
	Lines  []string
}

// keyRow is one line of the key, for who keys the sheet in.
type keyRow struct {
	Number             int
	Area, About, Right string
}

// SheetID is what stands on every page of a check's sheet, and what tells who
// keys it in which sheet it is: the check, its version, the sheet, the language.
func SheetID(f *flows.Flow, sheet string, language text.Language) string {
	return fmt.Sprintf("%s-%d-%s-%s", f.ID, f.Version, sheet, language)
}

// CheckSheet makes sheet "A" or "B" of a check in a language: pages of A4 for the
// person, and a last one with the key for the counsellor. The same check makes
// the same pages. Nobody is to be asked by an agency that has not signed what a
// check is never used for.
func CheckSheet(set *flows.Set, f *flows.Flow, language text.Language, sheet string) ([]byte, error) {
	items, err := Paper(f, sheet)
	if err != nil {
		return nil, err
	}
	if set.Agency.CheckUse == nil {
		return nil, fmt.Errorf("%s has not signed what a check is never used for: add check_use to agency.yaml", set.Agency.ID)
	}
	w := writer{set: set, flow: f, language: language}
	s := checkSheet{Lang: language, Title: w.say(f.Title), Agency: w.say(set.Agency.Name), ID: SheetID(f, sheet, language), Intro: w.lines(f.Check.Intro), Count: len(items), Words: map[string]string{}}
	for name := range words {
		s.Words[name] = w.say(words[name])
	}
	s.Words["paper_long"] = strings.ReplaceAll(s.Words["paper_long"], "%d", strconv.Itoa(len(items)))
	group := -1
	for i := range items {
		if items[i].Group != group {
			group = items[i].Group
			s.Groups = append(s.Groups, nil)
		}
		last := len(s.Groups) - 1
		s.Groups[last] = append(s.Groups[last], w.question(&items[i]))
		s.Key = append(s.Key, w.key(f.Check, &items[i]))
	}
	for i := range s.Groups {
		s.Heads = append(s.Heads, fmt.Sprint(i+1, " / ", len(s.Groups)))
	}
	for _, name := range []string{"desk_read", "desk_wait", "desk_key", "desk_keep"} {
		s.Rules = append(s.Rules, strings.ReplaceAll(s.Words[name], "%s", sheet))
	}
	var b bytes.Buffer
	if err := checkPage.Execute(&b, s); err != nil {
		return nil, fmt.Errorf("print %s: %w", f.ID, err)
	}
	return b.Bytes(), nil
}

// Letter names a place on paper: a, b, c.
func Letter(place int) string { return string(rune('a' + place)) }

func (w *writer) question(p *PaperItem) question {
	item := p.Item
	q := question{Number: p.Number, Ask: w.lines(item.Ask), Line: item.Type == flows.ItemRead}
	var options []option
	for i, c := range p.Shown {
		if len(item.Choices) > 0 {
			options = append(options, option{Letter(i), w.say(item.Choices[c].Label)})
		}
	}
	switch item.Type {
	case flows.ItemRead:
		q.Frame = w.lines(item.Show)
	case flows.ItemOrder:
		q.Orders = options
	case flows.ItemSpot:
		texts := []text.Localised{item.Real, item.Fake}
		for i, which := range p.Shown {
			q.Messages = append(q.Messages, message{Letter(i), w.lines(texts[which])})
			q.Boxes = append(q.Boxes, option{Label: w.say(words["message"]) + " " + Letter(i)})
		}
		if len(q.Ask) == 0 {
			q.Ask = []string{w.say(words["which_is_fake"])}
		}
	default:
		q.Boxes = options
	}
	return q
}

func (w *writer) key(c *flows.Check, p *PaperItem) keyRow {
	row := keyRow{Number: p.Number, About: w.say(p.Item.About)}
	if i := slices.IndexFunc(c.Areas, func(a flows.Area) bool { return a.ID == p.Item.Area }); i >= 0 {
		row.Area = w.say(c.Areas[i].Name)
	}
	var right []string
	switch p.Item.Type {
	case flows.ItemRead:
		right = p.Item.Accept
	case flows.ItemOrder:
		for place, c := range p.Shown {
			right = append(right, Letter(place)+" = "+strconv.Itoa(c+1))
		}
	case flows.ItemSpot:
		right = append(right, Letter(slices.Index(p.Shown, 1)))
	default:
		for place, c := range p.Shown {
			if p.Item.Choices[c].Right {
				right = append(right, Letter(place))
			}
		}
	}
	row.Right = strings.Join(right, ", ")
	return row
}
