package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passerelle/flows/library"
)

// checkFiles writes a bank of 15 items in five areas, answers of people to it,
// and what else the commands read. It returns where each is.
func checkFiles(t *testing.T, people int) func(string) string {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	var bank, header, answers, sparse, groups, experts strings.Builder
	bank.WriteString("scale: {D: 1, prior: {mean: 0, sd: 1.5}, cuts: [-1.5, 0, 1.5]}\nareas: [device, find, communicate, safety, services]\nitems:\n")
	header.WriteString("id")
	experts.WriteString("item,one,two\n")
	areas := []string{"device", "find", "communicate", "safety", "services"}
	place := func(i int) float64 { return -2 + 4*float64(i)/14 }
	for i := range 15 {
		fmt.Fprintf(&bank, "  - {id: q%02d, area: %s, b: %.3f, a: %.2f}\n", i, areas[i%5], place(i), .8+.05*float64(i))
		fmt.Fprintf(&header, ",q%02d", i)
		fmt.Fprintf(&experts, "q%02d,%.2f,\n", i, place(i)+.3)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	groups.WriteString("id,group\n")
	for p := range people {
		theta := rng.NormFloat64()
		fmt.Fprintf(&answers, "p%d", p)
		fmt.Fprintf(&sparse, "p%d", p)
		fmt.Fprintf(&groups, "p%d,%s\n", p, []string{"x", "y"}[p%2])
		for i := range 15 {
			grade := "0"
			if rng.Float64() < 1/(1+math.Exp(place(i)-theta)) {
				grade = "1"
			}
			answers.WriteString("," + grade)
			if rng.IntN(3) == 0 {
				grade = ""
			}
			sparse.WriteString("," + grade)
		}
		answers.WriteString("\n")
		sparse.WriteString("\n")
	}
	write(t, at("bank.yaml"), bank.String())
	write(t, at("answers.csv"), header.String()+"\n"+answers.String())
	write(t, at("sparse.csv"), header.String()+"\n"+sparse.String())
	write(t, at("groups.csv"), groups.String())
	write(t, at("experts.csv"), experts.String())
	write(t, at("anchors.csv"), "item,b\nq00,1\n")
	write(t, at("states.json"), `[{"model":"rasch","theta":0.5,"asked":["q00"]},{"model":"2pl","theta":-1,"asked":[]}]`)
	return at
}

// asJSON runs a command with --json and returns what it printed.
func asJSON(t *testing.T, args ...string) any {
	t.Helper()
	var out any
	if err := json.Unmarshal([]byte(command1(t, exitFine, append(args, "--json")...)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// withKeys checks the keys of an object; others are welcome.
func withKeys(t *testing.T, what string, object any, keys ...string) map[string]any {
	t.Helper()
	m, ok := object.(map[string]any)
	if !ok {
		t.Fatalf("%s is %T", what, object)
	}
	for _, key := range keys {
		if _, there := m[key]; !there {
			t.Errorf("%s has no %q, only %v", what, key, slices.Sorted(maps.Keys(m)))
		}
	}
	return m
}

// TestCheckJSON: the names that other programs rely on.
func TestCheckJSON(t *testing.T) {
	at := checkFiles(t, 400)
	bank := []string{"--bank", at("bank.yaml")}
	check := func(command string, args ...string) any {
		t.Helper()
		return asJSON(t, append([]string{"check", command}, args...)...)
	}
	scores := withKeys(t, "score", check("score", append(bank, "--model", "2pl", "--responses", at("sparse.csv"))...), "model", "area_model", "persons")
	person := withKeys(t, "person", scores["persons"].([]any)[0], "id", "n", "raw", "theta", "level", "level_probs", "areas")
	withKeys(t, "theta", person["theta"], "eap", "eap_se", "map", "map_se", "ml", "ml_se", "wle", "wle_se")
	areas := withKeys(t, "areas", person["areas"], "device", "find", "communicate", "safety", "services")
	withKeys(t, "area", areas["find"], "eap", "se", "level_probs")
	if scores["area_model"] != "correlated:0.7" || scores["model"] != "2pl" || len(scores["persons"].([]any)) != 400 || len(person["level_probs"].([]any)) != 4 {
		t.Errorf("%v of %v, %v", scores["area_model"], scores["model"], person["level_probs"])
	}

	info := withKeys(t, "info", check("info", append(bank, "--theta=-3,0,3")...), "theta", "items", "test_info", "test_se")
	if values := withKeys(t, "items", info["items"], "q00", "q14")["q07"].([]any); len(values) != 3 || math.Abs(values[1].(float64)-.25) > 1e-9 {
		t.Errorf("q07 tells %v", values)
	}
	next := check("next", append(bank, "--states", at("states.json"))...).([]any)
	first := withKeys(t, "next", next[0], "mfi_item", "balanced_item", "mfi_info", "balanced_area", "balanced_info")
	if len(next) != 2 || first["mfi_item"] != "q09" || first["balanced_area"] != "find" || first["balanced_item"] != "q11" {
		t.Errorf("next is %v", next)
	}
	runs := withKeys(t, "run", check("run", append(bank, "--answers", at("answers.csv"), "--min", "3", "--max", "6", "--stop-se", "0.7")...), "runs")
	if run := withKeys(t, "a run", runs["runs"].([]any)[0], "id", "asked", "eap", "se"); len(run["asked"].([]any)) > 6 || run["asked"].([]any)[0] != "q05" {
		t.Errorf("a run is %v", run)
	}
	for _, args := range [][]string{{"cml"}, {"mml"}, {"jml"}, {"mml", "--anchors", at("anchors.csv")}, {"blend", "--experts", at("experts.csv")}, {"experts", "--experts", at("experts.csv")}} {
		c := withKeys(t, "calibrate", check("calibrate", append([]string{"--responses", at("sparse.csv"), "--method"}, args...)...), "method", "items", "mean_theta", "sd_theta")
		item := withKeys(t, "item", c["items"].(map[string]any)["q00"], "b", "se", "infit", "outfit")
		if c["method"] != args[0] || len(args) > 2 && args[1] == "--anchors" && item["b"] != 1.0 {
			t.Errorf("%v: %v, %v", args, c["method"], item)
		}
	}
	dif := withKeys(t, "dif", check("dif", "--responses", at("answers.csv"), "--group", at("groups.csv"), "--focal", "y"), "items", "purified")
	withKeys(t, "item", dif["items"].(map[string]any)["q03"], "alpha", "delta", "se_delta", "chi2", "chi2_corrected", "p", "class")
	withKeys(t, "purified", dif["purified"], "flagged")
	simulated := withKeys(t, "simulate", check("simulate", append(bank, "--n", "200", "--seed", "3")...), "strategies", "bands")
	var names []string
	for _, s := range simulated["strategies"].([]any) {
		names = append(names, withKeys(t, "strategy", s, "name", "mean_questions", "agreement_full", "agreement_true", "adjacent_full")["name"].(string))
	}
	if want := "full-60 fixed-15 multistage-15 cat-9 cat-15 cat-se-0.60 posterior-0.80"; strings.Join(names, " ") != want {
		t.Errorf("strategies %v", names)
	}
}

// TestTooFewInTheReport: nothing is said of groups under a hundred.
func TestTooFewInTheReport(t *testing.T) {
	at := checkFiles(t, 150)
	args := []string{"check", "dif", "--responses", at("answers.csv"), "--group", at("groups.csv"), "--focal", "y"}
	dif := asJSON(t, args...).(map[string]any)
	item := dif["items"].(map[string]any)["q03"].(map[string]any)
	if item["class"] != "too_few" || item["alpha"] != nil || dif["too_few"] != true || len(dif["purified"].(map[string]any)["flagged"].([]any)) > 0 {
		t.Errorf("75 in each group: %v", dif)
	}
	if text := command1(t, exitFine, args...); !strings.Contains(text, "Too few to tell: 75 in the focal group") {
		t.Errorf("for people: %s", text)
	}
}

// TestCheckCommands: what each prints for people, and the exit code and words
// for what is wrong.
func TestCheckCommands(t *testing.T) {
	at := checkFiles(t, 300)
	source, err := library.Files.ReadFile("checks/first-steps.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, at("check.yaml"), string(source))
	write(t, at("bad.yaml"), strings.Replace(string(source), "items:", "itmes:", 1))
	write(t, at("wrong.yaml"), "areas: [a]\nitems:\n  - {id: q1, area: b, b: 0}\n")
	write(t, at("ragged.csv"), "id,q00,q01\na,1,0\nb,1\n")
	write(t, at("unknown.csv"), "id,q00,q77\na,1,0\n")
	write(t, at("constant.csv"), "id,q00,q01,q02\na,1,0,1\nb,1,1,0\nc,1,0,1\n")
	write(t, at("apart.csv"), "id,q00,q01,q02,q03\na,1,0,,\nb,0,1,,\nc,,,1,0\nd,,,0,1\n")
	write(t, at("extreme.csv"), "id,q00,q01\nall,1,1\nnone,0,0\nnothing,,\n")
	bank, rows := "--bank "+at("bank.yaml"), " --responses "+at("answers.csv")
	for _, c := range []struct {
		args      string
		code      int
		out, talk string
	}{
		{"check", 2, "", "needs one of its commands"},
		{"check score " + bank + rows, 0, "ID    ASKED  RAW  EAP", ""},
		{"check score " + bank + " --responses " + at("extreme.csv"), 0, "none     2      0    -", ""},
		{"check score" + rows, 2, "", "--bank FILE is missing"},
		{"check score " + bank, 2, "", "--responses FILE is missing"},
		{"check score " + bank + " --model 3pl" + rows, 2, "", "rasch or 2pl"},
		{"check score " + bank + " --responses nowhere.csv", 3, "", "no such file"},
		{"check score --bank nowhere.yaml" + rows, 3, "", "no such file"},
		{"check score --bank " + at("wrong.yaml") + rows, 1, "", `wrong.yaml:3:20: item "q1": area "b" is not in the list`},
		{"check score " + bank + " --responses " + at("ragged.csv"), 1, "", "ragged.csv: row 3: has 2 cells, the first row has 3"},
		{"check score " + bank + " --responses " + at("unknown.csv"), 1, "", "unknown.csv: row 1, column q77: is no item of the bank"},
		{"check info " + bank + " --theta=-1,0", 0, "ABILITY", ""},
		{"check info --theta=0 --bank " + at("check.yaml"), 0, "dev-volume", ""},
		{"check info --theta=0 --model 2pl --json --bank " + at("check.yaml"), 0, `"dev-volume":[`, ""},
		{"check info --theta=0 --bank " + at("bad.yaml"), 1, "", `:1: the word "itmes"`},
		{"check info " + bank + " --theta=low", 2, "", "--theta=-1,0,1"},
		{"check next " + bank + " --states " + at("states.json"), 0, "MOST TELLING", ""},
		{"check next " + bank + " --states " + at("bank.yaml"), 1, "", "not a list of states"},
		{"check run " + bank + " --answers " + at("sparse.csv"), 0, "ITEMS", ""},
		{"check run " + bank + " --min 9 --max 3 --answers " + at("sparse.csv"), 2, "", "--max is not below"},
		{"check calibrate --method mml" + rows, 0, "log-likelihood", ""},
		{"check calibrate" + rows, 0, "ITEM", "method mml: the item with the fewest answers has 300"},
		{"check calibrate --method jml" + rows, 0, "ITEM", "never use it alone"},
		{"check calibrate --method pml" + rows, 2, "", "cml, mml, jml, blend or experts"},
		{"check calibrate --method blend" + rows, 2, "", "needs --experts"},
		{"check calibrate --method cml --responses " + at("constant.csv"), 1, "", "q00 was right for everybody"},
		{"check calibrate --method mml --responses " + at("apart.csv"), 1, "", "q00 q01 | q02 q03"},
		{"check calibrate --method cml --responses " + at("apart.csv"), 1, "", "q00 q01 | q02 q03"},
		{"check calibrate --method mml --responses " + at("ragged.csv"), 1, "", "row 3"},
		{"check dif --focal y --group " + at("groups.csv") + rows, 0, "CLASS", ""},
		{"check dif --focal z --group " + at("groups.csv") + rows, 1, "", `nobody is of the group "z"`},
		{"check dif --group " + at("groups.csv") + rows, 2, "", "--focal NAME is missing"},
		{"check simulate " + bank + " --n 50", 0, "BANDS", ""},
		{"check simulate " + bank + " --n 0", 2, "", "--n is from 1"},
	} {
		var out, talk lines
		code := run(t.Context(), strings.Fields(c.args), strings.NewReader(""), &out, &talk)
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(talk.String(), c.talk) {
			t.Errorf("passerelle %s: exit %d, want %d\nstdout %s\nstderr %s", c.args, code, c.code, out.String(), talk.String())
		}
		if c.code > 0 && out.String() != "" && c.args != "check" {
			t.Errorf("passerelle %s: talk on stdout: %s", c.args, out.String())
		}
		if strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
			t.Errorf("passerelle %s: what is no number: %s", c.args, out.String())
		}
	}
}
