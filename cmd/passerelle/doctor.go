package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/bot/login"
	"passerelle/bot/privacy"
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
	}
	return list
}
