package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows/library"
)

// TestCommands: what each prints, where, and the exit code that scripts rely on.
func TestCommands(t *testing.T) {
	dir := t.TempDir()
	source, err := library.Files.ReadFile("help/find-place.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "good.yaml"), string(source))
	write(t, filepath.Join(dir, "bad.yaml"), strings.Replace(string(source), "steps:", "stepps:", 1))
	write(t, filepath.Join(dir, "talks", "x.chat"), "! language en\n> menu\n< Wrong\n")
	agency, err := library.Files.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "talks", "agency.yaml"), string(agency))
	write(t, filepath.Join(dir, "broken", "agency.yaml"), strings.Replace(string(agency), "desk:", "dsk:", 1))
	write(t, filepath.Join(dir, "journal"), strings.Repeat(`{"day":"2026-11-10","what":"step shown","topic":"find-place","step":"what"}`+"\n", 9))
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		args      string
		in        string
		code      int
		out, talk string // what stdout and stderr hold
	}{
		{"version", "", 0, "development", ""},
		{"", "", 0, "footbridge", ""},
		{"sing", "", 2, "", "unknown command"},
		{"version more", "", 2, "", "passerelle --help"},
		{"flows", "", 2, "", "needs one of its commands"},
		{"agency holidays --canton fr --part catholic --year 2026", "", 0, "2026-12-08", ""},
		{"agency holidays --canton FR --year 2026 --json", "", 0, `"date":"2026-05-14"`, "catholic, reformed"},
		{"agency holidays --canton UR --year 2026", "", 0, "TO VERIFY", ""},
		{"agency holidays --canton FR --part nowhere", "", 2, "", "catholic, reformed"},
		{"agency holidays --canton QQ", "", 2, "", "only AG, AI"},
		{"agency holidays", "", 2, "", "names no canton"},
		{"flows lint " + at("good.yaml"), "", 0, "", ""},
		{"flows lint --json " + at("good.yaml"), "", 0, "[", ""},
		{"flows lint --lang fr " + at("bad.yaml"), "", 1, "erreur", ""},
		{"flows lint --json --lang en " + at("bad.yaml"), "", 1, `"code":"unknown-key"`, ""},
		{"flows lint --format github " + at("bad.yaml"), "", 1, "::error file=", ""},
		{"flows lint --format foo " + at("good.yaml"), "", 2, "", "github or sarif"},
		{"flows lint --format github --lang fr " + at("bad.yaml"), "", 1, " aide : ", ""},
		{"flows test " + at("broken"), "", 1, "", "flows lint"},
		{"chat --agency " + at("broken"), "", 1, "", "did you mean"},
		{"flows lint " + at("nowhere.yaml"), "", 3, "", "no such file"},
		{"flows lint --now soon " + at("good.yaml"), "", 2, "", "2026-11-10"},
		{"flows test " + at("talks"), "", 1, "-    3 < Wrong", "1 transcripts, 1 differ"},
		{"flows test --update " + at("talks"), "", 0, "updated", ""},
		{"flows test " + at("talks"), "", 0, "", "1 transcripts, 0 differ"},
		{"flows print find-place --language de", "", 0, "Ein", ""},
		{"flows print first-steps", "", 2, "", "no help flow"},
		{"flows print find-plce", "", 2, "", "is it find-place"},
		{"check print --language it", "", 0, "A che punto sono", ""},
		{"check print --sheet C", "", 2, "", "A or B"},
		{"check print first-step", "", 2, "", "is it first-steps?"},
		{"check print scan-document", "", 2, "", "no check"},
		{"check print --language pt", "", 2, "", "one of [de en fr it]"},
		{"flows draw find-place --language en --journal " + at("journal"), "", 0, "seen ≈ 10 times", ""},
		{"flows draw find-place --journal " + at("bad.yaml"), "", 3, "", "line 1 of the journal"},
		{"flows draw find-place --journal " + at("nowhere"), "", 3, "", "the journal"},
		{"journal export --from yesterday", "", 2, "", "2026-11-10"},
		{"text segments", "bonjour\nça\n", 0, `"forced_by":["ç"]`, ""},
		{"chat --language fr --as sms", "menu\n", 0, "1 Mon téléphone", ""},
		{"chat --as pigeon", "", 2, "", "whatsapp"},
		{"chat --agency " + at("nowhere"), "", 3, "", "no such file"},
		{"chat --language en --record " + at("talk.chat"), "hello\n", 0, "Hello", ""},
		{"demo --listen 0.0.0.0:80", "", 2, "", "this machine only"},
		{"serve", "", 3, "", "MASTER_KEY is missing"},
		{"doctor --new-key", "", 0, "=", ""},
		{"doctor", "", 1, "to mend", ""},
		{"serve foo", "", 2, "", "takes no arguments"},
		{"cases list", "", 3, "", "MASTER_KEY"},
		{"cases claim x", "", 2, "", "--as LOGIN"},
		{"cases reply x", "", 2, "", "passerelle --help"},
		{"staff add ümlaut", "", 2, "", "without accents"},
		{"staff add x --role boss", "", 2, "", "counsellor, lead, author, admin"},
	} {
		var out, talk lines
		code := run(t.Context(), strings.Fields(c.args), strings.NewReader(c.in), &out, &talk)
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(talk.String(), c.talk) {
			t.Errorf("passerelle %s: exit %d, want %d\nstdout %s\nstderr %s", c.args, code, c.code, out.String(), talk.String())
		}
		if c.talk != "" && c.code > 1 && out.String() != "" && c.args != "flows" {
			t.Errorf("passerelle %s: talk on stdout: %s", c.args, out.String())
		}
	}
	recorded, err := os.ReadFile(at("talk.chat"))
	if err != nil || !strings.Contains(string(recorded), "> hello\n< Hello") {
		t.Errorf("recorded %s %v", recorded, err)
	}
}

