package assistant_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// The library's agency has a course of eight seats on Thursdays, and three devices to lend.
var (
	thursday = bot.RoundOn("phone-course", time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC))
	lending  = bot.Round{Measure: "device-loan"}
)

func phoneOf(n int) bot.Address {
	return bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179000%04d", n)} // invented
}

// looksAt opens a measure: the button that a flow offers.
func (v *service) looksAt(a bot.Address, measure int) string {
	v.t.Helper()
	v.ids++
	p := bot.Payload{Kind: bot.PayloadOffer, Step: uint16(flows.OfferMeasure), Arg: uint16(measure)}
	in := bot.Input{ID: fmt.Sprint("m", v.ids), Address: a, Payload: p, At: morning.Add(time.Duration(v.ids) * time.Second)}
	if err := v.nodes[0].Receive(context.Background(), in); err != nil {
		v.t.Fatal(err)
	}
	return strings.Join(v.delivered(), "\n")
}

// agrees begins a talk in which something may be kept.
func (v *service) agrees(a bot.Address) bot.ContactID {
	v.t.Helper()
	v.writesFrom(a, "bonjour")
	v.looksAt(a, 0)
	v.writesFrom(a, "1")
	if said := v.writesFrom(a, "1"); !strings.Contains(said, "Une place") {
		v.t.Fatalf("after the consent: %s", said)
	}
	return v.contactOf(a)
}

// follows lets Marie follow whoever writes from an address.
func (v *service) follows(a bot.Address) {
	v.t.Helper()
	ctx := context.Background()
	v.writesFrom(a, "humain")
	cases, err := v.nodes[0].Cases(ctx, "marie")
	if err != nil || len(cases) != 1 {
		v.t.Fatal(cases, err)
	}
	act := bot.Act{Kind: bot.ActClaim, Case: cases[0].ID, Staff: "marie", Name: "Marie"}
	if act.Claim, err = v.nodes[0].Act(ctx, act); err != nil {
		v.t.Fatal(err)
	}
	for _, act.Kind = range []bot.ActKind{bot.ActFollow, bot.ActHandBack} {
		if _, err := v.nodes[0].Act(ctx, act); err != nil {
			v.t.Fatal(err)
		}
	}
	v.delivered()
}

func (v *service) contactOf(a bot.Address) bot.ContactID {
	v.t.Helper()
	loaded, err := v.store.Load(context.Background(), a, "")
	if err != nil || loaded.New {
		v.t.Fatal(loaded.New, err)
	}
	return loaded.Contact
}

func (v *service) filled(r bot.Round) bot.Filled {
	for _, f := range v.nodes[0].Rounds(context.Background()) {
		if f.Round == r {
			return f
		}
	}
	return bot.Filled{Round: r}
}

// TestSeatByChat: a seat is taken for two, under a name, and given back.
func TestSeatByChat(t *testing.T) {
	v := newService(t, 1)
	a := phoneOf(1)
	v.agrees(a)
	if said := v.writesFrom(a, "deux places"); !strings.Contains(said, "C'est réservé : jeudi, 14:00.") || !strings.Contains(said, "Quel nom") {
		t.Errorf("taken: %s", said)
	}
	if said := v.writesFrom(a, "Nora"); !strings.Contains(said, "C'est noté") {
		t.Errorf("named: %s", said)
	}
	if f := v.filled(thursday); f.Units != 2 {
		t.Errorf("the round has %+v", f)
	}
	if said := v.writesFrom(a, "mes places"); !strings.Contains(said, "Atelier smartphone, jeudi, 14:00 (2)") {
		t.Errorf("my seats: %s", said)
	}
	v.writesFrom(a, "1")
	if f := v.filled(thursday); f.Units != 0 {
		t.Errorf("given back, the round has %+v", f)
	}
}

