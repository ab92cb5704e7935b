package report

import (
	"fmt"
	"testing"

	"passerelle/flows"
)

func answers(n int, language, channel, value string) (facts []Fact) {
	for range n {
		facts = append(facts, Fact{What: "case answered", Language: language, Channel: channel, Value: value})
	}
	return facts
}

// TestGapsByHand: shares by language, and nothing that stands for fewer than
// twenty.
func TestGapsByHand(t *testing.T) {
	var facts []Fact
	facts = append(facts, answers(60, "fr", "sms", "wait=30 kept=yes band=2")...)
	facts = append(facts, answers(20, "fr", "sms", "wait=day kept=no band=2")...)
	facts = append(facts, answers(30, "de", "sms", "wait=30 kept=yes")...)
	facts = append(facts, answers(30, "de", "telegram", "wait=two-days kept=no")...)
	facts = append(facts, answers(7, "it", "sms", "wait=30 kept=yes")...)
	facts = append(facts, answers(25, "en", "sms", "wait=30")...) // nothing was promised
	f := CountGaps(facts, true)
	n, _ := shippedNames(t, "en")
	shares, lines := map[string]string{}, map[string][]string{}
	for _, s := range f.ShowAll(n) {
		for _, row := range s.Rows {
			if s.ID == "kept-language" {
				shares[row[0]] = row[len(row)-1]
			}
			lines[s.ID+" "+row[0]] = row
		}
	}
	if shares["Italiano"] != Hidden || shares["Français"] == "100 %" || len(f.Tables) != 6 {
		t.Errorf("%v", shares)
	}
	for _, table := range f.Tables {
		for _, row := range table.Cells {
			for _, name := range row {
				if v, told := f.Told(name); told && v > 0 && v < FewestAnswered {
					t.Errorf("%s = %d is told", name, v)
				}
			}
		}
	}
	if _, there := lines["wait-language English"]; !there {
		t.Errorf("who was promised nothing has no waiting: %v", lines)
	}
	if small := CountGaps(facts, false); len(small.Tables) != 3 || small.Tables[0].ID != "kept" {
		t.Error("a small team's times are told")
	}
	even := CountGaps(append(answers(75, "fr", "sms", "wait=30 kept=yes"), answers(25, "fr", "sms", "wait=30 kept=no")...), false)
	if got := even.Show(even.Tables[0], n).Rows[0]; got[len(got)-1] != "75 %" {
		t.Errorf("%v", got)
	}
	if none := CountGaps(answers(30, "fr", "sms", "wait=30 kept=no"), false); none.Show(none.Tables[0], n).Rows[0][3] != "0 %" {
		t.Error("nobody was answered in time, and it is not said")
	}
}

// TestTimingsAreOfTeams of five or more, over a week or more.
func TestTimingsAreOfTeams(t *testing.T) {
	team := func(n int) *flows.Agency {
		a := &flows.Agency{Talk: flows.Talk{Teams: []flows.Team{{ID: "a"}, {ID: "b", Members: []string{"m0"}}}}}
		for i := range n {
			a.Talk.Teams[0].Members = append(a.Talk.Teams[0].Members, fmt.Sprint("m", i))
		}
		return a
	}
	for _, c := range []struct {
		n        int
		from, to string
		want     bool
	}{{5, "2026-11-01", "2026-11-30", true}, {4, "2026-11-01", "2026-11-30", false}, {5, "2026-11-01", "2026-11-06", false}, {5, "2026-11-01", "2026-11-07", true}, {5, "", "", true}} {
		if Timings(team(c.n), c.from, c.to) != c.want {
			t.Errorf("%+v", c)
		}
	}
}
