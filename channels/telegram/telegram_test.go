package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passerelle/bot"
	"passerelle/channels"
)

const (
	token  = "123456:abcdefghijklmnopqrstuvwxyz"
	secret = "a-secret-of-the-webhook"
	hook   = "/telegram/lien"
)

func options() Options {
	return Options{Agency: "lien", Token: token, Secret: secret, PublicURL: "https://lien.example.org"}
}

func open(t *testing.T, o Options) *Telegram {
	t.Helper()
	tg, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return tg
}

// loop is an agency's loop that notes what it is given.
type loop struct {
	mu     sync.Mutex
	inputs []bot.Input
	fail   int // how many times storage is away first
	heard  func(bot.Input)
}

func (l *loop) Receive(_ context.Context, in bot.Input) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail > 0 {
		l.fail--
		return errors.New("redis is away")
	}
	l.inputs = append(l.inputs, in)
	if l.heard != nil {
		l.heard(in)
	}
	return nil
}

func (l *loop) texts() (all []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, in := range l.inputs {
		all = append(all, in.Text)
	}
	return all
}

func (*loop) Status(context.Context, bot.Report) error { return nil }

func post(h http.Handler, path, update string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(update))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(secretHeader, secret)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// from makes an update of a message with these fields.
func from(fields string) string {
	return `{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":79000001,"type":"private"}` + fields + `}}`
}

func TestWebhookRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		path, update string
		change       func(*http.Request)
		want         int
	}{
		"as it should be": {hook, from(`,"text":"x"`), nil, 200},
		"wrong secret":    {hook, from(`,"text":"x"`), func(r *http.Request) { r.Header.Set(secretHeader, secret+"x") }, 403},
		"no secret":       {hook, from(`,"text":"x"`), func(r *http.Request) { r.Header.Del(secretHeader) }, 403},
		"not JSON":        {hook, from(`,"text":"x"`), func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 415},
		"broken JSON":     {hook, `{"update_id":`, nil, 400},
		"too large":       {hook, from(`,"text":"` + strings.Repeat("x", mostBody) + `"`), nil, 413},
		"another agency":  {"/telegram/other", from(""), nil, 404},
		"asked":           {hook, "", func(r *http.Request) { r.Method = http.MethodGet }, 405},
	} {
		l := &loop{}
		w := post(open(t, options()).Handler(l), c.path, c.update, c.change)
		if w.Code != c.want || (len(l.inputs) == 1) != (c.want == 200) {
			t.Errorf("%s: %d, %d applied, want %d", name, w.Code, len(l.inputs), c.want)
		}
	}
	o := options()
	o.Secret, o.PublicURL = "", ""
	if w := post(open(t, o).Handler(&loop{}), hook, from(`,"text":"x"`), func(r *http.Request) { r.Header.Del(secretHeader) }); w.Code != 403 {
		t.Errorf("without a secret of our own: %d", w.Code)
	}
	if w := post(open(t, options()).Handler(&loop{fail: 1}), hook, from(`,"text":"x"`), nil); w.Code != 503 || strings.Contains(w.Body.String(), "redis") {
		t.Errorf("storage away: %d %s", w.Code, w.Body)
	}
}

