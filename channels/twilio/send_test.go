package twilio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/bot"
)

var reply = bot.Call{ID: "A.0", Channel: bot.SMS, To: "+41790000001", Text: "Bonjour à vous"}

// platform is a stand-in for Twilio's REST interface.
func platform(t *testing.T, answer http.HandlerFunc) (*Twilio, *atomic.Int32) {
	t.Helper()
	server := httptest.NewUnstartedServer(answer)
	connections := &atomic.Int32{}
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	o := options()
	o.BaseURL, o.Transport = server.URL, &http.Transport{}
	return open(t, o), connections
}

func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func twilioError(status, code int) http.HandlerFunc {
	return says(status, fmt.Sprintf(`{"code":%d,"message":"The 'To' number +41790000001 and Bonjour","status":%d}`, code, status))
}

func TestSendAsks(t *testing.T) {
	var got *http.Request
	tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		got = r
		says(201, `{"sid":"SM7"}`)(w, r)
	})
	tw.options.APIKey, tw.options.APISecret = "SK"+token, "keysecret0123456789"
	c := reply
	c.Channel, c.Media = bot.WhatsApp, "abc123"
	sid, err := tw.Sender(bot.WhatsApp).Send(context.Background(), c)
	if err != nil || sid != "SM7" {
		t.Fatalf("%q %v", sid, err)
	}
	if got.URL.Path != "/2010-04-01/Accounts/AC"+token+"/Messages.json" {
		t.Errorf("path %s", got.URL.Path)
	}
	if user, password, _ := got.BasicAuth(); user != "SK"+token || password != "keysecret0123456789" {
		t.Errorf("signed as %s", user)
	}
	for k, want := range map[string]string{
		"To": "whatsapp:+41790000001", "From": "whatsapp:+41790000008", "Body": "Bonjour à vous",
		"StatusCallback": public + hook + "/status?call=A.0", "MediaUrl": public + "/media/lien/abc123",
	} {
		if got.Form.Get(k) != want {
			t.Errorf("%s is %q, want %q", k, got.Form.Get(k), want)
		}
	}
}

func TestSendFails(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server sees a client leave once the body is read
		<-r.Context().Done()
	}
	cut := func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			c.Close()
		}
	}
	half := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		says(201, `{"sid":"SM`)(w, r)
	}
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		outcome bot.SendOutcome
		reason  string
		after   time.Duration
	}{
		"stop":                    {twilioError(400, 21610), bot.SendNever, "blocked", 0},
		"no such number":          {twilioError(400, 21211), bot.SendNever, "unreachable", 0},
		"a fixed line":            {twilioError(400, 21614), bot.SendNever, "unreachable", 0},
		"too long":                {twilioError(400, 21617), bot.SendNever, "too-long", 0},
		"that country":            {twilioError(400, 21408), bot.SendNever, "refused", 0},
		"window":                  {twilioError(400, 63016), bot.SendNever, "window-closed", 0},
		"credentials":             {twilioError(401, 20003), bot.SendNever, "credentials", 0},
		"a code of tomorrow":      {twilioError(400, 99999), bot.SendNever, "refused", 0},
		"too many":                {twilioError(429, 20429), bot.SendRetry, "limited", 0},
		"too many, wait":          {says(429, `{"code":20429,"status":429}`, "Retry-After", "7"), bot.SendRetry, "limited", 7 * time.Second},
		"too many for WhatsApp":   {twilioError(400, 63018), bot.SendRetry, "limited", 0},
		"a gateway: too many":     {says(429, "<html>slow down</html>", "Retry-After", "3"), bot.SendRetry, "limited", 3 * time.Second},
		"switched off":            {twilioError(400, 30003), bot.SendRetry, "unreachable", 0},
		"Twilio is ill":           {twilioError(503, 20500), bot.SendRetry, "down", 0},
		"HTML of a gateway":       {says(502, "<html>Bad Gateway</html>"), bot.SendUnknown, "down", 0},
		"empty, but created":      {says(201, ""), bot.SendUnknown, "down", 0},
		"created without an id":   {says(201, "{}"), bot.SendUnknown, "down", 0},
		"JSON that is not theirs": {says(500, "{}"), bot.SendUnknown, "down", 0},
		"no answer":               {hang, bot.SendUnknown, "down", 0},
		"cut off":                 {cut, bot.SendUnknown, "down", 0},
		"half an answer":          {half, bot.SendUnknown, "down", 0},
	} {
		t.Run(name, func(t *testing.T) {
			tw, _ := platform(t, c.answer)
			var log bytes.Buffer
			tw.options.Log = slog.New(slog.NewTextHandler(&log, nil))
			ctx, end := context.WithTimeout(context.Background(), 300*time.Millisecond)
			defer end()
			_, err := tw.Sender(bot.SMS).Send(ctx, reply)
			var why *bot.SendError
			if !errors.As(err, &why) || why.Outcome != c.outcome || why.Reason != c.reason || why.After != c.after {
				t.Errorf("%#v %v, want %d %s %s", why, err, c.outcome, c.reason, c.after)
			}
			for _, private := range []string{"4179", "Bonjour", token} {
				if err != nil && strings.Contains(err.Error()+log.String(), private) {
					t.Errorf("%q shows in %v %s", private, err, log.String())
				}
			}
		})
	}
}

