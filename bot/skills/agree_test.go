package skills

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The scripts in testdata make what stands in testdata: answers, and what R's packages
// find in them.

// agree is how near R's numbers must be: three decimals.
const agree = .0005

// fromR reads a table that R wrote, by its columns; an empty cell is absent.
func fromR(t *testing.T, file string) []map[string]string {
	t.Helper()
	in, err := os.Open(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		r := map[string]string{}
		for k, name := range rows[0] {
			r[name] = row[k]
		}
		all = append(all, r)
	}
	return all
}

func value(t *testing.T, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func responsesFromR(t *testing.T, file string) *Responses {
	r := &Responses{}
	for j := range 12 {
		r.Items = append(r.Items, "q"+string(rune('0'+(j+1)/10))+string(rune('0'+(j+1)%10)))
	}
	for _, row := range fromR(t, file) {
		var grades []int8
		for _, item := range r.Items {
			grade := int8(NotAsked)
			if cell := row[item]; cell != "" {
				grade = int8(value(t, cell))
			}
			grades = append(grades, grade)
		}
		r.Rows = append(r.Rows, grades)
	}
	return r
}

// TestConditionalAgreesWithR: eRm 1.0 on sparse answers with its fit, psychotools on full ones.
func TestConditionalAgreesWithR(t *testing.T) {
	for _, which := range []string{"sparse", "full"} {
		c, err := Calibrate(responsesFromR(t, which+".csv"), Conditional, Known{})
		if err != nil {
			t.Fatal(err)
		}
		for j, want := range fromR(t, "cml-"+which+".csv") {
			near(t, which+" b "+want["item"], c.Items[j].B, value(t, want["b"]), agree)
			near(t, which+" se "+want["item"], c.Items[j].SE, value(t, want["se"]), agree)
			if want["infit"] != "" {
				near(t, "infit "+want["item"], *c.Items[j].Infit, value(t, want["infit"]), agree)
				near(t, "outfit "+want["item"], *c.Items[j].Outfit, value(t, want["outfit"]), agree)
			}
		}
	}
}

// TestMarginalAgreesWithR: the same likelihood, by R's optim over a fine grid.
func TestMarginalAgreesWithR(t *testing.T) {
	for _, which := range []string{"sparse", "full"} {
		c, err := Calibrate(responsesFromR(t, which+".csv"), Marginal, Known{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]float64{"mean": c.Mean, "sd": c.SD, "loglik": c.LogLik}
		for j, want := range fromR(t, "mml-"+which+".csv") {
			if x, whole := got[want["item"]]; whole {
				near(t, which+" "+want["item"], x, value(t, want["b"]), agree)
				continue
			}
			near(t, which+" b "+want["item"], c.Items[j].B, value(t, want["b"]), agree)
			near(t, which+" se "+want["item"], c.Items[j].SE, value(t, want["se"]), agree)
		}
	}
}

// TestEstimatesAgreeWithR: of each raw score, by R's uniroot and integrate; the
// script compares its ML with eRm's.
func TestEstimatesAgreeWithR(t *testing.T) {
	var items []Item
	for _, row := range fromR(t, "persons-bank.csv") {
		items = append(items, Item{ID: row["item"], B: value(t, row["b"])})
	}
	b := bankOf(t, Rasch, items...)
	for raw, want := range fromR(t, "persons.csv") {
		var answers []Answer
		for j := range items {
			grade := 0
			if j < raw {
				grade = 1
			}
			answers = append(answers, Answer{j, grade})
		}
		estimatesAre(t, b.Estimate(answers), want)
	}
}

// estimatesAre compares with those of R that are there.
func estimatesAre(t *testing.T, e Estimates, want map[string]string) {
	t.Helper()
	for name, got := range map[string]*Estimate{"eap": &e.EAP, "map": &e.MAP, "ml": e.ML, "wle": e.WLE} {
		cell, asked := want[name]
		switch {
		case !asked:
		case (got == nil) != (cell == ""):
			t.Errorf("raw %s: %s is %v", want["raw"], name, got)
		case got != nil:
			near(t, "raw "+want["raw"]+" "+name, got.Value, value(t, cell), agree)
			near(t, "raw "+want["raw"]+" "+name+" se", got.SE, value(t, want[name+"_se"]), agree)
		}
	}
}

// TestGradedAgreesWithR: partial credit with thresholds that psychotools found, one
// item's out of order; the script compares its ML with psychotools'.
func TestGradedAgreesWithR(t *testing.T) {
	var items []Item
	for _, row := range fromR(t, "graded-bank.csv") {
		items = append(items, Item{ID: row["item"], Steps: []float64{value(t, row["s1"]), value(t, row["s2"]), value(t, row["s3"])}})
	}
	b := bankOf(t, Rasch, items...)
	for raw, want := range fromR(t, "graded.csv") {
		var answers []Answer
		for j := range items {
			answers = append(answers, Answer{j, min(3, max(0, raw-3*j))})
		}
		estimatesAre(t, b.Estimate(answers), want)
	}
}

// TestFairnessAgreesWithR: base R's mantelhaen.test with its interval.
func TestFairnessAgreesWithR(t *testing.T) {
	var sides []Side
	for _, row := range fromR(t, "groups.csv") {
		sides = append(sides, map[string]Side{"r": Reference, "f": Focal}[row["group"]])
	}
	f := Compare(responsesFromR(t, "full.csv"), sides)
	for j, want := range fromR(t, "dif.csv") {
		got := f.Items[j]
		for name, x := range map[string]float64{"alpha": got.Alpha, "delta": got.Delta, "se_delta": got.SE, "chi2": got.Chi2, "chi2_corrected": got.Corrected, "p": got.P} {
			near(t, want["item"]+" "+name, x, value(t, want[name]), agree)
		}
	}
}