func TestWebhookReads(t *testing.T) {
	chat := bot.Address{Channel: bot.Telegram, ID: "79000001"}
	payload := bot.Payload{Kind: bot.PayloadStep, Flow: 3, Step: 2, Arg: 1}
	media := func(kind bot.MediaKind, mime string, size int64, ref string) bot.Input {
		return bot.Input{Address: chat, Media: []bot.Media{{Kind: kind, Type: mime, Size: size, Ref: ref}}}
	}
	for name, c := range map[string]struct {
		update string
		want   *bot.Input
	}{
		"words":         {from(`,"text":"Ça va ? 😀"`), &bot.Input{Address: chat, Text: "Ça va ? 😀"}},
		"start":         {from(`,"text":"/start"`), &bot.Input{Address: chat, Text: "start"}},
		"start, with":   {from(`,"text":"/start abc"`), &bot.Input{Address: chat, Text: "start abc"}},
		"a command":     {from(`,"text":"/menu@LienBot"`), &bot.Input{Address: chat, Text: "menu"}},
		"two words":     {from(`,"text":"/my_data"`), &bot.Input{Address: chat, Text: "my-data"}},
		"not a command": {from(`,"text":"é😀 /aide","entities":[{"type":"bot_command","offset":4,"length":999}]`), &bot.Input{Address: chat, Text: "é😀 /aide"}},
		"a caption":     {from(`,"caption":"voici","photo":[{"file_id":"small","file_size":1},{"file_id":"big","file_size":9}]`), &bot.Input{Address: chat, Text: "voici", Media: []bot.Media{{Kind: bot.Picture, Type: "image/jpeg", Size: 9, Ref: "big"}}}},
		"voice":         {from(`,"voice":{"file_id":"v","mime_type":"audio/ogg","file_size":5}`), ptr(media(bot.Voice, "audio/ogg", 5, "v"))},
		"audio":         {from(`,"audio":{"file_id":"a","mime_type":"audio/mpeg"}`), ptr(media(bot.Voice, "audio/mpeg", 0, "a"))},
		"video":         {from(`,"video":{"file_id":"v"}`), ptr(media(bot.Video, "", 0, "v"))},
		"video note":    {from(`,"video_note":{"file_id":"v"}`), ptr(media(bot.Video, "", 0, "v"))},
		"sticker":       {from(`,"sticker":{"file_id":"s"}`), ptr(media(bot.Sticker, "", 0, "s"))},
		"document":      {from(`,"document":{"file_id":"d","mime_type":"application/pdf"}`), ptr(media(bot.Document, "application/pdf", 0, "d"))},
		"location":      {from(`,"location":{"latitude":46.8,"longitude":7.1}`), ptr(media(bot.Location, "", 0, "46.80000,7.10000"))},
		"contact":       {from(`,"contact":{"phone_number":"+41790000001","first_name":"x"}`), ptr(media(bot.ContactCard, "", 0, ""))},
		"something new": {from(`,"hologram":{}`), ptr(media(bot.OtherMedia, "", 0, ""))},
		"edited":        {strings.Replace(from(`,"text":"x"`), `"message":{`, `"edited_message":{`, 1), &bot.Input{Address: chat, Text: "x", Edited: true}},
		"forwarded":     {from(`,"text":"x","forward_origin":{"type":"hidden_user","sender_user_name":"y","date":1}`), &bot.Input{Address: chat, Text: "x", Forward: true}},
		"a reply":       {from(`,"text":"x","reply_to_message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}`), &bot.Input{Address: chat, Text: "x", Quotes: true}},
		"our button":    {button1(payload.String(), "private"), &bot.Input{Address: chat, Text: "Oui", Payload: payload}},
		"a strange one": {button1("old", "private"), &bot.Input{Address: chat, Text: "Oui"}},
		"too old":       {`{"update_id":7,"callback_query":{"id":"q","from":{"id":1},"data":"` + payload.String() + `","message":{"message_id":1,"date":0,"chat":{"id":79000001,"type":"private"}}}}`, &bot.Input{Address: chat, Payload: payload}},
		"in a group":    {strings.Replace(from(`,"text":"x"`), "private", "group", 1), nil},
		"group button":  {button1("x", "group"), nil},
		"inline button": {`{"update_id":7,"callback_query":{"id":"q","from":{"id":1},"data":"x","inline_message_id":"i"}}`, nil},
		"blocked us":    {`{"update_id":7,"my_chat_member":{"chat":{"id":1,"type":"private"}}}`, nil},
		"not an update": {`[1,2]`, nil},
		"a channel":     {`{"update_id":7,"channel_post":{"message_id":1,"date":1,"chat":{"id":1,"type":"channel"},"text":"x"}}`, nil},
	} {
		api := newAPI(t)
		l := &loop{}
		if w := post(api.open(t).Handler(l), hook, c.update, nil); w.Code != 200 {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		var want []bot.Input
		if c.want != nil {
			c.want.ID = "update:7"
			if !strings.Contains(c.update, "callback_query") { // a press is no message of theirs
				c.want.Message = "1"
			}
			want = []bot.Input{*c.want}
		}
		if diff := cmp.Diff(want, l.inputs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func ptr(in bot.Input) *bot.Input { return &in }

// button1 is a press of the button "Oui".
func button1(data, chat string) string {
	return fmt.Sprintf(`{"update_id":7,"callback_query":{"id":"q","from":{"id":1},"data":%q,"message":{"message_id":5,"date":1,"chat":{"id":79000001,"type":%q},
		"reply_markup":{"inline_keyboard":[[{"text":"Non","callback_data":"no"}],[{"text":"Oui","callback_data":%q}]]}}}}`, data, chat, data)
}

// api is a stand-in for Telegram's Bot API.
type api struct {
	*httptest.Server
	mu      sync.Mutex
	calls   []string // method and body
	answers map[string]http.HandlerFunc
	updates []string // for getUpdates, by number from 1
	offsets []int64
}

func newAPI(t *testing.T) *api {
	t.Helper()
	a := &api{answers: map[string]http.HandlerFunc{}}
	a.Server = httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(a.Close)
	return a
}

func (a *api) open(t *testing.T) *Telegram {
	o := options()
	o.BaseURL, o.Transport = a.URL, &http.Transport{}
	return open(t, o)
}

func (a *api) serve(w http.ResponseWriter, r *http.Request) {
	method, fits := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
	body, err := io.ReadAll(r.Body)
	if !fits || err != nil || r.Method != http.MethodPost {
		refuse(401, "Unauthorized")(w, r)
		return
	}
	a.mu.Lock()
	a.calls = append(a.calls, method+" "+string(body))
	own, n := a.answers[method], len(a.calls)
	a.mu.Unlock()
	switch {
	case own != nil:
		own(w, r.WithContext(context.WithValue(r.Context(), bodyKey{}, string(body))))
	case method == "getUpdates":
		a.give(w, r, body)
	case method == "sendMessage":
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":79000001,"type":"private"}}}`, n)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

// give answers with the updates from the asked number on, or waits.
func (a *api) give(w http.ResponseWriter, r *http.Request, body []byte) {
	var asked getUpdates
	if err := json.Unmarshal(body, &asked); err != nil {
		refuse(400, "Bad Request")(w, r)
		return
	}
	a.mu.Lock()
	a.offsets = append(a.offsets, asked.Offset)
	var list []string
	for i, u := range a.updates {
		if int64(i+1) >= asked.Offset {
			list = append(list, strings.Replace(u, `"update_id":7`, fmt.Sprintf(`"update_id":%d`, i+1), 1))
		}
	}
	a.mu.Unlock()
	if len(list) == 0 {
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
	fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(list, ","))
}

func (a *api) called() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.calls)
}

func refuse(code int, words string, more ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q%s}`, code, words, strings.Join(more, ""))
	}
}

var reply = bot.Call{ID: "A.0", Channel: bot.Telegram, To: "79000001", Text: "Ça va <b>?</b>", Keys: []bot.Key{{Label: "Oui", Payload: "2.3.2.1"}, {Label: "Non", Payload: "2.3.2.2"}}}

func TestSendAsks(t *testing.T) {
	a := newAPI(t)
	id, err := a.open(t).Sender().Send(context.Background(), reply)
	if err != nil || id != "1" {
		t.Fatalf("%q %v", id, err)
	}
	want := `sendMessage {"chat_id":"79000001","text":"Ça va \u003cb\u003e?\u003c/b\u003e","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[[{"text":"Oui","callback_data":"2.3.2.1"}],[{"text":"Non","callback_data":"2.3.2.2"}]]}}`
	if diff := cmp.Diff([]string{want}, a.called()); diff != "" {
		t.Error(diff)
	}
}

func TestSendFails(t *testing.T) {
	says := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status); fmt.Fprint(w, body) }
	}
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		outcome bot.SendOutcome
		reason  string
		after   time.Duration
	}{
		"too many":     {refuse(429, "Too Many Requests: retry after 7", `,"parameters":{"retry_after":7}`), bot.SendRetry, "limited", 7 * time.Second},
		"ill":          {refuse(500, "Internal Server Error"), bot.SendRetry, "down", 0},
		"blocked":      {refuse(403, "Forbidden: bot was blocked by the user"), bot.SendNever, "blocked", 0},
		"no chat":      {refuse(400, "Bad Request: chat not found"), bot.SendNever, "unreachable", 0},
		"too long":     {refuse(400, "Bad Request: message is too long"), bot.SendNever, "too-long", 0},
		"odd":          {refuse(400, "Bad Request: 79000001"), bot.SendNever, "refused", 0},
		"token":        {refuse(401, "Unauthorized"), bot.SendRetry, "credentials", channels.Mend},
		"no such bot":  {refuse(404, "Not Found"), bot.SendRetry, "credentials", channels.Mend},
		"HTML":         {says(502, "<html>Bad Gateway</html>"), bot.SendUnknown, "down", 0},
		"a proxy's no": {says(407, "<html>"), bot.SendRetry, "down", 0},
		"empty":        {says(200, ""), bot.SendUnknown, "down", 0},
		"no answer":    {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, bot.SendUnknown, "down", 0},
		"cut off": {func(w http.ResponseWriter, _ *http.Request) {
			if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
				c.Close()
			}
		}, bot.SendUnknown, "down", 0},
	} {
		a := newAPI(t)
		a.answers["sendMessage"] = c.answer
		ctx, end := context.WithTimeout(context.Background(), 300*time.Millisecond)
		_, err := a.open(t).Sender().Send(ctx, reply)
		end()
		var why *bot.SendError
		if !errors.As(err, &why) || why.Outcome != c.outcome || why.Reason != c.reason || why.After != c.after {
			t.Errorf("%s: %v, want %d %s %s", name, err, c.outcome, c.reason, c.after)
		}
		hidden(t, fmt.Sprint(err))
	}
	o := options()
	o.BaseURL = "http://127.0.0.1:1" // nobody listens on it
	_, err := open(t, o).Sender().Send(context.Background(), reply)
	var why *bot.SendError
	if !errors.As(err, &why) || why.Outcome != bot.SendRetry {
		t.Errorf("nobody there: %v", err)
	}
	hidden(t, fmt.Sprint(err))
}

