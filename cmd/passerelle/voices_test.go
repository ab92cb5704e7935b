package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// atDesk is somebody of the staff in a browser without a script.
type atDesk struct {
	*http.Client
	s     *served
	token string
}

const deskPassword = "three words apart"

// adds makes an account and lets it in.
func (s *served) adds(login, role string) *atDesk {
	s.t.Helper()
	var out, talk lines
	if code := run(s.t.Context(), []string{"staff", "add", login, "--role", role, "--password-stdin"}, strings.NewReader(deskPassword+"\n"), &out, &talk); code != exitFine {
		s.t.Fatalf("add %s: %d %s", login, code, talk.String())
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	d := &atDesk{Client: &http.Client{Jar: jar, Transport: german{}}, s: s}
	d.posts("/login", "login", login, "password", deskPassword)
	return d
}

// german asks for pages in German.
type german struct{}

func (german) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Accept-Language", "de-CH")
	return http.DefaultTransport.RoundTrip(r)
}

var sessionToken = regexp.MustCompile(`name="session-token" value="([^"]+)"`)

func (d *atDesk) reads(res *http.Response, err error) string {
	d.s.t.Helper()
	if err != nil {
		d.s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		d.s.t.Fatal(err)
	}
	if found := sessionToken.FindSubmatch(body); found != nil {
		d.token = string(found[1])
	}
	return string(body)
}

func (d *atDesk) gets(path string) string {
	d.s.t.Helper()
	return d.reads(d.Get(d.s.site + "/console/espace-lien" + path))
}

func (d *atDesk) posts(path string, form ...string) string {
	d.s.t.Helper()
	values := url.Values{"session-token": {d.token}}
	for i := 0; i < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	return d.reads(d.PostForm(d.s.site+"/console/espace-lien"+path, values))
}

const spokenTea = teaHead + `  - id: cup
    say: {de: Nehmen Sie %s.}
`

// TestARecordedStep goes the whole way: an author asks for a code, reads the step aloud
// on Telegram from her own phone, a counsellor approves it, and who writes "vorlesen"
// hears it. Nothing of her phone is kept or logged; when the text changes, it is heard no more.
func TestARecordedStep(t *testing.T) {
	p := newPlatforms(t)
	var err error
	if p.voice, err = os.ReadFile("../../channels/phone/voice.ogg"); err != nil {
		t.Fatal(err)
	}
	s := startServe(t, p, "tea.yaml", fmt.Sprintf(spokenTea, "eine Tasse"))
	author, ahmed := s.adds("lena", "author"), s.adds("ahmed", "counsellor")
	const page, hers = "/voices/de/tea", 79000009
	shows := func(who *atDesk, words string) string {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			if text := who.gets(page); strings.Contains(text, words) {
				return text
			} else if time.Now().After(end) {
				t.Fatalf("the page lacks %q:\n%s\n%s", words, text, s.talk)
			}
		}
	}
	shows(author, "Nehmen Sie eine Tasse.")
	asked := author.posts(page, "do", "record", "spot", "tea.cup.de")
	code := regexp.MustCompile(`stimme \d{6}`).FindString(asked)
	if code == "" {
		t.Fatalf("no code:\n%s", asked)
	}
	p.update(hers, fmt.Sprintf(`"text":%q`, code))
	p.wants(t, "telegram:79000009", "Nehmen Sie eine Tasse.")
	p.update(hers, `"voice":{"file_id":"AwAC","duration":3,"mime_type":"audio/ogg","file_size":7712}`)
	p.wants(t, "telegram:79000009", "Jemand anderes hört es sich an")

	file := regexp.MustCompile(`name="file" value="([0-9a-f]{64})"`).FindStringSubmatch(shows(ahmed, "Wartet auf ein anderes Ohr"))[1]
	if code, _ := s.get(s.site + "/media/espace-lien/" + file); code != 404 {
		t.Errorf("what waits is served to everybody: %d", code)
	}
	if said := ahmed.posts(page, "do", "approve", "spot", "tea.cup.de", "file", file); !strings.Contains(said, "Freigegeben. Man hört diese Stimme ab jetzt.") {
		t.Fatalf("not approved:\n%s", said)
	}
	if code, body := s.get(s.site + "/media/espace-lien/" + file); code != 200 || body != string(p.voice) {
		t.Errorf("what is heard is not served: %d", code)
	}
	heard := fmt.Sprintf("[%d bytes]", len(p.voice))
	p.tell("Grüezi, ich möchte Kräutertee kochen")
	p.wants(t, "telegram:79000001", "Kräutertee kochen?")
	p.tell("ja")
	p.wants(t, "telegram:79000001", "Nehmen Sie eine Tasse.")
	p.tell("vorlesen")
	p.wants(t, "telegram:79000001", heard)
	s.voicesByCommand(string(p.voice))

	write(t, filepath.Join(s.agency, "tea.yaml"), fmt.Sprintf(spokenTea, "zwei Tassen"))
	shows(author, "Der Text hat sich geändert: Nehmen Sie ihn neu auf.")
	if list := command1(t, exitFine, "voices", "list"); !strings.Contains(list, "changed") {
		t.Errorf("the list does not say that the text changed: %s", list)
	}
	if code := s.stop(); code != exitFine {
		t.Errorf("stopped with %d:\n%s", code, s.talk)
	}
	for _, private := range []string{"79000009", code, "Tasse", "AwAC"} {
		if strings.Contains(s.talk.String(), private) {
			t.Errorf("the log shows %q:\n%s", private, s.talk)
		}
	}
}

// voicesByCommand: the list names nobody, and the export writes what people hear.
func (s *served) voicesByCommand(sound string) {
	t := s.t
	t.Helper()
	var list []shownVoice
	said := command1(t, exitFine, "voices", "list", "--json")
	if err := json.Unmarshal([]byte(said), &list); err != nil || len(list) != 1 || list[0].Text != "tea.cup.de" || !list[0].Fits || list[0].State != "used" || strings.Contains(said, "lena") {
		t.Errorf("%s, %v", said, err)
	}
	dir := t.TempDir()
	command1(t, exitFine, "voices", "export", dir)
	if data, err := os.ReadFile(filepath.Join(dir, "voices", "tea.cup.de.ogg")); err != nil || string(data) != sound {
		t.Errorf("exported %d bytes, %v", len(data), err)
	}
}
