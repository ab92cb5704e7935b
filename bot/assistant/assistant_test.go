package assistant_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
	"passerelle/store/storetest"
)

func TestMain(m *testing.M) {
	if node() {
		return
	}
	goleak.VerifyTestMain(m)
}

// service is one agency in process: the shipped library, an invented team.
type service struct {
	t     *testing.T
	db    store.DB
	store *store.Store
	phone *phone
	nodes []*assistant.Assistant
	ids   int
}

// newService starts nodes on one in-process store. Nothing delivers by itself:
// a test says when.
func newService(t *testing.T, nodes int) *service {
	t.Helper()
	db, sealer := storetest.InProcess(t)
	s, err := store.New(context.Background(), db, "test", sealer, keep())
	if err != nil {
		t.Fatal(err)
	}
	v := &service{t: t, db: db, store: s, phone: &phone{}}
	for i := range nodes {
		v.nodes = append(v.nodes, newNode(t, s, v.phone, fmt.Sprint("node-", i)))
	}
	return v
}

func newNode(t testing.TB, s bot.Store, p bot.Sender, name string) *assistant.Assistant {
	t.Helper()
	set, findings, err := flows.LoadSet(nil, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	book, err := assistant.Publish(context.Background(), s, set)
	if err != nil {
		t.Fatal(err)
	}
	senders := map[bot.Channel]bot.Sender{bot.SMS: p, bot.WhatsApp: p, bot.Telegram: p}
	return assistant.New(assistant.Options{Store: s, Senders: senders, Book: book, Node: name, Now: func() time.Time { return morning }})
}

// morning is a Tuesday on which the library's agency is open.
var morning = time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)

func keep() store.Keep {
	k := privacy.Keep
	return store.Keep{Sessions: k(privacy.Sessions), Threads: k(privacy.Threads), Results: k(privacy.Results), Events: k(privacy.Events),
		Cases: k(privacy.Cases), Seen: k(privacy.Seen), Statuses: k(privacy.Statuses), Parked: k(privacy.Parked), Flows: k(privacy.FlowTexts),
		Delivered: k(privacy.Delivered), Unreported: k(privacy.Unreported), Chats: k(privacy.Chats), Looks: k(privacy.Looks), Audit: k(privacy.Audit)}
}

var someone = bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"} // invented

// writes sends a message as the person and delivers what came of it.
func (v *service) writes(text string) []string {
	v.t.Helper()
	v.ids++
	in := bot.Input{ID: fmt.Sprint("m", v.ids), Address: someone, Text: text, At: morning.Add(time.Duration(v.ids) * time.Second)}
	if err := v.nodes[v.ids%len(v.nodes)].Receive(context.Background(), in); err != nil {
		v.t.Fatal(err)
	}
	return v.delivered()
}

// delivered delivers all that is due and returns the texts.
func (v *service) delivered() []string {
	v.t.Helper()
	before := v.phone.count()
	for {
		busy, err := v.nodes[0].Step(context.Background())
		if err != nil {
			v.t.Fatal(err)
		}
		if !busy {
			break
		}
	}
	return v.phone.texts()[before:]
}

// phone is a provider that keeps what it was asked to send.
type phone struct {
	mu    sync.Mutex
	calls []bot.Call
	fail  []error // the next sends end so; nil entries succeed
	found bool    // what Find says

	forgot []string // what Forget was asked: recipient and id
	refuse error    // what Forget says
}

func (p *phone) Send(_ context.Context, c bot.Call) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.fail) > 0 {
		err := p.fail[0]
		p.fail = p.fail[1:]
		if err != nil {
			return "", err
		}
	}
	p.calls = append(p.calls, c)
	return "provider-" + c.ID, nil
}

func (p *phone) Find(context.Context, bot.Call, time.Time) (string, bool, error) {
	return "found", p.found, nil
}

func (p *phone) Forget(_ context.Context, to, id string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forgot = append(p.forgot, to+" "+id)
	return p.refuse
}

func (p *phone) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.calls)
}

func (p *phone) texts() (all []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.calls {
		all = append(all, c.Text)
	}
	return all
}

