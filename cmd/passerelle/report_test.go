package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reportDir is an agency's folder with a funder's columns, and a journal.
func reportDir(t *testing.T) (folder, journal string) {
	t.Helper()
	folder = t.TempDir()
	write(t, filepath.Join(folder, "agency.yaml"), alwaysOpen(t))
	write(t, filepath.Join(folder, "report.yaml"), "passerelle: 1\nkind: report\nid: funder\ncolumns:\n  - {name: Von, figure: from}\n  - {name: Beratungen, figure: cases}\n  - {name: Gefahr, figure: danger}\n")
	var lines strings.Builder
	add := func(n int, day, rest string) {
		for range n {
			lines.WriteString(`{"day":"` + day + `",` + rest + "}\n")
		}
	}
	add(30, "2024-11-10", `"what":"case requested","value":"asked","channel":"sms","topic":"scan-document","language":"fr"`)
	add(3, "2024-11-10", `"what":"danger","value":"violence-danger","channel":"sms"`)
	add(40, "2024-11-11", `"what":"case answered","value":"wait=30 kept=yes","channel":"sms","language":"fr"`)
	add(2, "2024-11-11", `"what":"case answered","value":"wait=30 kept=no","channel":"sms","language":"it"`)
	add(9, "2024-11-12", `"what":"stuck","topic":"scan-document","step":"`+scanStep(t)+`","hints":1`)
	add(50, "2024-12-01", `"what":"case requested","value":"asked","channel":"sms"`)
	journal = filepath.Join(t.TempDir(), "journal")
	write(t, journal, lines.String())
	return folder, journal
}

// scanStep is the first step of a shipped help.
func scanStep(t *testing.T) string {
	t.Helper()
	c := chatCommand()
	set, err := loadSet(c, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Flows {
		if f.ID == "scan-document" {
			return f.Steps[0].ID
		}
	}
	t.Fatal("there is no help to scan")
	return ""
}

// TestReport: exact in the house, withheld outside, in a funder's columns.
func TestReport(t *testing.T) {
	folder, journal := reportDir(t)
	out := t.TempDir()
	at := func(name string) string { return filepath.Join(out, name) }
	of := []string{"--journal", journal, "--agency-folder", folder}
	text := command1(t, exitFine, append([]string{"report", "--month", "2024-11", "--language", "en"}, of...)...)
	if !strings.Contains(text, "From 2024-11-01 to 2024-11-30") || !strings.Contains(text, "Danger noticed") || strings.Contains(text, "·") || strings.Contains(text, "80") {
		t.Errorf("%s", text)
	}
	var r struct {
		Threshold int
		Figures   map[string]*int
	}
	said := command1(t, exitFine, append([]string{"report", "--month", "2024-11", "--public", "--json", "--csv", at("r.csv"), "--xlsx", at("r.xlsx"), "--html", at("r.html")}, of...)...)
	if err := json.Unmarshal([]byte(said), &r); err != nil || r.Threshold != 5 || r.Figures["danger"] != nil || r.Figures["cases"] == nil || *r.Figures["cases"] != 30 {
		t.Errorf("%v %s", err, said)
	}
	for name, want := range map[string]string{"r.csv": "Von,Beratungen,Gefahr\n2024-11-01,30,\n", "r.html": "<!doctype html>", "r.xlsx": "PK"} {
		if got, err := os.ReadFile(at(name)); err != nil || !strings.HasPrefix(string(got), want) {
			t.Errorf("%s: %v %.200s", name, err, got)
		}
	}
	command1(t, exitUsage, append([]string{"report", "--from", "2024-11-02", "--to", "2024-11-30", "--public"}, of...)...)
	command1(t, exitUsage, append([]string{"report", "--month", "2224-11", "--public"}, of...)...)
	command1(t, exitUsage, append([]string{"report", "--month", "november"}, of...)...)
	command1(t, exitUsage, append([]string{"report", "--month", "2024-11", "--to", "2024-11-30"}, of...)...)
	command1(t, exitUsage, append([]string{"report", "everything"}, of...)...)
}

// TestReportOfAMonth: stumbling stones to send, and the gap audit.
func TestReportOfAMonth(t *testing.T) {
	folder, journal := reportDir(t)
	of := []string{"--journal", journal, "--agency-folder", folder}
	dir := filepath.Join(t.TempDir(), "stones")
	said := command1(t, exitFine, append([]string{"report", "stones", "--month", "2024-11", "--html", dir, "--json"}, of...)...)
	var owners []struct{ Owner string }
	if err := json.Unmarshal([]byte(said), &owners); err != nil || len(owners) != 1 {
		t.Fatalf("%v %s", err, said)
	}
	if page, err := os.ReadFile(filepath.Join(dir, owners[0].Owner+".html")); err != nil || !strings.Contains(string(page), ">10<") {
		t.Errorf("%v %s", err, page)
	}
	if none := command1(t, exitFine, append([]string{"report", "stones", "--month", "2024-10", "--language", "en"}, of...)...); !strings.Contains(none, "No step stopped 5 people") {
		t.Error(none)
	}
	command1(t, exitUsage, append([]string{"report", "stones"}, of...)...)
	page := filepath.Join(t.TempDir(), "gaps.html")
	gaps := command1(t, exitFine, append([]string{"report", "gaps", "--language", "en", "--html", page}, of...)...)
	if !strings.Contains(gaps, "fewer than 20") || !strings.Contains(gaps, "teams of 5 or more") || !strings.Contains(gaps, "·") || strings.Contains(gaps, "up to 30 min") {
		t.Error(gaps)
	}
	if _, err := os.Stat(page); err != nil {
		t.Error(err)
	}
	if fileName("../a b/ü.ch") != "-a-b--.ch" {
		t.Error(fileName("../a b/ü.ch"))
	}
}
