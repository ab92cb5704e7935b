package twilio

import (
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

	"github.com/google/go-cmp/cmp"

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
	statuses []report
	err      error
}

type report struct {
	call, sid string
	state     bot.DeliveryState
	reason    string
}

func (l *loop) Receive(_ context.Context, in bot.Input) error {
	if l.err == nil {
		l.inputs = append(l.inputs, in)
	}
	return l.err
}

func (l *loop) Status(_ context.Context, call, sid string, state bot.DeliveryState, reason string) error {
	if l.err == nil {
		l.statuses = append(l.statuses, report{call, sid, state, reason})
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

func body(r *http.Request, s string) {
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(s)), int64(len(s))
}

func TestWebhookRefuses(t *testing.T) {
	sms := pairs("MessageSid", "SM1", "From", "+41790000001", "Body", "bonjour")
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
		"not a form":        {hook, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, 415},
		"no type":           {hook, func(r *http.Request) { r.Header.Del("Content-Type") }, 415},
		"asked, not posted": {hook, func(r *http.Request) { r.Method = http.MethodGet }, 405},
		"another agency":    {"/twilio/other", nil, 404},
	} {
		l := &loop{}
		w := call(open(t, options()).Handler(l), c.path, sms, c.change)
		if w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", name, w.Code, w.Body, c.want)
		}
		if got, want := len(l.inputs), map[bool]int{true: 1}[c.want == 200]; got != want {
			t.Errorf("%s: %d inputs applied, want %d", name, got, want)
		}
	}
}

