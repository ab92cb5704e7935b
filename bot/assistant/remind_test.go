package assistant_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// TestAReminderIsSent through the store: its words lie sealed and nowhere open,
// outlive a day without consent, leave on their day, and go once it is done.
func TestAReminderIsSent(t *testing.T) {
	v := newService(t, 1)
	ctx, sms := context.Background(), bot.Address{Channel: bot.SMS, ID: "+41790000042"}
	now := morning
	node := assistant.New(assistant.Options{Store: v.store, Book: v.nodes[0].Book(), Node: "later", Now: func() time.Time { return now },
		Senders: map[bot.Channel]bot.Sender{bot.SMS: v.phone}})
	says := func(id, text string) []string {
		if err := node.Receive(ctx, bot.Input{ID: id, Address: sms, Text: text}); err != nil {
			t.Fatal(err)
		}
		v.deliver()
		return v.phone.texts()
	}
	says("r0", "bonjour")
	said := says("r1", "rappelle-moi le 4: preuves de recherche")
	if last := said[len(said)-1]; !strings.Contains(last, "vendredi 4 décembre") {
		t.Fatalf("said %q", last)
	}
	loaded, err := v.store.Load(ctx, sms, "")
	if err != nil {
		t.Fatal(err)
	}
	kept := func() int {
		record, err := v.store.Contact(ctx, loaded.Contact)
		if err != nil {
			t.Fatal(err)
		}
		return len(bot.Reminders(record.Fields))
	}
	if kept() != 1 {
		t.Fatal("no reminder is kept")
	}
	for _, key := range v.left("contact:") {
		for name, value := range v.db.HGetAll(ctx, key).Val() {
			if strings.Contains(name+value, "preuves") {
				t.Errorf("the words lie open in %s", key)
			}
		}
	}
	if left := v.db.PTTL(ctx, "p:{test}:session:"+string(loaded.Contact)).Val(); left < 23*24*time.Hour {
		t.Errorf("the session ends in %v, before the reminder", left)
	}
	now = time.Date(2026, 12, 4, 9, 0, 0, 0, time.UTC)
	v.rescore("p:{test}:due", func(member string) bool { return strings.HasPrefix(member, "t:") })
	if _, err := node.Step(ctx); err != nil {
		t.Fatal(err)
	}
	v.deliver()
	said = v.phone.texts()
	if last := said[len(said)-1]; !strings.Contains(last, "preuves de recherche") || !strings.HasPrefix(last, "Bonjour, ici le robot") {
		t.Fatalf("said %q", last)
	}
	if says("r2", "1"); kept() != 0 {
		t.Error("the words are still kept")
	}
}
