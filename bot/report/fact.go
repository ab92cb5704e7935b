// Package report counts what happened from the journal's events. The journal says
// what was done and never by whom; what so few people did that one of them might
// be known by it is withheld.
package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"passerelle/bot"
)

// Fact is one line of an exported journal: what happened on a day. There is no
// hour in it, for an hour and a step may tell who it was.
type Fact struct {
	Day     string `json:"day"` // 2026-11-10
	What    string `json:"what"`
	Topic   string `json:"topic,omitempty"`
	Step    string `json:"step,omitempty"`
	Value   string `json:"value,omitempty"`
	Hints   int    `json:"hints,omitempty"`
	Channel string `json:"channel,omitempty"`
	// Language and Again stay inside the house: "journal export" leaves the language out.
	Language string `json:"language,omitempty"`
	Again    bool   `json:"again,omitempty"` // of a case that was open already
}

// FactOf is an event of the journal as a fact.
func FactOf(e bot.Counted, zone *time.Location) Fact {
	return Fact{Day: e.At.In(zone).Format(time.DateOnly), What: e.Kind.String(), Topic: e.Topic, Step: e.Step, Value: e.Value, Hints: e.Hints, Channel: e.Channel.String(), Language: e.Language, Again: e.Again}
}

// Write writes facts, one JSON object a line.
func Write(w io.Writer, facts []Fact) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, f := range facts {
		if err := e.Encode(f); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
	}
	return nil
}

// Read reads what Write wrote. Its error names the line. Fields that this program
// does not know are passed over.
func Read(r io.Reader) (facts []Fact, err error) {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var f Fact
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			return nil, fmt.Errorf("line %d of the journal is no JSON object: write it with passerelle journal export", n)
		}
		facts = append(facts, f)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return facts, nil
}
