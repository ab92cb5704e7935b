package storetest

import (
	"fmt"
	"testing"
	"time"

	"passerelle/bot"
)

// unanswered: a word is kept once five people used it, and not before.
func unanswered(t *testing.T, f Fixture) {
	for n := range 5 {
		who := bot.ContactID(fmt.Sprint("contact", n))
		for range 2 { // twice by the same person is once
			if err := f.Store.Unanswered(ctx, who, []string{"passeport", fmt.Sprint("nom", n)}, time.Hour); err != nil {
				t.Fatal(err)
			}
		}
		all, err := f.Store.Gaps(ctx, time.Hour)
		if err != nil || n < 4 && len(all) != 0 {
			t.Fatalf("after %d people: %+v, %v", n+1, all, err)
		}
	}
	all, err := f.Store.Gaps(ctx, time.Hour)
	if err != nil || len(all) != 1 || all[0].Word != "passeport" || all[0].People != 5 {
		t.Errorf("%+v, %v", all, err)
	}
}
