package assistant_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// asking is a node that asks whether somebody is on duty, at a time of its own.
func (v *service) asking(now *time.Time) *assistant.Assistant {
	return assistant.New(assistant.Options{Store: v.store, Accounts: v.store, Book: v.nodes[0].Book(), Node: "asking", Now: func() time.Time { return *now }})
}

func (v *service) employ(a bot.Account) {
	v.t.Helper()
	if err := v.store.SaveAccount(context.Background(), a); err != nil {
		v.t.Fatal(err)
	}
}

// requested opens a case and returns its id.
func (v *service) requested(words ...string) string {
	v.t.Helper()
	for _, w := range words {
		v.writes(w)
	}
	cases, err := v.nodes[0].Cases(context.Background(), "")
	if err != nil || len(cases) != 1 {
		v.t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases[0].ID
}

// TestNoNewCaseOffDuty: what is new is refused, what one has goes on; danger is
// refused to nobody, and whoever has no account is believed.
func TestNoNewCaseOffDuty(t *testing.T) {
	v := newService(t, 1)
	v.employ(bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor})
	id := v.requested("bonjour", "humain", "1")
	now := morning
	node := v.asking(&now)
	ctx := context.Background()
	claim := func(who string) error {
		_, err := node.Act(ctx, bot.Act{Kind: bot.ActClaim, Case: id, Staff: who, Name: who})
		return err
	}
	// The library's agency is open on this Tuesday from 08:30 to 11:30 and from
	// 13:30 to 17:00, an hour ahead of UTC.
	for _, c := range []struct {
		at   time.Duration
		want string
	}{{-2 * time.Hour, "off_duty"}, {3 * time.Hour, "off_duty"}, {6*time.Hour + 45*time.Minute, "last_minutes"}, {8 * time.Hour, "off_duty"}} {
		now = morning.Add(c.at)
		var refused *assistant.Refused
		if err := claim("marie"); !errors.As(err, &refused) || refused.Code != c.want {
			t.Errorf("at %s: %v, want %s", now, err, c.want)
		}
	}
	now = morning
	done, err := node.Do(ctx, bot.Act{Kind: bot.ActClaim, Case: id, Staff: "marie", Name: "Marie"})
	if err != nil {
		t.Fatal(err)
	}
	now = morning.Add(8*time.Hour + 30*time.Minute) // after the end of the day
	if _, err := node.Do(ctx, bot.Act{Kind: bot.ActReply, Case: id, Claim: done.Claim, Staff: "marie", Name: "Marie", Text: "Je finis."}); err != nil {
		t.Errorf("a reply on one's own case: %v", err)
	}
	if _, err := node.Do(ctx, bot.Act{Kind: bot.ActRelease, Case: id, Claim: done.Claim, Staff: "marie"}); err != nil {
		t.Error(err)
	}
	if err := claim("operator"); err != nil {
		t.Errorf("whoever has no account: %v", err)
	}
}

// TestDangerIsRefusedToNobody: whoever is there may take it.
func TestDangerIsRefusedToNobody(t *testing.T) {
	v := newService(t, 1)
	v.employ(bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor})
	id := v.requested("je veux mourir")
	now := morning.Add(10 * time.Hour)
	if _, err := v.asking(&now).Act(context.Background(), bot.Act{Kind: bot.ActClaim, Case: id, Staff: "marie", Name: "Marie"}); err != nil {
		t.Error(err)
	}
}

// TestAbsentIsPassedOver: a request goes to the deputy while the one whose it would
// be is away; another node's look at the desk comes by itself.
func TestAbsentIsPassedOver(t *testing.T) {
	for away, want := range map[bool]string{false: "petra", true: "accueil"} {
		v := newService(t, 1)
		petra := bot.Account{Login: "petra", Name: "Petra", Role: bot.RoleCounsellor}
		if away {
			petra.Away = []bot.Absence{{From: "2026-11-09", To: "2026-11-13"}}
		}
		v.employ(petra)
		now := morning
		v.nodes[0] = v.asking(&now)
		for i, words := range []string{"hello", "english", "person", "1"} {
			in := bot.Input{ID: string(rune('a' + i)), Address: someone, Text: words, At: morning}
			if err := v.nodes[0].Receive(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		}
		cases, err := v.nodes[0].Cases(context.Background(), "")
		if err != nil || len(cases) != 1 || cases[0].Team != want {
			t.Errorf("away %v: %+v %v, want the team %s", away, cases, err, want)
		}
	}
}
