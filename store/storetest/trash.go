package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

var chat = bot.Address{Channel: bot.Telegram, ID: "79000001"} // invented

// rested checks that what is in the trash rests so: soon is minutes, late days,
// now not at all.
func rested(t *testing.T, f Fixture, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for entry, left := range f.Trash() {
		switch {
		case left <= 0:
			got[entry] = "now"
		case left < time.Hour:
			got[entry] = "soon"
		case left < 7*24*time.Hour:
			got[entry] = "late"
		default:
			got[entry] = "weeks"
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("the trash holds %v, want %v", got, want)
	}
}

// emptied takes all that is due, and returns it as channel, id and recipient.
func emptied(t *testing.T, f Fixture) (all []string) {
	t.Helper()
	for {
		d, err := f.Store.TrashDue(ctx, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if d == nil {
			slices.Sort(all)
			return all
		}
		all = append(all, strings.TrimSpace(d.Channel.String()+" "+d.ID+" "+d.To))
		if err := f.Store.TrashGone(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
}

// sends delivers the next call as what the provider calls it.
func sends(t *testing.T, f Fixture, id string) {
	t.Helper()
	l := lease(t, f, time.Minute)
	if l == nil {
		t.Fatalf("nothing to send as %s", id)
	}
	if err := f.Store.Done(ctx, l, id, 0); err != nil {
		t.Fatal(err)
	}
}

// reports tells what became of a call.
func reports(t *testing.T, f Fixture, call, id string, state bot.DeliveryState) {
	t.Helper()
	if _, err := f.Store.Status(ctx, bot.Report{Call: call, Channel: bot.SMS, Message: id, State: state}); err != nil {
		t.Fatal(err)
	}
}

// came stores a message that came, with what change says besides.
func came(t *testing.T, f Fixture, a bot.Address, message string, change func(*bot.Commit)) *bot.Commit {
	t.Helper()
	input := rand.Text()
	c := build(load(t, f, a, input), a, input, "session")
	c.Input.Message = message
	if change != nil {
		change(c)
	}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	return c
}

func erases(c *bot.Commit) {
	a := c.Input.Address
	c.Erase, c.Calls = true, []bot.Call{{ID: "bye", Kind: bot.ReplyFarewell, Channel: a.Channel, To: a.ID}}
}

func calls(ids ...string) func(*bot.Commit) {
	return func(c *bot.Commit) {
		for _, id := range ids {
			c.Calls = append(c.Calls, bot.Call{ID: id, Channel: c.Input.Address.Channel, To: c.Input.Address.ID, Text: "x"})
		}
	}
}

func finalStatus(t *testing.T, f Fixture) {
	came(t, f, anna, "SM1", calls("c1"))
	sends(t, f, "SM2")
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "late"})
	reports(t, f, "c1", "SM2", bot.DeliverySent)
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "late"})
	reports(t, f, "c1", "SM2", bot.DeliveryArrived)
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "soon"})
	if got := emptied(t, f); len(got) > 0 {
		t.Errorf("before its time: %v", got)
	}
	f.Ripen()
	if got := emptied(t, f); !slices.Equal(got, []string{"sms SM1", "sms SM2"}) {
		t.Errorf("deleted %v", got)
	}
	for _, state := range []bot.DeliveryState{bot.DeliveryArrived, bot.DeliveryRead} {
		reports(t, f, "c1", "SM2", state)
	}
	rested(t, f, nil)
	came(t, f, anna, "", nil) // a call has no message
	rested(t, f, nil)
}

func lookedFor(t *testing.T, f Fixture) {
	came(t, f, anna, "", calls("c1", "c2", "c3"))
	reports(t, f, "c1", "SM1", bot.DeliveryArrived) // faster than the answer
	rested(t, f, map[string]string{"sms SM1": "late"})
	sends(t, f, "SM1")
	rested(t, f, map[string]string{"sms SM1": "soon"})

	first := lease(t, f, time.Millisecond)
	time.Sleep(5 * time.Millisecond) // the lease ends by Redis's clock
	second := lease(t, f, time.Minute)
	if err := f.Store.Done(ctx, first, "SM2", 0); !errors.Is(err, bot.ErrLeaseLost) {
		t.Fatal(err)
	}
	reports(t, f, "c2", "SM2", bot.DeliveryRead)
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "late"})
	if err := f.Store.Done(ctx, second, "SM2", 0); err != nil {
		t.Fatal(err)
	}
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "soon"})

	if err := f.Store.Park(ctx, lease(t, f, time.Minute), "down"); err != nil {
		t.Fatal(err)
	}
	reports(t, f, "c3", "SM3", bot.DeliveryRefused)
	rested(t, f, map[string]string{"sms SM1": "soon", "sms SM2": "soon", "sms SM3": "soon"})
}

func rests(t *testing.T, f Fixture) {
	came(t, f, anna, "SM1", nil)
	take := func(failing bool) *bot.Trashed {
		t.Helper()
		f.Ripen()
		d, err := f.Store.TrashDue(ctx, time.Minute)
		if err != nil || d == nil || d.ID != "SM1" || (d.Failing > 0) != failing {
			t.Fatalf("%+v, %v", d, err)
		}
		if other, err := f.Store.TrashDue(ctx, time.Minute); other != nil || err != nil {
			t.Fatalf("two took it: %+v, %v", other, err)
		}
		return d
	}
	later := func(d *bot.Trashed, want bool) {
		t.Helper()
		if kept, err := f.Store.TrashLater(ctx, d, 2*time.Hour); err != nil || kept != want {
			t.Fatalf("kept %v, %v", kept, err)
		}
	}
	later(take(false), true)
	rested(t, f, map[string]string{"sms SM1": "late"})
	f.Failing(6 * 24 * time.Hour)
	later(take(true), true)
	f.Failing(8 * 24 * time.Hour)
	d := take(true)
	later(d, false)
	later(d, true) // another one had it already: nothing comes back
	if keys := f.Keys("trash"); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
}

