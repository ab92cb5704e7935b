package dialogue_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/flows/bench"
)

var update = flag.Bool("update", false, "write the transcripts of whole checks anew")

// checks is where the transcripts of whole checks stand; flows/library plays them.
const checks = "../../flows/library/checks"

// whole is somebody of an ability who goes through a check, once or twice.
type whole struct {
	language string
	channel  bot.Channel
	level    float64 // on the authors' scale
	seed     uint64
	twice    bool // again nine weeks later, a little further on
}

var asksFor = map[string][2]string{"fr": {"bilan", "d'accord"}, "de": {"test", "einverstanden"}, "it": {"bilancio", "d'accordo"}, "en": {"test", "i agree"}}

// goes plays the check and returns what the person did, and the items they met.
func (w whole) goes(t *testing.T) (lines []string, items map[string]bool) {
	p := newPerson(t, book(t))
	p.via = bot.Address{Channel: w.channel, ID: "+41790000001"}
	p.s.Reach, p.s.Language, p.s.Consent = p.via, w.language, bot.Yes
	items = map[string]bool{}
	rnd := rand.New(rand.NewPCG(w.seed, 7))
	lines = []string{"! now 2026-11-10 09:00", "! channel " + w.channel.String(), "! language " + w.language}
	say := func(text string) { p.writes(text); lines = append(lines, p.did) }
	rounds := []float64{w.level}
	if w.twice {
		rounds = append(rounds, w.level+1.2)
	}
	for round, level := range rounds {
		if round > 0 {
			lines = append(lines, "! wait 9 weeks")
			p.now = p.now.Add(9 * 7 * 24 * time.Hour)
		}
		say(asksFor[w.language][0])
		say(asksFor[w.language][1])
		for p.present() != nil || p.s.Asking == bot.AskReading {
			if p.s.Asking == bot.AskReading {
				say("2")
				continue
			}
			item, way := p.present(), wrongly
			items[item.ID] = true
			switch {
			case rnd.Float64() < .1:
				way = notKnowing
			case level+rnd.NormFloat64()*.7 > item.Difficulty:
				way = rightly
			}
			p.answers(item, way)
			lines = append(lines, p.did)
			p.now = p.now.Add(20 * time.Second)
		}
	}
	say("0")
	say("1")
	return lines, items
}

// TestWriteWholeChecks writes transcripts of whole checks in four languages on
// three channels, and again nine weeks later, until every item is met.
func TestWriteWholeChecks(t *testing.T) {
	if !*update {
		t.Skip("it writes the transcripts that flows/library plays: only with -update")
	}
	old, err := filepath.Glob(checks + "/whole-*.chat")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	met := map[string]bool{}
	for l, language := range []string{"fr", "de", "it", "en"} {
		for c, channel := range []bot.Channel{bot.SMS, bot.WhatsApp, bot.Telegram} {
			w := whole{language: language, channel: channel, level: []float64{1.5, 3, 4.5, 2.2, 3.8}[(l*2+c)%5]}
			w.write(t, fmt.Sprintf("whole-%s.%s.chat", channel, language), met)
		}
	}
	all := len(book(t).Flow(placeOfCheck(t, book(t)).Flow).Check.Items)
	for n := 0; len(met) < all && n < 8; n++ {
		language := []string{"fr", "de", "it", "en"}[n%4]
		w := whole{language: language, channel: []bot.Channel{bot.Telegram, bot.SMS, bot.WhatsApp}[n%3], level: []float64{2, 3.4, 4.4}[n%3], twice: true}
		w.write(t, fmt.Sprintf("whole-again-%d.%s.chat", n+1, language), met)
	}
}

// write keeps, of many such people, the one who meets most items that nobody met.
func (w whole) write(t *testing.T, name string, met map[string]bool) {
	var best []string
	var found map[string]bool
	level, most := w.level, -1
	for w.seed = range 250 {
		w.level = level + float64(w.seed%9)*.35 - 1.2
		lines, items := w.goes(t)
		fresh := 0
		for id := range items {
			if !met[id] {
				fresh++
			}
		}
		if fresh > most {
			best, found, most = lines, items, fresh
		}
	}
	for id := range found {
		met[id] = true
	}
	source := "# A whole check, as somebody of one ability answers it; written by a test of bot/dialogue.\n" + strings.Join(best, "\n") + "\n"
	results, err := bench.Run(book(t), fstest.MapFS{name: {Data: []byte(source)}}, nil)
	if err != nil || len(results) != 1 || results[0].Err != nil {
		t.Fatal(name, err, results)
	}
	if err := os.WriteFile(filepath.Join(checks, name), []byte(results[0].Updated), 0o644); err != nil {
		t.Fatal(err)
	}
}
