package report

import (
	"fmt"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// FewestAnswered is how many cases a cell of the gap audit must stand for.
const FewestAnswered = 20

// Timings are told of a team of five or more, and of a week or more: of fewer they
// would be somebody's.
const (
	FewestTeam = 5
	fewestDays = 7
)

// Timings reports whether waiting and lengths may be told of some days. An open
// end is long enough.
func Timings(a *flows.Agency, from, to string) bool {
	members := map[string]bool{}
	for i := range a.Talk.Teams {
		for _, m := range a.Talk.Teams[i].Members {
			members[m] = true
		}
	}
	if len(members) < FewestTeam {
		return false
	}
	first, err := time.Parse(time.DateOnly, from)
	last, bad := time.Parse(time.DateOnly, to)
	return err != nil || bad != nil || last.Sub(first) >= (fewestDays-1)*24*time.Hour
}

// CountGaps counts how long people waited for an answer and whether it came in the
// half-day that was promised, by language, by channel and by the band of their last
// check. What stands for fewer than FewestAnswered is withheld, in the house too.
func CountGaps(facts []Fact, timings bool) *Figures {
	f := newFigures()
	f.audit = true
	compared := []struct {
		name string
		of   func(Fact) string
	}{{"language", spoken}, {"channel", channel}, {"band", waited(func(w bot.Wait) string { return w.Band })}}
	kept := waited(func(w bot.Wait) string { return w.Kept })
	for _, c := range compared {
		f.cross(facts, counted{id: "kept", by: c.name, base: "promised", kind: bot.EventCaseAnswered, rows: by(c.name, c.of), cols: by("kept", kept),
			only: func(a Fact) bool { return kept(a) != "" }})
		if timings {
			f.cross(facts, counted{id: "wait", by: c.name, base: "answered", kind: bot.EventCaseAnswered, rows: by(c.name, c.of), cols: by("wait", waited(func(w bot.Wait) string { return w.Class }))})
		}
	}
	f.Withhold(FewestAnswered)
	return f
}

func waited(of func(bot.Wait) string) func(Fact) string {
	return func(a Fact) string {
		w, err := bot.ParseWait(a.Value)
		if err != nil {
			return ""
		}
		return of(w)
	}
}

// share reports whether a table has a last column with the share of its "yes".
func (t Table) share() bool { return t.ID == "kept" }

// shareOf is the share of a row in percent; withheld where a part of it is.
func (f *Figures) shareOf(t Table, row int) string {
	all, told := f.Told(t.Cells[row][len(t.Cols)-1])
	yes := slices.Index(t.Cols, "kept.yes")
	if !told || all < FewestAnswered {
		return Hidden
	}
	if yes < 0 {
		return "0 %"
	}
	n, told := f.Told(t.Cells[row][yes])
	if !told {
		return Hidden
	}
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(all))
}
