package main

import (
	"context"
	"io/fs"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot/privacy"

	"passerelle/flows"
)

// operator is somebody with a configuration file.
type operator struct {
	t           *testing.T
	dir, config string
	lines       []string
}

// newOperator has a configuration that is well, of which nothing has begun.
func newOperator(t *testing.T) *operator {
	t.Helper()
	o := &operator{t: t, dir: t.TempDir()}
	o.config = filepath.Join(o.dir, "config")
	write(t, filepath.Join(o.dir, "agencies", "lien", "agency.yaml"), alwaysOpen(t))
	write(t, filepath.Join(o.dir, "key"), privacy.NewMasterKey())
	o.lines = []string{
		"PASSERELLE_AGENCIES=" + filepath.Join(o.dir, "agencies"), "PASSERELLE_DATA=" + o.data(), "PASSERELLE_MASTER_KEY_FILE=" + filepath.Join(o.dir, "key"),
		"PASSERELLE_LISTEN=127.0.0.1:0", "PASSERELLE_OPS_LISTEN=127.0.0.1:0",
	}
	return o
}

func (o *operator) data() string { return filepath.Join(o.dir, "data") }

// run runs a command with the configuration and more lines, which replace those
// of the same name, and returns its exit code and everything that it printed.
func (o *operator) run(command string, more ...string) (int, string) {
	o.t.Helper()
	all := slices.DeleteFunc(slices.Clone(o.lines), func(line string) bool {
		name, _, _ := strings.Cut(line, "=")
		return slices.ContainsFunc(more, func(m string) bool {
			other, _, _ := strings.Cut(m, "=")
			return strings.TrimSuffix(other, inFile) == strings.TrimSuffix(name, inFile)
		})
	})
	write(o.t, o.config, strings.Join(append(all, more...), "\n")+"\n")
	var out lines
	ctx, end := context.WithTimeout(o.t.Context(), 20*time.Second)
	defer end()
	code := run(ctx, append(strings.Fields(command), "--config", o.config), strings.NewReader(""), &out, &out)
	return code, out.String()
}

// wrongSettings are what serve refuses, with what both commands say of it.
func wrongSettings(t *testing.T, o *operator) map[string]struct {
	lines []string
	says  string
} {
	t.Helper()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() })
	file := filepath.Join(o.dir, "file")
	write(t, file, "x")
	const prefix = "PASSERELLE_ESPACE_LIEN_"
	twilio := []string{"PASSERELLE_PUBLIC_URL=https://lien.example.org", prefix + "TWILIO_ACCOUNT_SID=AC" + twilioToken, prefix + "TWILIO_AUTH_TOKEN=" + twilioToken}
	telegram := []string{"PASSERELLE_PUBLIC_URL=https://lien.example.org", prefix + "TELEGRAM_TOKEN=" + telegramToken}
	with := func(list []string, more ...string) []string { return append(slices.Clone(list), more...) }
	return map[string]struct {
		lines []string
		says  string
	}{
		"a misspelt name":          {[]string{"PASSERELLE_PUBLIC_ULR=https://x.org"}, "is it PASSERELLE_PUBLIC_URL?"},
		"a mode that is none":      {with(telegram, prefix+"TELEGRAM_MODE=pull"), prefix + "TELEGRAM_MODE is webhook or poll"},
		"a mode without a bot":     {[]string{prefix + "TELEGRAM_MODE=poll"}, prefix + "TELEGRAM_TOKEN: "},
		"a short secret":           {with(telegram, prefix+"TELEGRAM_SECRET=short"), prefix + "TELEGRAM_SECRET: the secret of the webhook has 16 to 256"},
		"an account that is none":  {with(twilio[:1], prefix+"TWILIO_ACCOUNT_SID=AC12", twilio[2]), prefix + "TWILIO_ACCOUNT_SID: "},
		"a key without its secret": {with(twilio, prefix+"TWILIO_API_KEY=SK"+twilioToken), prefix + "TWILIO_API_SECRET"},
		"a URL with a path":        {[]string{"PASSERELLE_PUBLIC_URL=https://lien.example.org/x"}, "PUBLIC_URL is written"},
		"a key that is none":       {[]string{"PASSERELLE_MASTER_KEY=short"}, "PASSERELLE_MASTER_KEY: it must be"},
		"a Redis URL that is none": {[]string{"PASSERELLE_REDIS_URL=http://localhost"}, "PASSERELLE_REDIS_URL in " + o.config + ": a Redis URL is written"},
		"a Redis that is away":     {[]string{"PASSERELLE_REDIS_URL=redis://127.0.0.1:1"}, "PASSERELLE_REDIS_URL in " + o.config + ": reach Redis"},
		"an address that is none":  {[]string{"PASSERELLE_LISTEN=nonsense"}, "PASSERELLE_LISTEN in " + o.config},
		"a port in use":            {[]string{"PASSERELLE_OPS_LISTEN=" + taken.Addr().String()}, "PASSERELLE_OPS_LISTEN in " + o.config + ": listen tcp " + taken.Addr().String()},
		"a file for the data":      {[]string{"PASSERELLE_DATA=" + file}, "is a file"},
		"no storage":               {[]string{"PASSERELLE_DATA="}, "no storage"},
		"no agency":                {[]string{"PASSERELLE_AGENCIES=" + o.dir}, "no agency in"},
	}
}