func hidden(t *testing.T, text string) {
	t.Helper()
	for _, private := range []string{token, "abcdefghij", "7900000", "Ça va"} {
		if strings.Contains(text, private) {
			t.Errorf("%q shows in %s", private, text)
		}
	}
}

func TestForget(t *testing.T) {
	a := newAPI(t)
	s := a.open(t).Sender()
	if err := s.Forget(context.Background(), "79000001", "12"); err != nil {
		t.Error(err)
	}
	a.answers["deleteMessage"] = refuse(400, "Bad Request: message can't be deleted")
	if err := s.Forget(context.Background(), "79000001", "12"); err != nil {
		t.Errorf("too old: %v", err)
	}
	for _, answer := range []http.HandlerFunc{refuse(500, "x"), refuse(401, "Unauthorized"), refuse(404, "Not Found"), refuse(429, "Too Many Requests")} {
		a.answers["deleteMessage"] = answer
		if err := s.Forget(context.Background(), "79000001", "12"); err == nil {
			t.Error("the message is still there, and nobody heard of it")
		}
	}
	if _, _, err := s.Find(context.Background(), reply, time.Now()); !errors.Is(err, bot.ErrCannotTell) {
		t.Error(err)
	}
}

// TestPressedButtonIsLetGo: only once it is stored.
func TestPressedButtonIsLetGo(t *testing.T) {
	a := newAPI(t)
	h := a.open(t).Handler(&loop{fail: 1})
	if w := post(h, hook, button1("x", "private"), nil); w.Code != 503 || len(a.called()) != 0 {
		t.Errorf("not stored: %d, %v", w.Code, a.called())
	}
	want := []string{`answerCallbackQuery {"callback_query_id":"q"}`, `editMessageReplyMarkup {"chat_id":"79000001","message_id":5}`}
	if w := post(h, hook, button1("x", "private"), nil); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
	if diff := cmp.Diff(want, a.called()); diff != "" {
		t.Error(diff)
	}
	a.answers["answerCallbackQuery"] = refuse(400, "query is too old")
	if w := post(h, hook, button1("x", "private"), nil); w.Code != 200 {
		t.Errorf("a button that cannot be let go: %d", w.Code)
	}
}

