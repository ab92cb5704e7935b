package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows"
)

// TestDiffCommand: folders and lone files, in words and as data; what cannot be
// compared is told.
func TestDiffCommand(t *testing.T) {
	old, changed := newFolder(t), newFolder(t)
	if said := command1(t, exitFine, "flows", "diff", old, changed, "--lang", "de"); said != "Für die Leute ändert sich nichts.\n" {
		t.Errorf("%q", said)
	}
	file := filepath.Join("help", "find-us.yaml")
	write(t, filepath.Join(changed, file), strings.Replace(content(t, filepath.Join(changed, file)), "- id: where", "- id: here\n    was: [where]", 1))
	for _, pair := range [][2]string{{old, changed}, {filepath.Join(old, file), filepath.Join(changed, file)}} {
		said := command1(t, exitFine, "flows", "diff", pair[0], pair[1], "--lang", "en")
		if want := `find-us
  - the step "where" is now called "here"
  - warning: steps or choices changed, but "version: 0" is the same; write "version: 1" if the meaning changed
  For those who are in the middle:
    - they end with the text that they began with; it is kept 90 days.
    - whoever begins, or begins again, gets the new text.
    - whoever is at "where" ends the old text; should the program no longer read it, they go on at "here".
`; said != want {
			t.Errorf("%s", said)
		}
	}
	var all []flows.Change
	if err := json.Unmarshal([]byte(command1(t, exitFine, "flows", "diff", old, changed, "--json", "--lang", "it")), &all); err != nil || len(all) != 5 || all[4].Step != "where" || !all[4].Middle || !strings.Contains(all[4].Message, "si continua a «here»") {
		t.Errorf("%+v %v", all, err)
	}
	write(t, filepath.Join(changed, file), "steps: [")
	command1(t, exitFindings, "flows", "diff", old, changed)
	command1(t, exitFindings, "flows", "diff", filepath.Join(changed, file), filepath.Join(old, file))
	command1(t, exitUsage, "flows", "diff", old)
	command1(t, exitUsage, "flows", "diff", old, filepath.Join(old, "none"))
}
