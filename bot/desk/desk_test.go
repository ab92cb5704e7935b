package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/text"
)

func fribourg(t *testing.T) *flows.Hours {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	morning, afternoon := flows.Range{From: 8*60 + 30, To: 11*60 + 30}, flows.Range{From: 13*60 + 30, To: 17 * 60}
	h := &flows.Hours{Zone: zone}
	for _, d := range []time.Weekday{time.Monday, time.Tuesday, time.Thursday} {
		h.Week[d] = []flows.Range{morning, afternoon}
	}
	h.Week[time.Wednesday] = []flows.Range{morning}
	h.Closed = []flows.Closure{{From: day(zone, 2026, 12, 24), To: day(zone, 2027, 1, 4)}}
	return h
}

func day(zone *time.Location, y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

func TestPromiseIsAHalfDay(t *testing.T) {
	h := fribourg(t)
	const layout = "Mon 2006-01-02 15:04"
	for _, c := range []struct{ now, from, end, open string }{
		{"2026-11-10 08:20", "Tue 2026-11-10 08:30", "Tue 2026-11-10 11:30", "no"},
		{"2026-11-10 09:00", "Tue 2026-11-10 09:00", "Tue 2026-11-10 11:30", "yes"},
		{"2026-11-10 11:10", "Tue 2026-11-10 13:30", "Tue 2026-11-10 17:00", "yes"}, // too little of the morning is left
		{"2026-11-10 12:00", "Tue 2026-11-10 13:30", "Tue 2026-11-10 17:00", "no"},  // lunch
		{"2026-11-11 15:00", "Thu 2026-11-12 08:30", "Thu 2026-11-12 11:30", "no"},
		{"2026-11-12 18:00", "Mon 2026-11-16 08:30", "Mon 2026-11-16 11:30", "no"}, // Friday and the weekend
		{"2026-12-23 12:00", "Tue 2027-01-05 08:30", "Tue 2027-01-05 11:30", "no"}, // over the closure
		{"2026-03-28 12:00", "Mon 2026-03-30 08:30", "Mon 2026-03-30 11:30", "no"}, // the clocks change between
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		from, end, ok := Promise(h, now)
		if !ok || from.Format(layout) != c.from || end.Format(layout) != c.end {
			t.Errorf("at %s: %s to %s, %v; want %s to %s", c.now, from.Format(layout), end.Format(layout), ok, c.from, c.end)
		}
		if got := Open(h, now); got != (c.open == "yes") {
			t.Errorf("at %s: open %v", c.now, got)
		}
	}
}

// TestNoonEndsAMorning: who is open through noon, or day and night, promises half-days
// too, and the desk says the same one as the phone; half an hour after noon is still
// the morning's opening.
func TestNoonEndsAMorning(t *testing.T) {
	for _, c := range []struct {
		open           flows.Range
		now, from, end string
		says           string
	}{
		{flows.Range{From: 8 * 60, To: 18 * 60}, "09:10", "09:10", "12:00", "ce matin"},
		{flows.Range{From: 8 * 60, To: 18 * 60}, "11:45", "12:00", "18:00", "cet après-midi"},
		{flows.Range{From: 8 * 60, To: 18 * 60}, "12:05", "12:05", "18:00", "cet après-midi"},
		{flows.Range{From: 0, To: 24 * 60}, "00:30", "00:30", "12:00", "ce matin"},
		{flows.Range{From: 0, To: 24 * 60}, "23:00", "23:00", "00:00", "cet après-midi"},
		{flows.Range{From: 8 * 60, To: 12*60 + 30}, "09:00", "09:00", "12:30", "ce matin"},
	} {
		h := fribourg(t)
		h.Week[time.Tuesday] = []flows.Range{c.open}
		now, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-10 "+c.now, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		from, end, ok := Promise(h, now)
		if !ok || from.Format("15:04") != c.from || end.Format("15:04") != c.end || !Open(h, now) {
			t.Errorf("at %s of %v: %s to %s, %v", c.now, c.open, from, end, ok)
		}
		for _, of := range []time.Time{from, InHalfDay(end)} {
			if says := text.HalfDay("fr", now, of); says != c.says {
				t.Errorf("at %s of %v: %q, not %q", c.now, c.open, says, c.says)
			}
		}
	}
}

func TestNeverOpenIsSaid(t *testing.T) {
	if _, _, ok := Promise(&flows.Hours{}, time.Unix(0, 0)); ok {
		t.Error("an agency without hours promised an answer")
	}
}

func TestLifeCycle(t *testing.T) {
	way := []struct {
		step Step
		want bot.CaseState
	}{{Queue, bot.CaseQueued}, {Claim, bot.CaseClaimed}, {Release, bot.CaseQueued}, {Claim, bot.CaseClaimed},
		{Reply, bot.CaseActive}, {Reply, bot.CaseActive}, {HandBack, bot.CaseClosed}, {Queue, bot.CaseQueued}, {Close, bot.CaseClosed}}
	state := bot.NoCase
	for _, w := range way {
		next, err := Next(state, w.step)
		if err != nil || next != w.want {
			t.Fatalf("%s from %s: %s, %v; want %s", w.step, state, next, err, w.want)
		}
		state = next
	}
	for _, c := range []struct {
		state bot.CaseState
		step  Step
	}{{bot.CaseClaimed, Claim}, {bot.CaseActive, Claim}, {bot.CaseQueued, Reply}, {bot.CaseClosed, Close}, {bot.NoCase, Claim}} {
		if _, err := Next(c.state, c.step); !errors.Is(err, ErrNotNow) {
			t.Errorf("%s from %s: error %v", c.step, c.state, err)
		}
	}
}

func TestPictureShowsEveryEvent(t *testing.T) {
	picture, err := Picture()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if !strings.Contains(picture, e.Name) {
			t.Errorf("the picture lacks %q", e.Name)
		}
	}
}

