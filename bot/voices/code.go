package voices

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"crypto/rand"
)

// Limits of codes: how long one holds, how long the voice note is waited for after
// it, and how many wrong ones an address may send within an hour.
const (
	CodeHolds = 15 * time.Minute
	NoteWaits = 15 * time.Minute
	MostTries = 5
)

// digits is how long a code is.
const digits = 6

// words are what stands before a code, by the language of the page that shows it.
// Each is understood whatever the language of who writes it.
var words = map[string]string{"fr": "voix", "de": "stimme", "it": "voce", "en": "voice"}

// NewCode draws a code.
func NewCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("draw a code: %w", err)
	}
	return fmt.Sprintf("%0*d", digits, n), nil
}

// Message is what is written to the bot for a code: voice 123456.
func Message(lang, code string) string { return words[language(lang)] + " " + code }

// Code reads such a message, and the language of its word; what Telegram makes of it
// where a link holds it (start voice-123456) too. It reports false for everything
// else, with a word more or less too.
func Code(message string) (code, lang string, ok bool) {
	if len(message) > 40 { // cheap, for every message comes by here
		return "", "", false
	}
	message = strings.TrimSpace(message)
	if linked, ok := strings.CutPrefix(message, "start "); ok {
		message = strings.Replace(linked, "-", " ", 1)
	}
	word, code, _ := strings.Cut(message, " ")
	code = strings.TrimSpace(code)
	if len(code) != digits || strings.Trim(code, "0123456789") != "" {
		return "", "", false
	}
	for lang, w := range words {
		if strings.EqualFold(word, w) {
			return code, lang, true
		}
	}
	return "", "", false
}

// language is one that we have words in.
func language(lang string) string {
	if words[lang] == "" {
		return "en"
	}
	return lang
}
