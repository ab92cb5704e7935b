package twilio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// accepted is a message as Twilio lists it, made some time before a moment.
func accepted(sid, text string, at time.Time) string {
	return fmt.Sprintf(`{"sid":%q,"body":%q,"date_created":%q,"date_sent":null}`, sid, text, at.UTC().Format(time.RFC1123Z))
}

func TestFind(t *testing.T) {
	since := time.Now()
	ago := func(d time.Duration) time.Time { return since.Add(-d) }
	for name, c := range map[string]struct{ list, want string }{
		"nothing":           {"", ""},
		"other words":       {accepted("SM1", "Bonsoir", since), ""},
		"the same, earlier": {accepted("SM1", reply.Text, ago(time.Hour)), ""},
		"the same":          {accepted("SM1", "Bonsoir", since) + "," + accepted("SM2", reply.Text, since), "SM2"},
		"one second ago":    {accepted("SM2", reply.Text, ago(time.Second)), "SM2"},
		"a space more":      {accepted("SM2", reply.Text+" \n", since), "SM2"},
		"other capitals":    {accepted("SM2", strings.ToUpper(reply.Text), since), ""},
		"no date":           {`{"sid":"SM2","body":"Bonjour à vous"}`, ""},
		"no readable date":  {`{"sid":"SM2","body":"Bonjour à vous","date_created":"today"}`, ""},
		"when it was sent":  {fmt.Sprintf(`{"sid":"SM2","body":"Bonjour à vous","date_sent":%q}`, since.UTC().Format(time.RFC1123Z)), "SM2"},
		"holes":             {`{},{"sid":null,"body":null,"date_created":null},` + accepted("SM2", reply.Text, since), "SM2"},
	} {
		asked := make(chan url.Values, 1)
		tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
			asked <- r.URL.Query()
			says(200, `{"messages":[`+c.list+`]}`)(w, r)
		})
		sid, found, err := tw.Sender(bot.SMS).Find(context.Background(), reply, since)
		if err != nil || sid != c.want || found != (c.want != "") {
			t.Errorf("%s: %q %v %v, want %q", name, sid, found, err, c.want)
		}
		q := <-asked
		if q.Get("To") != reply.To || q.Get("From") != "+41790000009" {
			t.Errorf("%s: asked %v", name, q)
		}
		for key := range q {
			if strings.HasPrefix(key, "DateSent") {
				t.Errorf("%s: %s passes over what is not sent yet", name, key)
			}
		}
	}
}

// TestFindAsksAboutTheRightPerson: a WhatsApp id may hold a dot and digits,
// which the library takes out of a query.
func TestFindAsksAboutTheRightPerson(t *testing.T) {
	for _, id := range []string{"+41790000001", "CH.13491208655302741918", "US.ENT.11815799212886844830", "a.1&To=b", "é 😀.5"} {
		asked := make(chan url.Values, 1)
		tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
			asked <- r.URL.Query()
			says(200, `{"messages":[]}`)(w, r)
		})
		if _, _, err := tw.Sender(bot.WhatsApp).Find(context.Background(), bot.Call{To: id, Text: "x"}, time.Now()); err != nil {
			t.Error(err)
		}
		if q := <-asked; len(q["To"]) != 1 || q.Get("To") != "whatsapp:"+id || q.Get("From") != "whatsapp:+41790000008" {
			t.Errorf("%q: asked about %q", id, q["To"])
		}
	}
}

// TestFindTrustsTwiliosClock: a machine whose clock is wrong finds its calls
// all the same, and no older ones.
func TestFindTrustsTwiliosClock(t *testing.T) {
	twilios := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, wrong := range []time.Duration{-time.Hour, -time.Minute, 0, time.Minute, time.Hour} {
		for age, want := range map[time.Duration]bool{3 * time.Second: true, 30 * time.Second: false} {
			tw, _ := platform(t, says(200, `{"messages":[`+accepted("SM1", reply.Text, twilios.Add(-age))+`]}`, "Date", twilios.Format(http.TimeFormat)))
			ours := twilios.Add(wrong)
			tw.options.Now = func() time.Time { return ours }
			_, found, err := tw.Sender(bot.SMS).Find(context.Background(), reply, ours.Add(-5*time.Second))
			if err != nil || found != want {
				t.Errorf("%s wrong, %s old: %v %v", wrong, age, found, err)
			}
		}
	}
}

