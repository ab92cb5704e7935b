package desk

import (
	"reflect"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// TestBarred: who is unwanted and who is not among those named are kept away, and
// see the same: that there is something.
func TestBarred(t *testing.T) {
	whole := bot.Case{ID: "c", Contact: "p", State: bot.CaseQueued, Reason: "asked", Topic: "bill", Language: "fr", Staff: "x", Requested: time.Unix(9, 0), Danger: bot.Violence}
	for login, c := range map[string]struct {
		notWith, only []string
		barred        bool
	}{
		"marie": {[]string{"marie"}, nil, true},
		"ahmed": {[]string{"marie"}, nil, false},
		"petra": {nil, []string{"ahmed"}, true},
		"lea":   {nil, []string{"ahmed", "lea"}, false},
		"":      {nil, []string{"ahmed"}, true},
		"zoe":   {[]string{"zoe"}, []string{"zoe"}, true},
	} {
		one := whole
		one.NotWith, one.Only = c.notWith, c.only
		shown := Shown(one, login)
		if Barred(&one, login) != c.barred || shown.Barred != c.barred || shown.NotWith != nil {
			t.Errorf("%q: %+v", login, shown)
		}
		if want := (bot.Case{ID: "c", State: bot.CaseQueued, Requested: time.Unix(9, 0), Barred: true}); c.barred && !reflect.DeepEqual(shown, want) {
			t.Errorf("%q sees %+v", login, shown)
		}
		if list, _ := Pick([]bot.Case{one}, Someone{Login: login}, &flows.Talk{}); len(list) == 1 == c.barred {
			t.Errorf("%q may take %v", login, list)
		}
		if list, _ := Pick([]bot.Case{shown}, Someone{Login: login}, &flows.Talk{}); len(list) == 1 == c.barred {
			t.Errorf("%q may take what is blank: %v", login, list)
		}
	}
}