func TestWebhookReads(t *testing.T) {
	payload := bot.Payload{Kind: bot.PayloadStep, Flow: 3, Step: 2, Arg: 1}
	anna := bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	wa := bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"}
	for name, c := range map[string]struct {
		form url.Values
		want bot.Input
	}{
		"words":                   {pairs("From", "+41790000001", "Body", "Ça va ? 😀"), bot.Input{Address: anna, Text: "Ça va ? 😀"}},
		"nothing":                 {pairs("From", "+41790000001", "Body", ""), bot.Input{Address: anna}},
		"broken UTF-8":            {pairs("From", "+41790000001", "Body", "a\xffb"), bot.Input{Address: anna, Text: "a\uFFFDb"}},
		"an id that is no number": {pairs("From", "whatsapp:CH.1234abcd", "Body", "x"), bot.Input{Address: bot.Address{Channel: bot.WhatsApp, ID: "CH.1234abcd"}, Text: "x"}},
		"stop":                    {pairs("From", "+41790000001", "Body", "STOP", "OptOutType", "STOP"), bot.Input{Address: anna, Text: "STOP"}},
		"our button":              {pairs("From", "whatsapp:+41790000001", "Body", "Oui", "ButtonPayload", payload.String(), "ButtonText", "Oui"), bot.Input{Address: wa, Text: "Oui", Payload: payload}},
		"a strange button":        {pairs("From", "whatsapp:+41790000001", "ButtonPayload", "old-one", "ButtonText", "Oui"), bot.Input{Address: wa, Text: "Oui"}},
		"a list":                  {pairs("From", "whatsapp:+41790000001", "ListId", payload.String(), "ListTitle", "Wi-Fi"), bot.Input{Address: wa, Text: "Wi-Fi", Payload: payload}},
		"a voice note":            {pairs("From", "whatsapp:+41790000001", "NumMedia", "1", "MediaContentType0", "audio/ogg", "MediaUrl0", "https://api.twilio.com/2010/Media/ME1"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Voice, Type: "audio/ogg", Ref: "/2010/Media/ME1"}}}},
		"two media": {pairs("From", "+41790000001", "NumMedia", "2", "MediaContentType0", "image/jpeg", "MediaUrl0", "https://x/1", "MediaContentType1", "application/pdf", "MediaUrl1", "https://x/2"),
			bot.Input{Address: anna, Media: []bot.Media{{Kind: bot.Picture, Type: "image/jpeg", Ref: "/1"}, {Kind: bot.Document, Type: "application/pdf", Ref: "/2"}}}},
		"a place":                {pairs("From", "whatsapp:+41790000001", "Latitude", "46.8", "Longitude", "7.1"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Location, Ref: "46.8,7.1"}}}},
		"what is not known yet":  {pairs("From", "+41790000001", "Body", "x", "NewThing", "y", "NumMedia", "many"), bot.Input{Address: anna, Text: "x"}},
		"sticker, video and vcf": {pairs("From", "+41790000001", "NumMedia", "3", "MediaContentType0", "image/webp", "MediaContentType1", "video/mp4", "MediaContentType2", "text/vcard"), bot.Input{Address: anna, Media: []bot.Media{{Kind: bot.Sticker, Type: "image/webp"}, {Kind: bot.Video, Type: "video/mp4"}, {Kind: bot.ContactCard, Type: "text/vcard"}}}},
	} {
		c.form.Set("MessageSid", "SM1")
		c.want.ID = "SM1"
		l := &loop{}
		w := call(open(t, options()).Handler(l), hook, c.form, nil)
		if w.Code != 200 || w.Body.String() != nothing || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/xml") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
			continue
		}
		if diff := cmp.Diff([]bot.Input{c.want}, l.inputs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, form := range map[string]url.Values{"no sender": pairs("MessageSid", "SM1"), "no id": pairs("From", "+41790000001")} {
		if w := call(open(t, options()).Handler(&loop{}), hook, form, nil); w.Code != 400 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

func TestVoiceMeansCallMeBack(t *testing.T) {
	for from, want := range map[string]int{"+41790000001": 1, "": 0, "Anonymous": 0, "+266696687": 0, "sip:someone@example.org": 0} {
		l := &loop{}
		w := call(open(t, options()).Handler(l), hook+"/voice", pairs("CallSid", "CA1", "From", from), nil)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `<Reject reason="busy"/>`) || len(l.inputs) != want {
			t.Errorf("%q: %d %s, %d inputs", from, w.Code, w.Body, len(l.inputs))
		}
		if want == 1 && (!l.inputs[0].Call || l.inputs[0].ID != "CA1" || l.inputs[0].Address.ID != from) {
			t.Errorf("%q: %+v", from, l.inputs[0])
		}
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		status, code string
		want         []report
	}{
		{"queued", "", nil}, {"sending", "", nil}, {"something-new", "", nil},
		{"sent", "", []report{{"A.0", "SM1", bot.DeliverySent, ""}}},
		{"delivered", "", []report{{"A.0", "SM1", bot.DeliveryArrived, ""}}},
		{"read", "", []report{{"A.0", "SM1", bot.DeliveryRead, ""}}},
		{"failed", "21610", []report{{"A.0", "SM1", bot.DeliveryRefused, "blocked"}}},
		{"undelivered", "30003", []report{{"A.0", "SM1", bot.DeliveryRefused, "unreachable"}}},
		{"undelivered", "", []report{{"A.0", "SM1", bot.DeliveryRefused, "refused"}}},
	} {
		l := &loop{}
		tw := open(t, options())
		path := strings.TrimPrefix(tw.statusURL("A.0"), public)
		if w := call(tw.Handler(l), path, pairs("MessageSid", "SM1", "MessageStatus", c.status, "ErrorCode", c.code), nil); w.Code != 200 {
			t.Errorf("%s: %d %s", c.status, w.Code, w.Body)
		}
		if diff := cmp.Diff(c.want, l.statuses, cmp.AllowUnexported(report{})); diff != "" {
			t.Errorf("%s: %s", c.status, diff)
		}
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

func TestNewTellsEverything(t *testing.T) {
	_, err := New(Options{AccountSID: "AC12", AuthToken: "with space", APIKey: "SK1", SMS: "079", BaseURL: "http://example.org"})
	for _, want := range []string{"account SID", "auth token", "API key", "PUBLIC_URL", "+41790000001", "BASE_URL"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
	if err != nil && (strings.Contains(err.Error(), "with space") || strings.Contains(err.Error(), "AC12")) {
		t.Errorf("the error shows a credential: %v", err)
	}
}

func FuzzWebhook(f *testing.F) {
	f.Add(hook, "MessageSid=SM1&From=%2B41790000001&Body=bonjour", true)
	f.Add(hook+"/voice", "CallSid=CA1&From=%2B41790000001", true)
	f.Add(hook+"/status?call=A.0", "MessageStatus=read&MessageSid=SM1", true)
	f.Add(hook, "MessageSid=SM1&From=whatsapp:x&NumMedia=99999999999&Body=%ff", true)
	f.Add(hook, "Body=a&Body=b;c", false)
	tw, err := New(options())
	if err != nil {
		f.Fatal(err)
	}
	tw.options.Log = slog.New(slog.DiscardHandler)
	f.Fuzz(func(t *testing.T, path, form string, signed bool) {
		if u, err := url.ParseRequestURI(path); err != nil || u.Host != "" || strings.Contains(path, "#") {
			return
		}
		l := &loop{}
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form))
		r.URL, _ = url.ParseRequestURI(path)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if values, err := url.ParseQuery(form); signed && err == nil {
			r.Header.Set("X-Twilio-Signature", sign(public+r.URL.RequestURI(), values))
		}
		w := httptest.NewRecorder()
		tw.Handler(l).ServeHTTP(w, r)
		if !slices.Contains([]int{200, 301, 307, 308, 400, 403, 404}, w.Code) {
			t.Errorf("answered %d", w.Code)
		}
		if n := len(l.inputs) + len(l.statuses); n > 1 || n == 1 && (!signed || w.Code != 200) {
			t.Errorf("%d applied, answered %d, signed %v", n, w.Code, signed)
		}
	})
}
