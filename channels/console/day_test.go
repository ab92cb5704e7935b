package console

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// day is a counsellor's day at the desk, with what it asks of them counted.
type day struct {
	*caller
	t         *testing.T
	p         *place
	taps      int // that reporting takes
	worst     int // of one case or talk
	fields    int // that must be filled in to report
	minutes   int // of the day's work
	reported  int
	caseCount int
}

var requiredField = regexp.MustCompile(`<(?:input|textarea|select)[^>]*\srequired`)

// looks opens a page, and counts what must be filled in there.
func (d *day) looks(at string) string {
	d.t.Helper()
	got := d.get(at)
	d.fields += len(requiredField.FindAllString(got.text, -1))
	return got.text
}

// reports is the taps that one case or talk took to report.
func (d *day) reports(taps, minutes int) {
	d.taps, d.worst, d.minutes, d.reported = d.taps+taps, max(d.worst, taps), d.minutes+minutes, d.reported+1
}

var (
	waitingCase = regexp.MustCompile(`id="take-([0-9A-Za-z_-]+)"`)
)

// takes claims the case that waits.
func (d *day) takes() (at, claim string) {
	d.t.Helper()
	found := waitingCase.FindStringSubmatch(d.looks("/console/lien/"))
	if found == nil {
		d.t.Fatal("nobody waits")
	}
	at = "/console/lien/case/" + found[1]
	d.post(at, "do", "claim")
	claim = claimOf.FindStringSubmatch(d.looks(at))[1]
	d.caseCount++
	return at, claim
}

// ends closes a case: a tap of the work itself, and with it the report is
// confirmed.
func (d *day) ends(at, claim string) {
	d.t.Helper()
	if page := d.looks(at); !strings.Contains(page, "wrote itself") || !strings.Contains(page, "Close and confirm") {
		d.t.Fatalf("no report is there to confirm: %s", page)
	}
	d.post(at, "do", "close", "claim", claim).must(d.t, 200, "/console/lien/")
}

// tap presses a button that stands on a page.
func (d *day) tap(at, page, name, value string, more ...string) {
	d.t.Helper()
	if !strings.Contains(page, fmt.Sprintf(`name="%s" value="%s"`, name, value)) {
		d.t.Fatalf("%s has no button %s", at, value)
	}
	d.post(at, append([]string{name, value}, more...)...)
}

// TestADayIsReportedByItself: eight meetings, three calls, nine chats. At most one
// tap for each, and nothing to fill in. A tap is taken as 2.65 s (keystroke-level
// model: mental preparation 1.35, pointing 1.1, pressing 0.2; Card, Moran and
// Newell 1980, CACM 23, 396-410), so that the share of the day can be told.
func TestADayIsReportedByItself(t *testing.T) {
	p := newPlace(t)
	d := &day{caller: p.caller(t), t: t, p: p}
	d.login("marie", password)
	at, claim := d.takes() // who waits in every place
	d.post(at, "do", "reply", "claim", claim, "text", "Bonjour")
	d.ends(at, claim)
	d.reports(0, 10)
	person := func(i int) bot.Address {
		return bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprintf("+4179100%04d", i)}
	}
	for i := range 8 { // with the first, nine chats
		p.writes(t, person(i), "bonjour", "humain", "1")
		at, claim := d.takes()
		d.post(at, "do", "reply", "claim", claim, "text", "Bonjour")
		d.ends(at, claim)
		d.reports(0, 10)
	}
	for i := range 4 { // meetings with who asked for one
		p.writes(t, person(20+i), "bonjour", "humain", "1")
		at, claim := d.takes()
		d.tap(at, d.looks(at), "do", "met 30:spoke", "claim", claim, "text", "")
		d.ends(at, claim)
		d.reports(1, 30)
	}
	for i := range 3 { // calls
		p.writes(t, person(40+i), "bonjour", "humain", "1")
		at, claim := d.takes()
		d.tap(at, d.looks(at), "do", "spoke 15:spoke", "claim", claim, "text", "")
		d.ends(at, claim)
		d.reports(1, 15)
	}
	for range 4 { // meetings with who walks in and has no request here
		d.tap("/console/lien/spoke", d.looks("/console/lien/"), "how", "met 30")
		d.reports(1, 30)
	}
	if d.reported != 20 || d.caseCount != 16 {
		t.Fatalf("%d reported, %d cases", d.reported, d.caseCount)
	}
	share := float64(d.taps) * 2.65 / float64(d.minutes*60)
	t.Logf("reporting: %d taps, %d fields, %.0f s of %d minutes: %.2f %%", d.taps, d.fields, float64(d.taps)*2.65, d.minutes, 100*share)
	if d.taps != 11 || d.worst > 1 || d.fields != 0 || share > 0.05 {
		t.Errorf("reporting takes %d taps, up to %d for one, %d fields, %.1f %%", d.taps, d.worst, d.fields, 100*share)
	}
	figures := d.looks("/console/lien/figures")
	for name, want := range map[string]string{"Requests closed": "16", "Meetings and calls noted": "11", "Met": "8", "Call": "3"} {
		if !regexp.MustCompile(`<th scope="row">` + name + `</th><td>` + want + `</td>`).MatchString(figures) {
			t.Errorf("the figures do not say %s %s", name, want)
		}
	}
}

// TestATapIsSaid, keeps what was being typed, and takes nothing else.
func TestATapIsSaid(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "met 30:spoke", "claim", claim, "text", "à demain").must(t, 200, at, "Met, 30 minutes", "à demain")
	marie.post(at, "do", "met 999:spoke", "claim", claim, "text", "").must(t, 200, at)
	if got := marie.post("/console/lien/spoke", "how", "met 999"); got.status != 400 {
		t.Errorf("nonsense is taken: %d", got.status)
	}
	marie.post("/console/lien/spoke", "how", "nobody 5").must(t, 200, "/console/lien/", "Noted, without a name.")
	events, err := p.desk.Events(t.Context(), time.Time{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range events {
		if e.Kind == bot.EventSpoke {
			said = append(said, e.Value)
		}
	}
	if strings.Join(said, ", ") != "met 30, nobody 5" {
		t.Errorf("the journal has %v", said)
	}
}
