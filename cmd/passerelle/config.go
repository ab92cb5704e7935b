package main

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/spf13/cobra"

	"passerelle/flows"
)

// settings are what the operator decides, by flags, environment or file.
type settings struct {
	PublicURL    string `env:"PUBLIC_URL"`
	RedisURL     string `env:"REDIS_URL"`
	Data         string `env:"DATA"`
	Listen       string `env:"LISTEN" envDefault:"127.0.0.1:8080"`
	OpsListen    string `env:"OPS_LISTEN" envDefault:"127.0.0.1:9090"`
	Agencies     string `env:"AGENCIES"`
	MasterKey    string `env:"MASTER_KEY"`
	MasterKeyOld string `env:"MASTER_KEY_OLD"`
	Voice        string `env:"VOICE"`
	TwilioBase   string `env:"TWILIO_BASE_URL"`
	TelegramBase string `env:"TELEGRAM_BASE_URL"`

	values   map[string]value
	readable []string // files with secrets that others may read too, in words
}

// account is what the operator decides for one agency.
type account struct {
	TwilioSID       string `env:"TWILIO_ACCOUNT_SID"`
	TwilioToken     string `env:"TWILIO_AUTH_TOKEN"`
	TwilioKey       string `env:"TWILIO_API_KEY"`
	TwilioSecret    string `env:"TWILIO_API_SECRET"`
	TelegramToken   string `env:"TELEGRAM_TOKEN"`
	TelegramSecret  string `env:"TELEGRAM_SECRET"`
	TelegramMode    string `env:"TELEGRAM_MODE"`
	OIDCIssuer      string `env:"OIDC_ISSUER"`
	OIDCClient      string `env:"OIDC_CLIENT_ID"`
	OIDCSecret      string `env:"OIDC_CLIENT_SECRET"`
	TwilioEndpoint  string `env:"-"`
	TelegramAddress string `env:"-"`
}

// ours begins every name; inFile ends the name of a value that stands in a
// file of its own, such as a secret.
const (
	ours   = "PASSERELLE_"
	inFile = "_FILE"
)

// listenFlags adds where the service listens.
func listenFlags(c *cobra.Command) {
	c.Flags().String("listen", "", "where the world reaches it (default 127.0.0.1:8080)")
	c.Flags().String("ops-listen", "", "where /healthz, /readyz and /metrics are (default 127.0.0.1:9090)")
}

// value is a setting as it was given.
type value struct{ text, origin string }

// settingsFlags adds the flags of whoever needs the settings.
func settingsFlags(c *cobra.Command) {
	c.Flags().String("config", "", "file with lines NAME=value, as in the environment")
	c.Flags().String("redis", "", "URL of Redis: one server, several joined by commas for a cluster, or redis+sentinel://…")
	c.Flags().String("data", "", "folder for a Redis of our own, when there is no other")
	c.Flags().String("agencies", "", "folder with one folder for each agency")
}

// flagNames are the flags that stand for settings.
var flagNames = map[string]string{"redis": "REDIS_URL", "data": "DATA", "agencies": "AGENCIES", "listen": "LISTEN", "ops-listen": "OPS_LISTEN"}

// loadSettings puts flags over environment over file over defaults. Its error
// tells everything that is wrong.
func loadSettings(c *cobra.Command) (*settings, error) {
	s := &settings{values: map[string]value{}}
	var wrong []error
	if path, _ := c.Flags().GetString("config"); path != "" {
		lines, err := readConfig(path)
		wrong = append(wrong, err, s.add(lines, path))
	}
	wrong = append(wrong, s.add(os.Environ(), "the environment"))
	for flag, name := range flagNames {
		if f := c.Flags().Lookup(flag); f != nil && f.Changed {
			s.values[ours+name] = value{f.Value.String(), "--" + flag}
		}
	}
	wrong = append(wrong, s.fill(s, ours))
	return s, errors.Join(wrong...)
}

