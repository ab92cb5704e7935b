package main

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/flows"
)

// office is an agency as a command at the keyboard reaches it: its state, and
// no loop of its own.
type office struct {
	*desk
	close func()
}

// officeFlags adds the flags of the commands that work on an agency's state.
func officeFlags(c *cobra.Command) {
	settingsFlags(c)
	c.Flags().String("agency", "", "the agency's id; needed when there are several")
}

// openOffice opens the state of the agency that the flags name. A Redis of our
// own may belong to a running service: then it is shared.
func openOffice(c *cobra.Command) (*office, error) {
	s, err := loadSettings(c)
	if err != nil {
		return nil, err
	}
	sealer, err := sealerOf(s)
	if err != nil {
		return nil, err
	}
	sets, err := loadAgencies(c, s.Agencies)
	if err != nil {
		return nil, err
	}
	id, _ := c.Flags().GetString("agency")
	set, err := choose(sets, id)
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(c.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	db, end, err := openDB(c.Context(), s, log, true)
	if err != nil {
		return nil, err
	}
	d, err := openDesk(c.Context(), db, sealer, set, ways{}, "command", log)
	if err != nil {
		end()
		return nil, err
	}
	return &office{d, end}, nil
}

// choose returns the agency of an id, or the only one.
func choose(sets []*flows.Set, id string) (*flows.Set, error) {
	if id == "" && len(sets) == 1 {
		return sets[0], nil
	}
	i := slices.IndexFunc(sets, func(s *flows.Set) bool { return s.Agency.ID == id })
	if i >= 0 {
		return sets[i], nil
	}
	var ids []string
	for _, s := range sets {
		ids = append(ids, s.Agency.ID)
	}
	if id == "" {
		return nil, usageError{fmt.Errorf("there are several agencies: name one with --agency, of %s", strings.Join(ids, ", "))}
	}
	return nil, usageError{fmt.Errorf("there is no agency %q here, only %s", id, strings.Join(ids, ", "))}
}

// inOffice runs a command on an agency's state.
func inOffice(c *cobra.Command, do func(*office) error) (err error) {
	o, err := openOffice(c)
	if err != nil {
		return err
	}
	defer o.close()
	return errors.Join(err, do(o))
}
