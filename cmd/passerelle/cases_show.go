package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"passerelle/bot"
	rules "passerelle/bot/desk"
	"passerelle/channels/console"
)

// wholeCase is a case as its page shows it.
type wholeCase struct {
	bot.Case
	Addresses []string `json:"addresses,omitempty"` // where the person can be called, for the one who has the case
	reasons   rules.Reasons
	Number    string     `json:"number,omitempty"` // the number that they gave to be called on, the same
	Thread    []saidLine `json:"thread,omitempty"` // only with the person's consent
	Place     int        `json:"place,omitempty"`  // in the queue, where a rule moved it and it waits
	Checks    []shared   `json:"checks,omitempty"` // results that the person shared, the newest first; the same
}

// shared is a result of a check that the person shared, with what it comes to in
// plain words.
type shared struct {
	bot.CheckResult
	Text string `json:"text"`
}

// sharedOf puts results in words, in the agency's first language.
func (o *office) sharedOf(results []bot.CheckResult) (list []shared) {
	book := o.assistant.Book()
	for i := range results {
		list = append(list, shared{results[i], console.ResultText(book, &results[i], book.Agency().Languages[0], time.Now())})
	}
	return list
}

// saidLine is one line of what was said.
type saidLine struct {
	At    time.Time `json:"at"`
	From  string    `json:"from"` // contact, bot, or the counsellor's name
	Text  string    `json:"text,omitempty"`
	Media []string  `json:"media,omitempty"`
	State string    `json:"state,omitempty"` // what is known of a reply's delivery
	Why   string    `json:"why,omitempty"`   // it was refused
}

var deliveryNames = map[bot.DeliveryState]string{
	bot.DeliveryQueued: "waits", bot.DeliveryUncertain: "uncertain", bot.DeliveryAccepted: "sent", bot.DeliverySent: "sent",
	bot.DeliveryArrived: "arrived", bot.DeliveryRead: "read", bot.DeliveryRefused: "refused",
}

// shownNames say what the person lets the team see, where it is not all.
var shownNames = map[bot.Shown]string{
	bot.ShownAsked:    "their question only, until they answer",
	bot.ShownQuestion: "they share their question only",
}

func casesShow() *cobra.Command {
	var asJSON, report bool
	var as string
	c := &cobra.Command{
		Use:   "show CASE",
		Short: "One case: what was tried, what was said, and the number to call",
		Long: `One case: what was tried, what was said, and the number to call.
What was said is shown where the person agreed to its being kept; numbers only to the one who has the case.`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON object")
	c.Flags().StringVar(&as, "as", "", "your login")
	c.Flags().BoolVar(&report, "report", false, "only the report, which wrote itself, as one paragraph for the file")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if as == "" {
			return errWhoAreYou
		}
		return inOffice(c, func(o *office) error {
			if report {
				if err := o.printReport(c, args[0], strings.ToLower(as), asJSON); err != nil {
					return err
				}
				return o.note(c.Context(), bot.AuditCase, strings.ToLower(as), rules.Reference(args[0]))
			}
			w, err := o.wholeCase(c.Context(), args[0], strings.ToLower(as))
			if errors.Is(err, bot.ErrNotFound) {
				return noCase(args[0])
			}
			if err == nil {
				err = o.note(c.Context(), bot.AuditCase, strings.ToLower(as), rules.Reference(w.ID))
			}
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), w)
			}
			return w.print(c.OutOrStdout())
		})
	}
	return c
}

// wholeCase returns what somebody may see of a case.
func (o *office) wholeCase(ctx context.Context, id, login string) (w wholeCase, err error) {
	if _, err := o.counsellor(ctx, login); err != nil {
		return w, err
	}
	if w.Case, err = o.assistant.Case(ctx, id, login); err != nil {
		return w, err
	}
	if w.reasons, err = o.assistant.Reasons(ctx, &w.Case, login); err != nil {
		return w, err
	}
	w.Place = w.reasons.Place
	thread, states, err := o.assistant.Thread(ctx, id)
	if err != nil {
		return w, err
	}
	for _, e := range thread {
		w.Thread = append(w.Thread, lineOf(e, states[e.Reply]))
	}
	results, err := o.assistant.Results(ctx, id)
	if err != nil {
		return w, err
	}
	w.Checks = o.sharedOf(results)
	if w.Staff != login {
		w.Claim = ""
		return w, nil
	}
	addresses, err := o.assistant.Addresses(ctx, id, w.Claim)
	if err != nil {
		return w, err
	}
	for _, a := range addresses {
		if a.Channel != bot.Telegram { // its id is no number
			w.Addresses = append(w.Addresses, a.URI())
		}
	}
	record, err := o.store.Contact(ctx, w.Contact)
	w.Number = record.Fields[bot.FieldNumber]
	return w, err
}

func lineOf(e bot.ThreadEntry, fate bot.Fate) saidLine {
	l := saidLine{At: e.At, From: "bot", Text: e.Text}
	switch e.From {
	case bot.SaidByContact:
		l.From = "contact"
	case bot.SaidByStaff:
		l.From = e.Name
	case bot.NotedByStaff:
		l.From = "note by " + e.Name
	}
	for _, m := range e.Media {
		l.Media = append(l.Media, m.Kind.String())
	}
	if e.Reply != "" {
		l.State, l.Why = deliveryNames[fate.State], fate.Reason
	}
	return l
}

// printable drops what a terminal would obey: a person may write anything.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

func (w wholeCase) print(out io.Writer) error {
	facts := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	row := func(name string, value any) {
		if text := fmt.Sprint(value); text != "" {
			fmt.Fprintf(facts, "%s\t%s\n", name, text)
		}
	}
	row("case", w.ID)
	row("state", w.State)
	row("with", w.Staff)
	row("reason", w.Reason)
	if w.Danger != bot.NoDanger {
		row("danger", w.Danger)
	}
	row("notice", w.Notice)
	row("requested", day(w.Requested))
	row("promised by", day(w.Due))
	row("answer before", w.why())
	row("language", w.Language)
	row("channel", w.Channel)
	row("topic", strings.TrimSuffix(w.Topic+"/"+w.Step, "/"))
	row("shown", shownNames[w.Shown])
	row("tried", strings.Join(w.Tried, ", "))
	row("hints", w.Hints)
	for _, line := range togetherLines(&w.Together) {
		row(line[0], line[1])
	}
	row("number to call", printable(w.Number))
	row("addresses", strings.Join(w.Addresses, ", "))
	if err := facts.Flush(); err != nil {
		return err
	}
	if !w.Consent {
		_, err := fmt.Fprintln(out, "\nNothing that was said was kept: the person has not agreed to it.")
		return err
	}
	for _, c := range w.Checks {
		if _, err := fmt.Fprintf(out, "\n%s", printable(c.Text)); err != nil {
			return err
		}
	}
	for _, l := range w.Thread {
		text := strings.TrimSpace(strings.Join(l.Media, " ") + " " + strings.ReplaceAll(printable(l.Text), "\n", "\n    "))
		state := ""
		if l.State != "" {
			state = " (" + strings.Join(slices.DeleteFunc([]string{l.State, l.Why}, func(s string) bool { return s == "" }), ": ") + ")"
		}
		if _, err := fmt.Fprintf(out, "\n%s %s%s\n    %s\n", day(l.At), l.From, state, text); err != nil {
			return err
		}
	}
	return nil
}