// TestNoSeatTwice: many people want the last seats at once, on several nodes.
func TestNoSeatTwice(t *testing.T) {
	v := newService(t, 3)
	const people = 14
	for n := range people {
		v.agrees(phoneOf(n))
	}
	var all sync.WaitGroup
	for n := range people {
		all.Go(func() {
			in := bot.Input{ID: fmt.Sprint("take", n), Address: phoneOf(n), Text: "1", At: morning.Add(time.Hour)}
			if err := v.nodes[n%3].Receive(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if f := v.filled(thursday); f.Units != 8 {
		t.Errorf("the round of eight has %+v", f)
	}
	holders, _, err := v.nodes[0].Holders(context.Background(), thursday)
	if err != nil || len(holders) != 8 {
		t.Errorf("%d are on the list, %v", len(holders), err)
	}
}

// TestWaitingList: who waits is asked in their order when a seat is given back;
// whoever cannot be told stays on the list, and the next one is asked.
func TestWaitingList(t *testing.T) {
	v := newService(t, 1)
	ctx := context.Background()
	for n := range 8 {
		v.agrees(phoneOf(n))
		v.writesFrom(phoneOf(n), "1")
	}
	for n := 8; n < 10; n++ {
		v.writesFrom(phoneOf(n), "bonjour")
		v.looksAt(phoneOf(n), 0)
		v.writesFrom(phoneOf(n), "1")
		if said := v.writesFrom(phoneOf(n), "1"); !strings.Contains(said, "c'est complet") {
			t.Fatalf("the ninth: %s", said)
		}
		v.writesFrom(phoneOf(n), "1")
	}
	if f := v.filled(thursday); f.Units != 8 || f.Waiting != 2 {
		t.Fatalf("the round has %+v", f)
	}
	v.writesFrom(phoneOf(8), "arrêter") // stops: nothing is sent any more
	v.writesFrom(phoneOf(0), "mes places")
	v.writesFrom(phoneOf(0), "1")
	if err := v.nodes[0].OfferSeats(ctx); err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(v.delivered(), "\n"); !strings.Contains(said, "Une place est libre : jeudi, 14:00") {
		t.Errorf("offered: %s", said)
	}
	if f := v.filled(thursday); f.Units != 8 || f.Waiting != 0 {
		t.Errorf("kept for the one who waits: %+v", f)
	}
	if said := v.writesFrom(phoneOf(9), "1"); !strings.Contains(said, "C'est réservé") {
		t.Errorf("yes to the offer: %s", said)
	}
}

// TestOfferLapses: a seat that was offered and not answered goes to the next.
func TestOfferLapses(t *testing.T) {
	v := newService(t, 1)
	ctx := context.Background()
	who := v.agrees(phoneOf(1))
	v.follows(phoneOf(1))
	lend := bot.Act{Kind: bot.ActSeat, Contact: who, Staff: "marie", Name: "Marie", To: lending.String(), Text: dialogue.SeatWait}
	if err := v.nodes[0].DoFor(ctx, lend); err != nil {
		t.Fatal(err)
	}
	if err := v.nodes[0].OfferSeats(ctx); err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(v.delivered(), "\n"); !strings.Contains(said, "Un appareil est là pour vous") {
		t.Errorf("offered: %s", said)
	}
	if f := v.filled(lending); f.Units != 1 {
		t.Errorf("kept: %+v", f)
	}
	v.timersAt(morning.Add(8 * 24 * time.Hour))
	if f := v.filled(lending); f.Units != 0 {
		t.Errorf("not fetched in a week, and still kept: %+v", f)
	}
}

// timersAt lets a node whose clock is later take the turns of all timers.
func (v *service) timersAt(at time.Time) {
	v.t.Helper()
	node := assistant.New(assistant.Options{Store: v.store, Book: v.nodes[0].Book(), Node: "later", Now: func() time.Time { return at },
		Senders: map[bot.Channel]bot.Sender{bot.SMS: v.phone}})
	v.rescore("p:{test}:due", func(member string) bool { return strings.HasPrefix(member, "t:") })
	for busy := true; busy; {
		var err error
		if busy, err = node.Step(context.Background()); err != nil {
			v.t.Fatal(err)
		}
	}
}

// TestLend: a device is lent until a day, is due back with two reminders, and is
// out even when nothing is known of its person any more.
func TestLend(t *testing.T) {
	v := newService(t, 1)
	ctx := context.Background()
	who := v.agrees(phoneOf(1))
	v.follows(phoneOf(1))
	act := bot.Act{Kind: bot.ActSeat, Contact: who, Staff: "marie", Name: "Marie", To: lending.String(), Text: dialogue.SeatLend, Until: morning.Add(30 * 24 * time.Hour)}
	if err := v.nodes[0].DoFor(ctx, act); err != nil {
		t.Fatal(err)
	}
	far := act
	far.Text, far.Until = dialogue.SeatExtend, morning.Add(200*24*time.Hour)
	var refused *assistant.Refused
	if err := v.nodes[0].DoFor(ctx, far); !errors.As(err, &refused) || refused.Code != "seat_until" {
		t.Errorf("lent for longer than they are known: %v", err)
	}
	v.phone.calls = nil
	v.timersAt(morning.Add(23*24*time.Hour + 2*time.Hour))
	v.timersAt(morning.Add(29*24*time.Hour + 2*time.Hour))
	said := ""
	for _, c := range v.phone.calls {
		said += c.Text + "\n"
	}
	if strings.Count(said, "L'appareil est à rendre") != 2 {
		t.Errorf("a week and a day before: %s", said)
	}
	v.writesFrom(phoneOf(1), "effacer")
	v.writesFrom(phoneOf(1), "1")
	if f := v.filled(lending); f.Units != 1 {
		t.Errorf("erased, and the device came back by itself: %+v", f)
	}
	if err := v.nodes[0].Returned(ctx, bot.Account{Login: "marie", Name: "Marie"}, who, lending); err != nil {
		t.Error(err)
	}
	if f := v.filled(lending); f.Units != 0 {
		t.Errorf("back: %+v", f)
	}
}

// TestSeatsOfOnePerson: who joins two addresses has one seat, and who is erased none.
func TestSeatsOfOnePerson(t *testing.T) {
	v := newService(t, 1)
	a, b := phoneOf(1), phoneOf(2)
	v.agrees(a)
	v.writesFrom(a, "1")
	v.agrees(b)
	words := joinWords.FindString(v.writesFrom(b, "autre numéro"))
	v.writesFrom(a, words)
	if f := v.filled(thursday); f.Units != 1 {
		t.Errorf("joined: %+v", f)
	}
	if said := v.writesFrom(b, "mes places"); !strings.Contains(said, "Atelier smartphone") {
		t.Errorf("the seat is theirs on both: %s", said)
	}
	v.writesFrom(b, "effacer")
	v.writesFrom(b, "1")
	if f := v.filled(thursday); f.Units != 0 {
		t.Errorf("erased: %+v", f)
	}
}
