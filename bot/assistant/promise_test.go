package assistant_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/flows"
	"passerelle/flows/library"
)

// giving is a node of an agency whose team gives so many answers in a half-day.
func (v *service) giving(capacity int, name string) *assistant.Assistant {
	v.t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		v.t.Fatal(err)
	}
	set.Agency.Talk.Capacity = capacity
	book, err := assistant.Publish(context.Background(), v.store, set)
	if err != nil {
		v.t.Fatal(err)
	}
	return assistant.New(assistant.Options{Store: v.store, Book: book, Node: name, Now: func() time.Time { return morning }})
}

// TestNoMoreIsPromised than the team can give: at ten, half of the morning is over,
// so two more of five are answered in it; a second node sees what the first one
// promised.
func TestNoMoreIsPromised(t *testing.T) {
	v := newService(t, 1)
	nodes := []*assistant.Assistant{v.giving(5, "one"), v.giving(5, "two")}
	for i := range 9 {
		node := nodes[i/7] // the last two come to the other one
		for j, words := range []string{"bonjour", "humain", "1"} {
			in := bot.Input{ID: fmt.Sprint(i, "-", j), Address: bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprintf("+417900000%02d", i)}, Text: words, At: morning}
			if err := node.Receive(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		}
	}
	cases, err := nodes[0].Cases(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, c := range cases {
		got[c.Due.In(time.FixedZone("", 3600)).Format("Mon 15:04")]++
	}
	if got["Tue 11:30"] != 2 || got["Tue 17:00"] != 5 || got["Wed 11:30"] != 2 || len(cases) != 9 {
		t.Errorf("promised: %v", got)
	}
}
