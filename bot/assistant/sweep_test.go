package assistant_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels"
)

// writesOn is a message on a channel, named as its provider names it.
func (v *service) writesOn(a bot.Address, message, text string) {
	v.t.Helper()
	v.ids++
	in := bot.Input{ID: fmt.Sprint("m", v.ids), Message: message, Address: a, Text: text, At: morning.Add(time.Duration(v.ids) * time.Second)}
	if err := v.nodes[0].Receive(context.Background(), in); err != nil {
		v.t.Fatal(err)
	}
	v.deliver()
}

// deliver makes every call, whatever distance they keep on their channel.
func (v *service) deliver() {
	v.t.Helper()
	ctx := context.Background()
	for v.db.ZCard(ctx, "p:{test}:due").Val() > 0 {
		v.rescore("p:{test}:due", func(member string) bool { return strings.HasPrefix(member, "m:") })
		busy, err := v.nodes[0].Step(ctx)
		if err != nil {
			v.t.Fatal(err)
		}
		if !busy {
			return
		}
	}
}

// rescore makes members of a sorted set due.
func (v *service) rescore(key string, which func(string) bool) {
	v.t.Helper()
	ctx := context.Background()
	for _, member := range v.db.ZRange(ctx, key, 0, -1).Val() {
		if which(member) {
			if err := v.db.ZAdd(ctx, key, redis.Z{Score: 1, Member: member}).Err(); err != nil {
				v.t.Fatal(err)
			}
		}
	}
}

// sweeps empties what rests in the trash, by every node, and returns what the
// provider was asked to delete.
func (v *service) sweeps() []string {
	v.t.Helper()
	v.rescore("p:{test}:trash", func(string) bool { return true })
	v.phone.mu.Lock()
	v.phone.forgot = nil
	v.phone.mu.Unlock()
	for again := true; again; {
		again = false
		for _, n := range v.nodes {
			busy, err := n.Sweep(context.Background())
			if err != nil {
				v.t.Fatal(err)
			}
			again = again || busy
		}
	}
	v.phone.mu.Lock()
	defer v.phone.mu.Unlock()
	slices.Sort(v.phone.forgot)
	return slices.Clone(v.phone.forgot)
}

// sweepOnce goes on where a failure stopped.
func (v *service) sweepOnce() {
	v.t.Helper()
	if _, err := v.nodes[0].Sweep(context.Background()); err != nil {
		v.t.Fatal(err)
	}
}

// reported tells that a call arrived at its phone.
func (v *service) reported(c bot.Call, state bot.DeliveryState) {
	v.t.Helper()
	err := v.nodes[0].Status(context.Background(), bot.Report{Call: c.ID, Channel: c.Channel, Message: "provider-" + c.ID, State: state})
	if err != nil {
		v.t.Fatal(err)
	}
}

// left are the keys whose name holds a text.
func (v *service) left(part string) []string {
	return v.db.Keys(context.Background(), "*"+part+"*").Val()
}

// soon are the entries of the trash that are due within the hour.
func (v *service) soon() int64 {
	until := fmt.Sprint(time.Now().Add(time.Hour).UnixMilli())
	return v.db.ZCount(context.Background(), "p:{test}:trash", "-inf", until).Val()
}

func TestACopyIsDeletedOnceItsDeliveryIsFinal(t *testing.T) {
	v := newService(t, 2)
	v.writesOn(someone, "", "bonjour")
	if len(v.phone.calls) == 0 {
		t.Fatal("nobody was greeted")
	}
	var want []string
	for _, c := range v.phone.calls {
		v.reported(c, bot.DeliverySent)
		if n := v.soon(); n != int64(len(want)) {
			t.Errorf("%d copies go soon, %d calls arrived", n, len(want))
		}
		v.reported(c, bot.DeliveryArrived)
		want = append(want, " provider-"+c.ID)
	}
	slices.Sort(want)
	if got := v.sweeps(); !slices.Equal(got, want) {
		t.Errorf("deleted %q, want %q", got, want)
	}
	for _, c := range v.phone.calls {
		v.reported(c, bot.DeliveryRead) // late: what is gone is gone
	}
	if got := v.sweeps(); len(got) > 0 {
		t.Errorf("deleted again: %q", got)
	}
	if n := v.nodes[0].Stats.Forgotten.Load() + v.nodes[1].Stats.Forgotten.Load(); n != int64(len(want)) {
		t.Errorf("%d counted", n)
	}
}

func TestACopyOfWhichNobodyReportsIsDeletedLater(t *testing.T) {
	v := newService(t, 1)
	v.writesOn(someone, "SM1", "bonjour")
	if n := v.soon(); n != 1 {
		t.Errorf("%d copies go soon, want what the person wrote", n)
	}
	if got := v.sweeps(); len(got) != 1+len(v.phone.calls) || !slices.Contains(got, " SM1") {
		t.Errorf("after days: %q", got)
	}
}

