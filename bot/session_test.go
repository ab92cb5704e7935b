package bot

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func moment(t *rapid.T, name string) time.Time {
	if rapid.Bool().Draw(t, name+" given") {
		return time.Unix(rapid.Int64Range(1, 1<<33).Draw(t, name), 0).UTC()
	}
	return time.Time{}
}

func somePlace(t *rapid.T) Place {
	return Place{Flow: rapid.Uint32().Draw(t, "flow"), Step: rapid.Uint16().Draw(t, "step")}
}

func drawSession(t *rapid.T) Session {
	s := Session{
		State: State(rapid.IntRange(0, int(StateStopped)).Draw(t, "state")), Asking: Question(rapid.IntRange(0, int(AskNumber)).Draw(t, "asking")),
		Language: rapid.SampledFrom([]string{"", "fr", "de", "it", "en", "pt"}).Draw(t, "language"),
		Consent:  Answered(rapid.IntRange(0, 2).Draw(t, "consent")), Share: Answered(rapid.IntRange(0, 2).Draw(t, "share")),
		Referent: rapid.SampledFrom([]string{"", "petra"}).Draw(t, "referent"), Flags: Flag(rapid.Uint32().Draw(t, "flags")), Last: moment(t, "last"), Turns: rapid.Uint16().Draw(t, "turns"),
		Reach: Address{Telegram, rapid.StringMatching(`[0-9]{0,12}`).Draw(t, "reach")}, Place: somePlace(t), Check: somePlace(t),
		Hints:   rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(t, "hints"),
		CheckAt: moment(t, "check at"), EarlierCheck: somePlace(t), EarlierAt: moment(t, "earlier at"),
	}
	for range rapid.IntRange(0, 8).Draw(t, "places") {
		s.Calls, s.Trail = append(s.Calls, somePlace(t)), append(s.Trail, somePlace(t))
		s.Offered = append(s.Offered, Payload{PayloadKind(rapid.IntRange(1, 4).Draw(t, "kind")), rapid.Uint32().Draw(t, "f"), rapid.Uint16().Draw(t, "s"), 7})
		s.Answers = append(s.Answers, Answer{"name", rapid.String().Draw(t, "value")})
		s.Asked = append(s.Asked, Asked{rapid.Uint16().Draw(t, "item"), GradeUnknown, 2})
		s.Earlier = append(s.Earlier, Asked{rapid.Uint16().Draw(t, "earlier"), 1, 0})
		s.Timers = append(s.Timers, Timer{TimerPractice, moment(t, "timer"), somePlace(t)})
	}
	if rapid.Bool().Draw(t, "case") {
		s.Case = SessionCase{ID: "c1", State: CaseActive, Claim: "k", Staff: "marie", Name: "Marie", Requested: moment(t, "requested"), Due: moment(t, "due"), Reason: ReasonCallBack, Place: somePlace(t), Hints: 3, Notice: "stopped", Replied: moment(t, "replied"), Team: "accueil", Lapses: moment(t, "lapses"), Until: moment(t, "until"), Offered: "ahmed", Before: "marie", Deadline: moment(t, "deadline"), SendAt: moment(t, "send"), Late: 1, Only: rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,8}`), 0, 3).Draw(t, "only"),
			Record: CaseRecord{Claimed: moment(t, "claimed"), Answered: moment(t, "answered"), Moved: rapid.Byte().Draw(t, "moved"), Alone: 2, Topics: rapid.SliceOfN(rapid.StringMatching(`[a-z-]{1,12}`), 1, 3).Draw(t, "topics"), Offered: []string{"place/hall"}, Spoken: []string{"met 30"}}}
	}
	if rapid.Bool().Draw(t, "together") {
		x := &s.Together
		x.On, x.Told, x.Helped, x.Spoke = rapid.Bool().Draw(t, "on"), rapid.Bool().Draw(t, "told"), rapid.Bool().Draw(t, "helped"), rapid.Bool().Draw(t, "spoke")
		x.Gave, x.Single, x.Since, x.Ended = rapid.Byte().Draw(t, "gave"), somePlace(t), moment(t, "since"), somePlace(t)
		for range rapid.IntRange(0, 3).Draw(t, "ways") {
			x.Ways = append(x.Ways, StepWay{somePlace(t), Way(rapid.IntRange(0, 3).Draw(t, "way"))})
			x.Redo = append(x.Redo, Redo{somePlace(t), moment(t, "done at"), moment(t, "asked")})
		}
		x.For = ForThem{ForState(rapid.IntRange(0, 6).Draw(t, "for")), somePlace(t), moment(t, "for at"), rapid.Byte().Draw(t, "count"), rapid.Bool().Draw(t, "owed")}
	}
	s.Danger = SessionDanger{Rests: moment(t, "doubt rests"), Said: rapid.Uint16().Draw(t, "doubt")}
	if rapid.Bool().Draw(t, "danger") {
		s.Danger = SessionDanger{Class: Violence, At: moment(t, "at"), Rests: moment(t, "rests")}
		s.Shown = Payload{PayloadOffer, 0, 3, 1}
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "seats") {
		s.Seats = append(s.Seats, Seat{Round{"course", uint32(n)}, SeatState(rapid.IntRange(1, 4).Draw(t, "seat")), 2, moment(t, "seat since"), moment(t, "seat until"), 1})
	}
	if rapid.Bool().Draw(t, "followed") {
		s.Followed = Followed{NeverFirst: rapid.Bool().Draw(t, "never"), Heard: rapid.Bool().Draw(t, "heard"), Agreed: moment(t, "agreed"), Shared: moment(t, "shared"), Enrolled: moment(t, "enrolled"), Spoke: moment(t, "spoke"),
			Safe: Safe{rapid.ByteMax(127).Draw(t, "days"), 9, 17}, Cases: rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,20}`), 0, 8).Draw(t, "cases")}
		s.Followed.NotWith = rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,8}`), 0, MostNotWith).Draw(t, "not with")
		s.Followed.Deputies[rapid.IntRange(0, 6).Draw(t, "day")] = "ahmed"
		if at := moment(t, "look"); !at.IsZero() {
			s.Followed.Looks = []Looked{{at, "Marie"}}
		}
	}
	return s
}

// same compares sessions, an empty list being the same as none.
func same(a, b Session) bool { return strings.EqualFold(dump(a), dump(b)) }

func dump(s Session) string {
	v := reflect.ValueOf(s)
	var b strings.Builder
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Slice && f.Len() == 0 {
			continue
		}
		if f.Type() == reflect.TypeFor[Address]() {
			b.WriteString(s.Reach.URI())
			continue
		}
		fmt.Fprintf(&b, "%s %+v\n", v.Type().Field(i).Name, f.Interface())
	}
	return b.String()
}

func TestSessionComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawSession(t)
		var got Session
		if err := got.Decode(string(want.Append(nil))); err != nil {
			t.Fatal(err)
		}
		if !same(want, got) {
			t.Fatalf("want\n%s\ngot\n%s", dump(want), dump(got))
		}
	})
}

func TestDecodeRefusesWhatIsNoSession(t *testing.T) {
	whole := (&Session{Language: "fr", Place: Place{3, 2}}).Append(nil)
	for name, src := range map[string][]byte{
		"nothing": nil, "another version": append([]byte{99}, whole[1:]...), "too long": append(whole[:len(whole):len(whole)], 0),
		"an unknown state": append([]byte{sessionVersion, 200}, whole[2:]...),
	} {
		var s Session
		if err := s.Decode(string(src)); !errors.Is(err, ErrSession) {
			t.Errorf("%s: got %v, want ErrSession", name, err)
		}
	}
	for cut := range whole {
		var s Session
		if s.Decode(string(whole[:cut])) == nil {
			t.Errorf("cut after %d bytes: no error", cut)
		}
	}
}

// TestSessionVersion1 holds the layout of version 1: a session stored by an
// earlier program must open in a later one.
func TestSessionVersion1(t *testing.T) {
	s := Session{State: StateHelp, Language: "fr", Reach: Address{SMS, "+41790000001"}, Last: time.Unix(1764000000, 0).UTC(),
		Turns: 12, Place: Place{4, 11}, Device: Android, Consent: Yes, Hints: []uint8{1}}
	const stored = "\x01\x02\x00\x00\x01\x01\x02fr\x00\x00\x01\x0c+41790000001\x80\x82\x92\xc9\x06\x00\x00\x00\x00\x00\x0c\x04\x0b\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	var got Session
	if err := got.Decode(stored); err != nil || !same(s, got) {
		t.Errorf("err %v, got\n%s\nwant\n%s\n%q", err, dump(got), dump(s), s.Append(nil))
	}
}

func FuzzSessionDecode(f *testing.F) {
	f.Add((&Session{Language: "de", Offered: []Payload{{Kind: PayloadStep, Flow: 3}}, Case: SessionCase{ID: "c"}}).Append(nil))
	f.Add([]byte{sessionVersion, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, src []byte) {
		var s, again Session
		if s.Decode(string(src)) != nil {
			return
		}
		if err := again.Decode(string(s.Append(nil))); err != nil || !same(s, again) {
			t.Fatalf("what was read cannot be written: %v", err)
		}
	})
}

func TestPayloadRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Payload{PayloadKind(rapid.IntRange(1, 4).Draw(t, "kind")), rapid.Uint32().Draw(t, "flow"), rapid.Uint16().Draw(t, "step"), rapid.Uint16().Draw(t, "arg")}
		text := want.String()
		if got, ok := ParsePayload(text); !ok || got != want || len(text) > 64 {
			t.Fatalf("%q: got %v %v", text, got, ok)
		}
	})
	for _, bad := range []string{"", "1", "1.2.3", "0.1.1.1", "9.1.1.1", "1.1.1.zzzzz", "a.b.c.d.e", "1.-1.0.0"} {
		if _, ok := ParsePayload(bad); ok {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestAddressHidesItself(t *testing.T) {
	a, err := ParseAddress("whatsapp:+41790000001")
	if err != nil || a.URI() != "whatsapp:+41790000001" {
		t.Fatal(a.URI(), err)
	}
	for _, shown := range []string{fmt.Sprint(a), fmt.Sprintf("%+v", a), fmt.Sprintf("%#v", a), a.LogValue().String()} {
		if strings.Contains(shown, "4179") {
			t.Errorf("the address shows itself: %s", shown)
		}
	}
	for _, bad := range []string{"", "sms", "sms:", "fax:1", ":+41790000001"} {
		if _, err := ParseAddress(bad); err == nil || strings.Contains(err.Error(), "4179") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}
