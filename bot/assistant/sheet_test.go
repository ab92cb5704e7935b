package assistant_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

// TestASheetIsCounted, and belongs to nobody; one of a check that the agency
// does not offer is not.
func TestASheetIsCounted(t *testing.T) {
	ctx := context.Background()
	node := newService(t, 1).nodes[0]
	run := bot.CheckRun{Language: "fr", Ended: true, Items: []bot.GradedItem{{Item: "dev-volume", Grade: 1}, {Item: "find-hours", Unknown: true}}}
	if err := node.Sheet(ctx, "no-such-check", run); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := node.Sheet(ctx, "first-steps", run); err != nil {
		t.Fatal(err)
	}
	events, err := node.Events(ctx, time.Time{}, 10)
	if err != nil || len(events) != 1 || events[0].Kind != bot.EventCheckRun || events[0].Channel != bot.NoChannel || events[0].Value != "fr ended | dev-volume=1 find-hours=u" {
		t.Errorf("%+v, %v", events, err)
	}
}
