package assistant_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"passerelle/bot"
)

var marie = bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor}

// TestEnrolledInTheRoom goes the whole way: a card's words lead an address to a
// person whom nobody else sees, and what was looked at is told.
func TestEnrolledInTheRoom(t *testing.T) {
	v, ctx := newService(t, 1), context.Background()
	a := v.nodes[0]
	id, err := a.Enrol(ctx, marie, bot.Keeping{Language: "fr", Called: "Nadia", Consent: bot.Yes})
	if err != nil {
		t.Fatal(err)
	}
	mine, _, err := a.People(ctx, "marie")
	if err != nil || len(mine) != 1 || mine[0].Called != "Nadia" || mine[0].Channel != 0 {
		t.Fatalf("%+v, %v", mine, err)
	}
	kept, err := a.Open(ctx, id, marie)
	if err != nil || len(kept.Looks) != 1 || kept.Looks[0].Name != "Marie" {
		t.Fatalf("%+v, %v", kept.Looks, err)
	}
	for name, who := range map[bot.ContactID]bot.Account{id: {Login: "ahmed", Name: "Ahmed"}, "nobody": marie} {
		if _, err := a.Open(ctx, name, who); !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("%s opens: %v", who.Login, err)
		}
	}
	words := strings.Fields(kept.Record.Fields[bot.FieldCard])
	if said := v.writesFrom(someone, strings.Join(words[:3], " ")); !strings.Contains(said, "peut vous répondre ici") {
		t.Fatalf("the card: %s", said)
	}
	if said := v.writesFrom(someone, "qui a regardé"); !strings.Contains(said, "Marie") || strings.Contains(said, "Ahmed") {
		t.Errorf("who looked: %s", said)
	}
	opened, err := a.Begin(ctx, bot.Act{Contact: id, Staff: "marie", Name: "Marie", Text: "Bonjour Nadia."})
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(v.delivered(), "\n"); !strings.Contains(said, "Bonjour Nadia.") {
		t.Errorf("written first: %s", said)
	}
	kept, err = a.Open(ctx, id, marie)
	if err != nil || len(kept.Cases) != 1 || kept.Cases[0].ID != opened || kept.Cases[0].Reason != "begun" || len(kept.Record.Addresses) != 1 {
		t.Errorf("%+v, %v", kept.Cases, err)
	}
	if mine, _, _ = a.People(ctx, "marie"); len(mine) != 1 || mine[0].Case == "" {
		t.Errorf("%+v", mine)
	}
}
