package dialogue_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/bot"
	"passerelle/channels/limits"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestLongSheetsKeepWithinTheirParts: nine steps by SMS cost at most three parts a
// reply, with a word in front of them and as a whole list too, and none is lost.
func TestLongSheetsKeepWithinTheirParts(t *testing.T) {
	source := "passerelle: 1\nkind: help\nid: long\ntitle: {fr: Tisane}\nstatus: published\ngoal: {fr: Vous savez.}\nfound_by: {fr: [tisane]}\nsteps:\n"
	steps := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	for _, id := range steps {
		source += "  - {id: " + id + ", say: {fr: Regardez bien la casserole numéro " + id + " sur le feu.}}\n"
	}
	set, findings, err := flows.LoadSet(fstest.MapFS{"long.yaml": {Data: []byte(source)}}, library.Files)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	whole, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, last := range []string{"", "quoi ?", "je suis aveugle", "toutes les étapes"} {
		p := newPerson(t, whole)
		p.s.Reach.Channel = bot.SMS
		said := ""
		for _, text := range []string{"tisane", "1", last} {
			if text == "" {
				continue
			}
			said = p.does(bot.Input{Kind: bot.FromContact, Address: bot.Address{Channel: bot.SMS, ID: anna.ID}, Text: text})
			for _, r := range p.out.Replies {
				if n := limits.Segments(limits.Economise(limits.Plain(r.Text))).Segments; n > 3 || r.Text == "" {
					t.Errorf("after %q: %d parts: %q", text, n, r.Text)
				}
			}
		}
		if last != "toutes les étapes" {
			continue
		}
		for _, id := range steps {
			if !strings.Contains(said, "numéro "+id+" ") {
				t.Errorf("the whole list lacks %s:\n%s", id, said)
			}
		}
	}
}
