package flows

import (
	"maps"
	"slices"
)

// SentenceCodes are the codes of all sentences, for tests.
func SentenceCodes() []string { return slices.Sorted(maps.Keys(sentences)) }
