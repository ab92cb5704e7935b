package understand

import (
	"cmp"
	"slices"
	"strings"

	"passerelle/bot/understand/linear"
)

// A stretch of a long text, in words.
const (
	wide   = 9
	stride = 4
	least  = 3
)

// windows calls do for the text, normalised, and, where it is long, for each of its
// sentences and for stretches of words: a need stands in a few words of a long story.
func windows(text string, do func(normal string)) {
	n := Normal(text)
	do(n)
	if strings.Count(n, " ") < wide {
		return
	}
	for _, sentence := range strings.FieldsFunc(clip(text, longest), func(r rune) bool { return strings.ContainsRune(".,;:!?\n()", r) }) {
		words := strings.Fields(Normal(sentence))
		for from := 0; from == 0 || from+stride < len(words); from += stride {
			if part := words[from:min(from+wide, len(words))]; len(part) >= least {
				do(strings.Join(part, " "))
			}
		}
	}
}

// weighed is what a model says of a text and of its parts, by class.
type weighed struct {
	whole, most []float64 // probabilities: of the text, and the highest of its parts
	part        []string  // the part in which it is the highest
}

// weigh asks a model about a text and its parts.
func weigh(m *linear.Model, text string) *weighed {
	w := &weighed{}
	var p []float64
	windows(text, func(part string) {
		if p = m.Probabilities(part, p); w.whole == nil {
			w.whole, w.most, w.part = slices.Clone(p), make([]float64, len(p)), make([]string, len(p))
		}
		for class := range p {
			if p[class] > w.most[class] {
				w.most[class], w.part[class] = p[class], part
			}
		}
	})
	return w
}

// p is how likely a class is: of a long text the mean of what the whole says and of
// what the likeliest part says. It was tried on phrases between other sentences.
func (w *weighed) p(class int) float64 { return (w.whole[class] + w.most[class]) / 2 }

// order is the classes, the likeliest first.
func (w *weighed) order() []int {
	list := make([]int, len(w.whole))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(w.p(b), w.p(a)), cmp.Compare(a, b)) })
	return list
}
