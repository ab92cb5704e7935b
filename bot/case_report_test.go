package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRoundMinutes(t *testing.T) {
	from := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	for seconds, want := range map[int]int{0: 5, 20: 5, 7 * 60: 5, 8 * 60: 10, 23 * 60: 25, 3600: 60} {
		if got := RoundMinutes(from, from.Add(time.Duration(seconds)*time.Second)); got != want {
			t.Errorf("%d s: %d minutes, want %d", seconds, got, want)
		}
	}
	if RoundMinutes(time.Time{}, from) != 0 {
		t.Error("a case that nobody took has a length")
	}
}

func TestClasses(t *testing.T) {
	for minutes, want := range map[int]string{0: "15", 15: "15", 16: "30", 120: "120", 121: "day", 24*60 + 1: "longer", 1 << 30: "longer"} {
		if got := ClassOf(Lengths, minutes); got != want {
			t.Errorf("%d minutes: %q, want %q", minutes, got, want)
		}
	}
}

// TestValuesComeBack: what an event's value says is read as it was written.
func TestValuesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := func(name string) string { return rapid.StringMatching(`[a-z0-9-]{0,8}`).Draw(t, name) }
		w := Wait{some("class"), some("kept"), some("band")}
		if got, err := ParseWait(w.String()); err != nil || got != w {
			t.Fatal(got, err)
		}
		c := Closing{some("length"), some("way"), some("next")}
		if got, err := ParseClosing(c.String() + " newer=thing"); err != nil || got != c {
			t.Fatal(got, err)
		}
	})
	if _, err := ParseWait("nonsense"); err == nil {
		t.Error("nonsense was read")
	}
}

// TestARecordIsBounded, and each thing stands in it once.
func TestARecordIsBounded(t *testing.T) {
	var r CaseRecord
	for i := range 100 {
		r.NoteTopic(string(rune('a' + i%40)))
		r.NoteOffer("place/hall")
		r.NoteOffer("")
	}
	if len(r.Topics) != mostNoted || !slices.Equal(r.Offered, []string{"place/hall"}) {
		t.Errorf("%+v", r)
	}
}

// TestSessionVersion3: a case that an earlier program stored opens, with an empty
// record.
func TestSessionVersion3(t *testing.T) {
	s := Session{State: StateWaiting, Language: "fr", Case: SessionCase{ID: "c1", State: CaseQueued, Reason: ReasonAsked}}
	stored := "\x03\x04\x00\x00\x00\x00\x02fr" + strings.Repeat("\x00", 22) + "\x02c1\x02" + strings.Repeat("\x00", 5) + "\x01" + strings.Repeat("\x00", 19)
	var got Session
	if err := got.Decode(stored); err != nil || !same(s, got) {
		t.Errorf("%v\n%s", err, dump(got))
	}
}
