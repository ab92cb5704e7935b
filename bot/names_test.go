package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// TestNamesInJSON: programs read names; what was stored as numbers is still read.
func TestNamesInJSON(t *testing.T) {
	c := Case{ID: "x", State: CaseActive, Channel: Telegram, Danger: Violence, Requested: time.Unix(1, 0).UTC(), Due: time.Unix(2, 0).UTC()}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"state":"active"`, `"channel":"telegram"`, `"danger":"violence-danger"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s lacks %s", b, want)
		}
	}
	older := strings.NewReplacer(`"active"`, "4", `"telegram"`, "3", `"violence-danger"`, "2").Replace(string(b))
	for _, stored := range []string{string(b), older} {
		var back Case
		if err := json.Unmarshal([]byte(stored), &back); err != nil || back.State != c.State || back.Channel != c.Channel || back.Danger != c.Danger {
			t.Errorf("%s: %+v %v", stored, back, err)
		}
	}
	var call Call
	if err := json.Unmarshal([]byte(`{"id":"a","c":2,"to":"+41790000001"}`), &call); err != nil || call.Channel != WhatsApp {
		t.Errorf("a call of an older version: %v %v", call.Channel, err)
	}
	if b, err := json.Marshal(Case{}); err != nil || strings.Contains(string(b), "danger") {
		t.Errorf("no danger is left out: %s %v", b, err)
	}
}

// TestEveryNameComesBack, by text and by JSON; what is no name is refused.
func TestEveryNameComesBack(t *testing.T) {
	for i := range caseNames {
		back := CaseState(99)
		if text, err := CaseState(i).MarshalText(); err != nil || back.UnmarshalText(text) != nil || back != CaseState(i) {
			t.Errorf("state %d: %s %v %v", i, text, err, back)
		}
	}
	for i := range channelNames {
		back := Channel(99)
		if text, err := Channel(i).MarshalText(); err != nil || back.UnmarshalText(text) != nil || back != Channel(i) {
			t.Errorf("channel %d: %s %v %v", i, text, err, back)
		}
	}
	for i := range dangerNames {
		back := DangerClass(99)
		if text, err := DangerClass(i).MarshalText(); err != nil || back.UnmarshalText(text) != nil || back != DangerClass(i) {
			t.Errorf("danger %d: %s %v %v", i, text, err, back)
		}
	}
	var s CaseState
	for _, bad := range []string{`"nothing"`, `300`, `-1`, `{}`} {
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s was read as %v", bad, s)
		}
	}
	if _, err := CaseState(99).MarshalText(); err == nil {
		t.Error("a state without a name was written")
	}
}
