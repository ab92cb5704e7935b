package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/channels/console"
)

// printReport prints the report of a case: one paragraph in the agency's first
// language, or what it is made of as JSON. Of an open case it is what closing it
// now would keep, for the one who has it.
func (o *office) printReport(c *cobra.Command, id, login string, asJSON bool) error {
	if _, err := o.counsellor(c.Context(), login); err != nil {
		return err
	}
	r, err := o.assistant.CaseReport(c.Context(), id, login)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return noCase(id)
	case err != nil:
		return err
	case r == nil:
		return fmt.Errorf("the case %s has no report yet: it writes itself when who has the case closes it", id)
	case asJSON:
		return printJSON(c.OutOrStdout(), r)
	}
	book := o.assistant.Book()
	_, err = fmt.Fprintln(c.OutOrStdout(), printable(console.ReportText(book, r, book.Agency().Languages[0], time.Now())))
	return err
}