func emptiesChat(t *testing.T, f Fixture) {
	other := bot.Address{Channel: bot.Telegram, ID: "79000002"}
	came(t, f, other, "10", calls("o1"))
	sends(t, f, "11")
	contact := came(t, f, chat, "20", calls("c1")).Contact
	sends(t, f, "21")
	came(t, f, chat, "", nil) // a button
	c := came(t, f, chat, "22", nil)
	// The same message comes again when it is edited.
	if again := came(t, f, chat, "22", nil); again.Contact != c.Contact {
		t.Fatal("another contact")
	}
	rested(t, f, nil) // until an erasure, what they see is theirs
	came(t, f, chat, "23", erases)
	rested(t, f, map[string]string{"telegram 20": "now", "telegram 21": "now", "telegram 22": "now", "telegram 23": "now"})
	for _, key := range f.Keys("") {
		if raw := f.Raw(key); contains(raw, "7900000") || contains(key, "7900000") {
			t.Errorf("%s shows whose chat it is", key)
		}
	}
	sends(t, f, "24") // the farewell stays
	want := []string{"telegram 20 79000001", "telegram 21 79000001", "telegram 22 79000001", "telegram 23 79000001"}
	if got := emptied(t, f); !slices.Equal(got, want) {
		t.Errorf("deleted %v, want %v", got, want)
	}
	if keys := append(f.Keys(string(contact)), f.Keys("trash")...); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
}

// onItsWay: what was being sent while everything was erased goes too.
func onItsWay(t *testing.T, f Fixture) {
	contact := came(t, f, chat, "", calls("c1")).Contact
	l := lease(t, f, time.Minute)
	came(t, f, chat, "", erases)
	if err := f.Store.Done(ctx, l, "30", 0); !errors.Is(err, bot.ErrLeaseLost) {
		t.Fatal(err)
	}
	rested(t, f, map[string]string{"telegram 30": "now"})

	came(t, f, anna, "", calls("c2"))
	if l = lease(t, f, time.Minute); l == nil || l.Head.ID != "c2" {
		t.Fatalf("got %+v", l)
	}
	came(t, f, anna, "", erases)
	if err := f.Store.Done(ctx, l, "SM1", 0); !errors.Is(err, bot.ErrLeaseLost) {
		t.Fatal(err)
	}
	reports(t, f, "c2", "SM1", bot.DeliveryArrived)
	rested(t, f, map[string]string{"telegram 30": "now", "sms SM1": "soon"})
	if keys := f.Keys("sent:" + string(contact)); len(keys) > 0 {
		t.Errorf("an erased contact has a list again: %v", keys)
	}
}

func mediaLive(t *testing.T, f Fixture) {
	wa := bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"}
	with := func(kind bot.MediaKind) func(*bot.Commit) {
		return func(c *bot.Commit) { c.Thread = []bot.ThreadEntry{{Media: []bot.Media{{Kind: kind, Ref: "x"}}}} }
	}
	came(t, f, wa, "MM1", with(bot.Voice))
	came(t, f, wa, "MM2", with(bot.Location))
	came(t, f, wa, "MM3", nil) // without consent nothing of it was kept
	rested(t, f, map[string]string{"whatsapp MM1": "weeks", "whatsapp MM2": "soon", "whatsapp MM3": "soon"})
	came(t, f, wa, "", func(c *bot.Commit) { c.Forget = true })
	rested(t, f, map[string]string{"whatsapp MM1": "now", "whatsapp MM2": "soon", "whatsapp MM3": "soon"})
	if keys := f.Keys("sent:"); len(keys) > 0 {
		t.Errorf("still listed: %v", keys)
	}

	c := came(t, f, wa, "MM4", with(bot.Picture))
	came(t, f, wa, "MM5", erases)
	rested(t, f, map[string]string{"whatsapp MM1": "now", "whatsapp MM2": "soon", "whatsapp MM3": "soon", "whatsapp MM4": "now", "whatsapp MM5": "soon"})
	if keys := f.Keys("sent:" + string(c.Contact)); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
}

func bounded(t *testing.T, f Fixture) {
	const most, more = 500, 5
	var contact bot.ContactID
	for i := range most + more {
		contact = came(t, f, chat, fmt.Sprint(i), nil).Contact
	}
	if left := f.Left("sent:" + string(contact)); left < 47*time.Hour || left > 48*time.Hour {
		t.Errorf("the list ends after %v", left)
	}
	came(t, f, chat, "", erases)
	if n := len(f.Trash()); n != most {
		t.Errorf("%d messages go, want %d", n, most)
	}
}

func tornTrash(t *testing.T, f Fixture) {
	contact := came(t, f, chat, "1", nil).Contact
	for _, key := range []string{"trash", "sent:" + string(contact)} {
		f.Inject(key)
		c := build(load(t, f, chat, key), chat, key, "two", "c1")
		c.Input.Message = "2"
		if err := f.Store.Commit(ctx, c); err == nil {
			t.Errorf("%s: a commit with a wrong key went through", key)
		}
		f.Delete(key)
	}
	if got := load(t, f, chat, "trash"); string(got.Session) != "session" || len(f.Keys("mailbox")) > 0 {
		t.Errorf("half a turn: %q", got.Session)
	}
}