// readConfig returns the lines NAME=value of a file.
func readConfig(path string) (list []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the configuration file: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	var wrong []error
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, text, found := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !found || !strings.HasPrefix(name, ours) {
			wrong = append(wrong, fmt.Errorf("%s:%d: a line is written %sNAME=value", path, n, ours))
			continue
		}
		list = append(list, name+"="+strings.Trim(strings.TrimSpace(text), `"`))
	}
	return list, errors.Join(append(wrong, lines.Err())...)
}

// add puts the values of one origin over the earlier ones.
func (s *settings) add(pairs []string, origin string) error {
	given := map[string]value{}
	var wrong []error
	for _, pair := range pairs {
		name, text, _ := strings.Cut(pair, "=")
		base, fromFile := strings.CutSuffix(name, inFile)
		if !strings.HasPrefix(name, ours) {
			continue
		}
		if fromFile {
			content, err := os.ReadFile(text)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s in %s: %w", name, origin, err))
				continue
			}
			if info, err := os.Stat(text); err == nil && info.Mode()&0o077 != 0 && secretName(base) {
				s.readable = append(s.readable, fmt.Sprintf("others on this machine may read %s (%s): chmod 600 %s", text, name, text))
			}
			name, text = base, strings.TrimSpace(string(content))
		}
		if _, twice := given[name]; twice {
			wrong = append(wrong, fmt.Errorf("%s is given twice in %s: keep one of %s and %s%s", name, origin, name, name, inFile))
		}
		given[name] = value{text, origin}
	}
	maps.Copy(s.values, given)
	return errors.Join(wrong...)
}

// called is how the operator gave a setting, for messages.
func (s *settings) called(name string) string {
	v, given := s.values[ours+name]
	switch {
	case !given:
		return ours + name
	case strings.HasPrefix(v.origin, "--"):
		return v.origin
	}
	return ours + name + " in " + v.origin
}

// secretName reports whether a setting of that name is nobody's business.
func secretName(name string) bool {
	for _, end := range []string{"MASTER_KEY", "MASTER_KEY_OLD", "_AUTH_TOKEN", "_API_SECRET", "_TELEGRAM_TOKEN", "_TELEGRAM_SECRET", "_OIDC_CLIENT_SECRET"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// fill reads the values whose names begin so into a struct.
func (s *settings) fill(into any, prefix string) error {
	return env.ParseWithOptions(into, env.Options{Environment: s.texts(), Prefix: prefix})
}

func (s *settings) texts() map[string]string {
	texts := map[string]string{}
	for name, v := range s.values {
		texts[name] = v.text
	}
	return texts
}

// accountOf returns an agency's own settings.
func (s *settings) accountOf(agency string) (a account, err error) {
	err = s.fill(&a, prefixOf(agency))
	a.TwilioEndpoint, a.TelegramAddress = s.TwilioBase, s.TelegramBase
	return a, err
}

// prefixOf is how the names of an agency's settings begin.
func prefixOf(agency string) string {
	return ours + strings.ReplaceAll(strings.ToUpper(agency), "-", "_") + "_"
}

// unknown finds names that nobody reads: a misspelt one must not be silent.
// Unless all agencies could be read, a name may be of one that could not.
func (s *settings) unknown(agencies []string, all bool) error {
	var known, perhaps []string
	add := func(of any, prefix string) error {
		params, err := env.GetFieldParamsWithOptions(of, env.Options{Prefix: prefix})
		for _, p := range params {
			known = append(known, p.Key)
		}
		return err
	}
	wrong := []error{add(&settings{}, ours)}
	for _, id := range agencies {
		wrong = append(wrong, add(&account{}, prefixOf(id)))
	}
	if params, err := env.GetFieldParamsWithOptions(&account{}, env.Options{}); err == nil && !all {
		for _, p := range params {
			perhaps = append(perhaps, "_"+p.Key)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		if slices.Contains(known, name) || slices.ContainsFunc(perhaps, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		hint := ""
		if near := flows.Nearest(name, known); near != "" {
			hint = ": is it " + near + "?"
		}
		wrong = append(wrong, fmt.Errorf("%s in %s is no setting%s", name, s.values[name].origin, hint))
	}
	return errors.Join(wrong...)
}
