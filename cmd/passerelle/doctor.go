package main

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/bot/privacy"
	"passerelle/store"
)

func doctorCommand() *cobra.Command {
	var newKey bool
	c := &cobra.Command{Use: "doctor", Short: "Look at configuration, files and storage, and say what to mend", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&newKey, "new-key", false, "make a master key and print it")
	settingsFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if newKey {
			_, err := fmt.Fprintln(c.OutOrStdout(), privacy.NewMasterKey())
			return err
		}
		return examine(c)
	}
	return c
}

// examine prints one line a thing, and ends with findings when one is wrong.
func examine(c *cobra.Command) error {
	wrong := false
	say := func(what string, err error, fine string) {
		if err != nil {
			wrong = true
			fine = "to mend: " + strings.ReplaceAll(err.Error(), "\n", "\n         ")
		}
		fmt.Fprintf(c.OutOrStdout(), "%-14s %s\n", what, fine)
	}
	s, err := loadSettings(c)
	say("configuration", err, "fine")
	_, err = sealerOf(s)
	say("master key", err, "fine")
	say("public URL", checkPublic(s.PublicURL), s.PublicURL)
	sets, err := loadAgencies(c, s.Agencies)
	say("agencies", err, fmt.Sprint(len(sets)))
	for _, set := range sets {
		if set == nil {
			continue
		}
		for _, n := range set.Agency.Safety.Numbers {
			if n.ToVerify {
				fmt.Fprintf(c.OutOrStdout(), "%-14s agency %s: a person has not yet verified %s (%s)\n", "to verify", set.Agency.ID, n.ID, n.Call)
			}
		}
	}
	db, end, err := openDB(c.Context(), s, slog.New(slog.DiscardHandler), true)
	if err != nil {
		say("storage", err, "")
	} else {
		defer end()
		say("storage", store.Durable(c.Context(), db), "every write is on the disk before it is answered")
	}
	if wrong {
		return errFindings
	}
	return nil
}
