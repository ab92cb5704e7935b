package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/flows/library"
	"passerelle/store"
)

const (
	twilioToken   = "0123456789abcdef0123456789abcdef"
	telegramToken = "123456:abcdefghijklmnopqrstuvwxyz"
	publicURL     = "https://lien.example.org"
)

// platforms stand in for Twilio and Telegram: they note what is sent, and give
// Telegram's updates to whoever polls.
type platforms struct {
	*httptest.Server
	mu      sync.Mutex
	sent    []string // "to: text"
	status  []string // callback URLs
	updates []string
	voice   []byte // what Telegram gives for a voice note
}

func newPlatforms(t *testing.T) *platforms {
	p := &platforms{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /2010-04-01/Accounts/{sid}/Messages.json", func(w http.ResponseWriter, r *http.Request) {
		p.note(r.FormValue("To")+": "+r.FormValue("Body"), r.FormValue("StatusCallback"))
		w.WriteHeader(http.StatusCreated)
		fmt.Fprintf(w, `{"sid":"SM%d"}`, time.Now().UnixNano())
	})
	mux.HandleFunc("POST /bot"+telegramToken+"/{method}", func(w http.ResponseWriter, r *http.Request) {
		if method := r.PathValue("method"); method == "sendPhoto" || method == "sendVoice" {
			p.photo(t, w, r)
			return
		}
		var asked struct {
			Chat   string `json:"chat_id"`
			Text   string `json:"text"`
			Offset int    `json:"offset"`
			ID     int    `json:"message_id"`
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		result := "true"
		switch r.PathValue("method") {
		case "sendMessage":
			p.note("telegram:"+asked.Chat+": "+asked.Text, "")
			result = `{"message_id":1}`
		case "getFile":
			result = `{"file_path":"voice/file_1.oga"}`
		case "deleteMessage":
			p.note(fmt.Sprintf("telegram:%s: deleted %d", asked.Chat, asked.ID), "")
		case "getUpdates":
			time.Sleep(20 * time.Millisecond)
			p.mu.Lock()
			result = "[" + strings.Join(p.updates[min(max(asked.Offset-1, 0), len(p.updates)):], ",") + "]"
			p.mu.Unlock()
		}
		fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
	})
	mux.HandleFunc("GET /file/bot"+telegramToken+"/voice/file_1.oga", func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write(p.voice); err != nil {
			t.Error(err)
		}
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *platforms) note(sent, status string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, sent)
	p.status = append(p.status, status)
}

// tell gives Telegram a message of somebody's.
func (p *platforms) tell(text string) { p.update(79000001, fmt.Sprintf(`"text":%q`, text)) }

// update gives Telegram a message that comes from a chat.
func (p *platforms) update(chat int, message string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.updates = append(p.updates, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"},%s}}`, len(p.updates)+1, chat, message))
}

// wants waits until something was sent to somebody that holds some words.
func (p *platforms) wants(t *testing.T, to, words string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		p.mu.Lock()
		found := slices.ContainsFunc(p.sent, func(s string) bool { return strings.HasPrefix(s, to+": ") && strings.Contains(s, words) })
		p.mu.Unlock()
		if found {
			return
		}
	}
	t.Fatalf("nobody sent %q to %s, only %q", words, to, p.sent)
}

// served is a service that runs in a test.
type served struct {
	t            *testing.T
	site, ops    string
	agency, data string
	talk         *lines
	stop         func() int
}

