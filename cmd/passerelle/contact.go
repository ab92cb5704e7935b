package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

func contactCommand() *cobra.Command {
	return group("contact", "What is kept of one person", contactShow(), contactExport())
}

// contactFlags name one person: by a case of theirs, or by an address.
func contactFlags(c *cobra.Command) {
	c.Flags().String("case", "", "a case of theirs")
	c.Flags().String("address", "", "an address of theirs, such as sms:+41790000001; - reads it from the first line of stdin, so that no history of commands has it")
	officeFlags(c)
}

// findContact returns whom the flags name. It makes nobody.
func (o *office) findContact(c *cobra.Command) (bot.ContactID, error) {
	id, _ := c.Flags().GetString("case")
	uri, _ := c.Flags().GetString("address")
	if (id == "") == (uri == "") {
		return "", usageError{errors.New("name the person by --case CASE or by --address sms:+41…")}
	}
	if id != "" {
		found, err := o.assistant.Case(c.Context(), id, "")
		if errors.Is(err, bot.ErrNotFound) {
			return "", noCase(id)
		}
		return found.Contact, err
	}
	if uri == "-" {
		line, err := bufio.NewReader(c.InOrStdin()).ReadString('\n')
		if err != nil && line == "" {
			return "", usageError{fmt.Errorf("no address on stdin: %w", err)}
		}
		uri = strings.TrimSpace(line)
	}
	address, err := bot.ParseAddress(uri)
	if err != nil {
		return "", usageError{err}
	}
	loaded, err := o.store.Load(c.Context(), address, "")
	if errors.Is(err, bot.ErrNotFound) || err == nil && loaded.New {
		return "", errors.New("nothing is kept under this address")
	}
	return loaded.Contact, err
}

// kept is what is kept of a person: kinds and dates, no contents.
type kept struct {
	Language  string    `json:"language"`
	Last      time.Time `json:"last_message,omitzero"`
	Consent   string    `json:"consent"` // yes, no or not asked
	Stopped   bool      `json:"stopped"`
	Channels  []string  `json:"channels"`         // of their addresses
	Fields    []string  `json:"fields,omitempty"` // names of what they told us
	Answers   int       `json:"answers"`          // kept in the session
	Lines     int       `json:"thread_lines"`
	First     time.Time `json:"thread_from,omitzero"`
	Newest    time.Time `json:"thread_to,omitzero"`
	Results   int       `json:"results"`
	Reminders int       `json:"reminders"` // to come
	Case      string    `json:"case,omitempty"`
	CaseState string    `json:"case_state,omitempty"`
	Requested time.Time `json:"case_requested,omitzero"`
}

var answered = map[bot.Answered]string{bot.NotAsked: "not asked", bot.Yes: "yes", bot.No: "no"}

// kept looks at everything that is stored about a contact.
func (o *office) kept(ctx context.Context, id bot.ContactID) (k kept, err error) {
	loaded, err := o.store.LoadContact(ctx, id)
	if err != nil {
		return k, err
	}
	var s bot.Session
	if len(loaded.Session) > 0 {
		if err := s.Decode(string(loaded.Session)); err != nil {
			return k, fmt.Errorf("read a stored session: %w", err)
		}
	}
	record, err := o.store.Contact(ctx, id)
	if err != nil {
		return k, err
	}
	thread, _, err := o.store.Thread(ctx, id)
	if err != nil {
		return k, err
	}
	k = kept{
		Language: s.Language, Last: s.Last, Consent: answered[s.Consent], Stopped: s.State == bot.StateStopped,
		Fields: slices.Sorted(maps.Keys(record.Fields)), Answers: len(s.Answers), Lines: len(thread), Results: record.Results,
		Reminders: len(s.Reminders()),
	}
	for _, a := range record.Addresses {
		k.Channels = append(k.Channels, a.Channel.String())
	}
	slices.Sort(k.Channels)
	if len(thread) > 0 {
		k.First, k.Newest = thread[0].At, thread[len(thread)-1].At
	}
	if s.Case.ID != "" {
		k.Case, k.CaseState, k.Requested = s.Case.ID, s.Case.State.String(), s.Case.Requested
	}
	return k, nil
}

func contactShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "show", Short: "Say which kinds of data are kept of a person, and since when; no contents", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON object")
	contactFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return inOffice(c, func(o *office) error {
			id, err := o.findContact(c)
			if err != nil {
				return err
			}
			k, err := o.kept(c.Context(), id)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), k)
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
			for _, row := range [][2]string{
				{"language", orNone(k.Language)}, {"last message", day(k.Last)}, {"consent", k.Consent}, {"said stop", fmt.Sprint(k.Stopped)},
				{"addresses", orNone(strings.Join(k.Channels, ", "))}, {"fields", orNone(strings.Join(k.Fields, ", "))},
				{"answers in the session", fmt.Sprint(k.Answers)},
				{"thread", fmt.Sprintf("%d lines, %s to %s", k.Lines, day(k.First), day(k.Newest))},
				{"results of checks", fmt.Sprint(k.Results)}, {"reminders to come", fmt.Sprint(k.Reminders)},
				{"case", strings.TrimSpace(orNone(k.Case) + " " + k.CaseState)}, {"case requested", day(k.Requested)},
			} {
				fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
			}
			return w.Flush()
		})
	}
	return c
}

func day(t time.Time) string {
	if t.IsZero() {
		return "none"
	}
	return t.Local().Format(time.DateTime)
}

// exported is the file that contact export writes.
type exported struct {
	Agency   string            `json:"agency"`
	Exported time.Time         `json:"exported"`
	Kept     kept              `json:"kept"`
	Fields   map[string]string `json:"fields"`
	Numbers  []string          `json:"addresses"`
	Thread   []saidLine        `json:"thread"`
	Answers  map[string]string `json:"answers"`
	Checks   []shared          `json:"checks,omitempty"`
}

func contactExport() *cobra.Command {
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "Write everything that was said and told to a file, for the person who asks for it",
		Long: `Write everything that was said and told to a file that only you can read, for the person who asks for it.
Results of checks are in it as answers and in plain words. See that you give it to this person and to nobody else: an address proves nothing about who holds the phone.`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	contactFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if args[0] == "-" {
			return usageError{errors.New("name a file: what a person said is not for a screen or a pipe")}
		}
		return inOffice(c, func(o *office) error {
			id, err := o.findContact(c)
			if err != nil {
				return err
			}
			all, err := o.export(c.Context(), id)
			if err != nil {
				return err
			}
			if err := o.note(c.Context(), bot.AuditExported, "", id.Reference()); err != nil { // before: no file is without its line
				return err
			}
			return writeNew(args[0], all)
		})
	}
	return c
}

func (o *office) export(ctx context.Context, id bot.ContactID) (e exported, err error) {
	if e.Kept, err = o.kept(ctx, id); err != nil {
		return e, err
	}
	record, err := o.store.Contact(ctx, id)
	if err != nil {
		return e, err
	}
	thread, states, err := o.store.Thread(ctx, id)
	if err != nil {
		return e, err
	}
	results, err := o.store.Results(ctx, id)
	if err != nil {
		return e, err
	}
	e.Checks = o.sharedOf(results)
	for _, said := range thread {
		e.Thread = append(e.Thread, lineOf(said, states[said.Reply]))
	}
	loaded, err := o.store.LoadContact(ctx, id)
	if err != nil {
		return e, err
	}
	var s bot.Session
	if len(loaded.Session) > 0 {
		err = s.Decode(string(loaded.Session))
	}
	e.Agency, e.Exported, e.Fields, e.Answers = o.id, time.Now().UTC().Truncate(time.Second), record.Fields, map[string]string{}
	for _, a := range s.Answers {
		e.Answers[a.Name] = a.Value
	}
	for _, a := range record.Addresses {
		e.Numbers = append(e.Numbers, a.URI())
	}
	return e, err
}

// writeNew writes JSON to a file of this user's own that was not there before.
func writeNew(path string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the file must be a new one: %w", err)
	}
	_, err = f.Write(append(text, '\n'))
	return errors.Join(err, f.Close())
}
