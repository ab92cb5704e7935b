package skills

import (
	"math"
	"strings"
	"testing"
)

// lsat6 is section 6 of the Law School Admission Test: 1,000 people, five items
// (Bock & Lieberman 1970, Psychometrika 35, 179-197), by the number of people
// with each pattern from 00000 to 11111.
func lsat6() *Responses {
	counts := []int{3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298}
	r := &Responses{Items: []string{"i1", "i2", "i3", "i4", "i5"}}
	for pattern, n := range counts {
		for range n {
			row := make([]int8, 5)
			for j := range row {
				row[j] = int8(pattern >> (4 - j) & 1)
			}
			r.Rows = append(r.Rows, row)
		}
	}
	return r
}

// TestLSAT6 compares with what is published: the number of people, their right
// answers (Bock & Lieberman 1970), the marginal log-likelihood of the Rasch
// model, its SD and easinesses as in the manuals of ltm (Rizopoulos 2006, Journal
// of Statistical Software 17(5): 2.7300 0.9986 0.2399 1.3065 2.0994, slope 0.7551).
func TestLSAT6(t *testing.T) {
	r := lsat6()
	if len(r.Rows) != 1000 {
		t.Fatalf("%d people", len(r.Rows))
	}
	c, err := Calibrate(r, Marginal, Known{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood", c.LogLik, -2466.938, .0005)
	near(t, "SD", c.SD, .7551, .0005)
	for j, easiness := range []float64{2.7300, .9986, .2399, 1.3065, 2.0994} {
		near(t, r.Items[j], c.Mean-c.Items[j].B, easiness, .0005)
	}
	sum := 0.0
	for _, i := range c.Items {
		sum += i.B
	}
	near(t, "mean difficulty", sum, 0, 1e-9)
}

func isNumber(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// TestTheMethodsAgree on much data, and the joint one after its correction.
func TestTheMethodsAgree(t *testing.T) {
	r := lsat6()
	want, err := Calibrate(r, Conditional, Known{})
	if err != nil {
		t.Fatal(err)
	}
	for method, by := range map[Method]float64{Marginal: .02, Blend: .1, Joint: .15} {
		experts := map[string]float64{}
		for j, i := range want.Items {
			experts[r.Items[j]] = i.B + 3 // on a scale of their own
		}
		got, err := Calibrate(r, method, Known{Experts: experts})
		if err != nil {
			t.Fatal(err)
		}
		for j, i := range got.Items {
			near(t, method.String()+" "+r.Items[j], i.B, want.Items[j].B, by)
			near(t, method.String()+" se "+r.Items[j], i.SE, want.Items[j].SE, .02)
		}
		near(t, "mean", got.Mean, want.Mean, .05)
	}
}

func responses(rows ...string) *Responses {
	r := &Responses{}
	for j := range rows[0] {
		r.Items = append(r.Items, "q"+string(rune('1'+j)))
	}
	for _, row := range rows {
		var answers []int8
		for _, x := range row {
			answers = append(answers, map[rune]int8{'0': 0, '1': 1, '.': NotAsked}[x])
		}
		r.Rows = append(r.Rows, answers)
	}
	return r
}

// TestWhatCannotBeCalibrated: each error names the items.
func TestWhatCannotBeCalibrated(t *testing.T) {
	disconnected := responses("10..", "01..", "..10", "..01", "11..", "..00")
	for _, c := range []struct {
		name    string
		r       *Responses
		methods []Method
		want    string
	}{
		{"right for everybody", responses("101", "110", "100"), []Method{Marginal, Conditional, Joint}, "q1 was right for everybody"},
		{"right for nobody", responses("001", "010", "001"), []Method{Marginal, Conditional, Joint}, "q1 was right for nobody"},
		{"never asked", responses(".01", ".10"), []Method{Marginal, Conditional, Joint}, "q1 was asked of nobody"},
		{"right for all but those with nothing right", responses("101", "110", "000"), []Method{Conditional, Joint}, "q1 was right for everybody among"},
		{"two groups", disconnected, []Method{Marginal, Conditional, Joint}, "q1 q2 | q3 q4: nobody was asked items of both"},
		{"one way only", responses("1100", "1000", "0100", "1110", "1101"), []Method{Conditional, Joint}, "q1 q2 | q3 q4"},
		{"nobody", &Responses{Items: []string{"q1", "q2"}}, []Method{Marginal, Conditional, Joint, Blend}, "somebody who answered"},
		{"nothing asked", responses("..", ".."), []Method{Marginal}, "somebody who answered"},
		{"one item", responses("1", "0"), []Method{Marginal, Conditional, Joint}, "two items"},
		{"silent experts", responses("10", "01"), []Method{Blend}, "the experts said nothing of q1, q2"},
	} {
		for _, m := range c.methods {
			if _, err := Calibrate(c.r, m, Known{}); err == nil || !strings.Contains(err.Error(), c.want) {
				if c.name == "two groups" && m != Marginal && err != nil && strings.Contains(err.Error(), "q1 q2 | q3 q4") {
					continue
				}
				t.Errorf("%s by %v: %v, want %s", c.name, m, err, c.want)
			}
		}
	}
	if _, err := Calibrate(responses("10", "01"), Marginal, Known{Anchors: map[string]float64{"q9": 1}}); err == nil || !strings.Contains(err.Error(), "q9") {
		t.Errorf("an anchor that is none: %v", err)
	}
}

// TestExpertsCarryWhatAnswersCannot: blend takes a constant column, a group of
// items apart, and few people.
func TestExpertsCarryWhatAnswersCannot(t *testing.T) {
	experts := map[string]float64{"q1": -1, "q2": 1, "q3": 0, "q4": 0}
	c, err := Calibrate(responses("10..", "11..", "..10", "..01"), Blend, Known{Experts: experts})
	if err != nil {
		t.Fatal(err)
	}
	for j, i := range c.Items {
		if !isNumber(i.B) || !(i.SE > 0 && i.SE <= ExpertSD+1e-9) {
			t.Errorf("item %d: %+v", j, i)
		}
	}
	if c.Items[0].B >= -1 {
		t.Errorf("right for everybody, and no easier than the experts said: %v", c.Items[0].B)
	}
}

// TestAnchorsStand: they keep their values, and the rest is on their scale.
func TestAnchorsStand(t *testing.T) {
	r := lsat6()
	for _, m := range []Method{Conditional, Marginal, Joint} {
		free, err := Calibrate(r, m, Known{})
		if err != nil {
			t.Fatal(err)
		}
		by := 1.0
		if m == Joint {
			by = 5.0 / 4 // anchored, it is not shrunk
		}
		anchors := map[string]float64{"i1": free.Items[0].B*by + 10, "i3": free.Items[2].B*by + 10}
		got, err := Calibrate(r, m, Known{Anchors: anchors})
		if err != nil {
			t.Fatal(err)
		}
		for j, i := range got.Items {
			near(t, m.String()+" "+r.Items[j], i.B, free.Items[j].B*by+10, 1e-4)
		}
		if m != Joint {
			near(t, m.String()+" mean", got.Mean, free.Mean+10, 1e-3)
		}
		if got.Items[0].SE != 0 || got.Items[1].SE == 0 {
			t.Errorf("%v: errors %v of an anchor, %v", m, got.Items[0].SE, got.Items[1].SE)
		}
	}
}

func TestPolicy(t *testing.T) {
	for answers, want := range map[int]Method{0: Experts, 49: Experts, 50: Blend, 199: Blend, 200: Marginal, 1e6: Marginal} {
		if got := Policy(answers); got != want {
			t.Errorf("%d answers: %v, want %v", answers, got, want)
		}
	}
	if got := lsat6().Fewest(); got != 1000 {
		t.Errorf("the fewest are %d", got)
	}
}