// startServe runs the command as systemd does, with an agency in a folder, a
// Redis of its own, and the stand-ins as platforms. more are names and texts of
// further files of the agency.
func startServe(t *testing.T, p *platforms, more ...string) *served {
	t.Helper()
	s := &served{t: t, agency: filepath.Join(t.TempDir(), "lien"), data: t.TempDir()}
	write(t, filepath.Join(s.agency, "agency.yaml"), alwaysOpen(t))
	for i := 0; i < len(more); i += 2 {
		write(t, filepath.Join(s.agency, more[i]), more[i+1])
	}
	key := filepath.Join(t.TempDir(), "key")
	write(t, key, privacy.NewMasterKey())
	for name, text := range map[string]string{
		"PASSERELLE_AGENCIES": s.agency, "PASSERELLE_DATA": s.data, "PASSERELLE_PUBLIC_URL": publicURL, "PASSERELLE_MASTER_KEY_FILE": key,
		"PASSERELLE_TWILIO_BASE_URL": p.URL, "PASSERELLE_TELEGRAM_BASE_URL": p.URL,
		"PASSERELLE_ESPACE_LIEN_TWILIO_ACCOUNT_SID": "AC" + twilioToken, "PASSERELLE_ESPACE_LIEN_TWILIO_AUTH_TOKEN": twilioToken,
		"PASSERELLE_ESPACE_LIEN_TELEGRAM_TOKEN": telegramToken, "PASSERELLE_ESPACE_LIEN_TELEGRAM_MODE": "poll",
	} {
		t.Setenv(name, text)
	}
	s.begin()
	return s
}

// begin runs the command with the settings of the environment, until s.stop.
func (s *served) begin(flags ...string) {
	t := s.t
	t.Helper()
	s.talk = &lines{}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"}, flags...), strings.NewReader(""), io.Discard, s.talk)
	}()
	s.stop = sync.OnceValue(func() int { stop(); return <-ended })
	t.Cleanup(func() { stop() })
	t.Cleanup(func() { s.stop() })
	ready := regexp.MustCompile(`msg=ready listen=(\S+) operations=(\S+)`)
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if m := ready.FindStringSubmatch(s.talk.String()); m != nil {
			s.site, s.ops = m[1], m[2]
			return
		}
		if time.Now().After(end) {
			t.Fatalf("serve did not begin:\n%s", s.talk)
		}
	}
}

// opening finds the lines of the shipped agency's week, and its closures.
var opening = regexp.MustCompile(`(?m)^  (?:mon|tue|wed|thu|fri): .*\n|^  closed:\n(?:    - .*\n)+`)

