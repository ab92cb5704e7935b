package phone

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// loop is a bot that notes what it hears and answers with a button.
type loop struct {
	phone  *Phone
	inputs []bot.Input
	err    error
}

func (l *loop) Receive(ctx context.Context, in bot.Input) error {
	if l.err != nil {
		return l.err
	}
	l.inputs = append(l.inputs, in)
	_, err := l.phone.Send(ctx, bot.Call{ID: "1", Channel: in.Address.Channel, To: in.Address.ID, Text: "Bien reçu", Keys: []bot.Key{{Label: "Oui", Payload: "2.1.1.1"}}})
	return err
}

func (*loop) Status(context.Context, bot.Report) error { return nil }

func start() (*loop, http.Handler) {
	l := &loop{}
	l.phone = New(l)
	return l, l.phone.Handler(nil)
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func send(h http.Handler, form url.Values, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/phone/send", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestOneMessageInThreeShapes: typed once, written by every line that is on.
func TestOneMessageInThreeShapes(t *testing.T) {
	l, h := start()
	w := send(h, url.Values{"do": {"text"}, "text": {" bonjour "}, "lines": {"1"}, "line": {"sms", "telegram"}}, nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/phone" {
		t.Errorf("%d %s", w.Code, w.Header())
	}
	if len(l.inputs) != 2 || l.inputs[0].Address.Channel != bot.SMS || l.inputs[1].Address.Channel != bot.Telegram || l.inputs[0].Text != "bonjour" {
		t.Fatalf("%+v", l.inputs)
	}
	if l.inputs[0].ID == l.inputs[1].ID || l.inputs[0].ID == "" {
		t.Error("two messages have one id")
	}
	body := get(h, "/phone?lang=fr").Body.String()
	for _, want := range []string{"bonjour", "Bien reçu", `value="press:2.1.1.1"`, "1 SMS", "la personne envoie 1 SMS, elle reçoit 1 SMS", "Démonstration"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q does not show", want)
		}
	}
}

func TestWhatAPersonCanDo(t *testing.T) {
	for do, want := range map[string]func(bot.Input) bool{
		"press:2.1.1.1": func(in bot.Input) bool {
			return in.Payload == bot.Payload{Kind: bot.PayloadStep, Flow: 1, Step: 1, Arg: 1} && in.Text == "Oui"
		},
		"send:picture": func(in bot.Input) bool { return len(in.Media) == 1 && in.Media[0].Kind == bot.Picture },
		"send:voice":   func(in bot.Input) bool { return len(in.Media) == 1 && in.Media[0].Kind == bot.Voice },
		"call":         func(in bot.Input) bool { return in.Call },
		"forward":      func(in bot.Input) bool { return in.Forward && !in.Quotes },
		"reply":        func(in bot.Input) bool { return in.Quotes && !in.Forward },
	} {
		l, h := start()
		send(h, url.Values{"do": {do}, "label:2.1.1.1": {"Oui"}, "lines": {"1"}, "line": {"whatsapp"}}, nil)
		if len(l.inputs) != 1 || !want(l.inputs[0]) {
			t.Errorf("%s: %+v", do, l.inputs)
		}
	}
	for _, nothing := range []url.Values{{"do": {"text"}, "text": {"  "}}, {"do": {"press:xyz"}}, {"do": {"send:rocket"}}, {}} {
		l, h := start()
		if w := send(h, nothing, nil); w.Code != http.StatusSeeOther || len(l.inputs) != 0 {
			t.Errorf("%v: %d, %+v", nothing, w.Code, l.inputs)
		}
	}
}

func TestNewPersonHasOtherNumbers(t *testing.T) {
	l, h := start()
	send(h, url.Values{"do": {"text"}, "text": {"bonjour"}}, nil)
	before := l.inputs[0].Address
	send(h, url.Values{"do": {"new"}}, nil)
	if strings.Contains(get(h, "/phone").Body.String(), "Bien reçu") {
		t.Error("the talk of the one before shows")
	}
	send(h, url.Values{"do": {"text"}, "text": {"bonjour"}}, nil)
	if l.inputs[len(l.inputs)-1].Address == before {
		t.Error("the numbers stay")
	}
}

// TestNoLineIsOn: what goes nowhere is said and kept.
func TestNoLineIsOn(t *testing.T) {
	l, h := start()
	w := send(h, url.Values{"do": {"text"}, "text": {"ma longue histoire"}, "lines": {"1"}}, func(r *http.Request) { r.Header.Set("Accept-Language", "en") })
	if body := w.Body.String(); w.Code != 400 || !strings.Contains(body, "No phone is ticked") || !strings.Contains(body, `value="ma longue histoire"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(l.inputs) != 0 {
		t.Errorf("written all the same: %+v", l.inputs)
	}
}

func TestPhoneRefuses(t *testing.T) {
	l, h := start()
	if w := send(h, url.Values{"do": {"call"}}, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); w.Code != 403 {
		t.Errorf("another site: %d", w.Code)
	}
	if w := send(h, url.Values{"text": {strings.Repeat("x", mostText)}}, nil); w.Code != 400 {
		t.Errorf("too long: %d", w.Code)
	}
	l.err = errors.New("redis is away")
	if w := send(h, url.Values{"do": {"text"}, "text": {"bonjour"}}, nil); w.Code != 503 || strings.Contains(w.Body.String(), "redis") {
		t.Errorf("storage away: %d %s", w.Code, w.Body)
	}
}

// TestSendIsForItsOwnNumbers: what goes to somebody else shows nowhere.
func TestSendIsForItsOwnNumbers(t *testing.T) {
	l, h := start()
	mark := l.phone.mark()
	if _, err := l.phone.Send(context.Background(), bot.Call{ID: "9", Channel: bot.SMS, To: "+41790000099", Text: "secret"}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(get(h, "/phone").Body.String(), "secret") || l.phone.mark() != mark {
		t.Error("somebody else's message shows")
	}
	if _, _, err := l.phone.Find(context.Background(), bot.Call{}, time.Now()); !errors.Is(err, bot.ErrCannotTell) {
		t.Error(err)
	}
	if err := l.phone.Forget(context.Background(), "", ""); err != nil {
		t.Error(err)
	}
}

// TestThePhoneShowsPictures with what they show in words, and plays voices.
func TestThePhoneShowsPictures(t *testing.T) {
	l, h := start()
	send(h, url.Values{"do": {"text"}, "text": {"bonjour"}}, nil)
	to := l.inputs[len(l.inputs)-1].Address
	say := func(c bot.Call) {
		c.Channel, c.To = to.Channel, to.ID
		if _, err := l.phone.Send(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
	say(bot.Call{Text: "Nobody serves it", Media: "aa"})
	l.phone.Shows("lien", func(sum string) (flows.Asset, bool) {
		a, ok := map[string]flows.Asset{"aa": {Type: "image/png"}, "bb": {Type: "audio/ogg"}}[sum]
		return a, ok
	})
	if body := get(h, "/phone").Body.String(); strings.Contains(body, "/media/") {
		t.Error("a picture is shown that nobody serves")
	}
	say(bot.Call{Text: "Cherchez ceci", Media: "aa", Alt: `Un rond "blanc"`})
	say(bot.Call{Media: "bb"})
	body := get(h, "/phone").Body.String()
	for _, want := range []string{`<img src="/media/lien/aa" alt="Un rond &#34;blanc&#34;">`, `src="/media/lien/bb"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}
