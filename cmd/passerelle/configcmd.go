package main

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/caarlos0/env/v11"
	"github.com/spf13/cobra"
)

func configCommand() *cobra.Command {
	return group("config", "The settings in use", configShow())
}

// shownSetting is a setting as config show prints it.
type shownSetting struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
}

func configShow() *cobra.Command {
	var asJSON, origin bool
	c := &cobra.Command{Use: "show", Short: "Print the settings that are in use; secrets are masked", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.Flags().BoolVar(&origin, "origin", false, "say where each comes from: a flag, the environment, the file, or the default")
	settingsFlags(c)
	listenFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, wrong := loadSettings(c)
		list, err := s.shown()
		if err = errors.Join(wrong, err); err != nil {
			return err
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), list)
		}
		w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
		for _, one := range list {
			if origin {
				fmt.Fprintf(w, "%s=%s\t%s\n", one.Name, one.Value, one.Origin)
			} else {
				fmt.Fprintf(w, "%s=%s\n", one.Name, one.Value)
			}
		}
		return w.Flush()
	}
	return c
}

// shown returns what was given and what is by default, by name.
func (s *settings) shown() ([]shownSetting, error) {
	params, err := env.GetFieldParamsWithOptions(&settings{}, env.Options{Prefix: ours})
	if err != nil {
		return nil, err
	}
	all := map[string]shownSetting{}
	for _, p := range params {
		if p.HasDefaultValue {
			all[p.Key] = shownSetting{p.Key, p.DefaultValue, "default"}
		}
	}
	for name, v := range s.values {
		all[name] = shownSetting{name, masked(name, v.text), v.origin}
	}
	var list []shownSetting
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[name])
	}
	return list, nil
}

// userInfo is what stands before the @ of a URL; the setting of Redis may hold several.
var userInfo = regexp.MustCompile(`//[^/@,]*@`)

// masked hides what is nobody's business: secrets, passwords in URLs, and the
// value of every name that we do not know, for it may be a misspelt secret.
func masked(name, text string) string {
	if text != "" && (secretName(name) || !knownName(name)) {
		return fmt.Sprintf("(hidden, %d characters)", len(text))
	}
	return userInfo.ReplaceAllString(text, "//(hidden)@")
}

// knownName reports whether a name is a setting, of any agency.
func knownName(name string) bool {
	whole, err := env.GetFieldParamsWithOptions(&settings{}, env.Options{Prefix: ours})
	ends, bad := env.GetFieldParamsWithOptions(&account{}, env.Options{Prefix: "_"})
	return err == nil && bad == nil &&
		(slices.ContainsFunc(whole, func(p env.FieldParams) bool { return p.Key == name }) ||
			slices.ContainsFunc(ends, func(p env.FieldParams) bool { return strings.HasSuffix(name, p.Key) }))
}
