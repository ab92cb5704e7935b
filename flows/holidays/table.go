package holidays

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

//go:embed table.json
var source []byte

// table is table.json.
type table struct {
	Days       map[string]kind   `json:"days"`
	Everywhere []rule            `json:"everywhere"`
	Cantons    map[string]canton `json:"cantons"`
}

// kind is a holiday as it comes back each year.
type kind struct {
	When  string            `json:"when"` // 08-01, easter+39, 09-sun-3+1 (days after the third Sunday of September)
	Avoid bool              `json:"avoid_holy_week"`
	Name  map[string]string `json:"name"`
	date  pattern
}

// canton is the rules of one canton, and its parts with what they are.
type canton struct {
	Parts map[string]string `json:"parts"`
	Rules []rule            `json:"rules"`
}

// rule is some days with one source.
type rule struct {
	Days     []string `json:"days"`
	Parts    []string `json:"parts"` // none: the whole canton
	On       []string `json:"on"`    // weekdays on which the days count; none: all
	From     string   `json:"from"`  // "12:00": a holiday from noon only
	Source   string   `json:"source"`
	ToVerify bool     `json:"to_verify"`
}

// all is the table. The file is part of the program.
var all = func() (t table) {
	if err := json.Unmarshal(source, &t); err != nil {
		panic(fmt.Errorf("holidays: table.json: %w", err))
	}
	for id, k := range t.Days {
		date, err := parse(k.When)
		if err != nil {
			panic(fmt.Errorf("holidays: table.json: %s: %w", id, err))
		}
		k.date = date
		t.Days[id] = k
	}
	return t
}()

// Cantons returns the two letters of every canton, in alphabetical order.
func Cantons() []string { return slices.Sorted(maps.Keys(all.Cantons)) }

// Parts returns the parts of a canton whose holidays differ, in alphabetical
// order; none where they are the same everywhere, or for an unknown canton.
func Parts(canton string) []string { return slices.Sorted(maps.Keys(all.Cantons[canton].Parts)) }

// About says in English which places a part of a canton is; "" for an unknown one.
func About(canton, part string) string { return all.Cantons[canton].Parts[part] }