type facts map[string]string

func (f facts) Fact(name string) string { return f[name] }

func TestRoute(t *testing.T) {
	talk := &flows.Talk{
		Routing: []flows.Route{
			{When: flows.Condition{{Name: "language", Values: []string{"de", "en"}}}, To: "petra"},
			{When: flows.Condition{{Name: "last_help", Values: []string{"scan-document"}}}, To: "atelier"},
			{To: "accueil"},
		},
		Teams: []flows.Team{{ID: "accueil", Members: []string{"marie", "ahmed"}}, {ID: "atelier", Members: []string{"ahmed", "lea"}}, {ID: "petra", Members: []string{"petra"}, Backup: "atelier"}},
	}
	for _, c := range []struct {
		name, referent string
		facts          facts
		away           []string
		want           string
	}{
		{"nothing known", "", facts{}, nil, "accueil"},
		{"by language", "", facts{"language": "de"}, nil, "petra"},
		{"by topic", "", facts{"language": "fr", "last_help": "scan-document"}, nil, "atelier"},
		{"the referent comes first", "petra", facts{"last_help": "scan-document"}, nil, "petra"},
		{"a referent in a team", "lea", facts{}, nil, "atelier"},
		{"a referent who left", "nobody", facts{}, nil, "accueil"},
		{"a referent who is away, with a deputy", "petra", facts{}, []string{"petra"}, "atelier"},
		{"a referent of a team who is away", "lea", facts{}, []string{"lea"}, "accueil"},
		{"a team that is away as a whole", "", facts{"last_help": "scan-document"}, []string{"ahmed", "lea"}, "accueil"},
		{"one of a team is there", "", facts{"last_help": "scan-document"}, []string{"ahmed"}, "atelier"},
		{"the deputies are away too", "petra", facts{}, []string{"petra", "ahmed", "lea"}, "accueil"},
		{"nobody is there", "petra", facts{}, []string{"petra", "ahmed", "lea", "marie"}, "petra"},
	} {
		if got := Route(talk, c.referent, "", c.facts, c.away); got.ID != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.ID, c.want)
		}
	}
	for _, c := range []struct {
		name, referent, deputy string
		away                   []string
		want, stands           string
	}{
		{"the referent is there", "petra", "lea", nil, "petra", ""},
		{"the deputy of the day", "petra", "lea", []string{"petra"}, "atelier", "lea"},
		{"before the team's own backup", "petra", "marie", []string{"petra"}, "accueil", "marie"},
		{"the deputy is away too", "petra", "marie", []string{"petra", "marie"}, "atelier", ""},
		{"no deputy today", "petra", "", []string{"petra"}, "atelier", ""},
		{"a deputy of no team", "petra", "zoe", []string{"petra"}, "atelier", "zoe"},
		{"a deputy alone", "", "petra", nil, "petra", "petra"},
	} {
		if got := Route(talk, c.referent, c.deputy, facts{}, c.away); got.ID != c.want || Deputy(c.referent, c.deputy, c.away) != c.stands {
			t.Errorf("%s: %s, want %s", c.name, got.ID, c.want)
		}
	}
	if Route(&flows.Talk{}, "", "", facts{}, nil) != nil {
		t.Error("a team came from nowhere")
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct {
		one   bot.Case
		login string
		want  bool
	}{
		{bot.Case{Staff: "marie"}, "ahmed", true},
		{bot.Case{Hidden: true}, "ahmed", true}, // somebody must be able to take it
		{bot.Case{Hidden: true, Staff: "marie"}, "marie", true},
		{bot.Case{Hidden: true, Staff: "marie"}, "ahmed", false},
		{bot.Case{Hidden: true, Staff: "marie"}, "", false},
	} {
		if got := Visible(&c.one, c.login); got != c.want {
			t.Errorf("%+v for %q: %v", c.one, c.login, got)
		}
	}
}