func TestFindTurnsPages(t *testing.T) {
	since := time.Now()
	page := func(next, list string) string {
		return fmt.Sprintf(`{"messages":[%s],"next_page_uri":"/2010-04-01/Accounts/AC/Messages.json?PageSize=50&Page=1&PageToken=%s"}`, list, next)
	}
	for name, c := range map[string]struct {
		pages map[string]string
		want  string
		asked int
	}{
		"on the third":       {map[string]string{"": page("PA.1", accepted("SM1", "x", since)), "PA.1": page("PA.2", accepted("SM2", "y", since)), "PA.2": page("", accepted("SM3", reply.Text, since))}, "SM3", 3},
		"older: no further":  {map[string]string{"": page("PA.1", accepted("SM1", "x", since.Add(-time.Hour))), "PA.1": page("", accepted("SM3", reply.Text, since))}, "", 1},
		"one page":           {map[string]string{"": `{"messages":[],"next_page_uri":null}`}, "", 1},
		"round and round":    {map[string]string{"": page("PA.1", ""), "PA.1": page("PA.1", "")}, "", mostPages},
		"a page that is not": {map[string]string{"": `{"messages":[],"next_page_uri":"%zz"}`}, "", 1},
	} {
		asked := 0
		tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			says(200, c.pages[r.URL.Query().Get("PageToken")])(w, r)
		})
		sid, found, err := tw.Sender(bot.SMS).Find(context.Background(), reply, since)
		if err != nil || sid != c.want || found != (c.want != "") || asked != c.asked {
			t.Errorf("%s: %q %v %v, %d pages", name, sid, found, err, asked)
		}
	}
}

// TestFindCannotTell: no answer is not the answer "no", and tells nobody whom
// we asked about.
func TestFindCannotTell(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"HTML": says(502, "<html>"), "not JSON": says(200, "ok"), "nothing": says(204, ""), "credentials": twilioError(401, 20003), "ill": twilioError(500, 20500),
		"cut off": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		tw, _ := platform(t, answer)
		_, found, err := tw.Sender(bot.SMS).Find(context.Background(), reply, time.Now())
		var why *bot.SendError
		if found || !errors.As(err, &why) {
			t.Errorf("%s: %v %v", name, found, err)
			continue
		}
		for _, private := range []string{"4179", "Bonjour", token} {
			if strings.Contains(err.Error(), private) {
				t.Errorf("%s: %q shows in %v", name, private, err)
			}
		}
	}
}

func TestForget(t *testing.T) {
	for status, fine := range map[int]bool{204: true, 404: true, 401: false, 409: false, 500: false} {
		asked := make(chan string, 1)
		tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
			asked <- r.Method + " " + r.URL.Path
			says(status, map[bool]string{true: "", false: `{"code":1,"status":1}`}[status == 204])(w, r)
		})
		if err := tw.Sender(bot.SMS).Forget(context.Background(), "", "SM1"); (err == nil) != fine {
			t.Errorf("%d: %v", status, err)
		}
		if got := <-asked; got != "DELETE /2010-04-01/Accounts/AC"+token+"/Messages/SM1.json" {
			t.Errorf("%d: %s", status, got)
		}
	}
	tw, _ := platform(t, says(404, "<html>"))
	if err := tw.Sender(bot.SMS).Forget(context.Background(), "", "SM1"); err == nil {
		t.Error("a gateway that knows no such page was believed that the message is gone")
	}
}
