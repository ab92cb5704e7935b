package dialogue

import (
	"slices"
	"strings"
	"unicode"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/text"
)

// denials turn a number into its opposite, or name more than one: "not 2", "both",
// "2 is real". A number beside one of them is no answer: it is asked again.
var denials = map[string]bool{
	"pas": true, "ni": true, "non": true, "aucun": true, "aucune": true, "tous": true, "toutes": true, "ou": true,
	"nicht": true, "kein": true, "keine": true, "keins": true, "beide": true, "beides": true, "oder": true,
	"nessuno": true, "nessuna": true, "entrambi": true, "entrambe": true, "tutti": true, "tutte": true,
	"not": true, "none": true, "both": true, "or": true, "no": true,
}

// calledReal are what one calls the message that is not the fake one.
var calledReal = map[string]bool{"vrai": true, "vraie": true, "echt": true, "wahr": true, "richtig": true, "vero": true, "vera": true, "real": true, "true": true, "genuine": true}

// said are the words of a message, as they compare.
func (t *turn) said() []string { return strings.Fields(understand.Normal(t.in.Text)) }

// denied reports whether a number in the message is denied, or one of two: by a
// word before it or right after it, or by "the two".
func (t *turn) denied() bool {
	words := t.said()
	at := slices.IndexFunc(words, func(w string) bool { return len(text.Numbers(w)) > 0 })
	for i, w := range words {
		if denials[w] && (at < 0 || i <= at+1) || calledReal[w] && i <= at+2 {
			return true
		}
		if i+1 == at && (w == "les" || w == "die" || w == "le" && words[at] == "due" || w == "i" || w == "the") && !unicode.IsDigit([]rune(words[at])[0]) {
			return true
		}
	}
	return false
}

const (
	mostStemWords = 4 // words of a message that is compared with choices word by word
	stemLetters   = 5 // letters that two words share to be the same one
	fewestLetters = 4 // of a word that says something
)

// byStem finds the one choice of the present item that shares words with a short
// message: "bouton", "j'efface", "carte bancaire". It reports false where several
// do, or where something is denied.
func (t *turn) byStem() (bot.Payload, bool) {
	flow, item := t.item()
	words := t.said()
	if item == nil || flow == nil || t.s.State != bot.StateCheck || item.Type != flows.ItemChoice || len(words) == 0 || len(words) > mostStemWords ||
		strings.Contains(t.in.Text, "?") || t.denied() {
		return bot.Payload{}, false
	}
	best, at, second := 0, -1, 0
	for i := range item.Choices {
		n := shared(words, strings.Fields(understand.Normal(t.words(item.Choices[i].Label))))
		switch {
		case n > best:
			best, at, second = n, i, best
		case n > second:
			second = n
		}
	}
	if at < 0 || best == second {
		return bot.Payload{}, false
	}
	return bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: uint16(at)}, true
}

// shared counts the words that say something and begin alike.
func shared(a, b []string) (n int) {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return alike(x, y) }) {
			n++
		}
	}
	return n
}

func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < fewestLetters || len(y) < fewestLetters {
		return false
	}
	k := min(stemLetters, len(x), len(y))
	return string(x[:k]) == string(y[:k])
}

// asksBack are how people ask what a question is for, besides a question mark.
var asksBack = []string{"pourquoi", "c est quoi", "ca veut dire", "warum", "was ist", "was heisst", "perche", "che cosa", "che significa", "why", "what is", "what does"}

// askedBack reports whether the message is a question about the question.
func (t *turn) askedBack() bool {
	said := understand.Normal(t.in.Text)
	return strings.Contains(t.in.Text, "?") || slices.ContainsFunc(asksBack, func(w string) bool { return strings.HasPrefix(said, w) })
}
