package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestConfigShow: where each value comes from, and no secret.
func TestConfigShow(t *testing.T) {
	o := newOperator(t)
	t.Setenv("PASSERELLE_PUBLIC_URL", "https://lien.example.org")
	code, said := o.run("config show --origin --listen 127.0.0.1:1", "PASSERELLE_REDIS_URL=redis://me:hush@one:1,redis://me:hush@two:2",
		"PASSERELLE_ESPACE_LIEN_TELEGRAM_TOKEN="+telegramToken, "PASSERELLE_ESPACE_LIEN_TELEGRAM_MODE=poll", "PASSERELLE_ESPACE_LIEN_TWILIO_AUTH_TOKNE="+twilioToken)
	if code != exitFine {
		t.Fatalf("%d %s", code, said)
	}
	for _, want := range []string{
		`PASSERELLE_PUBLIC_URL=https://lien.example.org +the environment`, `PASSERELLE_LISTEN=127.0.0.1:1 +--listen`, `PASSERELLE_OPS_LISTEN=127.0.0.1:0 +` + regexp.QuoteMeta(o.config),
		`PASSERELLE_MASTER_KEY=\(hidden, 44 characters\)`, `TELEGRAM_MODE=poll `, `REDIS_URL=redis://\(hidden\)@one:1,redis://\(hidden\)@two:2`,
	} {
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("%q is not shown:\n%s", want, said)
		}
	}
	for _, secret := range []string{"hush", telegramToken, twilioToken} {
		if strings.Contains(said, secret) {
			t.Errorf("%q is shown:\n%s", secret, said)
		}
	}
	if code, said := o.run("config show --json"); code != exitFine || !strings.Contains(said, `"origin":"`) {
		t.Errorf("%d %s", code, said)
	}
}

// TestManpage has every command.
func TestManpage(t *testing.T) {
	if page := command1(t, exitFine, "manpage"); !strings.HasPrefix(page, ".") || !strings.Contains(page, "passerelle-serve") {
		t.Error(page)
	}
	dir := filepath.Join(t.TempDir(), "man1")
	command1(t, exitFine, "manpage", "--dir", dir)
	if !exists(filepath.Join(dir, "passerelle-cases-show.1")) {
		t.Error("a page is missing")
	}
}