// TestLintJSONIsAnArray: empty when clean, for editors.
func TestLintJSONIsAnArray(t *testing.T) {
	path := filepath.Join(t.TempDir(), "agency.yaml")
	source, err := library.Files.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(source))
	var found []map[string]any
	if err := json.Unmarshal([]byte(command1(t, exitFine, "flows", "lint", "--json", filepath.Dir(path))), &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		for _, key := range []string{"file", "line", "col", "code", "severity", "message", "help", "suggestion"} {
			if _, ok := f[key]; !ok {
				t.Errorf("a finding lacks %q: %v", key, f)
			}
		}
	}
}

// TestSettings: flags over environment over file over defaults; secrets from
// files; what is misspelt is told.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	config, secret := filepath.Join(dir, "config"), filepath.Join(dir, "secret")
	write(t, secret, "from a file\n")
	write(t, config, "# note\nPASSERELLE_LISTEN=file:1\nPASSERELLE_OPS_LISTEN=\"file:2\"\nPASSERELLE_DATA=file\nPASSERELLE_MASTER_KEY_FILE="+secret+"\nPASSERELLE_LIEN_TELEGRM_TOKEN=x\n")
	t.Setenv("PASSERELLE_OPS_LISTEN", "environment:2")
	t.Setenv("PASSERELLE_DATA", "environment")
	c := serveCommand()
	if err := c.ParseFlags([]string{"--config", config, "--data", "flag"}); err != nil {
		t.Fatal(err)
	}
	s, err := loadSettings(c)
	if err != nil {
		t.Fatal(err)
	}
	if s.Listen != "file:1" || s.OpsListen != "environment:2" || s.Data != "flag" || s.MasterKey != "from a file" || s.RedisURL != "" {
		t.Errorf("%+v", s)
	}
	if err := s.unknown([]string{"lien"}, true); err == nil || !strings.Contains(err.Error(), "PASSERELLE_LIEN_TELEGRM_TOKEN") || !strings.Contains(err.Error(), "is it PASSERELLE_LIEN_TELEGRAM_TOKEN?") {
		t.Errorf("a misspelt name: %v", err)
	}
	write(t, config, "PASSERELLE_DATA=a\nPASSERELLE_DATA_FILE="+secret+"\nPASSERELLE_MASTER_KEY_FILE=/nowhere\n")
	if _, err := loadSettings(c); err == nil || !strings.Contains(err.Error(), "given twice") || !strings.Contains(err.Error(), "/nowhere") {
		t.Errorf("two wrong things: %v", err)
	}
	for address, good := range map[string]bool{"": true, "https://example.org": true, "https://example.org/x": false, "example.org": false, "ftp://example.org": false} {
		if err := checkPublic(address); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}
