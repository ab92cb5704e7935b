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
	"passerelle/channels"
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
	c.Template, c.Media = "HX"+token, "" // the words are the template's
	if _, err := tw.Sender(bot.WhatsApp).Send(context.Background(), c); err != nil || got.Form.Get("ContentSid") != "HX"+token || got.Form.Has("Body") {
		t.Errorf("a template leaves as %v, %v", got.Form, err)
	}
}

func TestSendFails(t *testing.T) {
	var leave context.CancelFunc // the deadline, at the worst moment: asked and not answered
	hang := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server sees a client leave once the body is read
		leave()
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
		"credentials":             {twilioError(401, 20003), bot.SendRetry, "credentials", channels.Mend},
		"credentials, by status":  {twilioError(403, 20005), bot.SendRetry, "credentials", channels.Mend},
		"our own number":          {twilioError(400, 21606), bot.SendRetry, "credentials", channels.Mend},
		"a code of tomorrow":      {twilioError(400, 99999), bot.SendNever, "refused", 0},
		"too many":                {twilioError(429, 20429), bot.SendRetry, "limited", 0},
		"too many, wait":          {says(429, `{"code":20429,"status":429}`, "Retry-After", "7"), bot.SendRetry, "limited", 7 * time.Second},
		"too many for WhatsApp":   {twilioError(400, 63018), bot.SendRetry, "limited", 0},
		"a gateway: too many":     {says(429, "<html>slow down</html>", "Retry-After", "3"), bot.SendRetry, "limited", 3 * time.Second},
		"switched off":            {twilioError(400, 30003), bot.SendRetry, "unreachable", 0},
		"Twilio is ill":           {twilioError(503, 20500), bot.SendRetry, "down", 0},
		"Twilio is ill, wait":     {says(503, `{"code":20503,"status":503}`, "Retry-After", "9"), bot.SendRetry, "down", 9 * time.Second},
		"for ever":                {says(429, `{"code":20429}`, "Retry-After", "999999999"), bot.SendRetry, "limited", mostAfter},
		"until nonsense":          {says(429, `{"code":20429}`, "Retry-After", "soon"), bot.SendRetry, "limited", 0},
		"a gateway forbids":       {says(403, "<html>"), bot.SendRetry, "credentials", channels.Mend},
		"a gateway knows nothing": {says(404, "<html>"), bot.SendRetry, "down", 0},
		"a gateway's own JSON":    {says(502, `{"status":502,"error":"Bad Gateway"}`), bot.SendUnknown, "down", 0},
		"HTML of a gateway":       {says(502, "<html>Bad Gateway</html>"), bot.SendUnknown, "down", 0},
		"empty, but created":      {says(201, ""), bot.SendUnknown, "down", 0},
		"created without an id":   {says(201, "{}"), bot.SendUnknown, "down", 0},
		"elsewhere":               {says(307, "", "Location", "/elsewhere"), bot.SendUnknown, "down", 0},
		"JSON that is not theirs": {says(500, "{}"), bot.SendUnknown, "down", 0},
		"no answer":               {hang, bot.SendUnknown, "down", 0},
		"cut off":                 {cut, bot.SendUnknown, "down", 0},
		"half an answer":          {half, bot.SendUnknown, "down", 0},
	} {
		t.Run(name, func(t *testing.T) {
			tw, _ := platform(t, c.answer)
			var log bytes.Buffer
			tw.options.Log = slog.New(slog.NewTextHandler(&log, nil))
			ctx, end := context.WithCancel(context.Background())
			defer end()
			leave = end
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
