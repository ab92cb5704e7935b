package flows

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed sentences.json
var sentenceSource []byte

// sentences holds what the tools say besides findings: code → language → words.
// The file is part of the program.
var sentences = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(sentenceSource, &all); err != nil {
		panic(fmt.Errorf("sentences.json: %w", err))
	}
	return all
}()

// Say returns a sentence of the tools in a language, English when it is not one
// of the four; "{0}" and so on are replaced.
func Say(code, language string, args ...any) string {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return put(sentences[code][known(language)], words)
}
