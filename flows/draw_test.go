package flows_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"passerelle/flows"
	"passerelle/flows/library"
)

func shipped(t *testing.T) []*flows.Flow {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	var help []*flows.Flow
	for _, f := range set.Flows {
		if f.Kind == flows.KindHelp {
			help = append(help, f)
		}
	}
	return help
}

// TestThePictureShowsEveryEdge: what the compiled table has is drawn, in both
// pictures, in every language.
func TestThePictureShowsEveryEdge(t *testing.T) {
	for _, f := range shipped(t) {
		ways := 0
		for _, e := range f.Edges() {
			if e.Event != "stuck" {
				ways++
			}
		}
		for _, tag := range []string{"fr", "de", "it", "en"} {
			mermaid := f.Mermaid(tag)
			if n := strings.Count(mermaid, "-->") + strings.Count(mermaid, "-.->"); n != ways {
				t.Errorf("%s in %s: %d arrows, the table has %d ways\n%s", f.ID, tag, n, ways, mermaid)
			}
			svg := string(f.SVG(tag))
			if err := wellFormed(svg); err != nil {
				t.Errorf("%s in %s: %v", f.ID, tag, err)
			}
			if n := strings.Count(svg, `role="listitem"`); n != len(f.Steps) {
				t.Errorf("%s in %s: %d boxes for %d steps", f.ID, tag, n, len(f.Steps))
			}
			spoken := 0
			for line := range strings.Lines(svg) {
				if strings.Contains(line, `role="listitem"`) {
					spoken += strings.Count(line, "→")
				}
			}
			if spoken != ways {
				t.Errorf("%s in %s: a screen reader hears %d ways of %d", f.ID, tag, spoken, ways)
			}
		}
	}
}

func wellFormed(svg string) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestAnAuthorsWordsAreNotDrawnAsCode: quotes, brackets and tags stay words.
func TestAnAuthorsWordsAreNotDrawnAsCode(t *testing.T) {
	source := fmt.Sprintf("passerelle: 1\nkind: help\nid: a\ntitle: {fr: A}\ngoal: {fr: x}\nsteps:\n  - id: one\n    say:\n      fr: |\n        %s\n", `Touchez « <b> » "OK" #1 & [fin] | fin`)
	file, findings := flows.LoadFile("a.yaml", []byte(source))
	if file.Flow == nil {
		t.Fatal(findings)
	}
	if m := file.Flow.Mermaid("fr"); strings.Count(m, `"`) != 4 || strings.Contains(m, "#1") {
		t.Errorf("%s", m)
	}
	svg := string(file.Flow.SVG("fr"))
	if err := wellFormed(svg); err != nil || strings.Contains(svg, "<b>") {
		t.Errorf("%v\n%s", err, svg)
	}
}

// TestDropIsDrawnInGrey: the number is written, the share is hatched, the screen
// reader has it; what is too small is said to be.
func TestDropIsDrawnInGrey(t *testing.T) {
	file, _ := flows.LoadFile("lamp.yaml", []byte(good))
	plain := string(file.Flow.SVG("fr"))
	svg := string(file.Flow.SVGWith("fr", map[string]flows.Drop{"press": {Shown: 40, Left: 10}, "light": {}}))
	for _, want := range []string{"vue ≈ 40 fois · ≈ 10 s&#39;arrêtent là (25 %)</text>", `width="30" height="10" fill="url(#left)"`, `; vue ≈ 40 fois · ≈ 10 s&#39;arrêtent là (25 %)">`, "trop peu de personnes"} {
		if !strings.Contains(svg, want) || strings.Contains(plain, want) {
			t.Errorf("%q is missing, or drawn without a journal:\n%s", want, svg)
		}
	}
	if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
		t.Error(err)
	}
}
