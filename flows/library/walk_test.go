package library_test

import (
	"flag"
	"fmt"
	"testing"

	"passerelle/bot"
	"passerelle/flows/bench"
)

// states bounds a walk: a short one among the tests, with the race detector;
// make walk sees everything.
var states = flag.Int("states", 400, "how many control states a walk visits at most, in each language on each channel")

// everything is when a walk must have come to its end.
const everything = 150_000

// TestWalk tries every step, choice and reserved word in every language on
// every channel.
func TestWalk(t *testing.T) {
	set := set(t)
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range set.Words {
		spelt := words.First()
		for _, c := range []struct {
			channel bot.Channel
			flags   bot.Flag
		}{{bot.SMS, 0}, {bot.WhatsApp, 0}, {bot.Telegram, 0}, {bot.Telegram, bot.FlagByEar}, {bot.WhatsApp, bot.FlagForOther}} {
			t.Run(fmt.Sprintf("%s/%s/%d", words.Tag, c.channel, c.flags), func(t *testing.T) {
				t.Parallel()
				w := bench.Walk(book, spelt, words.Tag, c.channel, c.flags, *states)
				for _, f := range w.Findings {
					t.Error(f)
				}
				if w.Cut && *states > everything {
					t.Errorf("there are more than %d states", *states)
				}
				t.Logf("%d states, %d turns, dearest reply %d SMS parts: %q", w.States, w.Turns, w.Parts, w.Dearest)
			})
		}
	}
}
