package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/dialogue"
)

var annaToo = bot.Address{Channel: bot.SMS, ID: "+41790000002"}

// TestJoinWords: what the bot gives can be typed as a phone writes it, and
// nothing else is taken for it.
func TestJoinWords(t *testing.T) {
	p := newPerson(t, book(t))
	wants(t, p.writes("mes données"), "Un autre numéro")
	given := map[string]bool{}
	for range 200 {
		p.now = p.now.Add(time.Minute)
		said := p.writes("autre numéro")
		words := p.out.Joinable
		if words == "" || !strings.Contains(said, words) || dialogue.JoinWords(words) != words {
			t.Fatalf("%q is not said, or not read again:\n%s", words, said)
		}
		given[words] = true
		if typed := strings.ToUpper(words[:1]) + words[1:] + "."; dialogue.JoinWords(typed) != words {
			t.Errorf("%q is read as %q", typed, dialogue.JoinWords(typed))
		}
		if handed := "start " + strings.ReplaceAll(words, " ", "-"); dialogue.JoinWords(handed) != words {
			t.Errorf("%q is read as %q", handed, dialogue.JoinWords(handed))
		}
	}
	if len(given) < 195 {
		t.Errorf("only %d different words in 200", len(given))
	}
	for _, other := range []string{"", "menu", "radio tango", "radio tango 12", "radio tango 1000", "radio bonjour 482", "radio tango 482 merci", strings.Repeat("radio ", 30)} {
		if got := dialogue.JoinWords(other); got != "" {
			t.Errorf("%q is taken for the words %q", other, got)
		}
	}
}

// TestJoining: from then on it is one contact, and the earlier address hears of it.
func TestJoining(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	said := p.does(bot.Input{Kind: bot.FromContact, Address: annaToo, Text: "radio tango 482", Join: bot.Joined})
	wants(t, said, "Ce n'est pas vous ?", "C'est fait", "Que voulez-vous faire")
	if !p.out.Join || p.s.Reach != annaToo || !p.s.Has(bot.FlagJoined) {
		t.Errorf("join %v, writes from %v, flags %b", p.out.Join, p.s.Reach, p.s.Flags)
	}
	if p.out.Replies[0].To != anna || !p.out.Replies[1].To.IsZero() {
		t.Error("the notice goes elsewhere, or the answer does")
	}
	wants(t, p.writes("mes données"), "Plusieurs numéros : Oui")
}

// TestJoiningIsRefusedKindly: nothing is joined, and the person knows what to do.
func TestJoiningIsRefusedKindly(t *testing.T) {
	for join, want := range map[bot.Join]string{bot.JoinBusy: "Attendez sa réponse", bot.JoinOver: "AUTRE NUMÉRO"} {
		p := newPerson(t, book(t))
		wants(t, p.does(bot.Input{Kind: bot.FromContact, Address: anna, Text: "radio tango 482", Join: join}), want)
		if p.out.Join || p.s.Has(bot.FlagJoined) {
			t.Errorf("%d: joined all the same", join)
		}
	}
}

// TestJoiningLeavesACounsellorInPeace: the bot does not open a menu over a talk.
func TestJoiningLeavesACounsellorInPeace(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	p.does(bot.Input{Kind: bot.FromContact, Address: annaToo, Text: "radio tango 482", Join: bot.Joined})
	if p.s.State != bot.StateWithPerson || !p.out.Join {
		t.Errorf("in %s, joined %v", p.s.State, p.out.Join)
	}
}

// TestErasingInDanger: everything goes but the case, which is its counsellor's
// alone, and the rest goes when a person has spoken with them.
func TestErasingInDanger(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.s.Remember("home_internet", "none")
	p.writes("mon mari me frappe")
	p.writes("effacer")
	said := p.writes("1")
	wants(t, said, "effacé chez nous", "30 jours au plus")
	if strings.Contains(said, "frappe") || strings.Contains(said, "danger") || strings.Contains(said, "demande") {
		t.Errorf("the farewell tells who reads this phone what it was: %s", said)
	}
	if p.out.Erase || !p.out.Forget || !p.out.Unlink || p.out.KeepThread {
		t.Errorf("erase %v, forget %v, unlink %v, thread %v", p.out.Erase, p.out.Forget, p.out.Unlink, p.out.KeepThread)
	}
	if c := p.out.Case; !c.Hidden || c.Notice != "erased" || c.Consent || c.Topic != "" || len(c.Tried) > 0 || c.Danger != bot.Violence {
		t.Errorf("the case that is left: %+v", c)
	}
	if len(p.s.Answers)+len(p.s.Trail)+len(p.s.Offered) > 0 || p.s.Consent == bot.Yes {
		t.Errorf("the session that is left: %+v", p.s)
	}
	p.staff(bot.ActClaim, "marie", "")
	if !desk.Visible(&p.out.Case, "marie") || desk.Visible(&p.out.Case, "ahmed") {
		t.Error("a colleague sees it, or its counsellor does not")
	}
	p.now = p.now.Add(time.Minute)
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	if p.out.Refused != "contact_stopped" {
		t.Errorf("a counsellor wrote: %q", p.out.Refused)
	}
	if said := p.staff(bot.ActClose, "marie", p.s.Case.Claim); said != "" || !p.out.Erase {
		t.Errorf("erase %v, said %q", p.out.Erase, said)
	}
}