func TestTwentyCopiesOfOneMessageAreOneTurn(t *testing.T) {
	v := newService(t, 3)
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			in := bot.Input{ID: "same", Address: someone, Text: "bonjour", At: morning}
			if err := v.nodes[i%3].Receive(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	turns := int64(0)
	for _, n := range v.nodes {
		turns += n.Stats.Turns.Load()
	}
	if turns != 1 {
		t.Errorf("%d turns for twenty copies of one message", turns)
	}
	first := v.delivered()
	if len(first) == 0 {
		t.Error("nobody was greeted")
	}
}

func TestMessagesAtOnceAreAllAppliedOneAfterTheOther(t *testing.T) {
	v := newService(t, 3)
	v.writes("bonjour")
	const copies = 25
	var group sync.WaitGroup
	for i := range copies {
		group.Go(func() {
			in := bot.Input{ID: fmt.Sprint("at-once-", i), Address: someone, Text: "menu", At: morning.Add(time.Hour)}
			if err := v.nodes[i%3].Receive(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	loaded, err := v.store.Load(context.Background(), someone, "")
	if err != nil {
		t.Fatal(err)
	}
	var s bot.Session
	if err := s.Decode(string(loaded.Session)); err != nil {
		t.Fatal(err)
	}
	if s.Turns != copies+1 {
		t.Errorf("%d turns were applied, want %d", s.Turns, copies+1)
	}
}

func TestFromTheFirstMessageToAPersonAndBack(t *testing.T) {
	v := newService(t, 2)
	ctx := context.Background()
	if got := v.writes("bonjour, je dois scanner un papier"); len(got) == 0 {
		t.Fatal("no greeting")
	}
	v.writes("humain")
	if got := v.writes("1"); len(got) != 1 { // yes, keep what I write
		t.Fatalf("consent: %q", got)
	}
	cases, err := v.nodes[0].Cases(ctx, "")
	if err != nil || len(cases) != 1 {
		t.Fatalf("cases %v %v", cases, err)
	}
	id := cases[0].ID
	claim, err := v.nodes[1].Act(ctx, bot.Act{Kind: bot.ActClaim, Case: id, Staff: "marie", Name: "Marie"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActReply, Case: id, Claim: "another's", Text: "hm"}); !refusedAs(err, "not_yours") {
		t.Errorf("an act under another's claim: %v", err)
	}
	reply := bot.Act{Kind: bot.ActReply, Case: id, Claim: claim, Staff: "marie", Name: "Marie", Text: "Bonjour, montrez-moi."}
	if _, err := v.nodes[0].Act(ctx, reply); err != nil {
		t.Fatal(err)
	}
	if got := v.delivered(); len(got) != 1 || !strings.Contains(got[0], "Marie\u00a0: Bonjour, montrez-moi.") {
		t.Errorf("the counsellor's words: %q", got)
	}
	if got := v.writes("merci Marie"); len(got) != 0 {
		t.Errorf("the bot spoke while a person has the case: %q", got)
	}
	thread, states, err := v.nodes[0].Thread(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	last := thread[len(thread)-1]
	if last.From != bot.SaidByContact || last.Text != "merci Marie" {
		t.Errorf("the thread ends with %+v", last)
	}
	if e := thread[len(thread)-2]; e.From != bot.SaidByStaff || states[e.Reply].State != bot.DeliveryAccepted {
		t.Errorf("before it %+v, %v", e, states)
	}
	if _, err := v.nodes[0].Act(ctx, bot.Act{Kind: bot.ActHandBack, Case: id, Claim: claim, Staff: "marie"}); err != nil {
		t.Fatal(err)
	}
	if got := v.delivered(); len(got) == 0 {
		t.Error("nothing was said on the way back to the bot")
	}
	if cases, _ := v.nodes[0].Cases(ctx, ""); len(cases) != 0 {
		t.Errorf("a handed back case stays in the queue: %+v", cases)
	}
}

func refusedAs(err error, code string) bool {
	var r *assistant.Refused
	return errors.As(err, &r) && r.Code == code
}

func TestTenCounsellorsClaimOneCase(t *testing.T) {
	v := newService(t, 3)
	ctx := context.Background()
	for _, m := range []string{"bonjour", "humain", "1"} {
		v.writes(m)
	}
	cases, err := v.nodes[0].Cases(ctx, "")
	if err != nil || len(cases) != 1 {
		t.Fatalf("cases %v %v", cases, err)
	}
	var mu sync.Mutex
	var group sync.WaitGroup
	var owners []string
	for i := range 10 {
		group.Go(func() {
			name := fmt.Sprint("counsellor-", i)
			_, err := v.nodes[i%3].Act(ctx, bot.Act{Kind: bot.ActClaim, Case: cases[0].ID, Staff: name, Name: name})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				owners = append(owners, name)
			case !refusedAs(err, "already_claimed"):
				t.Error(err)
			}
		})
	}
	group.Wait()
	if len(owners) != 1 {
		t.Fatalf("the case has the owners %v", owners)
	}
	if c, err := v.nodes[0].Case(ctx, cases[0].ID, owners[0]); err != nil || c.Staff != owners[0] {
		t.Errorf("the queue shows %q, the owner is %q (%v)", c.Staff, owners[0], err)
	}
}

func TestAStoppedNodeTakesNoTurn(t *testing.T) {
	v := newService(t, 1)
	ctx := context.Background()
	if err := v.nodes[0].Close(ctx); err != nil {
		t.Fatal(err)
	}
	err := v.nodes[0].Receive(ctx, bot.Input{ID: "x", Address: someone, Text: "bonjour"})
	if !errors.Is(err, assistant.ErrClosing) {
		t.Errorf("a stopped node answered %v", err)
	}
}
