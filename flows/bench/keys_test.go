package bench_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

var update = flag.Bool("update", false, "write what the bot says now into the transcripts")

// unseen are the keys that change nothing that a contact sees, and what they do.
// A key that is neither here nor shown by a transcript in testdata/keys does
// nothing that anybody knows of.
var unseen = map[string]string{
	"items.excuse":                      "for lint",
	"steps.instead.excuse":              "for lint",
	"steps.excuse":                      "for lint",
	"terms":                             "for lint",
	"excuse":                            "for lint",
	"tried_with.date":                   "for the authors",
	"tried_with.people":                 "for the authors",
	"agency.channels.whatsapp.template": "what leaves when a counsellor asks for an answer: tests of bot/dialogue",
	"agency.channels.sms.template":      "WhatsApp alone has templates", "agency.channels.telegram.template": "WhatsApp alone has templates",
	"agency.safety.violence.protocol": "for the team alone", "agency.safety.suicide.protocol": "for the team alone", "agency.safety.medical.protocol": "for the team alone",
	"facts.title": "for the authors", "facts.facts.source": "for who verifies it: doctor", "facts.facts.checked": "for who verifies it: doctor", "facts.facts.to_verify": "for who verifies it: doctor",
	"heard.asked": "learned from: tests of bot/understand", "heard.status": "a draft is not learned from", "heard.title": "for the authors", "heard.danger": "learned from: tests of bot/understand", "heard.other": "learned from: tests of bot/understand", "heard.spelled": "learned from: tests of bot/understand",
	"agency.four_eyes":   "for the studio: who may publish",
	"agency.small_cells": "for figures that leave the house: tests of bot/report", "report.columns.name": "for figures: tests of bot/report", "report.columns.figure": "for figures: tests of bot/report",
	"report.status": "a report is always in use", "report.title": "for the authors",
	"passerelle": "the format", "kind": "the kind of file", "id": "the name of the file's contents",
	"version": "results carry it", "reviewed.date": "for the authors", "reviewed.by": "for the authors",
	"help.steps.was":        "keeps a place in the desk's drawing; a person stays on the contents they began with",
	"help.steps.doing_with": "the desk shows it to the counsellor", "help.steps.id": "names a step", "help.steps.choices.id": "names a choice",
	"help.steps.choices.right": "means something in a check only", "check.items.choices.go": "means something in a help flow only",
	"check.share.with":      "the result goes to the team that the case goes to",
	"check.share.ask_first": "a result is always asked for first", "check.share.keep_for": "the table of retention holds",
	"check.questions.how": "the order of the questions: tests of bot/dialogue", "check.sure_from": "tests of bot/dialogue", "check.items.difficulty": "of the mathematics",
	"check.items.reason": "for the authors", "check.items.bias": "for the authors", "check.read_back": "for lint",
	"check.items.measured.se": "for the authors", "check.items.measured.answers": "for the authors", "check.items.measured.date": "for the authors",
	"check.items.set_aside.since": "for the authors", "check.items.set_aside.why": "for the authors",
	"agency.replies.id": "names a sentence", "agency.replies.say": "the desk puts it into the reply box",
	"agency.check_use.signed_by": "for the authors", "agency.check_use.function": "for the authors", "agency.check_use.date": "for the authors",
	"check.items.id": "names an item", "check.orientation.id": "names a row", "check.bands.id": "names a band", "check.items.choices.id": "names a choice",
	"agency.channels.sms.number": "where the platform sends from", "agency.channels.whatsapp.number": "where the platform sends from", "agency.channels.telegram.number": "no number there",
	"agency.channels.sms.bot": "no bot there", "agency.channels.whatsapp.bot": "no bot there", "agency.channels.telegram.bot": "printed sheets name it",
	"agency.talk.priority.when": "the order of the queue: tests of bot/desk and channels/console", "agency.talk.priority.minutes": "the order of the queue",
	"agency.talk.priority.why":  "the desk shows it to the counsellor",
	"agency.talk.teams.members": "who sees a case", "agency.talk.teams.backup": "for the desk", "agency.talk.quiet.outside_hours": "for the desk", "agency.talk.quiet.live_talks_at_a_time": "for the desk",
	"agency.safety.numbers.id": "names a number", "agency.safety.numbers.checked": "lint asks to check it again", "agency.safety.numbers.to_verify": "doctor tells of it",
	"agency.safety.recheck_every": "lint asks to check again", "agency.safety.on_call": "the hours say whether somebody reads", "agency.consent.version": "for the authors",
	"agency.places.id": "names a place", "agency.places.has": "for the authors", "agency.places.languages": "for the authors",
	"agency.measures.stock": "what is lent: tests of bot/assistant", "agency.measures.hand_over": "the desk shows it to the counsellor", "agency.measures.checked": "for the authors",
	"agency.status": "an agency is always in use", "agency.title": "its name is said", "agency.links": "lint knows which links texts may hold",
}

// case file: which keys it shows, what it changes in the shipped agency (lines
// "from => to" under agency), the files, the transcript.
type keyCase struct {
	name  string
	keys  []string
	files fstest.MapFS
	parts []part
}

