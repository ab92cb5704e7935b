package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

var (
	claimOf   = regexp.MustCompile(`name="claim" value="(\w+)"`)
	replyBox  = regexp.MustCompile(`(?s)<textarea id="text".*?>(.*?)</textarea>`)
	unsentBox = regexp.MustCompile(`(?s)<textarea id="note-text".*?>(.*?)</textarea>`)
)

// first is what the group of a pattern holds in a page; "" where it is not there.
func (a answer) first(p *regexp.Regexp) string {
	if found := p.FindStringSubmatch(a.text); found != nil {
		return found[1]
	}
	return ""
}

// taken is a place where Marie has the case, and what its form needs.
func taken(t *testing.T) (p *place, marie *caller, at, claim string) {
	t.Helper()
	p = newPlace(t)
	marie = p.caller(t)
	at = "/console/lien/case/" + marie.caseID()
	marie.login("marie", password).must(t, 200, "/console/lien/")
	return p, marie, at, marie.post(at, "do", "claim").must(t, 200, at).first(claimOf)
}

// TestWhatLeavesAsksAboutTheText: nothing typed goes away with the case.
func TestWhatLeavesAsksAboutTheText(t *testing.T) {
	for act := range leaves {
		_, marie, at, claim := taken(t)
		do := act.String()
		asked := marie.post(at, "do", do, "claim", claim, "text", "Apportez <votre> carte").must(t, 200, at, "What should become of it", `value="send:`+do, `value="drop:`+do)
		if got := asked.first(replyBox); got != "Apportez &lt;votre&gt; carte" {
			t.Errorf("%s: the box holds %q", do, got)
		}
		if got := marie.get(at).must(t, 200, at, "What should become of it"); got.first(replyBox) == "" {
			t.Errorf("%s: a reload loses the text", do)
		}
		kept := marie.post(at, "do", "dismiss", "claim", claim, "text", "Apportez votre carte, merci").must(t, 200, at)
		if strings.Contains(kept.text, "What should become") || kept.first(replyBox) != "Apportez votre carte, merci" {
			t.Errorf("%s: going on writing: %s", do, kept.text)
		}
		marie.post(at, "do", "send:"+do, "claim", claim, "text", "Apportez votre carte").must(t, 200, "/console/lien/")
		thread, _, err := marie.p.desk.Thread(context.Background(), strings.TrimPrefix(at, "/console/lien/case/"))
		if err != nil || !said(thread, "Apportez votre carte") {
			t.Errorf("%s: it was not sent first: %v %v", do, thread, err)
		}
	}
	_, marie, at, claim := taken(t)
	marie.post(at, "do", "drop:release", "claim", claim, "text", "Rien").must(t, 200, "/console/lien/")
	thread, _, _ := marie.p.desk.Thread(context.Background(), strings.TrimPrefix(at, "/console/lien/case/"))
	if said(thread, "Rien") {
		t.Error("what was thrown away was sent")
	}
	marie.post(at, "do", "send:claim").must(t, 200, at, "could not be read")
}

func said(thread []bot.ThreadEntry, words string) bool {
	for _, e := range thread {
		if e.From == bot.SaidByStaff && e.Text == words {
			return true
		}
	}
	return false
}

// TestNotesStay: why an act was refused, and the text, show on every look at the
// page until they are put away or the next act is done.
func TestNotesStay(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "release", "claim", claim).must(t, 200, "/console/lien/")
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	ahmed.post(at, "do", "claim").must(t, 200, at)
	marie.post(at, "do", "reply", "claim", claim, "text", "Encore moi").must(t, 200, at)
	for range 2 {
		if got := marie.get(at).must(t, 200, at, "somebody else took it", "Now with Ahmed"); got.first(unsentBox) != "Encore moi" {
			t.Fatalf("the text is gone: %s", got.text)
		}
	}
	if got := ahmed.get(at); strings.Contains(got.text, "Encore moi") {
		t.Error("a colleague reads what was not sent")
	}
	if got := marie.post(at, "do", "dismiss").must(t, 200, at); got.first(unsentBox) != "" || strings.Contains(got.text, `id="note"`) {
		t.Error("it cannot be put away")
	}
	// A text that was not sent comes back to the box with the case.
	marie.post(at, "do", "reply", "claim", claim, "text", "Encore moi").must(t, 200, at)
	ahmed.post(at, "do", "release", "claim", ahmed.get(at).first(claimOf)).must(t, 200, "/console/lien/")
	if got := marie.post(at, "do", "claim").must(t, 200, at); got.first(replyBox) != "Encore moi" || strings.Contains(got.text, `id="note"`) {
		t.Errorf("taken again: %s", got.text)
	}
	marie.post(at, "do", "follow", "claim", marie.get(at).first(claimOf), "text", "Encore moi, Marie").must(t, 200, at, "Encore moi, Marie", "No longer follow")
	if got := marie.post(at, "do", "reply", "claim", marie.get(at).first(claimOf), "text", "Parti").must(t, 200, at); got.first(replyBox) != "" {
		t.Error("what was sent stays in the box")
	}
}

// TestLostRaceInTheQueue leads to the case, which says why.
func TestLostRaceInTheQueue(t *testing.T) {
	p, _, at, _ := taken(t)
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	ahmed.post(at, "do", "claim").must(t, 200, at, "A colleague was faster", "Now with Marie")
	ahmed.get(at).must(t, 200, at, "A colleague was faster")
}