// TestPollSkipsNothing: storage is away in between, an update is unreadable,
// Telegram is ill once; everything arrives once and in order.
func TestPollSkipsNothing(t *testing.T) {
	a := newAPI(t)
	for i := range 5 {
		a.updates = append(a.updates, from(fmt.Sprintf(`,"text":"%d"`, i+1)))
	}
	a.updates[2] = `{"update_id":7,"message":"odd"}`
	var log bytes.Buffer
	tg := a.open(t)
	tg.options.Log = slog.New(slog.NewTextHandler(&log, nil))
	ctx, end := context.WithTimeout(context.Background(), 30*time.Second)
	defer end()
	l := &loop{fail: 1, heard: func(in bot.Input) {
		if in.Text == "5" {
			end()
		}
	}}
	tg.Poll(ctx, l)
	if diff := cmp.Diff([]string{"1", "2", "4", "5"}, l.texts()); diff != "" {
		t.Error(diff)
	}
	if calls := a.called(); !strings.HasPrefix(calls[0], "deleteWebhook ") {
		t.Errorf("began with %s", calls[0])
	}
	if a.offsets[0] != 0 || a.offsets[1] != 0 {
		t.Errorf("offsets %v: the first update was confirmed before it was stored", a.offsets)
	}
	hidden(t, log.String())
}

