package flows

import (
	"slices"
	"strings"
	"testing"

	"passerelle/bot/skills"
)

const goodBank = `scale: {D: 1, prior: {mean: 0, sd: 1.5}, cuts: [-1.5, 0, 1.5]}   # a comment
areas: [device, find]
items:
  - {id: dev01, area: device, b: -2.744, a: 1.512}
  - {id: dev02, area: device, b: 1, guess: 0.08}
  - {id: fin01, area: find, steps: [-1, 0, 1.5]}
`

func TestReadBank(t *testing.T) {
	b, err := ReadBank("bank.yaml", []byte(goodBank), skills.TwoPL)
	if err != nil {
		t.Fatal(err)
	}
	items := b.Items()
	if i := items[0]; i.ID != "dev01" || i.Area != 0 || i.B != -2.744 || i.A != 1.512 {
		t.Errorf("the first item is %+v", i)
	}
	if items[1].Guess != .08 || items[2].Area != 1 || !slices.Equal(items[2].Steps, []float64{-1, 0, 1.5}) {
		t.Errorf("the others are %+v", items[1:])
	}
	if s := b.Scale(); s.Mean != 0 || s.SD != 1.5 || !slices.Equal(s.Cuts, []float64{-1.5, 0, 1.5}) || !slices.Equal(b.Areas(), []string{"device", "find"}) {
		t.Errorf("scale %+v, areas %v", s, b.Areas())
	}
	short, err := ReadBank("bank.yaml", []byte("areas: [a]\nitems: [{id: x, area: a, b: 0}]\n"), skills.Rasch)
	if err != nil {
		t.Fatal(err)
	}
	if s := short.Scale(); s.SD != 1.5 || !slices.Equal(s.Cuts, []float64{-1, 1}) {
		t.Errorf("without a scale it is %+v", s)
	}
}

// TestWrongBanks: every mistake has its line and column, and how to mend it.
func TestWrongBanks(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"scale: {D: 1,", "scale: {D: 1.7,", "bank.yaml:1:12: D is 1.7: multiply each a by it"},
		{"sd: 1.5", "sd: 0", "bank.yaml:1:8: scale: the prior's sd is 0"},
		{"[-1.5, 0, 1.5]}", "[1, 0]}", "cut 2 (0) is not above cut 1 (1)"},
		{"[-1.5, 0, 1.5]}", "1}", "bank.yaml:1:48: not a list of numbers"},
		{"cuts:", "cutts:", `bank.yaml:1:42: unknown key "cutts": did you mean cuts?`},
		{"b: -2.744", "b: hard", `bank.yaml:4:34: "hard" is not a number`},
		{"b: -2.744", "b: .nan", `bank.yaml:4:34: ".nan" is not a number`},
		{"b: -2.744", "b: -27.44", `bank.yaml:4:5: item "dev01" has difficulty -27.44`},
		{"b: -2.744, ", "", `bank.yaml:4:5: item "dev01" has no b`},
		{"a: 1.512", "a: 0", `item "dev01": a is 0: leave it out`},
		{"a: 1.512", "a: -1", `item "dev01" has discrimination -1`},
		{"a: 1.512", "difficulty: 2", `bank.yaml:4:42: unknown key "difficulty"`},
		{"id: dev02", "id: dev01", `bank.yaml:5:10: item "dev01": line 4 has that id too`},
		{"id: dev02", `id: ""`, `item "" has no id`},
		{"area: find", "area: fnd", `item "fin01": area "fnd" is not in the list of areas`},
		{"steps: [-1, 0, 1.5]", "steps: []", `item "fin01" has no steps`},
		{"steps: [-1, 0, 1.5]", "steps: [-1], b: 1", "a graded item has its steps only"},
		{"[device, find]", "[device, device]", `bank.yaml:2:17: area "device": each area has a name of its own`},
		{"areas: [device, find]", "areas: []", "bank.yaml:2:8: areas are missing"},
		{"areas: [device, find]\n", "", "areas are missing"},
		{"items:", "itmes:", `unknown key "itmes": did you mean items?`},
		{"  - {id", "  - x\n  - {id", "keys are missing"},
		{"guess: 0.08", "guess: 1", `item "dev02" has guessing 1`},
		{"scale: {", "scale: {{", "bank.yaml:1:"},
	} {
		_, err := ReadBank("bank.yaml", []byte(strings.Replace(goodBank, c.from, c.to, 1)), skills.Rasch)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.to, err, c.want)
		}
	}
	if _, err := ReadBank("bank.yaml", nil, skills.Rasch); err == nil {
		t.Error("an empty file is a bank")
	}
}

// FuzzReadBank: a file is a bank or it is wrong at a place; reading never fails otherwise.
func FuzzReadBank(f *testing.F) {
	f.Add(goodBank)
	f.Add("items: [{id: x, area: a, b: 0}]\nareas: [a]\n")
	f.Add("scale:\nareas: &a [x]\nitems: *a\n")
	f.Fuzz(func(t *testing.T, source string) {
		b, err := ReadBank("bank.yaml", []byte(source), skills.TwoPL)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "bank.yaml:") {
				t.Errorf("without a place: %v", err)
			}
			return
		}
		p := b.Prior()
		if m := p.Mean(); !(m >= -8 && m <= 8) {
			t.Errorf("the prior's mean is %v", m)
		}
	})
}
