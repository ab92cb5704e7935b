package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot/login"
	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/store"
)

func doctorCommand() *cobra.Command {
	var newKey bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look at configuration, files and storage, and say what to mend",
		Long: `Look at configuration, files and storage, and say what to mend: everything for which serve would refuse.
It changes nothing. A data folder that no service works on is read in a copy among the temporary files.`,
		Args: arguments(cobra.NoArgs),
	}
	c.Flags().BoolVar(&newKey, "new-key", false, "make a master key and print it")
	settingsFlags(c)
	listenFlags(c)
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
	log := slog.New(slog.DiscardHandler)
	store.LogTo(log)
	s, found := prepare(c, log)
	found = append(found, s.checkListen(true)...)
	fine, err := s.lookAtStorage(c.Context())
	found = append(found, remark{"storage", err, fine})
	for _, r := range found {
		if r.err != nil {
			r.fine = "to mend: " + strings.ReplaceAll(r.err.Error(), "\n", "\n               to mend: ")
		}
		fmt.Fprintf(c.OutOrStdout(), "%-14s %s\n", r.what, r.fine)
	}
	for _, note := range s.notes(c.Context()) {
		fmt.Fprintf(c.OutOrStdout(), "%-14s %s\n", "note", note)
	}
	if wrong(found) != nil {
		return errFindings
	}
	return nil
}

// notes are what stops nothing and an operator should know.
func (s *service) notes(ctx context.Context) (list []string) {
	list = append(list, s.readable...)
	if _, err := voiceCommand(s.Voice); err != nil {
		list = append(list, "steps cannot be heard: "+err.Error())
	}
	if _, err := login.NewSite(s.PublicURL, "Passerelle"); err != nil && s.PublicURL != "" && checkPublic(s.PublicURL) == nil {
		list = append(list, fmt.Sprintf("nobody can log in with a passkey at %s: %v", s.PublicURL, err))
	}
	for _, t := range s.tenants {
		if note := t.outsideNote(ctx); note != "" {
			list = append(list, note)
		}
		for _, n := range t.set.Agency.Safety.Numbers {
			if n.ToVerify {
				list = append(list, fmt.Sprintf("agency %s: a person has not yet verified the number %s (%s)", t.set.Agency.ID, n.ID, n.Call))
			}
		}
	}
	for _, t := range s.tenants {
		list = append(list, holidaysToVerify(t.set.Agency)...)
		list = append(list, factsDue(t.set, time.Now())...)
	}
	return list
}

// factsDue names the facts whose source somebody should read.
func factsDue(set *flows.Set, now time.Time) (list []string) {
	for _, f := range set.Facts {
		why := "it was read on " + f.Checked.Format(time.DateOnly)
		if f.ToVerify {
			why = "nobody has read it at an official place yet"
		}
		if f.Due(now) {
			list = append(list, fmt.Sprintf("agency %s: read the source of the fact %s again (%s): %s", set.Agency.ID, f.ID, f.Source, why))
		}
	}
	return list
}