func keyCases(t *testing.T) (cases []keyCase) {
	t.Helper()
	paths, err := filepath.Glob("testdata/keys/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := keyCase{name: path, files: fstest.MapFS{}, parts: partsOf(string(source))}
		for _, p := range c.parts {
			switch p.name {
			case "":
				c.keys = strings.Fields(p.text)
			case "agency":
				c.files["agency.yaml"] = &fstest.MapFile{Data: changedAgency(t, p.text)}
			default:
				c.files[p.name] = &fstest.MapFile{Data: []byte(p.text)}
			}
		}
		c.files["pictures/circle.png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n a white circle")}
		c.files["voices/boil.ogg"] = &fstest.MapFile{Data: []byte("OggS spoken")}
		cases = append(cases, c)
	}
	return cases
}

// part is one file of a case: several stand in one file of ours, each after a
// line "-- its name --". The first part has no name.
type part struct{ name, text string }

func partsOf(source string) []part {
	parts := []part{{}}
	for line := range strings.Lines(source) {
		if name, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(name, " --\n") {
			parts = append(parts, part{name: strings.TrimSuffix(name, " --\n")})
			continue
		}
		parts[len(parts)-1].text += line
	}
	return parts
}

func (c *keyCase) rewrite(t *testing.T, name, text string) {
	t.Helper()
	var b strings.Builder
	for i := range c.parts {
		p := &c.parts[i]
		if p.name == name {
			p.text = text
		}
		if p.name != "" {
			b.WriteString("-- " + p.name + " --\n")
		}
		b.WriteString(p.text)
	}
	if err := os.WriteFile(c.name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// changedAgency is the shipped agency with some of its lines changed.
func changedAgency(t *testing.T, changes string) []byte {
	t.Helper()
	source, err := fs.ReadFile(library.Few, "agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	for line := range strings.Lines(changes) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
		if !strings.Contains(text, from) {
			t.Fatalf("the shipped agency.yaml does not hold %q", from)
		}
		text = strings.Replace(text, from, strings.ReplaceAll(to, `\n`, "\n"), 1)
	}
	return []byte(text)
}

// TestEveryKeyDoesSomething: each key of the language that changes what a contact
// sees has a transcript that shows it; the others say what they are for.
func TestEveryKeyDoesSomething(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range keyCases(t) {
		for _, k := range c.keys {
			shown[k] = true
		}
		t.Run(filepath.Base(c.name), func(t *testing.T) { c.play(t) })
	}
	known := keysOf(t)
	for k := range known {
		if !shown[k] && unseen[k] == "" && unseen[short(k)] == "" {
			t.Errorf("the key %s: no transcript in testdata/keys shows it", k)
		}
	}
	for _, list := range []map[string]bool{shown, setOf(unseen)} {
		for _, k := range slices.Sorted(maps.Keys(list)) {
			if !known[k] && !slices.ContainsFunc(slices.Collect(maps.Keys(known)), func(n string) bool { return short(n) == k }) {
				t.Errorf("%s is no key of the language", k)
			}
		}
	}
}

func setOf(m map[string]string) map[string]bool {
	set := map[string]bool{}
	for k := range m {
		set[k] = true
	}
	return set
}

// short is a key without the kind of its file.
func short(k string) string {
	_, rest, _ := strings.Cut(k, ".")
	return rest
}

func (c *keyCase) play(t *testing.T) {
	set, findings, err := flows.LoadSet(c.files, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == flows.Error {
			t.Errorf("%s:%d:%d: %s", f.File, f.Line, f.Col, f.Message)
		}
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	results, err := bench.Run(book, c.files, nil)
	if err != nil || len(results) == 0 {
		t.Fatal("no transcript", err)
	}
	for _, r := range results {
		switch {
		case r.Err != nil:
			t.Error(r.Err)
		case r.Diff != "" && *update:
			c.rewrite(t, r.File, r.Updated)
		case r.Diff != "":
			t.Errorf("%s:%d\n%s", r.File, r.Line, r.Diff)
		}
	}
}

// keysOf returns every key of the language with where it stands, such as
// help.steps.call, from the schema.
func keysOf(t *testing.T) map[string]bool {
	t.Helper()
	source, err := flows.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		AllOf []struct {
			Then map[string]any `json:"then"`
		} `json:"allOf"`
	}
	if err := json.NewDecoder(bytes.NewReader(source)).Decode(&schema); err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, kind := range schema.AllOf {
		properties := kind.Then["properties"].(map[string]any)
		name := properties["kind"].(map[string]any)["const"].(string)
		if name != "language" && name != "phrases" {
			collect(kind.Then, name, all)
		}
	}
	return all
}

// collect walks a schema; what holds keys inside is not a key to show itself, nor
// are the days of a week and the languages of a text.
func collect(schema map[string]any, name string, all map[string]bool) {
	properties, _ := schema["properties"].(map[string]any)
	if _, text := properties["fr"]; text {
		properties = nil
	}
	if _, week := properties["mon"]; week {
		properties = maps.Clone(properties)
		for k := range properties {
			if len(k) == 3 || len(k) == 7 && k[3] == '-' {
				delete(properties, k)
			}
		}
		all[name] = true
	}
	for k, v := range properties {
		collect(v.(map[string]any), name+"."+k, all)
	}
	for _, inner := range []string{"items", "additionalProperties"} {
		if of, ok := schema[inner].(map[string]any); ok && of["properties"] != nil {
			collect(of, name, all)
			return
		}
	}
	if len(properties) == 0 {
		all[name] = true
	}
}
