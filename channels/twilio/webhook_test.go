package twilio

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"passerelle/bot"
)

const (
	token  = "0123456789abcdef0123456789abcdef"
	public = "https://lien.example.org"
	hook   = "/twilio/lien"
)

func options() Options {
	return Options{Agency: "lien", AccountSID: "AC" + token, AuthToken: token, PublicURL: public, SMS: "+41790000009", WhatsApp: "+41790000008"}
}

func open(t *testing.T, o Options) *Twilio {
	t.Helper()
	tw, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return tw
}

// loop is an agency's loop that notes what it is given.
type loop struct {
	inputs   []bot.Input
	statuses []bot.Report
	err      error
}

func (l *loop) Receive(_ context.Context, in bot.Input) error {
	if l.err == nil {
		l.inputs = append(l.inputs, in)
	}
	return l.err
}

func (l *loop) Status(_ context.Context, r bot.Report) error {
	if l.err == nil {
		l.statuses = append(l.statuses, r)
	}
	return l.err
}

// sign signs as Twilio documents it, written apart from the library.
func sign(address string, form url.Values) string {
	var keys []string
	for k := range form {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		address += k + form.Get(k)
	}
	h := hmac.New(sha1.New, []byte(token))
	io.WriteString(h, address)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func pairs(s ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(s); i += 2 {
		v.Add(s[i], s[i+1])
	}
	return v
}

// call posts a form that Twilio signed, changed by the caller.
func call(h http.Handler, path string, form url.Values, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://behind.the.proxy:8080"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	r.Header.Set("X-Twilio-Signature", sign(public+path, form))
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// broken is a connection that breaks.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func body(r *http.Request, s string) {
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(s)), int64(len(s))
}

func TestWebhookRefuses(t *testing.T) {
	sms := pairs("MessageSid", "SM1", "From", "+41790000001", "Body", "bonjour")
	var log bytes.Buffer
	o := options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	for name, c := range map[string]struct {
		path   string
		change func(*http.Request)
		want   int
	}{
		"as it should be":   {hook, nil, 200},
		"query is signed":   {hook + "?x=1", nil, 200},
		"bad signature":     {hook, func(r *http.Request) { r.Header.Set("X-Twilio-Signature", sign(public+hook, pairs("Body", "x"))) }, 403},
		"no signature":      {hook, func(r *http.Request) { r.Header.Del("X-Twilio-Signature") }, 403},
		"other address":     {hook, func(r *http.Request) { r.Header.Set("X-Twilio-Signature", sign("https://other.example.org"+hook, sms)) }, 403},
		"a forged Host":     {hook, func(r *http.Request) { r.Host = "evil.example.org" }, 200},
		"one more value":    {hook, func(r *http.Request) { body(r, sms.Encode()+"&Body=pay") }, 400},
		"one more key":      {hook, func(r *http.Request) { body(r, sms.Encode()+"&NumMedia=1") }, 403},
		"broken escape":     {hook, func(r *http.Request) { body(r, "Body=%zz") }, 400},
		"too large":         {hook, func(r *http.Request) { body(r, "Body="+strings.Repeat("x", mostBody)) }, 413},
		"a part of a key":   {hook, func(r *http.Request) { body(r, sms.Encode()+";Body=pay") }, 400},
		"an empty body":     {hook, func(r *http.Request) { body(r, "") }, 403},
		"a signed query":    {hook + "?Body=pay", func(r *http.Request) { r.Header.Set("X-Twilio-Signature", sign(public+hook, sms)) }, 403},
		"a body that ends":  {hook, func(r *http.Request) { r.Body = io.NopCloser(io.MultiReader(strings.NewReader("Body="), broken{})) }, 400},
		"not a form":        {hook, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, 415},
		"no type":           {hook, func(r *http.Request) { r.Header.Del("Content-Type") }, 415},
		"asked, not posted": {hook, func(r *http.Request) { r.Method = http.MethodGet }, 405},
		"overwritten":       {hook, func(r *http.Request) { r.Method = http.MethodPut }, 405},
		"another agency":    {"/twilio/other", nil, 404},
		"another's status":  {"/twilio/other/status", nil, 404},
		"a longer path":     {hook + "/status/x", nil, 404},
	} {
		l := &loop{}
		w := call(open(t, o).Handler(l), c.path, sms, c.change)
		if w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", name, w.Code, w.Body, c.want)
		}
		if got, want := len(l.inputs), map[bool]int{true: 1}[c.want == 200]; got != want {
			t.Errorf("%s: %d inputs applied, want %d", name, got, want)
		}
	}
	for _, private := range []string{"4179", "bonjour", token, "SM1"} {
		if strings.Contains(log.String(), private) {
			t.Errorf("%q shows in the log: %s", private, log.String())
		}
	}
}

// TestBehindAProxy: over a real connection, under another Host, in pieces.
func TestBehindAProxy(t *testing.T) {
	l := &loop{}
	server := httptest.NewServer(open(t, options()).Handler(l))
	defer server.Close()
	for name, c := range map[string]struct {
		text string
		want int
	}{"bonjour": {"bonjour", 200}, "too large": {strings.Repeat("é", mostBody), 413}} {
		form := pairs("MessageSid", "SM1", "From", "+41790000001", "Body", c.text)
		pieces := struct{ io.Reader }{strings.NewReader(form.Encode())} // of a length that is not told
		r, err := http.NewRequest(http.MethodPost, server.URL+hook, pieces)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-Host", "evil.example.org")
		r.Header.Set("X-Twilio-Signature", sign(public+hook, form))
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		w.Body.Close()
		if w.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", name, w.StatusCode, c.want)
		}
	}
	if len(l.inputs) != 1 {
		t.Errorf("%d inputs applied", len(l.inputs))
	}
}

func TestStorageAwayIsTriedAgain(t *testing.T) {
	h := open(t, options()).Handler(&loop{err: errors.New("redis is away")})
	for path, form := range map[string]url.Values{
		hook:                    pairs("MessageSid", "SM1", "From", "+41790000001"),
		hook + "/voice":         pairs("CallSid", "CA1", "From", "+41790000001"),
		hook + "/status?call=A": pairs("MessageSid", "SM1", "MessageStatus", "sent"),
	} {
		if w := call(h, path, form, nil); w.Code != 503 || strings.Contains(w.Body.String(), "redis") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}