// alwaysOpen is the shipped agency with people there day and night: these tests
// run on the real clock, and what a person is told must not depend on the hour.
// What is said outside opening hours is in the transcripts, which have a clock.
func alwaysOpen(t *testing.T) string {
	t.Helper()
	source, err := library.Files.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	open, rest, found := strings.Cut(opening.ReplaceAllString(string(source), ""), "  timezone: Europe/Zurich\n")
	if !found {
		t.Fatal("the shipped agency no longer says its time zone as this test expects")
	}
	return open + "  timezone: Europe/Zurich\n  mon-sun: 00:00-24:00\n" + rest
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// hook posts a webhook that Twilio signed, and returns the status.
func (s *served) hook(path string, form url.Values) int {
	s.t.Helper()
	signed := publicURL + path
	for _, k := range slices.Sorted(keysOf(form)) {
		signed += k + form.Get(k)
	}
	h := hmac.New(sha1.New, []byte(twilioToken))
	io.WriteString(h, signed)
	req, err := http.NewRequest(http.MethodPost, s.site+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Twilio-Signature", base64.StdEncoding.EncodeToString(h.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

func keysOf(v url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range v {
			if !yield(k) {
				return
			}
		}
	}
}

var messages int

func (s *served) sms(text string) int {
	s.t.Helper()
	messages++
	return s.hook("/twilio/espace-lien", url.Values{"MessageSid": {"SM" + strconv.Itoa(messages)}, "From": {"+41790000001"}, "Body": {text}})
}

func (s *served) get(address string) (int, string) {
	s.t.Helper()
	res, err := http.Get(address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// command1 runs another command beside the service, and wants its exit code.
func command1(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, talk lines
	if code := run(t.Context(), args, strings.NewReader(""), &out, &talk); code != want {
		t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out.String(), talk.String())
	}
	return out.String()
}

// TestServe goes the whole way on real input: webhooks in, replies out, a
// counsellor at the keyboard, a changed file, Redis killed, a stop.
func TestServe(t *testing.T) {
	p := newPlatforms(t)
	s := startServe(t, p)
	const anna = "+41790000001"
	if code := s.sms("bonjour"); code != 200 {
		t.Fatalf("a message: %d", code)
	}
	p.wants(t, anna, "robot")
	p.tell("Grüezi")
	p.wants(t, "telegram:79000001", "Roboter")
	s.sms("humain")
	p.wants(t, anna, "garder")
	s.sms("1")
	p.wants(t, anna, "préviens")

	command1(t, exitFine, "staff", "add", "marie")
	var cases []bot.Case
	if err := json.Unmarshal([]byte(command1(t, exitFine, "cases", "list", "--json")), &cases); err != nil || len(cases) != 1 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	id := cases[0].ID
	for find, want := range map[string]int{id[:8]: 1, "ein anderes": 0} {
		if err := json.Unmarshal([]byte(command1(t, exitFine, "cases", "list", "--json", "--find", find)), &cases); err != nil || len(cases) != want {
			t.Fatalf("%d cases are found by %q, %v", len(cases), find, err)
		}
	}
	command1(t, exitFailure, "cases", "reply", id, "Trop tôt", "--as", "marie")
	command1(t, exitFailure, "cases", "claim", id, "--as", "nobody")
	command1(t, exitFine, "cases", "claim", id, "--as", "marie")
	command1(t, exitFine, "cases", "reply", id, "Bonjour, je vous appelle.", "--as", "Marie")
	p.wants(t, anna, "Marie : Bonjour, je vous appelle.")
	s.shows(id)
	s.together(p, anna, id)
	s.reports(id)
	p.wants(t, anna, "de nouveau avec le robot")

	p.tell("löschen")
	p.wants(t, "telegram:79000001", "Alles für immer löschen")
	p.tell("ja")
	p.wants(t, "telegram:79000001", "Bei uns ist alles gelöscht")
	p.wants(t, "telegram:79000001", "deleted 1")

	s.refusals(p)
	s.reloads(p, anna)
	s.pictures(p)
	s.outlivesRedis(p, anna)
	if code := s.stop(); code != exitFine {
		t.Errorf("stopped with %d:\n%s", code, s.talk)
	}
	for _, private := range []string{"41790000001", "79000001", "bonjour", "appelle", twilioToken, telegramToken} {
		if strings.Contains(s.talk.String(), private) {
			t.Errorf("the log shows %q:\n%s", private, s.talk)
		}
	}
}

func (s *served) refusals(p *platforms) {
	s.t.Helper()
	if code := s.hook("/twilio/other", url.Values{}); code != 404 {
		s.t.Errorf("an unknown agency: %d", code)
	}
	res, err := http.PostForm(s.site+"/twilio/espace-lien", url.Values{"Body": {"x"}})
	if err != nil || res.StatusCode != 403 {
		s.t.Errorf("no signature: %v %v", res, err)
	}
	p.mu.Lock()
	callback := strings.TrimPrefix(p.status[0], publicURL)
	p.mu.Unlock()
	if code := s.hook(callback, url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"delivered"}}); code != 200 {
		s.t.Errorf("a status: %d", code)
	}
	if code, body := s.get(s.ops + "/healthz"); code != 200 {
		s.t.Errorf("healthz %d %s", code, body)
	}
	if code, body := s.get(s.ops + "/metrics"); code != 200 || !strings.Contains(body, `passerelle_turns_total{agency="espace-lien"}`) {
		s.t.Errorf("metrics %d %s", code, body)
	}
	if code, body := s.get(s.site + "/"); code != 200 || !strings.Contains(body, "Espace Lien") {
		s.t.Errorf("the address alone leads to the desk: %d %s", code, body)
	}
	if code := s.hook("/twilio/espace-lien/voice", url.Values{"CallSid": {"CA1"}, "From": {"anonymous"}}); code != 200 {
		s.t.Errorf("a call of a hidden number: %d", code)
	}
	if _, body := s.get(s.ops + "/metrics"); !strings.Contains(body, `passerelle_hidden_calls_total{agency="espace-lien"} 1`) || !strings.Contains(body, "passerelle_paused 0") {
		s.t.Errorf("a call of a hidden number is not counted:\n%s", body)
	}
	if code, body := s.get(s.site + "/console/"); code != 200 || !strings.Contains(body, "Espace Lien") {
		s.t.Errorf("the console: %d %s", code, body)
	}
	if code, _ := s.get(s.site + "/metrics"); code != 404 {
		s.t.Errorf("the world reads metrics: %d", code)
	}
}

// reloads: a broken file changes nothing, a good one is in use.
func (s *served) reloads(p *platforms, to string) {
	s.t.Helper()
	file := filepath.Join(s.agency, "agency.yaml")
	good, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	write(s.t, file, string(good)+"\n  broken: [\n")
	s.logged("the last good version stays")
	s.sms("menu")
	p.wants(s.t, to, "Que voulez-vous faire")
	write(s.t, file, strings.ReplaceAll(string(good), "Place de l'Exemple 3", "Place du Nouveau 7"))
	s.logged("the changed files are in use")
	s.sms("personne inconnue rien")
	s.sms("menu")
	s.sms("trouver un lieu")
	s.sms("oui")
	s.sms("1")
	p.wants(s.t, to, "Place du Nouveau 7")
	s.reloadsAll(p, to)
}

// reloadsAll: at the signal all files are read again; what is retired and a
// translation come with the rest, and one wrong translation keeps it all back.
func (s *served) reloadsAll(p *platforms, to string) {
	s.t.Helper()
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		s.t.Fatal(err)
	}
	s.logged("not_offered=0 warnings=")
	help, err := library.Files.ReadFile("help/find-place.yaml")
	if err != nil {
		s.t.Fatal(err)
	}
	retired := strings.Replace(string(help), "status: published", "status: retired", 1)
	write(s.t, filepath.Join(s.agency, "i18n", "find-place.pt.po"), "msgctxt \"find-place/goal\"\nmsgid \"\"\nmsgstr")
	write(s.t, filepath.Join(s.agency, "help", "find-place.yaml"), retired)
	s.logged("i18n/find-place.pt.po:3:7")
	s.sms("menu")
	s.sms("trouver un lieu")
	p.wants(s.t, to, "Trouver un lieu ?")
	write(s.t, filepath.Join(s.agency, "i18n", "find-place.pt.po"), "")
	s.logged("not_offered=1 gone=find-place")
}

