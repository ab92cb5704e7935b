package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestNoRowOfAnswersLeaves: an exported journal has no answers of a check.
func TestNoRowOfAnswersLeaves(t *testing.T) {
	at := time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	var events []bot.Counted
	for _, kind := range []bot.EventKind{bot.EventCheckStarted, bot.EventCheckRun, bot.EventCaseAnswered, bot.EventCaseReport, bot.EventSpoke, bot.EventCheckEnded} {
		events = append(events, bot.Counted{At: at, Event: bot.Event{Kind: kind, Topic: "first-steps", Value: "fr ended | dev-volume=1", Language: "fr"}})
	}
	facts := leaving(events, time.UTC, "", "")
	if len(facts) != 2 || facts[0].What != "check started" || facts[1].What != "check ended" || facts[0].Language != "" {
		t.Errorf("%+v", facts)
	}
	if none := leaving(events, time.UTC, "2026-11-11", ""); len(none) > 0 {
		t.Errorf("before the first day: %+v", none)
	}
}

// TestCheckReport: from a file of events to text, JSON, a page and counts that
// another agency adds; the days count.
func TestCheckReport(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	var lines strings.Builder
	for i := range 60 {
		day, channel := "2026-11-10", "sms"
		if i >= 30 {
			day, channel = "2026-12-01", "telegram"
		}
		lines.WriteString(`{"day":"` + day + `","what":"check started","topic":"first-steps","channel":"` + channel + `","value":"fr"}` + "\n")
		lines.WriteString(`{"day":"` + day + `","what":"check run","topic":"first-steps","channel":"` + channel + `","value":"fr ended | dev-volume=1 find-hours=u"}` + "\n")
	}
	write(t, at("events"), lines.String())
	text := command1(t, exitFine, "check", "report", "--journal", at("events"), "--language", "en", "--html", at("r.html"), "--pool", at("pool.json"))
	if !strings.HasPrefix(text, "It cannot be tested here:") || !strings.Contains(text, "50 %") || !strings.Contains(text, "telegram") {
		t.Errorf("%s", text)
	}
	page, err := os.ReadFile(at("r.html"))
	if err != nil || !strings.Contains(string(page), `role="img"`) || !strings.Contains(string(page), "It cannot be tested here:") {
		t.Errorf("%v %s", err, page)
	}
	var r struct {
		Agencies int
		All      struct{ Ended int }
	}
	if err := json.Unmarshal([]byte(command1(t, exitFine, "check", "report", "--journal", at("events"), "--with", at("pool.json"), "--json")), &r); err != nil || r.Agencies != 2 || r.All.Ended != 120 {
		t.Errorf("%v %+v", err, r)
	}
	if november := command1(t, exitFine, "check", "report", "--journal", at("events"), "--to", "2026-11-30", "--language", "it"); strings.Contains(november, "telegram") || !strings.Contains(november, "Periodo: inizio – 2026-11-30") {
		t.Errorf("%s", november)
	}
	command1(t, exitUsage, "check", "report", "--journal", at("events"), "--from", "soon")
	command1(t, exitUsage, "check", "report", "--agency-folder", dir)
	command1(t, exitFailure, "check", "report", "--journal", at("events"), "--with", at("events"))
	command1(t, exitUsage, "check", "report", "first-stps", "--journal", at("events"))
}