func TestRegisterWebhook(t *testing.T) {
	a := newAPI(t)
	if err := a.open(t).RegisterWebhook(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := `setWebhook {"allowed_updates":["message","edited_message","callback_query"],"secret_token":"a-secret-of-the-webhook","url":"https://lien.example.org/telegram/lien"}`
	if diff := cmp.Diff([]string{want}, a.called()); diff != "" {
		t.Error(diff)
	}
}

func TestNewTellsEverything(t *testing.T) {
	_, err := New(Options{Token: "x y", Secret: "short", PublicURL: "https://lien.example.org", BaseURL: "http://example.org"})
	for _, want := range []string{"BotFather", "secret", "BASE_URL"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func FuzzUpdate(f *testing.F) {
	for _, s := range []string{from(`,"text":"/start"`), button1("1.1.1.1", "private"), from(`,"photo":[]`), `{"update_id":-1}`, `{"callback_query":{"message":{"chat":{}}}}`, `null`} {
		f.Add(s, true)
	}
	f.Add(from(`,"text":"x"`), false)
	o := options()
	o.BaseURL = "http://127.0.0.1:1"
	tg, err := New(o)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, update string, known bool) {
		l := &loop{}
		w := post(tg.Handler(l), hook, update, func(r *http.Request) {
			if !known {
				r.Header.Del(secretHeader)
			}
		})
		if !slices.Contains([]int{200, 400, 403, 413}, w.Code) || len(l.inputs) > 1 || len(l.inputs) == 1 && (!known || w.Code != 200) {
			t.Errorf("answered %d, %d applied", w.Code, len(l.inputs))
		}
	})
}
