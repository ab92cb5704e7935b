package flows_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"passerelle/flows"
	"passerelle/flows/library"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	source, err := flows.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("passerelle.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("passerelle.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML as an editor does that checks with a JSON Schema.
func asJSON(t *testing.T, source []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(source, &v); err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(plainDates(v))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// plainDates writes times as the dates that they were: JSON has none.
func plainDates(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			v[k] = plainDates(e)
		}
	case map[any]any:
		m := map[string]any{}
		for k, e := range v {
			plain, _ := k.(string)
			m[plain] = plainDates(e)
		}
		return m
	case []any:
		for i, e := range v {
			v[i] = plainDates(e)
		}
	case interface{ Format(string) string }:
		return v.Format("2006-01-02")
	}
	return v
}

// TestSchemaKnowsTheShippedFiles: no editor complains of what we ship.
func TestSchemaKnowsTheShippedFiles(t *testing.T) {
	s := schema(t)
	err := fs.WalkDir(library.Files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		source, err := fs.ReadFile(library.Files, name)
		if err != nil {
			return err
		}
		if err := s.Validate(asJSON(t, source)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSchemaAndLintAgree: what the schema refuses, lint calls an error, and the
// other way round, for every kind of mistake that one line can show.
func TestSchemaAndLintAgree(t *testing.T) {
	s := schema(t)
	const good = "passerelle: 1\nkind: help\nid: a\ntitle: {fr: A}\ngoal: {fr: B}\nsteps:\n  - id: one\n    say: {fr: C}\n"
	for name, c := range map[string]struct {
		from, to string
		wrong    bool
	}{
		"nothing":               {"", "", false},
		"an unknown key":        {"    say:", "    dire:", true},
		"an unknown value":      {"kind: help\n", "kind: help\nstatus: ready\n", true},
		"a known value":         {"kind: help\n", "kind: help\nstatus: draft\n", false},
		"a missing key":         {"goal: {fr: B}\n", "", true},
		"an id of YAML's":       {"id: one", "id: end", true},
		"an id with spaces":     {"id: one", "id: One step", true},
		"an unknown language":   {"say: {fr: C}", "say: {xx: C}", true},
		"a list that is none":   {"kind: help\n", "kind: help\nneeds: device\n", true},
		"a flag that is none":   {"say: {fr: C}", "say: {fr: C}\n    picture: {file: a.png, alt: {fr: D}, needed: perhaps}", true},
		"a span that is none":   {"steps:\n", "practice: {after: soon}\nsteps:\n", true},
		"a span":                {"steps:\n", "practice: {after: 3 days}\nsteps:\n", false},
		"an offer that is none": {"say: {fr: C}", "say: {fr: C}\n    offer: [{plce: any}]", true},
		"an offer":              {"say: {fr: C}", "say: {fr: C}\n    offer: [{place: any}, talk]", false},
	} {
		source := []byte(strings.Replace(good, c.from, c.to, 1))
		_, findings := flows.LoadFile("a.yaml", source)
		err := s.Validate(asJSON(t, source))
		if flows.HasErrors(findings) != c.wrong || (err != nil) != c.wrong {
			t.Errorf("%s: wrong %v, lint says %v, the schema %v", name, c.wrong, findings, err)
		}
	}
}
