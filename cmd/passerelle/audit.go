package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

// audited is the flags of passerelle audit.
type audited struct {
	reason, from, to, staff, reference string
	asJSON                             bool
}

// auditCommand reads the audit, which notes that it was read.
func auditCommand() *cobra.Command {
	var f audited
	c := &cobra.Command{
		Use:   "audit --reason TEXT",
		Short: "Who of the staff opened what, for a reason that the staff see",
		Long: `Who of the staff opened what, the newest first: when, the login, what, and the reference of the case or of the person.
Nothing that a person wrote, and no name or number of theirs is in it. The reason is kept, and everybody of the staff sees it on their own page.`,
		Args: arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&f.reason, "reason", "", "why, in 10 to 300 characters")
	c.Flags().StringVar(&f.from, "from", "", "first day (2026-11-01)")
	c.Flags().StringVar(&f.to, "to", "", "last day (2026-11-30)")
	c.Flags().StringVar(&f.staff, "staff", "", "only this login")
	c.Flags().StringVar(&f.reference, "reference", "", "only this case, person or account, as the audit writes it")
	c.Flags().BoolVar(&f.asJSON, "json", false, "as a JSON array")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		f.reason = strings.Join(strings.Fields(f.reason), " ")
		if !bot.AuditReason(f.reason) {
			return usageError{errors.New("say by --reason why you read it, in 10 to 300 characters: the staff see it")}
		}
		return inOffice(c, func(o *office) error { return f.read(c, o) })
	}
	return c
}

// read notes the reason before anything is shown.
func (f *audited) read(c *cobra.Command, o *office) error {
	filter, err := f.filter(o.assistant.Book().Agency().Hours.Zone)
	if err != nil {
		return err
	}
	audit := o.store.Audit()
	if err := audit.Note(c.Context(), bot.AuditEntry{Kind: bot.AuditRead, Reason: f.reason}); err != nil {
		return err
	}
	entries, err := audit.Read(c.Context(), filter)
	if err != nil {
		return err
	}
	if f.asJSON {
		return printJSON(c.OutOrStdout(), append([]bot.AuditEntry{}, entries...))
	}
	w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "WHEN\tSTAFF\tWHAT\tREFERENCE\tREASON")
	for _, e := range entries {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", day(e.At), orNone(e.Staff), e.Kind, orNone(e.Reference), e.Reason)
	}
	return w.Flush()
}

// filter is what the flags let pass, by days of the agency's time zone; nil is UTC.
func (f *audited) filter(zone *time.Location) (bot.AuditFilter, error) {
	if zone == nil {
		zone = time.UTC
	}
	filter := bot.AuditFilter{Staff: strings.ToLower(f.staff), Reference: f.reference}
	for _, bound := range []struct {
		day  string
		to   *time.Time
		days int
	}{{f.from, &filter.From, 0}, {f.to, &filter.Until, 1}} {
		if bound.day == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, bound.day, zone)
		if err != nil {
			return filter, usageError{fmt.Errorf("a day is written 2026-11-10, not %q", bound.day)}
		}
		*bound.to = at.AddDate(0, 0, bound.days)
	}
	return filter, nil
}

// note writes the audit for what a command did; nobody's login stands for the
// command line.
func (o *office) note(ctx context.Context, kind bot.AuditKind, login, reference string) error {
	return o.store.Audit().Note(ctx, bot.AuditEntry{Kind: kind, Staff: login, Reference: reference})
}
