package dialogue_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// book is the shipped library's book, made once: it is immutable.
func book(t testing.TB) *dialogue.Book {
	t.Helper()
	b, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var shipped = sync.OnceValues(func() (*dialogue.Book, error) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		return nil, err
	}
	return bench.NewBook(set)
})

var (
	morning = time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC) // a Tuesday
	anna    = bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"}
)

// person is somebody who writes to a book.
type person struct {
	t   testing.TB
	b   *dialogue.Book
	s   bot.Session
	out dialogue.Outcome
	now time.Time
	n   int
	via bot.Address // where they write from
	did string      // the last thing they did, as a transcript has it
}

func newPerson(t testing.TB, b *dialogue.Book) *person {
	return &person{t: t, b: b, now: morning, via: anna, s: bot.Session{State: bot.StateMenu, Language: "fr", Reach: anna}}
}

func (p *person) does(in bot.Input) string {
	p.t.Helper()
	p.n++
	switch {
	case in.Forward:
		p.did = "! send forward"
	case in.Quotes:
		p.did = "! send reply"
	case len(in.Media) > 0:
		p.did = "! send " + in.Media[0].Kind.String()
	default:
		p.did = "> " + in.Text
	}
	if in.Kind == 0 {
		in.Kind, in.Address = bot.FromContact, p.via
	}
	in.At, in.Fresh = p.now, fmt.Sprintf("fresh-token-invented-%04d", p.n)
	p.b.Turn(&in, &p.s, &p.out)
	var said []string
	for _, r := range p.out.Replies {
		said = append(said, bench.Shape(r))
	}
	return strings.Join(said, "\n")
}

func (p *person) writes(text string) string { p.t.Helper(); return p.does(bot.Input{Text: text}) }

func (p *person) staff(kind bot.ActKind, who, claim string) string {
	p.t.Helper()
	return p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: kind, Case: p.s.Case.ID, Claim: claim, Staff: who, Name: who, Text: "Bonjour"}})
}

func wants(t testing.TB, said string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not said:\n%s", w, said)
		}
	}
}

// TestNumbersMapBack: a number means what was last offered, however it is typed.
func TestNumbersMapBack(t *testing.T) {
	b := book(t)
	for _, typed := range []string{"2", " 2 ", "2.", "(2)", "2️⃣", "n° 2", "２"} {
		p := newPerson(t, b)
		p.writes("menu")
		said := p.writes(typed)
		if typed == "n° 2" { // letters make it words
			continue
		}
		wants(t, said, "Ne touchez aucun lien")
	}
	p := newPerson(t, b)
	p.writes("menu")
	wants(t, p.writes("7"), "Je n'ai pas compris")
}

// TestOldButton: a button of an earlier message does what it said; one of a
// flow that is gone says kindly that this is over.
func TestOldButton(t *testing.T) {
	p := newPerson(t, book(t))
	p.writes("menu")
	first := slices.Clone(p.s.Offered)
	p.writes("1")
	wants(t, p.does(bot.Input{Payload: first[2]}), "Ne touchez aucun lien")
	said := p.does(bot.Input{Payload: bot.Payload{Kind: bot.PayloadStep, Flow: 4_000_000, Step: 1, Arg: 1}})
	wants(t, said, "[1 ")
	if p.s.Place.Flow == 4_000_000 {
		t.Error("the session stands in a flow that is gone")
	}
}

// TestMisspelt: close misspellings are understood, but never as stop or erase.
func TestMisspelt(t *testing.T) {
	b := book(t)
	for typed, want := range map[string]string{"mneu": "Que voulez-vous faire", "Menuu": "Que voulez-vous faire", "lange": "Quelle langue", "retuor": "Que voulez-vous"} {
		wants(t, newPerson(t, b).writes(typed), want)
	}
	for _, typed := range []string{"stp", "sto", "stopp!", "efacer", "effacr", "supprimr"} {
		p := newPerson(t, b)
		p.writes(typed)
		if p.s.Asking == bot.AskErase || p.s.State == bot.StateStopped && typed != "stopp!" {
			t.Errorf("%q was obeyed", typed)
		}
	}
}