// TestSessionEndsWhileWriting: the login leads back to the case, with the text,
// and nobody else gets it.
func TestSessionEndsWhileWriting(t *testing.T) {
	p, marie, at, claim := taken(t)
	whose := regexp.MustCompile(`name="whose" value="(\w+)"`)
	mine := marie.get(at).first(whose)
	p.account(t, "marie", bot.RoleCounsellor, "another password")
	form := marie.post(at, "do", "reply", "claim", claim, "text", "Long <texte>", "whose", mine).must(t, 401, at, "You are logged out", `name="text" value="Long &lt;texte&gt;"`)
	again := []string{"case", form.first(regexp.MustCompile(`name="case" value="(\w+)"`)), "text", "Long <texte>", "whose", form.first(whose)}
	marie.post("/console/lien/login", append([]string{"login", "marie", "password", "wrong"}, again...)...).must(t, 401, "/console/lien/login", "do not belong", "Long &lt;texte&gt;")
	back := marie.post("/console/lien/login", append([]string{"login", "marie", "password", "another password"}, again...)...).must(t, 200, at, "Your text is back")
	if got := back.first(replyBox); got != "Long &lt;texte&gt;" {
		t.Errorf("the box holds %q", got)
	}
	ahmed := p.caller(t)
	if got := ahmed.post("/console/lien/login", append([]string{"login", "ahmed", "password", password}, again...)...).must(t, 200, at); strings.Contains(got.text, "Long &lt;texte") {
		t.Error("somebody else gets the text")
	}
	other := p.caller(t)
	other.get(at).must(t, 200, "/console/lien/login", `name="case" value="`+strings.TrimPrefix(at, "/console/lien/case/"))
	other.post("/console/lien/login", "login", "ahmed", "password", password, "case", "../../evil").must(t, 200, "/console/lien/")
}

// TestThePersonErasesMeanwhile: the queue says why, and gives the text back.
func TestThePersonErasesMeanwhile(t *testing.T) {
	p, marie, at, claim := taken(t)
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000001"}, "effacer", "1")
	got := marie.post(at, "do", "reply", "claim", claim, "text", "Une longue réponse").must(t, 200, "/console/lien/", "the person erased everything")
	if got.first(unsentBox) != "Une longue réponse" {
		t.Fatalf("the text is gone: %s", got.text)
	}
	marie.get("/console/lien/").must(t, 200, "/console/lien/", "Une longue réponse")
	if got := marie.post("/console/lien/", "do", "dismiss").must(t, 200, "/console/lien/"); strings.Contains(got.text, "Une longue") {
		t.Error("it cannot be put away")
	}
}

// TestWithoutAThread: the counsellor sees what became of their own replies, and
// is not told that somebody refused who was never asked.
func TestWithoutAThread(t *testing.T) {
	p := newPlace(t)
	ctx := context.Background()
	if err := p.desk.Receive(ctx, bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000002"}, ID: "ring", Call: true}); err != nil {
		t.Fatal(err)
	}
	cases, err := p.desk.Cases(ctx, "")
	if err != nil || len(cases) != 2 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	id := cases[0].ID
	if cases[1].Reason == "call-back" {
		id = cases[1].ID
	}
	marie := p.caller(t)
	at := "/console/lien/case/" + id
	marie.login("marie", password).must(t, 200, "/console/lien/", "Wants to be called back · Français · SMS")
	claim := marie.post(at, "do", "claim").must(t, 200, at, "was not asked yet").first(claimOf)
	marie.post(at, "do", "reply", "claim", claim, "text", "Je vous appelle").must(t, 200, at, "Your message of today", "will leave soon")
	for { // what left before: the bot's own replies
		lease, err := p.store.Lease(ctx, "test", time.Minute)
		if err != nil || lease == nil {
			t.Fatal("the reply is not in a mailbox", err)
		}
		if lease.Timer {
			continue
		}
		if strings.Contains(lease.Head.Text, "Je vous appelle") {
			if err := p.store.Done(ctx, lease, "SM1", 0); err != nil {
				t.Fatal(err)
			}
			if _, err := p.store.Status(ctx, bot.Report{Call: lease.Head.ID, Channel: bot.SMS, Message: "SM1", State: bot.DeliveryArrived}); err != nil {
				t.Fatal(err)
			}
			break
		}
		if err := p.store.Done(ctx, lease, "SM0", 0); err != nil {
			t.Fatal(err)
		}
	}
	got := marie.get(at).must(t, 200, at, "Your message of today", "arrived")
	if strings.Contains(got.text, "Je vous appelle") {
		t.Error("the words are kept though nobody agreed to that")
	}
}

// TestStorageAwayGivesTheTextBack, to be sent again.
func TestStorageAwayGivesTheTextBack(t *testing.T) {
	p, marie, at, claim := taken(t)
	there := p.console.rooms["lien"].Accounts
	p.console.rooms["lien"].Accounts = broken{}
	got := marie.post(at, "do", "reply", "claim", claim, "text", "Ma réponse").must(t, 503, at, "Nothing was changed", "Try again")
	if got.first(replyBox) != "Ma réponse" {
		t.Errorf("the text is gone: %s", got.text)
	}
	p.console.rooms["lien"].Accounts = there
	marie.post(at, "do", "reply", "claim", claim, "text", "Ma réponse").must(t, 200, at, "Ma réponse", "will leave soon")
}
