package understand

import (
	"strings"

	"passerelle/flows"
)

// names is what each language is called in the others, after Normal, and as it
// is asked for in a short message.
var names = map[string][]string{
	"fr": {"francais", "francaise", "franzosisch", "franzoesisch", "franzosich", "franz", "francese", "french", "fra"},
	"de": {"deutsch", "allemand", "allemande", "tedesco", "german", "schweizerdeutsch", "schwiizerdutsch", "dutsch", "suisse allemand"},
	"it": {"italiano", "italien", "italienne", "italienisch", "italian", "ita"},
	"en": {"english", "anglais", "anglaise", "englisch", "inglese", "inglis", "ang", "engl"},
}

// nameWords may stand beside a language's name in a message that asks for it.
// None of them says no: "je ne parle pas français" asks for nothing.
var nameWords = set(
	"en", "je", "parle", "veux", "voudrais", "prefere", "le", "la", "l", "langue", "vous", "parlez", "ecrire", "seulement", "plutot", "s", "il", "plait", "svp", "stp", "merci",
	"auf", "ich", "spreche", "mochte", "will", "lieber", "sprache", "nur", "sie", "sprechen", "bitte", "danke", "rede", "uf",
	"in", "parlo", "voglio", "vorrei", "preferisco", "lingua", "lei", "parla", "solo", "per", "favore", "grazie", "oui", "ja", "yes",
	"i", "speak", "want", "prefer", "only", "the", "language", "do", "you", "please", "thanks", "bonjour", "hello", "hallo", "ciao", "buongiorno",
)

// mostNamed is how many words a message may have that asks for a language.
const mostNamed = 6

func (r *Reader) learnName(w *flows.Words) {
	r.byName[Normal(w.Name)] = w.Tag
	for _, n := range names[w.Tag] {
		r.byName[n] = w.Tag
	}
}

// Named returns the language that a short text asks for by its name, in its
// own language or another ("anglais", "english please", "auf Deutsch"), or "".
func (r *Reader) Named(text string) string {
	n := Normal(text)
	if tag, ok := r.byName[n]; ok || len(n) > longestWord {
		return tag
	}
	found, words := "", 0
	for w := range strings.FieldsSeq(n) {
		words++
		tag, ok := r.byName[w]
		switch {
		case words > mostNamed, ok && found != "" && found != tag:
			return ""
		case ok:
			found = tag
		case !nameWords[w]:
			return ""
		}
	}
	return found
}
