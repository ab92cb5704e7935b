package flows

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed examples.json
var exampleSource []byte

// sample is a bad and a good example of a finding: what stands in the place of
// some words of a file that is fine (testdata/findings).
type sample struct {
	Bad  string `json:"bad"`
	Good string `json:"good"`
}

// samples holds code → sample. The file is part of the program.
var samples = func() (all map[string]sample) {
	if err := json.Unmarshal(exampleSource, &all); err != nil {
		panic(fmt.Errorf("examples.json: %w", err))
	}
	return all
}()

// findingWords are the words of the pages of findings.
var findingWords = map[string]map[string]string{
	"title": {"fr": "Ce que dit « flows lint »", "de": "Was «flows lint» sagt", "it": "Che cosa dice «flows lint»", "en": "What \"flows lint\" says"},
	"made": {
		"fr": "Une erreur empêche de publier ; le reste est à voir. Cette page est faite à partir des messages ; ne la changez pas ici.",
		"de": "Ein Fehler verhindert das Veröffentlichen; das andere ist ein Hinweis. Diese Seite entsteht aus den Meldungen; ändern Sie sie nicht hier.",
		"it": "Un errore impedisce di pubblicare; il resto è da vedere. Questa pagina nasce dai messaggi; non la cambi qui.",
		"en": "An error keeps from publishing; the rest is worth a look. This page is made from the messages; do not change it here.",
	},
	"bad":  {"fr": "Faux :", "de": "Falsch:", "it": "Sbagliato:", "en": "Wrong:"},
	"good": {"fr": "Juste :", "de": "Richtig:", "it": "Giusto:", "en": "Right:"},
}

var argument = regexp.MustCompile(`\{\d\}`)

// plainTitle is a code's message without the words of one case.
func plainTitle(code, language string) string {
	return argument.ReplaceAllString(messages[code][known(language)].Message, "…")
}

// Page is where a finding's page is, in an author's language.
func (f Finding) Page(language string) string {
	return "docs/findings." + known(language) + ".md#" + f.Code
}

// Explain returns the page of a code in a language, in Markdown, and whether
// there is such a code.
func Explain(code, language string) (string, bool) {
	said, found := messages[code][known(language)]
	if !found || contains(notCodes, code) {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s.\n", code, sentence(plainTitle(code, language)))
	if help := argument.ReplaceAllString(said.Help, "…"); help != "" {
		fmt.Fprintf(&b, "%s.\n", sentence(help))
	}
	if s, has := samples[code]; has {
		fmt.Fprintf(&b, "\n%s\n\n%s\n%s\n\n%s", findingWords["bad"][known(language)], fenced(s.Bad), findingWords["good"][known(language)], fenced(s.Good))
	}
	return b.String(), true
}

// sentence begins with a capital and has no point at its end.
func sentence(s string) string {
	s = strings.TrimRight(s, ".")
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// unseen are characters that an example is about and that nobody sees.
var unseen = strings.NewReplacer("\t", "⇥", "\u00a0", "⍽", "\a", "␇")

func fenced(s string) string {
	if s = strings.TrimRight(s, "\n"); s == "" {
		s = "…"
	}
	return "```\n" + unseen.Replace(s) + "\n```\n"
}

// FindingsPage returns the page of all findings in a language, in Markdown.
func FindingsPage(language string) string {
	language = known(language)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", findingWords["title"][language], findingWords["made"][language])
	for _, code := range Codes() {
		page, _ := Explain(code, language)
		b.WriteString("\n" + page)
	}
	return b.String()
}