// TestDoctorAndServeSeeTheSame: what serve refuses doctor tells, and neither
// makes a data folder to find out.
func TestDoctorAndServeSeeTheSame(t *testing.T) {
	o := newOperator(t)
	if code, said := o.run("doctor"); code != exitFine || strings.Contains(said, "to mend") {
		t.Fatalf("a configuration that is well: %d\n%s", code, said)
	}
	for name, c := range wrongSettings(t, o) {
		for command, want := range map[string]int{"serve": exitFailure, "doctor": exitFindings} {
			if code, said := o.run(command, c.lines...); code != want || !strings.Contains(said, c.says) {
				t.Errorf("%s: %s ends with %d, want %d and %q:\n%s", name, command, code, want, c.says, said)
			}
		}
	}
	if exists(o.data()) {
		t.Error("a data folder was made by looking")
	}
}

// TestEverythingThatIsWrongAtOnce: one run tells it all, each thing once.
func TestEverythingThatIsWrongAtOnce(t *testing.T) {
	o := newOperator(t)
	write(t, filepath.Join(o.dir, "agencies", "broken", "agency.yaml"), "passerelle: 1\nkind: agency\nid: broken\nnam: x\n")
	code, said := o.run("serve", "PASSERELLE_REDIS_URL=http://x", "PASSERELLE_LISTEN=nonsense", "PASSERELLE_PUBLIC_ULR=x", "PASSERELLE_MASTER_KEY=short",
		"PASSERELLE_PUBLIC_URL=lien", "PASSERELLE_ESPACE_LIEN_TELEGRAM_MODE=pull", "PASSERELLE_BROKEN_TELEGRAM_TOKEN=x")
	for _, want := range []string{"a Redis URL is written", "PASSERELLE_LISTEN in", "PASSERELLE_PUBLIC_ULR", "PASSERELLE_MASTER_KEY: it must", "PUBLIC_URL is written", "TELEGRAM_MODE is", "agency.yaml:4"} {
		if strings.Count(said, want) != 1 {
			t.Errorf("%q is told %d times:\n%s", want, strings.Count(said, want), said)
		}
	}
	if code != exitFailure || strings.Contains(said, "BROKEN_TELEGRAM_TOKEN in") {
		t.Errorf("a name of an agency that cannot be read is called misspelt, or exit %d:\n%s", code, said)
	}
}

// TestAnotherKeyIsTold, by both, before anything begins; and looking changes nothing.
func TestAnotherKeyIsTold(t *testing.T) {
	o, temporary := newOperator(t), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	if code, said := o.run("staff add marie"); code != exitFine {
		t.Fatalf("staff add: %d %s", code, said)
	}
	before := listing(t, o.data())
	if code, said := o.run("doctor"); code != exitFine || !strings.Contains(said, "opens with the master key") {
		t.Errorf("with the right key: %d\n%s", code, said)
	}
	other := "PASSERELLE_MASTER_KEY=" + privacy.NewMasterKey()
	if code, said := o.run("doctor", other); code != exitFindings || !strings.Contains(said, "another PASSERELLE_MASTER_KEY") {
		t.Errorf("doctor with another key: %d\n%s", code, said)
	}
	if after := listing(t, o.data()); after != before {
		t.Errorf("looking changed the data folder:\n%s\n%s", before, after)
	}
	code, said := o.run("serve", other, "PASSERELLE_LISTEN=nonsense")
	if code != exitFailure || !strings.Contains(said, "another PASSERELLE_MASTER_KEY") || !strings.Contains(said, "PASSERELLE_LISTEN") {
		t.Errorf("serve with another key: %d\n%s", code, said)
	}
	if left, _ := filepath.Glob(filepath.Join(temporary, "*")); len(left) > 0 {
		t.Errorf("the copies stay: %v", left)
	}
}

// listing is every file below a folder with its size and time.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			all = append(all, path+" "+info.ModTime().String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// TestDoctorBesideTheService shares its storage, and accepts that it listens.
func TestDoctorBesideTheService(t *testing.T) {
	s := startServe(t, newPlatforms(t))
	address := func(url string) string { return strings.TrimPrefix(url, "http://") }
	said := command1(t, exitFine, "doctor", "--listen", address(s.site), "--ops-listen", address(s.ops))
	if !strings.Contains(said, "in use by the service that runs") || !strings.Contains(said, "sms") {
		t.Error(said)
	}
	var out lines
	if code := run(t.Context(), []string{"serve", "--listen", address(s.site)}, strings.NewReader(""), &out, &out); code != exitFailure ||
		!strings.Contains(out.String(), "--listen: ") || !strings.Contains(out.String(), "another process uses this data folder") {
		t.Errorf("a second service: %d %s", code, out.String())
	}
}

// TestDoctorNamesHolidaysToVerify: those of the agency's canton that nobody has
// read in the law, and no others.
func TestDoctorNamesHolidaysToVerify(t *testing.T) {
	for canton, want := range map[string]bool{"UR": true, "ZH": false} {
		notes := holidaysToVerify(&flows.Agency{ID: "lien", Hours: flows.Hours{Holidays: flows.Holidays{Canton: canton}}})
		if said := strings.Join(notes, "\n"); (len(notes) > 0) != want || want && (!strings.Contains(said, "Epiphany") || strings.Contains(said, "National Day")) {
			t.Errorf("%s: %q", canton, notes)
		}
	}
}