// TestStopIsHeardEverywhere, in all our words, whatever goes on.
func TestStopIsHeardEverywhere(t *testing.T) {
	b := book(t)
	for _, word := range []string{"stop", "STOP", "Stop.", "arrêt", "ARRET", "stopp", "basta"} {
		for name, before := range map[string]func(*person){
			"menu":    func(p *person) { p.writes("menu") },
			"help":    func(p *person) { p.writes("menu"); p.writes("2") },
			"check":   func(p *person) { p.begins() },
			"asked":   func(p *person) { p.writes("humain") },
			"waiting": func(p *person) { p.s.Consent = bot.Yes; p.writes("humain") },
			"counsellor": func(p *person) {
				p.s.Consent = bot.Yes
				p.writes("humain")
				p.staff(bot.ActClaim, "marie", "")
			},
		} {
			p := newPerson(t, b)
			before(p)
			p.writes(word)
			if p.s.State != bot.StateStopped {
				t.Errorf("%s in %s: %s", word, name, p.s.State)
			}
			if p.s.Case.ID != "" && (!p.out.CaseChanged || p.out.Case.Notice != "stopped") {
				t.Errorf("%s in %s: the team does not see it: %+v", word, name, p.out.Case)
			}
		}
	}
}

// TestEraseIsConfirmedEverywhere: once asked, a yes erases, in every state.
func TestEraseIsConfirmedEverywhere(t *testing.T) {
	b := book(t)
	for name, before := range map[string]func(*person){
		"menu":    func(p *person) { p.writes("menu") },
		"stopped": func(p *person) { p.writes("stop") },
		"counsellor": func(p *person) {
			p.s.Consent = bot.Yes
			p.writes("humain")
			p.staff(bot.ActClaim, "marie", "")
		},
	} {
		for _, yes := range []string{"1", "oui", "effacer tout"} {
			p := newPerson(t, b)
			before(p)
			wants(t, p.writes("effacer"), "Tout effacer")
			had := p.s.Case.ID != ""
			p.writes(yes)
			if !p.out.Erase && yes != "effacer tout" {
				t.Errorf("%s, %q: not erased", name, yes)
			}
			if p.out.Erase && had && (!p.out.CaseChanged || p.out.Case.State != bot.CaseClosed) {
				t.Errorf("%s: the case stays open: %+v", name, p.out.Case)
			}
		}
		p := newPerson(t, b)
		before(p)
		p.writes("effacer")
		p.writes("non")
		if p.out.Erase {
			t.Errorf("%s: erased by a no", name)
		}
	}
}

// TestSilentWithACounsellor: the bot speaks only for stop, erase and danger.
func TestSilentWithACounsellor(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	for _, words := range []string{"bonjour", "menu", "1", "aide", "humain", "bilan"} {
		if said := p.writes(words); said != "" {
			t.Errorf("%q: %s", words, said)
		}
	}
	wants(t, p.writes("je veux mourir"), "143")
	if p.out.Case.Danger != bot.Suicide {
		t.Errorf("the case is not marked: %+v", p.out.Case)
	}
}

// TestClaimFences: an act under another claim changes nothing.
func TestClaimFences(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	claim := p.s.Case.Claim
	before := p.s.Append(nil)
	for _, c := range []struct {
		kind        bot.ActKind
		claim, want string
	}{
		{bot.ActReply, "", "not_yours"}, {bot.ActReply, "guessed", "not_yours"}, {bot.ActClose, "x", "not_yours"},
		{bot.ActClaim, "", "already_claimed"},
	} {
		p.staff(c.kind, "ahmed", c.claim)
		if p.out.Refused != c.want || len(p.out.Replies) > 0 || !bytes.Equal(before, p.s.Append(nil)) {
			t.Errorf("%s under %q: %q, %d replies", c.kind, c.claim, p.out.Refused, len(p.out.Replies))
		}
	}
	for _, kind := range []bot.ActKind{bot.ActReply, bot.ActFollow, bot.ActClose} { // a colleague who knows the claim
		if p.staff(kind, "ahmed", claim); p.out.Refused != "not_yours" {
			t.Errorf("%s under a colleague's claim: %q", kind, p.out.Refused)
		}
	}
	wants(t, p.staff(bot.ActReply, "marie", claim), "Bonjour")
	p.staff(bot.ActRelease, "marie", claim)
	p.staff(bot.ActReply, "marie", claim)
	if p.out.Refused != "not_claimed" {
		t.Errorf("a claim that was given up still works: %q", p.out.Refused)
	}
}

