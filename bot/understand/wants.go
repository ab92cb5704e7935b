package understand

import (
	"strings"

	"passerelle/flows"
)

// Words around a wish for a person, after Normal, in all languages together.
var (
	// wishing words, and verbs of speaking, come before what is wished for.
	wishing = set(
		"veux", "veut", "voudrais", "aimerais", "besoin", "souhaite", "demande", "prefere", "parler", "puis", "peux", "voulais", "dois", "envie", "voulons", "veu", "vx",
		"will", "mochte", "wott", "wett", "brauche", "bruche", "kann", "wunsche", "muss", "moechte", "mocht", "chan", "sott", "wurde", "reden", "sprechen", "rede",
		"voglio", "vorrei", "bisogno", "posso", "devo", "desidero", "preferisco", "possiamo", "volevo", "parlare",
		"want", "need", "wish", "like", "prefer", "can", "could", "may", "must", "have", "let", "wants", "talk", "speak",
	)
	// joining words may stand between a wish and a person.
	joining = set(
		"je", "de", "d", "a", "avec", "un", "une", "le", "la", "les", "des", "au", "du", "bien", "l", "on", "nous",
		"ich", "mit", "ein", "eine", "einen", "einem", "einer", "en", "zu", "dem", "der", "die", "es", "bitte", "i", "eme", "am",
		"di", "con", "una", "uno", "il", "lo", "io",
		"to", "the", "an", "please", "me", "some",
	)
	// subjects begin a wish, or stand within one that asks: "kann ich mit ...".
	subjects = set("je", "on", "nous", "ich", "i", "io", "we")
	// refusing words right before it say that nobody is wished for.
	refusing = set("pas", "plus", "jamais", "nicht", "nid", "nod", "kein", "keine", "keinen", "nie", "non", "mai", "not", "no", "never", "sans", "ohne", "senza", "without")
)

// lone is how many words, articles not counted, a spelling of "human" must have
// to be one inside a text by itself: "parler à quelqu'un" has three, for "un" is
// no more. Shorter ones need a wish.
const lone = 3

// articleWords make a spelling no plainer.
var articleWords = set("un", "une", "ein", "eine", "einen", "einem", "einer", "una", "uno", "a", "an")

// mostJoining is how many words before a person are looked at.
const mostJoining = 6

func (r *Reader) learnHuman(w *flows.Words) {
	for _, s := range w.Reserved[wordHuman] {
		n, plain := 0, 0
		for word := range strings.FieldsSeq(Normal(s)) {
			if passedOver[word] {
				continue
			}
			if n++; !articleWords[word] || word == "a" && w.Tag != "en" {
				plain++
			}
		}
		r.human.add(s, mark(max(1, min(n, 2), min(plain, lone))))
	}
}

// Wants finds a reserved word inside a longer text that does not have to be
// the whole message: today only "human", the one that must never be missed. It
// returns the word and whether one stands in the first 600 runes, in any
// language. A spelling of three words or more, articles not counted, counts by
// itself ("parler à quelqu'un"); of two after a wish ("je veux une personne"); of one after a
// wish at the end of what is said ("je veux parler"). Words that refuse it
// right before ("je ne veux pas ...") leave it alone.
func (r *Reader) Wants(text, _ string) (word string, ok bool) {
	var room [96]spoken
	s := said{text: Normal(text)}
	s.words = r.human.words(s.text, false, room[:0])
	for _, x := range r.human.find(s.words) {
		if s.wishes(x) {
			return wordHuman, true
		}
	}
	return "", false
}

// said is a text and its words.
type said struct {
	text  string
	words []spoken
}

// wishes reports whether the person at a span is wished for.
func (s said) wishes(x span) bool {
	wish := false
	for i := x.from - 1; i >= x.from-mostJoining; i-- {
		switch w := s.word(i); {
		case refusing[w]:
			return false
		case wishing[w]:
			wish = true
			continue
		case joining[w] && !(wish && subjects[w]): // what stands before "je veux" is another sentence
			continue
		}
		break
	}
	switch {
	case x.mark >= lone:
		return true
	case x.mark == 1:
		return wish && s.ends(x.to)
	}
	return wish
}

// word returns the text of one word, "" outside.
func (s said) word(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.text[s.words[i].from:s.words[i].to]
}

// ends reports whether nothing but politeness follows a word.
func (s said) ends(to int) bool {
	if to >= len(s.words) {
		return true
	}
	rest := s.text[s.words[to].from:]
	return isPolite(rest) || isPolite(plain(rest))
}
