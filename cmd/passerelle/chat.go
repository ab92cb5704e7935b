package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/channels/terminal"
	"passerelle/flows/bench"
	"passerelle/flows/chat"
)

func chatCommand() *cobra.Command {
	var agency, language, as, record string
	c := &cobra.Command{
		Use:   "chat",
		Short: "Talk with the bot here, as a person would on a phone",
		Long: `Talk with the bot here, as a person would on a phone. Nothing is sent and nothing is kept.

A line that begins with ! makes something happen:
  ! wait 3 days          ! send picture         ! call
  ! channel sms          ! device android       ! counsellor marie claims
  ! counsellor marie says Bonjour               ! counsellor marie hands back`,
		Args: arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the invented one that we ship")
	c.Flags().StringVar(&language, "language", "", "begin in this language (fr, de, it, en); without it, the bot finds out")
	c.Flags().StringVar(&as, "as", "whatsapp", "the shape of the answers: sms, whatsapp or telegram")
	c.Flags().StringVar(&record, "record", "", "write the talk to this .chat file: it is a test from then on")
	c.RunE = func(c *cobra.Command, _ []string) error {
		channel, ok := bot.ParseChannel(as)
		if !ok {
			return usageError{fmt.Errorf("--as is sms, whatsapp or telegram, not %q", as)}
		}
		player, err := newPlayer(c, agency)
		if err != nil {
			return err
		}
		if known := player.Languages(); language != "" && !slices.Contains(known, language) {
			return usageError{fmt.Errorf("--language is one of %s, not %q", strings.Join(known, ", "), language)}
		}
		player.Begin(channel, language, time.Now())
		if err := converse(c, player); err != nil || record == "" {
			return err
		}
		return os.WriteFile(record, []byte(chat.Format(player.Played())), 0o600)
	}
	return c
}

func newPlayer(c *cobra.Command, agency string) (*bench.Player, error) {
	set, err := loadSet(c, agency)
	if err != nil {
		return nil, err
	}
	book, err := bench.NewBook(set)
	if err != nil {
		return nil, err
	}
	return bench.NewPlayer(book), nil
}

// converse reads lines until there are no more. The clock of the talk goes on
// while the person thinks.
func converse(c *cobra.Command, player *bench.Player) error {
	t := terminal.Terminal{In: c.InOrStdin(), Out: c.OutOrStdout()}
	if watched(c.InOrStdin()) {
		t.Prompt = c.ErrOrStderr()
	} else {
		t.Prompt = mute{c.ErrOrStderr()}
	}
	last := time.Now()
	return t.Run(c.Context(), func(line string) ([]bot.Call, error) {
		player.Pass(time.Since(last))
		last = time.Now()
		return player.Line(line)
	})
}
