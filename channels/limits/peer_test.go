package limits_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"passerelle/channels/limits"
)

// calculator counts with the package of Twilio's developers: a JSON text a
// line in, encoding and segments out.
const calculator = `
const {SegmentedMessage} = require(process.argv[1] + '/sms-segments-calculator');
require('readline').createInterface({input: process.stdin}).on('line', line => {
  const m = new SegmentedMessage(JSON.parse(line), 'auto', false);
  console.log(JSON.stringify({encoding: m.encodingName, segments: m.segmentsCount}));
});`

// TestSegmentsAsTwilioCounts: encoding and parts agree with
// sms-segments-calculator on real and drawn texts.
func TestSegmentsAsTwilioCounts(t *testing.T) {
	modules, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	modules += "/../../.ci/node_modules"
	if _, err := os.Stat(modules + "/sms-segments-calculator"); err != nil {
		t.Fatalf("sms-segments-calculator is not installed: run .ci/setup (%v)", err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "-e", calculator, modules)
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
	answers, texts, differ := bufio.NewScanner(out), someTexts(), 0
	for _, text := range texts {
		line, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(in, string(line))
		var want struct {
			Encoding string `json:"encoding"`
			Segments int    `json:"segments"`
		}
		if !answers.Scan() || json.Unmarshal(answers.Bytes(), &want) != nil {
			t.Fatal("the calculator ended")
		}
		if got := limits.Segments(text); got.Encoding != want.Encoding || got.Segments != want.Segments {
			if differ++; differ < 10 {
				t.Errorf("%s %d parts, Twilio's %s %d: %q", got.Encoding, got.Segments, want.Encoding, want.Segments, text)
			}
		}
	}
	t.Logf("%d texts, %d differ", len(texts), differ)
}

// someTexts are borders of every kind and 600 drawn texts.
func someTexts() []string {
	texts := []string{"a", "Bonjour à vous", "Où êtes-vous ?", "Grüezi", "Perché no?", "😀", "👨‍👩‍👧", "a\nb", "€", "[]{}|~^\\"}
	for _, unit := range []string{"a", "é", "€", "ç", "😀", "ê"} {
		for _, n := range []int{33, 34, 35, 66, 67, 68, 69, 70, 71, 76, 77, 79, 80, 81, 133, 134, 135, 152, 153, 154, 159, 160, 161, 306, 307} {
			texts = append(texts, strings.Repeat(unit, n), strings.Repeat("a", n)+unit)
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	letters := []string{"a", "e", "é", "è", "ù", " ", "ü", "ö", "ß", "1", "€", "[", "ç", "ê", "’", "–", "😀", "\n"}
	for range 600 {
		var b strings.Builder
		kinds := 1 + random.IntN(len(letters))
		for range random.IntN(400) {
			b.WriteString(letters[random.IntN(kinds)])
		}
		if b.Len() > 0 {
			texts = append(texts, b.String())
		}
	}
	return texts
}
