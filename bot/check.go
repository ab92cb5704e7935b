package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// CheckResult is a skills check as it is kept after a yes: what was answered, not
// what it came to. Estimates are made anew whenever somebody looks, so that an
// item which turns out unfair leaves every result at once.
type CheckResult struct {
	ID        string       `json:"id"` // random; a later one with the same id replaces it
	Check     string       `json:"check"`
	Version   int          `json:"version"`
	At        time.Time    `json:"at"`
	Language  string       `json:"language"`
	Channel   string       `json:"channel"` // "paper" for a sheet that somebody keyed in
	Said      string       `json:"said"`    // the band that the person was told, "" when it was not known
	Items     []GradedItem `json:"items"`   // in the order in which they were asked
	Rules     []string     `json:"rules"`   // the orientation rows that held, by id
	Groups    []Answer     `json:"groups,omitempty"`
	Reading   string       `json:"reading,omitempty"` // "reading" or "phone": what was hard, as the person says
	Words     string       `json:"words,omitempty"`   // the person's own words
	Disputed  bool         `json:"disputed,omitempty"`
	Withdrawn bool         `json:"withdrawn,omitempty"` // taken back by the person: nobody sees it any more
	Before    []GradedItem `json:"before,omitempty"`    // an earlier check's, to compare with
}

// GradedItem is one answered item of a kept result.
type GradedItem struct {
	Item    string `json:"item"`
	Grade   int    `json:"grade"`             // 0 wrong, up to the item's highest
	Unknown bool   `json:"unknown,omitempty"` // "I do not know"; the grade is 0
	Hints   int    `json:"hints,omitempty"`
}

// CheckRun is what the fairness report knows of one check: answers and groups
// without a person, an hour or an order.
type CheckRun struct {
	Language string
	Ended    bool
	Groups   []Answer // what the check compares, where it was said
	Items    []GradedItem
}

// String writes a run as an event's value: "fr ended with_whom=alone
// | dev-volume=1 find-hours=u". Hints are not in it.
func (r CheckRun) String() string {
	var b strings.Builder
	b.WriteString(r.Language)
	if r.Ended {
		b.WriteString(" ended")
	}
	for _, g := range r.Groups {
		b.WriteString(" " + g.Name + "=" + g.Value)
	}
	b.WriteString(" |")
	for _, i := range r.Items {
		b.WriteString(" " + i.Item + "=")
		if i.Unknown {
			b.WriteString("u")
			continue
		}
		b.WriteString(strconv.Itoa(i.Grade))
	}
	return b.String()
}

// ParseCheckRun reads what String wrote. Its error names no value.
func ParseCheckRun(s string) (r CheckRun, err error) {
	head, items, found := strings.Cut(s, " |")
	words := strings.Fields(head)
	if !found || len(words) == 0 {
		return r, fmt.Errorf("this is no run of a check: a language, then | and items are wanted")
	}
	r.Language = words[0]
	for _, w := range words[1:] {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			r.Ended = r.Ended || w == "ended"
			continue
		}
		r.Groups = append(r.Groups, Answer{name, value})
	}
	for n, w := range strings.Fields(items) {
		name, value, _ := strings.Cut(w, "=")
		grade, err := strconv.Atoi(value)
		if err != nil && value != "u" {
			return CheckRun{}, fmt.Errorf("item %d of a check's run has no grade", n+1)
		}
		r.Items = append(r.Items, GradedItem{Item: name, Grade: grade, Unknown: value == "u"})
	}
	return r, nil
}
