package login

import (
	"testing"
	"time"

	"passerelle/bot"
)

func TestSessionsOfAnAccount(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	a := bot.Account{}
	for _, id := range []string{"one", "two", "three"} {
		Open(&a, bot.OpenSession{ID: id, Began: now, Last: now}, Usual)
	}
	for after, want := range map[time.Duration]bool{0: true, 12 * time.Hour: true, 12*time.Hour + 6*time.Minute: false} {
		if _, ok := Find(&a, "one", Usual, now.Add(after)); ok != want {
			t.Errorf("after %s: %v", after, ok)
		}
	}
	b := a
	for day := range 14 {
		Look(&b, "one", now.Add(time.Duration(day)*12*time.Hour))
	}
	if _, ok := Find(&b, "one", Usual, now.Add(7*24*time.Hour)); !ok {
		t.Error("it ends before the week is over")
	}
	if _, ok := Find(&b, "one", Usual, now.Add(7*24*time.Hour+time.Second)); ok {
		t.Error("it outlives the week")
	}
	for _, id := range []string{"", "four"} {
		if _, ok := Find(&a, id, Usual, now); ok {
			t.Errorf("%q is open", id)
		}
	}
	End(&a, "two")
	if len(a.Open) != 2 || a.Open[1].ID != "three" || len(b.Open) != 3 {
		t.Errorf("%+v", a.Open)
	}
	EndOthers(&a, "three")
	if len(a.Open) != 1 || a.Open[0].ID != "three" {
		t.Errorf("%+v", a.Open)
	}
	a.Disabled = true
	if _, ok := Find(&a, "three", Usual, now); ok {
		t.Error("a closed account has a session")
	}
}

// TestSessionsAreBounded: what is over goes, and of too many the stalest.
func TestSessionsAreBounded(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	a := bot.Account{}
	for i := range 2 * mostOpen {
		at := now.Add(time.Duration(i) * time.Minute)
		Open(&a, bot.OpenSession{ID: string(rune('A' + i)), Began: at, Last: at}, Usual)
	}
	if len(a.Open) != mostOpen || a.Open[0].ID != string(rune('A'+mostOpen)) {
		t.Errorf("%d, the first %s", len(a.Open), a.Open[0].ID)
	}
	later := now.Add(24 * time.Hour)
	Open(&a, bot.OpenSession{ID: "z", Began: later, Last: later}, Usual)
	if len(a.Open) != 1 {
		t.Errorf("%d are left over", len(a.Open)-1)
	}
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0":           "Edge · Windows",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                  "Firefox · Linux",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari · iPhone",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36":                         "Chrome · Android",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":                   "Safari · Mac",
		"curl/8.5": "", "": "", "<script>Firefox": "Firefox",
	} {
		if got := Device(agent); got != want {
			t.Errorf("%s: %q, want %q", agent, got, want)
		}
	}
}
