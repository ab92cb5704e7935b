package assistant_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/channels"
)

var elsewhere = bot.Address{Channel: bot.Telegram, ID: "79000001"} // invented

// writesFrom sends a message from any address and delivers what came of it.
func (v *service) writesFrom(a bot.Address, text string) string {
	v.t.Helper()
	v.ids++
	in := bot.Input{ID: fmt.Sprint("m", v.ids), Address: a, Text: text, At: morning.Add(time.Duration(v.ids) * time.Second)}
	if err := v.nodes[0].Receive(context.Background(), in); err != nil {
		v.t.Fatal(err)
	}
	return strings.Join(v.delivered(), "\n")
}

var joinWords = regexp.MustCompile(`(?m)^[a-z]+ [a-z]+ [0-9]{3}$`)

// TestTwoAddressesOnePerson goes the whole way: words on one phone, sent from
// another one, and from then on one person with one counsellor.
func TestTwoAddressesOnePerson(t *testing.T) {
	v := newService(t, 1)
	for _, m := range []string{"bonjour", "humain", "1"} {
		v.writesFrom(someone, m)
	}
	v.writesFrom(elsewhere, "bonjour")
	words := joinWords.FindString(v.writesFrom(someone, "autre numéro"))
	if words == "" {
		t.Fatal("no words were given")
	}
	if said := v.writesFrom(someone, words); !strings.Contains(said, "de l'autre numéro") {
		t.Errorf("sent from the same phone: %s", said)
	}
	if said := v.writesFrom(elsewhere, words); !strings.Contains(said, "C'est fait") || !strings.Contains(said, "Ce n'est pas vous") {
		t.Errorf("joined: %s", said)
	}
	ctx := context.Background()
	cases, err := v.nodes[0].Cases(ctx, "marie")
	if err != nil || len(cases) != 1 {
		t.Fatal(cases, err)
	}
	id := cases[0].ID
	claim, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActClaim, Case: id, Staff: "marie", Name: "Marie"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActReply, Case: id, Claim: claim, Staff: "marie", Name: "Marie", Text: "Bonjour."}); err != nil {
		t.Fatal(err)
	}
	v.delivered()
	if last := v.phone.calls[len(v.phone.calls)-1]; last.Channel != bot.Telegram || !strings.Contains(last.Text, "Marie\u00a0: Bonjour.") {
		t.Errorf("the counsellor's words went by %s: %s", last.Channel, last.Text)
	}
	if addresses, err := v.nodes[0].Addresses(ctx, id, claim); err != nil || len(addresses) != 2 {
		t.Errorf("%d addresses, %v", len(addresses), err)
	}
	if said := v.writesFrom(bot.Address{Channel: bot.SMS, ID: "+41790000009"}, words); !strings.Contains(said, "ne marchent plus") {
		t.Errorf("the words worked twice: %s", said)
	}
}

// TestWhomTheTeamWaitsForIsNotThrownAway: an address with an open case of its
// own is not joined.
func TestWhomTheTeamWaitsForIsNotThrownAway(t *testing.T) {
	v := newService(t, 1)
	v.writesFrom(someone, "bonjour")
	for _, m := range []string{"bonjour", "humain", "1"} {
		v.writesFrom(elsewhere, m)
	}
	words := joinWords.FindString(v.writesFrom(someone, "autre numéro"))
	if said := v.writesFrom(elsewhere, words); !strings.Contains(said, "Attendez sa réponse") {
		t.Errorf("joined all the same: %s", said)
	}
	if cases, err := v.nodes[0].Cases(context.Background(), ""); err != nil || len(cases) != 1 {
		t.Errorf("the queue has %v, %v", cases, err)
	}
}

// TestErasedInDanger: the case stays for whoever takes it, nothing else does,
// and the phone meets a stranger.
func TestErasedInDanger(t *testing.T) {
	v := newService(t, 1)
	for _, m := range []string{"bonjour", "mon mari me frappe", "effacer", "1"} {
		v.writesFrom(someone, m)
	}
	ctx := context.Background()
	cases, err := v.nodes[0].Cases(ctx, "")
	if err != nil || len(cases) != 1 || !cases[0].Hidden {
		t.Fatal(cases, err)
	}
	id := cases[0].ID
	if said := v.writesFrom(someone, "bonjour"); !strings.Contains(said, "Je suis le robot") {
		t.Errorf("the phone still knows: %s", said)
	}
	claim, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActClaim, Case: id, Staff: "marie", Name: "Marie"})
	if err != nil {
		t.Fatal(err)
	}
	if addresses, err := v.nodes[0].Addresses(ctx, id, claim); err != nil || len(addresses) != 1 {
		t.Errorf("nobody can be called: %d addresses, %v", len(addresses), err)
	}
	if others, err := v.nodes[0].Cases(ctx, "ahmed"); err != nil || len(others) != 0 {
		t.Errorf("a colleague sees %v, %v", others, err)
	}
	sent := v.phone.count()
	if _, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActClose, Case: id, Claim: claim, Staff: "marie", Name: "Marie"}); err != nil {
		t.Fatal(err)
	}
	if v.delivered(); v.phone.count() != sent {
		t.Errorf("something was sent: %q", v.phone.texts()[sent:])
	}
	if _, err := v.store.LoadContact(ctx, cases[0].Contact); err == nil {
		if record, err := v.store.Contact(ctx, cases[0].Contact); err == nil && len(record.Addresses) > 0 {
			t.Error("the number is still there after a person spoke with them")
		}
	}
	if said := v.writesFrom(someone, "menu"); !strings.Contains(said, "Que voulez-vous faire") {
		t.Errorf("whoever writes from there now was thrown out: %s", said)
	}
}

// TestARefusalReportedLaterShowsOnTheCase, and is over when they write again.
func TestARefusalReportedLaterShowsOnTheCase(t *testing.T) {
	v := newService(t, 1)
	for _, m := range []string{"bonjour", "humain", "1"} {
		v.writes(m)
	}
	ctx := context.Background()
	last := v.phone.calls[len(v.phone.calls)-1]
	report := bot.Report{Call: last.ID, Channel: last.Channel, Message: "p", State: bot.DeliveryRefused, Reason: channels.ReasonUnreachable}
	notice := func() string {
		t.Helper()
		cases, err := v.nodes[0].Cases(ctx, "")
		if err != nil || len(cases) != 1 {
			t.Fatal(cases, err)
		}
		return cases[0].Notice
	}
	for range 2 { // a provider reports twice
		if err := v.nodes[0].Status(ctx, report); err != nil {
			t.Fatal(err)
		}
	}
	if got := notice(); got != channels.ReasonUnreachable {
		t.Errorf("the case says %q", got)
	}
	v.writes("vous êtes là ?")
	if got := notice(); got != "" {
		t.Errorf("they write, and the case still says %q", got)
	}
}
