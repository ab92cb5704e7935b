package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store/storetest"
)

// TestThePracticeRoomIsAlwaysFull: three invented people wait, and again once one
// is done; they answer a counsellor; nothing of it is in the agency's own store.
func TestThePracticeRoomIsAlwaysFull(t *testing.T) {
	ctx := t.Context()
	db, sealer := storetest.InProcess(t)
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	agency, err := openDesk(ctx, db, sealer, set, ways{}, "test", log)
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPractice(ctx, db, sealer, set, "test", log)
	if err != nil {
		t.Fatal(err)
	}
	stop := work([]*desk{p.desk})
	defer func() { _ = stop(context.Background()) }()
	for range 2 { // a second look invents nobody
		if err := p.fill(ctx); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := p.assistant.Cases(ctx, "")
	if err != nil || len(cases) != 3 {
		t.Fatalf("%d wait, %v", len(cases), err)
	}
	i := 0
	for cases[i].Channel != bot.Telegram {
		i++
	}
	claim, err := p.assistant.Act(ctx, bot.Act{Kind: bot.ActClaim, Case: cases[i].ID, Staff: "marie", Name: "Marie"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.assistant.Act(ctx, bot.Act{Kind: bot.ActReply, Case: cases[i].ID, Claim: claim, Staff: "marie", Name: "Marie", Text: "Bonjour"}); err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		thread, _, err := p.assistant.Thread(ctx, cases[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if last := thread[len(thread)-1]; last.From == bot.SaidByContact && strings.Contains(strings.Join(answersOf[bot.Telegram], "|"), last.Text) {
			break
		}
		if time.Now().After(until) {
			t.Fatalf("nobody answers: %+v", thread)
		}
	}
	if _, err := p.assistant.Act(ctx, bot.Act{Kind: bot.ActClose, Case: cases[i].ID, Claim: claim, Staff: "marie"}); err != nil {
		t.Fatal(err)
	}
	if err := p.fill(ctx); err != nil {
		t.Fatal(err)
	}
	if cases, err = p.assistant.Cases(ctx, ""); err != nil || len(cases) != 3 {
		t.Errorf("after one is done %d wait, %v", len(cases), err)
	}
	own, err := agency.assistant.Cases(ctx, "")
	events, err2 := agency.assistant.Events(ctx, time.Time{}, 100)
	if err != nil || err2 != nil || len(own) != 0 || len(events) != 0 {
		t.Errorf("the agency's own store has %d cases and %d events, %v %v", len(own), len(events), err, err2)
	}
}