func (s *served) logged(words string) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !strings.Contains(s.talk.String(), words); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("nobody logged %q:\n%s", words, s.talk)
		}
	}
}

// outlivesRedis: killed, it is started again; until then webhooks get 503.
func (s *served) outlivesRedis(p *platforms, to string) {
	s.t.Helper()
	db, err := store.Join(s.t.Context(), s.data, time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	pid, err := strconv.Atoi(regexp.MustCompile(`process_id:(\d+)`).FindStringSubmatch(db.Info(s.t.Context(), "server").Val())[1])
	if err != nil {
		s.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		s.t.Fatal(err)
	}
	// It may be back already; then the message is stored, else it comes again.
	if code := s.sms("langue"); code != 503 && code != 200 {
		s.t.Errorf("without Redis: %d", code)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if code, _ := s.get(s.ops + "/readyz"); code == 200 {
			break
		}
		if time.Now().After(end) {
			s.t.Fatalf("never ready again:\n%s", s.talk)
		}
	}
	messages--
	if code := s.sms("langue"); code != 200 {
		s.t.Errorf("Redis is back, but %d", code)
	}
	p.wants(s.t, to, "Deutsch")
}

// TestServeRefusesAWrongConfiguration: at once, and with all that is wrong.
func TestServeRefusesAWrongConfiguration(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "lien", "agency.yaml"), "passerelle: 1\nkind: agency\nid: lien\nnam: x\n")
	config := filepath.Join(dir, "config")
	write(t, config, "# a note\nPASSERELLE_PUBLIC_URL=lien.example.org/path\nPASSERELLE_LISTN=x\nnonsense\n")
	var out, talk lines
	code := run(t.Context(), []string{"serve", "--config", config, "--agencies", dir}, strings.NewReader(""), &out, &talk)
	for _, want := range []string{"config:4", "PUBLIC_URL is written", "MASTER_KEY is missing", "agency.yaml:4", `did you mean "name"?`} {
		if !strings.Contains(talk.String(), want) {
			t.Errorf("%q is not told:\n%s", want, talk.String())
		}
	}
	if code != exitFailure {
		t.Errorf("exit %d", code)
	}
}