// TestACounsellorPassesTheGate: refused words leave everything as it was, so
// that nothing has to be written twice.
func TestACounsellorPassesTheGate(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	claim := p.s.Case.Claim
	refused := func(want string) {
		t.Helper()
		before := p.s.Append(nil)
		p.staff(bot.ActReply, "marie", claim)
		if p.out.Refused != want || !bytes.Equal(before, p.s.Append(nil)) {
			t.Errorf("%q, want %q", p.out.Refused, want)
		}
	}
	p.now = time.Date(2026, 11, 10, 22, 0, 0, 0, p.now.Location())
	refused("contact_quiet")
	p.writes("vous êtes là ?")
	wants(t, p.staff(bot.ActReply, "marie", claim), "marie : Bonjour")
	p.writes("il me frappe")
	p.now = time.Date(2026, 11, 11, 10, 0, 0, 0, p.now.Location())
	refused("contact_watched")
	p.staff(bot.ActHandBack, "marie", claim)
	if p.s.Danger.Class != bot.Violence || p.s.Has(bot.FlagUrgent) {
		t.Errorf("the numbers were never given, and nobody can ask for them: %+v", p.s.Danger)
	}
	wants(t, p.writes("je peux lire"), "117")
	p.writes("personne")
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	if p.s.Danger.Class != bot.NoDanger {
		t.Errorf("a person has looked, and the mark stays: %+v", p.s.Danger)
	}
}

// TestStuckThreeTimes offers a person.
func TestStuckThreeTimes(t *testing.T) {
	p := newPerson(t, book(t))
	p.writes("menu")
	p.writes("2")
	var said string
	for range 3 {
		said = p.writes("besoin d'aide")
	}
	wants(t, said, "Parler à quelqu'un", "quelqu'un ?")
}

// TestFloodIsAnsweredOnce: above thirty a minute messages count but cost nothing.
func TestFloodIsAnsweredOnce(t *testing.T) {
	p := newPerson(t, book(t))
	answered := 0
	for range 100 {
		if p.writes("menu") != "" {
			answered++
		}
	}
	if answered != 31 {
		t.Errorf("%d of 100 messages of a minute were answered, want 30 and one warning", answered)
	}
	p.writes("stop")
	if p.s.State != bot.StateStopped {
		t.Error("stop was not heard in a flood")
	}
	p.s.State, p.now = bot.StateMenu, p.now.Add(2*time.Minute)
	wants(t, p.writes("menu"), "Que voulez-vous faire")
}

// TestTurnIsPure: the same input on the same session has the same outcome, and
// a session that went through its bytes goes on in the same way.
func TestTurnIsPure(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(r *rapid.T) {
		a, c := newPerson(t, b), newPerson(t, b)
		for range rapid.IntRange(1, 15).Draw(r, "turns") {
			in := input(r)
			said := a.does(in)
			if err := c.s.Decode(string(c.s.Append(nil))); err != nil {
				r.Fatal(err)
			}
			if diff := cmp.Diff(said, c.does(in)); diff != "" {
				r.Fatalf("%+v: %s", in, diff)
			}
			if diff := cmp.Diff(a.out, c.out, cmpopts.IgnoreUnexported(dialogue.Outcome{}), cmpopts.EquateEmpty()); diff != "" {
				r.Fatalf("%+v: %s", in, diff)
			}
			if !bytes.Equal(a.s.Append(nil), c.s.Append(nil)) {
				r.Fatalf("%+v: the sessions differ", in)
			}
		}
	})
}

// input draws what a person may do.
func input(r *rapid.T) bot.Input {
	words := []string{"1", "2", "3", "4", "5", "0", "menu", "aide", "humain", "oui", "non", "retour", "encore", "tout", "bilan", "stop", "start", "effacer",
		"langue", "ok", "j'ai besoin d'aide", "mes données", "je ne sais pas", "18h", "231", "il me frappe", "merci", "xyz abc", "", "https://example.org"}
	switch rapid.IntRange(0, 9).Draw(r, "kind") {
	case 0:
		return bot.Input{Media: []bot.Media{{Kind: bot.MediaKind(rapid.IntRange(1, 8).Draw(r, "media"))}}}
	case 1:
		return bot.Input{Call: true}
	case 2:
		return bot.Input{Text: rapid.String().Draw(r, "text")}
	case 3:
		return bot.Input{Payload: bot.Payload{Kind: bot.PayloadKind(rapid.IntRange(0, 5).Draw(r, "payload")), Flow: uint32(rapid.IntRange(0, 6).Draw(r, "flow")),
			Step: uint16(rapid.IntRange(0, 20).Draw(r, "step")), Arg: uint16(rapid.SampledFrom([]int{0, 1, 2, 3, 1000, 1001, 1002, 1003, 1004, 65535}).Draw(r, "arg"))}}
	}
	return bot.Input{Text: rapid.SampledFrom(words).Draw(r, "words")}
}

