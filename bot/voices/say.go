package voices

import (
	_ "embed"
	"encoding/json"
	"errors"
	"strings"

	"passerelle/bot"
)

//go:embed words.json
var wordSource []byte

// said are the bot's sentences to whoever records: key → language → text.
var said = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(wordSource, &all); err != nil {
		panic(err)
	}
	return all
}()

// Say returns a sentence in a language, filled with pairs of a placeholder and what
// stands for it.
func Say(lang, key string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(said[key][language(lang)])
}

// SayWrong answers a wrong code; tries is how many came from the address within the
// hour, this one included. "" is no answer: everything was said.
func SayWrong(lang string, tries int) string {
	switch {
	case tries <= MostTries:
		return Say(lang, "wrong")
	case tries == MostTries+1:
		return Say(lang, "tries")
	}
	return ""
}

// SayNot answers a voice note that is none, by the error of Length or of fetching it.
func SayNot(lang string, err error) string {
	switch {
	case errors.Is(err, ErrNotVoice):
		return Say(lang, "not_voice")
	case errors.Is(err, ErrTooLong):
		return Say(lang, "too_long")
	case errors.Is(err, ErrTooLarge), errors.Is(err, bot.ErrTooBig):
		return Say(lang, "too_large")
	}
	return Say(lang, "not_here")
}