func TestARefusedDeletionIsTriedAgain(t *testing.T) {
	v := newService(t, 1)
	v.writesOn(someone, "SM1", "bonjour")
	for _, err := range []error{
		&bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonLimited, After: 24 * time.Hour}, errors.New("a dead line"),
		&bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused},
	} {
		v.phone.refuse = err
		v.sweeps()
		if n := v.nodes[0].Stats.Forgotten.Load(); n != 0 {
			t.Fatalf("%v: %d counted as deleted", err, n)
		}
		if busy, err := v.nodes[0].Sweep(context.Background()); busy || err != nil {
			t.Errorf("it did not rest: %v", err)
		}
	}
	v.phone.refuse = nil
	if got := v.sweeps(); !slices.Contains(got, " SM1") || len(v.left("trash")) > 0 {
		t.Errorf("deleted %q, left %q", got, v.left("trash"))
	}
}

func TestWhatCannotBeDeletedForAWeekIsGivenUp(t *testing.T) {
	v := newService(t, 1)
	v.writesOn(someone, "SM1", "bonjour")
	v.phone.refuse = errors.New("a dead line")
	copies := len(v.phone.calls) + 1
	v.sweeps()
	for range copies {
		v.sweepOnce()
	}
	ctx := context.Background()
	for entry := range v.db.HGetAll(ctx, "p:{test}:trash:failing").Val() {
		v.db.HSet(ctx, "p:{test}:trash:failing", entry, time.Now().Add(-8*24*time.Hour).UnixMilli())
	}
	v.sweeps()
	for range copies {
		v.sweepOnce()
	}
	if n := v.nodes[0].Stats.Unforgotten.Load(); n != int64(copies) || len(v.left("trash")) > 0 {
		t.Errorf("%d given up, left %q", n, v.left("trash"))
	}
}

func TestAnErasureDeletesThatPersonsMessagesAndNobodyElses(t *testing.T) {
	v := newService(t, 2)
	anna, bert := bot.Address{Channel: bot.Telegram, ID: "79000001"}, bot.Address{Channel: bot.Telegram, ID: "79000002"}
	v.writesOn(bert, "7", "bonjour")
	v.writesOn(anna, "1", "bonjour")
	loaded, err := v.store.Load(context.Background(), anna, "")
	if err != nil {
		t.Fatal(err)
	}
	v.writesOn(anna, "2", "menu")
	v.writesOn(anna, "3", "effacer")
	v.writesOn(anna, "4", "oui")
	want := []string{}
	for _, id := range []string{"1", "2", "3", "4"} {
		want = append(want, anna.ID+" "+id)
	}
	var farewells int
	for _, c := range v.phone.calls {
		switch {
		case c.Kind == bot.ReplyFarewell:
			farewells++
		case c.To == anna.ID:
			want = append(want, anna.ID+" provider-"+c.ID)
		}
	}
	if farewells == 0 {
		t.Fatal("nobody said farewell")
	}
	slices.Sort(want)
	if got := v.sweeps(); !slices.Equal(got, want) {
		t.Errorf("deleted %q, want %q", got, want)
	}
	if keys := append(v.left(string(loaded.Contact)), v.left("trash")...); len(keys) > 0 {
		t.Errorf("left behind: %q", keys)
	}
	if got := v.sweeps(); len(got) > 0 {
		t.Errorf("and then %q", got)
	}
}

func TestAnErasureOnTwilioLeavesNoCopy(t *testing.T) {
	v := newService(t, 1)
	v.writesOn(someone, "SM1", "bonjour")
	loaded, err := v.store.Load(context.Background(), someone, "")
	if err != nil {
		t.Fatal(err)
	}
	v.writesOn(someone, "SM2", "effacer")
	v.writesOn(someone, "SM3", "oui")
	want := []string{" SM1", " SM2", " SM3"}
	for _, c := range v.phone.calls {
		v.reported(c, bot.DeliveryArrived)
		want = append(want, " provider-"+c.ID) // the farewell's too: the phone keeps what it has
	}
	slices.Sort(want)
	if got := v.sweeps(); !slices.Equal(got, want) {
		t.Errorf("deleted %q, want %q", got, want)
	}
	if keys := append(v.left(string(loaded.Contact)), v.left("trash")...); len(keys) > 0 {
		t.Errorf("left behind: %q", keys)
	}
}

func TestAChannelThatIsNotConnectedLosesNothing(t *testing.T) {
	v := newService(t, 1)
	mute := assistant.New(assistant.Options{Store: v.store, Book: v.nodes[0].Book(), Node: "mute"})
	v.writesOn(someone, "SM1", "bonjour")
	v.rescore("p:{test}:trash", func(string) bool { return true })
	ctx := context.Background()
	for range len(v.phone.calls) + 1 { // each rests, and stands in nobody's way
		if busy, err := mute.Sweep(ctx); !busy || err != nil {
			t.Errorf("%v %v", busy, err)
		}
	}
	if busy, err := mute.Sweep(ctx); busy || err != nil {
		t.Errorf("it did not rest: %v", err)
	}
	if got := v.sweeps(); !slices.Contains(got, " SM1") {
		t.Errorf("connected again, but the copy stays: %q", got)
	}
}
