package flows

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed words.json
var wordSource []byte

// placesAndForms holds place.<place> and form.<form> → language → how a message
// names it. The file is part of the program.
var placesAndForms = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(wordSource, &all); err != nil {
		panic(fmt.Errorf("words.json: %w", err))
	}
	return all
}()

// Arguments of a finding that are said in the reader's language begin with one
// of these.
const (
	sayPlace = "@place."
	sayForm  = "@form."
	sayKey   = "@key."
)

// inWords says an argument in a language.
func inWords(arg, language string) string {
	switch {
	case strings.HasPrefix(arg, sayKey):
		return descriptions[strings.TrimPrefix(arg, sayKey)][known(language)]
	case strings.HasPrefix(arg, sayPlace), strings.HasPrefix(arg, sayForm):
		return placesAndForms[arg[1:]][known(language)]
	}
	return arg
}

// formNames are the forms as words.json names them.
var formNames = map[form]string{
	aText: "aText", aWord: "aWord", aNumber: "aNumber", aFlag: "aFlag", aDate: "aDate", aSpan: "aSpan", anID: "anID", aRange: "aRange",
	aPicture: "aPicture", aVoice: "aVoice", oneOf: "oneOf", words: "words", things: "things", named: "named", inside: "inside", wordsBy: "wordsBy", wordBy: "wordBy",
	anOffer: "anOffer", aWhen: "aWhen", aTarget: "aTarget", theNumber: "theNumber", texts: "texts", textBy: "textBy",
}