func TestNobodyThereIsCertain(t *testing.T) {
	o := options()
	o.BaseURL = "http://127.0.0.1:1" // nobody listens on it
	_, err := open(t, o).Sender(bot.SMS).Send(context.Background(), reply)
	var why *bot.SendError
	if !errors.As(err, &why) || why.Outcome != bot.SendRetry || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("%v", err)
	}
}

// TestConnectionsAreReused: the library forgets the bodies of errors, and a
// forgotten body holds its connection.
func TestConnectionsAreReused(t *testing.T) {
	tw, connections := platform(t, says(502, strings.Repeat("<p>Bad Gateway</p>", 2000)))
	for range 50 {
		if _, err := tw.Sender(bot.SMS).Send(context.Background(), reply); err == nil {
			t.Fatal("a 502 was taken for success")
		}
	}
	if n := connections.Load(); n > 2 {
		t.Errorf("%d connections for 50 requests one after the other", n)
	}
}

func TestFind(t *testing.T) {
	since := time.Now()
	at := func(ago time.Duration) string { return since.Add(-ago).UTC().Format(time.RFC1123Z) }
	one := func(sid, text, made string) string {
		return fmt.Sprintf(`{"sid":%q,"body":%q,"date_created":%q}`, sid, text, made)
	}
	for name, c := range map[string]struct{ list, want string }{
		"nothing":           {"", ""},
		"other words":       {one("SM1", "Bonsoir", at(0)), ""},
		"the same, earlier": {one("SM1", reply.Text, at(time.Hour)), ""},
		"the same":          {one("SM1", "Bonsoir", at(0)) + "," + one("SM2", reply.Text, at(0)), "SM2"},
		"clocks differ":     {one("SM2", reply.Text, at(20*time.Second)), "SM2"},
		"no date":           {`{"sid":"SM2","body":"Bonjour à vous"}`, ""},
	} {
		tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet || r.URL.Query().Get("To") != reply.To || r.URL.Query().Get("From") != "+41790000009" {
				t.Errorf("%s: asked %s %s", name, r.Method, r.URL)
			}
			says(200, `{"messages":[`+c.list+`]}`)(w, r)
		})
		sid, found, err := tw.Sender(bot.SMS).Find(context.Background(), reply, since)
		if err != nil || sid != c.want || found != (c.want != "") {
			t.Errorf("%s: %q %v %v, want %q", name, sid, found, err, c.want)
		}
	}
	tw, _ := platform(t, says(502, "<html>"))
	if _, _, err := tw.Sender(bot.SMS).Find(context.Background(), reply, since); err == nil {
		t.Error("a 502 is no answer to whether it was sent")
	}
}

func TestForget(t *testing.T) {
	for status, fine := range map[int]bool{204: true, 404: true, 401: false, 500: false} {
		tw, _ := platform(t, says(status, map[bool]string{true: "", false: `{"code":1,"status":1}`}[status == 204]))
		if err := tw.Sender(bot.SMS).Forget(context.Background(), "", "SM1"); (err == nil) != fine {
			t.Errorf("%d: %v", status, err)
		}
	}
}
