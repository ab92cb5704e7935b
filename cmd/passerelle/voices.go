package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

func voicesCommand() *cobra.Command {
	return group("voices", "Steps that staff recorded with their own phone", voicesList(), voicesExport())
}

// shownVoice is what voices list prints of a recording: nobody's name.
type shownVoice struct {
	Text    string        `json:"text"` // the spot, as its file is called
	State   bot.TakeState `json:"state"`
	Fits    bool          `json:"fits"` // its text is as it was
	Seconds float64       `json:"seconds"`
	Day     string        `json:"day"`
}

// fits says of each recording whether its text is as it was.
func (o *office) fits(t *bot.Take) bool {
	text, there := o.assistant.Book().HeardAt(t.Spot)
	return there && text.Sum() == t.Words
}

func voicesList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "list", Short: "What was recorded, what waits for a second ear, and what no longer fits its text", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return inOffice(c, func(o *office) error {
			takes, err := o.assistant.Takes(c.Context())
			if err != nil {
				return err
			}
			list := []shownVoice{}
			for i := range takes {
				t := &takes[i]
				list = append(list, shownVoice{t.Spot.String(), t.State, o.fits(t), t.Length.Seconds(), t.At.Format(time.DateOnly)})
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), list)
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "TEXT\tSTATE\tITS TEXT\tSECONDS\tDAY")
			for _, x := range list {
				same := "the same"
				if !x.Fits {
					same = "changed"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%.0f\t%s\n", x.Text, x.State, same, x.Seconds, x.Day)
			}
			return w.Flush()
		})
	}
	return c
}

func voicesExport() *cobra.Command {
	c := &cobra.Command{
		Use: "export DIR", Short: "Write the recordings that people hear to DIR/voices, one file a text",
		Long: `Write the recordings that people hear to DIR/voices, one file a text: voices/<flow>.<step>.<language>.ogg, and for a
variant or a hint voices/<flow>.<step>.hint-1.<language>.ogg. What waits, was refused or no longer fits its text is left out.

DIR may be the agency's folder: a step can name its files, voice: {fr: voices/lamp.open.fr.ogg, de: voices/lamp.open.de.ogg}.`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return inOffice(c, func(o *office) error { return exportVoices(c, o, filepath.Join(args[0], "voices")) })
	}
	return c
}

func exportVoices(c *cobra.Command, o *office, dir string) error {
	takes, err := o.assistant.Takes(c.Context())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("the folder for voices: %w", err)
	}
	written := 0
	for i := range takes {
		t := &takes[i]
		if t.State != bot.TakeUsed || !o.fits(t) {
			continue
		}
		sound, err := o.assistant.TakeSound(c.Context(), t.File)
		if errors.Is(err, bot.ErrNotFound) {
			continue // deleted meanwhile
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, t.Spot.String()+".ogg"), sound, 0o640)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", t.Spot, err)
		}
		written++
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%d of %d recordings are in %s\n", written, len(takes), dir)
	return err
}
