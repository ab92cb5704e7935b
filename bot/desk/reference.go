package desk

import "strings"

// referenceLength is how many characters of a case's random id make its reference:
// two of ten thousand open cases share one with a probability of about 1 in 20,000
// (10⁸/2 pairs ÷ 32⁸). Both are then found.
const referenceLength = 8

// Reference is what a case is called between colleagues, over a table or a
// telephone: the beginning of its random id, in groups of four. It says nothing of
// the person, and ends with the case.
func Reference(id string) string {
	id = id[:min(len(id), referenceLength)]
	if len(id) <= referenceLength/2 {
		return strings.ToUpper(id)
	}
	return strings.ToUpper(id[:referenceLength/2] + " " + id[referenceLength/2:])
}

// Refers reports whether what somebody typed is a case's reference, or at least the
// first half of one; small letters, spaces and signs left out, as understand.Normal
// leaves a text.
func Refers(typed, id string) bool {
	typed = strings.ReplaceAll(typed, " ", "")
	return len(typed) >= referenceLength/2 && strings.HasPrefix(strings.ToLower(id), typed)
}