// FuzzTurn: whatever comes, nothing panics, every reply fits its channel, and
// the session survives its bytes.
func FuzzTurn(f *testing.F) {
	b := book(f)
	for _, seed := range []string{"bonjour\n1\nhumain\n1", "menu\n2\n1\n1\n2", "bilan\n1\n18h\n0\n0", "effacer\n1", "stop\nstart", "je veux mourir\nmerci", "\x00\xff\n\u202e\n2️⃣"} {
		f.Add(seed, uint8(1))
		f.Add(seed, uint8(3))
	}
	f.Fuzz(func(t *testing.T, talk string, channel uint8) {
		p := newPerson(t, b)
		p.s = bot.Session{}
		to := bot.Address{Channel: bot.Channels[int(channel)%len(bot.Channels)], ID: "79000001"}
		for i, words := range strings.Split(talk, "\n") {
			if i == 40 {
				break
			}
			p.now = p.now.Add(time.Minute)
			p.does(bot.Input{Kind: bot.FromContact, Address: to, Text: words})
			for _, r := range p.out.Replies {
				for _, c := range channels.Render(r, to, channels.Options{Token: "t"}) {
					if utf8.RuneCountInString(c.Text) > channels.Limits(to.Channel).Characters {
						t.Fatalf("%q is too long for %s", c.Text, to.Channel)
					}
				}
			}
			if p.out.Erase || p.out.Leave {
				p.s = bot.Session{}
			}
			before := p.s.Append(nil)
			if err := p.s.Decode(string(before)); err != nil || !bytes.Equal(before, p.s.Append(nil)) {
				t.Fatalf("the session does not survive its bytes: %v", err)
			}
		}
	})
}

// BenchmarkHelpTurn is a turn inside one life-cycle state, with the session
// read from its bytes and written back.
func BenchmarkHelpTurn(b *testing.B) {
	p := newPerson(b, book(b))
	p.writes("menu")
	p.writes("2")
	in := bot.Input{Kind: bot.FromContact, Address: anna, Text: "2", At: morning.Add(time.Hour), Fresh: "fresh-token-invented-0000"}
	stored := string(p.s.Append(nil))
	var buffer []byte
	b.ReportAllocs()
	for b.Loop() {
		if err := p.s.Decode(stored); err != nil {
			b.Fatal(err)
		}
		p.b.Turn(&in, &p.s, &p.out)
		buffer = p.s.Append(buffer[:0])
	}
	if p.s.State != bot.StateHelp || len(p.out.Replies) != 1 {
		b.Fatalf("not the turn that was meant: %s", p.s.State)
	}
}

// BenchmarkMenuTurn is a turn with an event of the life cycle.
func BenchmarkMenuTurn(b *testing.B) {
	p := newPerson(b, book(b))
	p.writes("menu")
	in := bot.Input{Kind: bot.FromContact, Address: anna, Text: "menu", At: morning.Add(time.Hour), Fresh: "fresh-token-invented-0000"}
	b.ReportAllocs()
	for b.Loop() {
		p.s.Minute = 0
		p.b.Turn(&in, &p.s, &p.out)
	}
}

// BenchmarkSessionBytes reports the size of a session after a help flow of
// twelve turns, before sealing.
func BenchmarkSessionBytes(b *testing.B) {
	p := newPerson(b, book(b))
	p.s.Device = bot.Android
	for _, words := range []string{"menu", "3", "1", "1", "2", "2", "1", "1", "retour", "1", "encore", "2"} {
		p.writes(words)
	}
	var stored []byte
	for b.Loop() {
		stored = p.s.Append(stored[:0])
	}
	b.ReportMetric(float64(len(stored)), "session-bytes")
}
