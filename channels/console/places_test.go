package console

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot/desk"
)

var handedIn = regexp.MustCompile(`name="contact" value="([^"]+)"`)

// TestSeatsAtTheDesk: a counsellor notes a seat with somebody; the list of the
// course has their name, and links to the page of those one follows only.
func TestSeatsAtTheDesk(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia <b>", "consent", "yes", "first", "yes")
	r := p.console.rooms["lien"]
	agency := r.Assistant.Book().Agency()
	next := desk.Meetings(agency, agency.Measure("phone-course"), r.local(), 1)[0].Round.String()
	take := func(do, units string) answer { return marie.post(at, "do", do+":seat", "round", next, "units", units) }
	take("take", "2").must(t, 200, at, "Noted.", "(2) · is coming")
	marie.get("/console/lien/places").must(t, 200, "/console/lien/places", "2 / 8")
	list := marie.get("/console/lien/places/"+next).must(t, 200, "/console/lien/places/"+next, "Nadia &lt;b&gt;", at)
	if strings.Contains(list.text, "<b>") {
		t.Error("a name is markup")
	}
	take("wait", "1").must(t, 200, at, "on the waiting list")
	marie.post(at, "do", "cancel|"+next+":seat").must(t, 200, at, "Noted.")
	marie.post(at, "do", "cancel|"+next+":seat").must(t, 200, at, "it is free already")
	marie.get("/console/lien/places/"+next).must(t, 200, "/console/lien/places/"+next, "Nobody has booked yet")
	for _, wrong := range []string{"", "phone-course", "phone-course/2020-01-01", "other/loan", "device-loan/2026-11-12"} {
		if got := marie.post(at, "do", "take:seat", "round", wrong); got.status == 200 && strings.Contains(got.text, "is coming") {
			t.Errorf("a seat in %q", wrong)
		}
	}
	marie.get("/console/lien/places/none/loan").must(t, 404, "/console/lien/places/none/loan", "no such list")
}

// TestLoansAtTheDesk: a device is handed over until a day, extended, and taken back
// by whoever of the team stands at the desk.
func TestLoansAtTheDesk(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia", "consent", "yes", "first", "yes")
	day := func(n int) string {
		return p.console.rooms["lien"].local().AddDate(0, 0, n).Format(time.DateOnly)
	}
	lend := func(do string, n int) answer {
		return marie.post(at, "do", do+":seat", "round", "device-loan/loan", "until", day(n))
	}
	lend("lend", 200).must(t, 200, at, "within the next 150 days")
	lend("lend", 0).must(t, 200, at)
	lend("lend", 30).must(t, 200, at, "Noted.", "due back", "The device starts and charges.")
	lend("extend", 60).must(t, 200, at, "Noted.")
	const where = "/console/lien/places/device-loan/loan"
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	list := ahmed.get(where).must(t, 200, where, "Nadia", "1 / 3")
	if strings.Contains(list.text, at) {
		t.Error("the page of somebody whom another one follows is linked")
	}
	who := list.first(handedIn)
	ahmed.post(where, "contact", who).must(t, 200, where, "the device is back", "All devices are here")
	if got := marie.get(at); strings.Contains(got.text, "due back") {
		t.Error("the person's page does not know that it is back")
	}
	ahmed.post(where, "contact", who).must(t, 200, where, "All devices are here")
}

// TestNothingIsCounted says what to write into the agency's file.
func TestNothingIsCounted(t *testing.T) {
	p, marie, _ := enrolled(t, "called", "Nadia", "consent", "yes")
	for i := range p.console.rooms["lien"].Assistant.Book().Agency().Measures {
		m := &p.console.rooms["lien"].Assistant.Book().Agency().Measures[i]
		seats, stock := m.Seats, m.Stock
		m.Seats, m.Stock = 0, 0
		t.Cleanup(func() { m.Seats, m.Stock = seats, stock })
	}
	marie.get("/console/lien/places").must(t, 200, "/console/lien/places", "Nothing is counted here")
}
