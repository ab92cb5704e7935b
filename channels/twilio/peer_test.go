package twilio

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"net/url"
)

// helper signs with Twilio's own library for Node: one JSON line in, one
// signature out.
const helper = `
const twilio = require(process.argv[1] + '/twilio');
require('readline').createInterface({input: process.stdin}).on('line', line => {
  const {token, url, params} = JSON.parse(line);
  console.log(twilio.getExpectedTwilioSignature(token, url, params));
});`

// TestTwiliosOwnHelperSigns: what Twilio's official helper signs is accepted,
// and refused as soon as anything of it changed.
func TestTwiliosOwnHelperSigns(t *testing.T) {
	modules, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	modules += "/../../.ci/node_modules"
	if _, err := os.Stat(modules + "/twilio"); err != nil {
		t.Fatalf("Twilio's helper is not installed: run .ci/setup (%v)", err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "-e", helper, modules)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { in.Close(); _ = cmd.Wait() }()
	signatures := bufio.NewScanner(out)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		origin := []string{"https://lien.example.org", "https://lien.example.org:8443", "http://lien.example.org", "http://lien.example.org:80"}[i%4]
		path := hook + []string{"", "?a=1&b=%20x", "/status?call=A.0"}[i%3]
		params := invented(random)
		line, err := json.Marshal(map[string]any{"token": token, "url": origin + path, "params": params})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(in, string(line))
		if !signatures.Scan() {
			t.Fatal("the helper ended")
		}
		tell(t, origin, path, params, signatures.Text())
	}
}

func tell(t *testing.T, origin, path string, params map[string]string, signature string) {
	t.Helper()
	o := options()
	o.PublicURL = origin
	h, form := open(t, o).Handler(&loop{}), url.Values{}
	for k, v := range params {
		form.Set(k, v)
	}
	signed := func(r *http.Request) { r.Header.Set("X-Twilio-Signature", signature) }
	if w := call(h, path, form, signed); w.Code != 200 {
		t.Fatalf("signed by Twilio's helper, but %d: %s %v", w.Code, path, params)
	}
	form.Set("Body", form.Get("Body")+"!")
	if w := call(h, path, form, signed); w.Code != 403 {
		t.Fatalf("changed, but %d: %s %v", w.Code, path, params)
	}
}

// invented are parameters as Twilio sends them, with odd texts.
func invented(r *rand.Rand) map[string]string {
	texts := []string{"", " ", "bonjour", "Où êtes-vous ?", "😀👍🏽", "a+b&c=d%20", "Zürich\nBasel", "\u202eעברית", strings.Repeat("x", 1600), "\x00", "é"}
	pick := func() string { return texts[r.IntN(len(texts))] }
	p := map[string]string{"MessageSid": fmt.Sprintf("SM%032x", r.Uint64()), "From": "+41790000001", "To": "+41790000009", "Body": pick(), "MessageStatus": "sent"}
	for range r.IntN(5) {
		p[fmt.Sprintf("%c%d", 'A'+rune(r.IntN(26)), r.IntN(100))] = pick()
	}
	return p
}
