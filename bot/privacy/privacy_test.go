package privacy

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

func TestSealing(t *testing.T) {
	old, master := NewMasterKey(), NewMasterKey()
	before, err := NewSealer(old, "")
	if err != nil {
		t.Fatal(err)
	}
	key, err := before.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	plain, context := []byte("je veux parler"), []byte("thread:1")
	sealed, err := before.Seal(key, plain, context)
	if err != nil || bytes.Contains(sealed, plain) {
		t.Fatal("not sealed", err)
	}
	after, err := NewSealer(master, old)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := after.Open(key, sealed, context); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("the earlier master key does not open: %v", err)
	}
	stranger, err := NewSealer(master, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"another master key": func() ([]byte, error) { return stranger.Open(key, sealed, context) },
		"another context":    func() ([]byte, error) { return before.Open(key, sealed, []byte("thread:2")) },
		"a changed byte":     func() ([]byte, error) { return before.Open(key, append([]byte{sealed[0] ^ 1}, sealed[1:]...), context) },
		"a broken key":       func() ([]byte, error) { return before.Open(key[1:], sealed, context) },
	} {
		if _, err := open(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	for _, bad := range []string{"", "short", "bm90IDMyIGJ5dGVz"} {
		if _, err := NewSealer(bad, ""); err == nil {
			t.Errorf("the master key %q was accepted", bad)
		}
	}
}

func TestHashIsKeyed(t *testing.T) {
	s, err := NewSealer(NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	one, _ := s.NewKey()
	two, _ := s.NewKey()
	address := bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	a, err := s.Hash(one, address)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := s.Hash(one, address)
	other, _ := s.Hash(two, address)
	whatsapp, _ := s.Hash(one, bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"})
	if a != again || a == other || a == whatsapp {
		t.Error("the hash must depend on the key and the whole address, and on nothing else")
	}
}

func TestOutreachGate(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 10, 12, 0, 0, 0, zone)
	calm := Outreach{Channel: bot.SMS, State: bot.StateMenu, Last: noon.Add(-72 * time.Hour)}
	for _, c := range []struct {
		name    string
		change  func(*Outreach)
		now     time.Time
		allowed bool
		because string
		after   string
	}{
		{"wanted, by day", func(*Outreach) {}, noon, true, "", ""},
		{"said stop", func(o *Outreach) { o.State = bot.StateStopped }, noon, false, "stopped", ""},
		{"danger mark", func(o *Outreach) { o.Danger = bot.Violence }, noon, false, "danger", ""},
		{"a counsellor has the case", func(o *Outreach) { o.State = bot.StateWithPerson }, noon, false, "with_person", ""},
		{"WhatsApp after a day", func(o *Outreach) { o.Channel = bot.WhatsApp }, noon, false, "window", ""},
		{"WhatsApp within a day", func(o *Outreach) { o.Channel, o.Last = bot.WhatsApp, noon.Add(-time.Hour) }, noon, true, "", ""},
		{"at night", func(*Outreach) {}, noon.Add(11 * time.Hour), false, "quiet", "2026-11-11 09:00"},
		{"early", func(*Outreach) {}, noon.Add(-6 * time.Hour), false, "quiet", "2026-11-10 09:00"},
		{"a counsellor, by day", func(o *Outreach) { o.Kind, o.State = Counsellor, bot.StateWithPerson }, noon, true, "", ""},
		{"a counsellor at night", func(o *Outreach) { o.Kind = Counsellor }, noon.Add(11 * time.Hour), false, "quiet", "2026-11-11 08:00"},
		{"a counsellor who answers at once at night", func(o *Outreach) { o.Kind, o.Last = Counsellor, noon.Add(11*time.Hour-time.Minute) }, noon.Add(11 * time.Hour), true, "", ""},
		{"a counsellor, and somebody else may read", func(o *Outreach) { o.Kind, o.Danger = Counsellor, bot.Violence }, noon, false, "danger", ""},
		{"a counsellor who answers at once, in danger", func(o *Outreach) { o.Kind, o.Danger, o.Last = Counsellor, bot.Violence, noon.Add(-time.Minute) }, noon, true, "", ""},
		{"a counsellor at night, in distress", func(o *Outreach) { o.Kind, o.Danger = Counsellor, bot.Suicide }, noon.Add(11 * time.Hour), true, "", ""},
		{"a counsellor at night, somebody else may read", func(o *Outreach) { o.Kind, o.Danger = Counsellor, bot.Violence }, noon.Add(11 * time.Hour), false, "danger", ""},
		{"a counsellor, in distress", func(o *Outreach) { o.Kind, o.Danger = Counsellor, bot.Suicide }, noon, true, "", ""},
		{"a counsellor after stop", func(o *Outreach) { o.Kind, o.State, o.Last = Counsellor, bot.StateStopped, noon }, noon, false, "stopped", ""},
		{"no address", func(o *Outreach) { o.Channel = 0 }, noon, false, "no_address", ""},
		{"first, nobody asked", func(o *Outreach) { o.Kind, o.Wanted = First, true }, noon, true, "", ""},
		{"first, and they agreed to nothing", func(o *Outreach) { o.Kind = First }, noon, false, "unwanted", ""},
		{"first, in danger of any kind", func(o *Outreach) { o.Kind, o.Wanted, o.Danger = First, true, bot.Suicide }, noon, false, "danger", ""},
		{"first, and never", func(o *Outreach) { o.Kind, o.Wanted, o.NeverFirst = First, true, true }, noon, false, "never", ""},
		{"first on WhatsApp after a day", func(o *Outreach) { o.Kind, o.Wanted, o.Channel = First, true, bot.WhatsApp }, noon, false, "window", ""},
		{"first, after stop", func(o *Outreach) { o.Kind, o.Wanted, o.State = First, true, bot.StateStopped }, noon, false, "stopped", ""},
		{"first, before nine", func(o *Outreach) { o.Kind, o.Wanted = First, true }, noon.Add(-4 * time.Hour), false, "quiet", "2026-11-10 09:00"},
		{"never first, a reminder", func(o *Outreach) { o.NeverFirst = true }, noon, false, "never", ""},
		{"never first, a counsellor later", func(o *Outreach) { o.Kind, o.NeverFirst = Counsellor, true }, noon, false, "never", ""},
		{"never first, a counsellor at once", func(o *Outreach) { o.Kind, o.NeverFirst, o.Last = Counsellor, true, noon.Add(-time.Minute) }, noon, true, "", ""},
		{"inside what was agreed", func(o *Outreach) { o.Safe = bot.Safe{From: 12, To: 14} }, noon, true, "", ""},
		{"after what was agreed, a counsellor", func(o *Outreach) { o.Kind, o.Safe = Counsellor, bot.Safe{From: 9, To: 12} }, noon, false, "safe", "2026-11-11 09:00"},
		{"on another day than agreed", func(o *Outreach) { o.Safe = bot.Safe{Days: 1 << time.Friday} }, noon, false, "safe", "2026-11-13 09:00"},
		{"on a day that was agreed", func(o *Outreach) { o.Safe = bot.Safe{Days: 1 << time.Tuesday} }, noon, true, "", ""},
		{"an hour that is usual for nobody", func(o *Outreach) { o.Safe = bot.Safe{From: 22, To: 24} }, noon.Add(11 * time.Hour), true, "", ""},
		{"in distress, outside what was agreed", func(o *Outreach) { o.Kind, o.Danger, o.Safe = Counsellor, bot.Suicide, bot.Safe{From: 9, To: 12} }, noon, false, "safe", "2026-11-11 09:00"},
		{"next week, the same day", func(o *Outreach) { o.Safe = bot.Safe{Days: 1 << time.Tuesday, From: 8, To: 10} }, noon, false, "safe", "2026-11-17 08:00"},
		{"a counsellor on WhatsApp after a day", func(o *Outreach) { o.Kind, o.Channel = Counsellor, bot.WhatsApp }, noon, false, "window", ""},
	} {
		o := calm
		c.change(&o)
		v := Allow(o, c.now)
		after := ""
		if !v.After.IsZero() {
			after = v.After.Format("2006-01-02 15:04")
		}
		if v.Allowed != c.allowed || v.Because != c.because || after != c.after {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
}

func TestEveryKindHasAReason(t *testing.T) {
	for kind, rule := range Retention {
		if rule.Keep <= 0 || rule.Because == "" {
			t.Errorf("%s: %+v", kind, rule)
		}
	}
	if Keep(FlowTexts) <= Keep(Sessions) {
		t.Error("a session could outlive the flow that it is in")
	}
	if Keep(Unreported) <= Keep(Delivered) || Keep(Unreported) >= Keep(Statuses) {
		t.Error("a copy at Twilio could outlive the mark that its delivery is final")
	}
}
