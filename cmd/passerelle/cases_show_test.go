package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"passerelle/bot"
)

// shows: a case at the keyboard has what its page has, for whom it may.
func (s *served) shows(id string) {
	t := s.t
	t.Helper()
	command1(t, exitFine, "staff", "add", "ahmed")
	mine, others := command1(t, exitFine, "cases", "show", id, "--as", "Marie"), command1(t, exitFine, "cases", "show", id, "--as", "ahmed")
	if !strings.Contains(mine, "sms:+41790000001") || !strings.Contains(mine, "préviens") || !strings.Contains(mine, "je vous appelle") || !strings.Contains(mine, "active") {
		t.Errorf("the one who has the case sees\n%s", mine)
	}
	if strings.Contains(others, "+41790000001") || !strings.Contains(others, "préviens") {
		t.Errorf("a colleague sees\n%s", others)
	}
	if said := command1(t, exitFine, "cases", "show", id, "--as", "ahmed", "--json"); !strings.Contains(said, `"state":"active"`) || strings.Contains(said, `"claim"`) || strings.Contains(said, "0000001") {
		t.Errorf("a colleague's program sees %s", said)
	}
	command1(t, exitFailure, "cases", "show", id, "--as", "nobody")
	command1(t, exitFailure, "cases", "show", "none", "--as", "marie")
	for login, want := range map[string]bool{"": false, "ahmed": false, "Marie": true} {
		list := command1(t, exitFine, "cases", "list", "--json", "--as", login)
		if strings.Contains(list, `"claim"`) != want || !strings.Contains(list, `"channel":"sms"`) {
			t.Errorf("as %q: %s", login, list)
		}
	}
	command1(t, exitUsage, "cases", "reply", id, strings.Repeat("é", bot.MostReply+1), "--as", "marie")
	command1(t, exitUsage, "cases", "reply", id, " ", "--as", "marie")
	if said := command1(t, exitFine, "journal", "export"); !strings.Contains(said, `"what":"case requested"`) || strings.Contains(said, id) || strings.Contains(said, "0000001") || strings.Contains(said, "marie") {
		t.Errorf("the journal has\n%s", said)
	}
	if said := command1(t, exitFine, "journal", "export", "--to", "2001-01-01"); said != "" {
		t.Errorf("before we began: %s", said)
	}
	s.audits(id)
	s.works()
	s.shares(id)
	s.keeps(id)
	s.follows(id)
}

// works: a week and absences are kept, by the keyboard.
func (s *served) works() {
	t := s.t
	t.Helper()
	if said := command1(t, exitFine, "staff", "hours", "ahmed"); !strings.Contains(said, "the agency's hours") {
		t.Errorf("nothing was written yet: %s", said)
	}
	said := command1(t, exitFine, "staff", "hours", "Ahmed", "--day", "tue=08:30-11:30, 13:30-17:00", "--day", "thu=09:00-12:00", "--away", "2099-12-20:2099-12-24")
	if !strings.Contains(said, "08:30-11:30, 13:30-17:00") || !strings.Contains(said, "2099-12-20 to 2099-12-24") {
		t.Errorf("ahmed's hours: %s", said)
	}
	if said := command1(t, exitFine, "staff", "hours", "ahmed", "--day", "tue=", "--not-away", "2099-12-20:2099-12-24", "--json"); !strings.Contains(said, `"thu":"09:00-12:00","tue":""`) || !strings.Contains(said, `"away":[]`) {
		t.Errorf("as JSON: %s", said)
	}
	for _, wrong := range [][]string{{"--day", "tue=morning"}, {"--day", "someday=08:00-12:00"}, {"--away", "tomorrow"}, {"--not-away", "2099-01-01:2099-01-02"}} {
		command1(t, exitUsage, append([]string{"staff", "hours", "ahmed"}, wrong...)...)
	}
	if said := command1(t, exitFine, "staff", "hours", "ahmed", "--agency-hours"); !strings.Contains(said, "the agency's hours") {
		t.Errorf("the agency's hours again: %s", said)
	}
	command1(t, exitFailure, "staff", "hours", "nobody")
}

// shares: a result that the person shared is shown with the case, in words.
func (s *served) shares(id string) {
	t := s.t
	t.Helper()
	c := casesShow()
	c.SetContext(t.Context())
	if err := inOffice(c, func(o *office) error {
		one, err := o.assistant.Case(t.Context(), id, "")
		if err != nil {
			return err
		}
		l, err := o.store.LoadContact(t.Context(), one.Contact)
		if err != nil {
			return err
		}
		kept := []byte(`{"id":"r1","check":"first-steps","language":"fr","channel":"sms","items":[{"item":"dev-volume","unknown":true}],"words":"trop\u001b vite"}`)
		return o.store.Commit(t.Context(), &bot.Commit{Loaded: l, Next: l.Session, TTL: time.Hour, At: time.Now(), Results: kept})
	}); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"marie", "ahmed"} {
		if said := command1(t, exitFine, "cases", "show", id, "--as", login); !strings.Contains(said, "trop vite") || !strings.Contains(said, "ne sait pas") {
			t.Errorf("%s sees of the shared result\n%s", login, said)
		}
	}
}

// keeps: what is kept of a person, by kind, and in a file for them.
func (s *served) keeps(id string) {
	t := s.t
	t.Helper()
	for _, who := range [][]string{{"--case", id}, {"--address", "sms:+41790000001"}} {
		kept := command1(t, exitFine, append([]string{"contact", "show"}, who...)...)
		if !strings.Contains(kept, "consent") || strings.Contains(kept, "0000001") || strings.Contains(kept, "préviens") {
			t.Errorf("contact show %v:\n%s", who, kept)
		}
	}
	command1(t, exitFailure, "contact", "show", "--address", "sms:+41790000099")
	command1(t, exitFailure, "contact", "show", "--case", "none")
	command1(t, exitUsage, "contact", "show")
	command1(t, exitUsage, "contact", "export", "--case", id, "-")
	file := filepath.Join(t.TempDir(), "person.json")
	if out := command1(t, exitFine, "contact", "export", "--case", id, file); out != "" {
		t.Errorf("it was printed: %s", out)
	}
	if said := command1(t, exitFine, "audit", "--reason", "who exported what", "--json"); strings.Count(said, `"what":"exported"`) != 1 || strings.Contains(said, "0000001") {
		t.Errorf("the audit of an export: %s", said)
	}
	source, err := os.ReadFile(file)
	info, bad := os.Stat(file)
	if err != nil || bad != nil || info.Mode().Perm() != 0o600 || !strings.Contains(string(source), "préviens") || !strings.Contains(string(source), `"item": "dev-volume"`) || !strings.Contains(string(source), "sms:+41790000001") {
		t.Errorf("the export: %v %v %s", err, info, source)
	}
	command1(t, exitFailure, "contact", "export", "--case", id, file)
}
