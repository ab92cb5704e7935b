package understand

import "strings"

// mostAnswer is how many words, politeness not counted, an answer of yes or no
// may have: what is longer says something else.
const mostAnswer = 6

// agreed is what people say for yes and no besides the reserved words, after
// Normal, in all languages together.
var agreed = map[string]bool{
	"d accord": true, "dac": true, "dacc": true, "dacodac": true, "bien sur": true, "bien entendu": true, "volontiers": true, "avec plaisir": true, "je veux bien": true,
	"absolument": true, "certainement": true, "tout a fait": true, "pas de probleme": true, "pourquoi pas": true, "ca marche": true, "c est bon": true,
	"evidemment": true, "j accepte": true, "je suis d accord": true, "parfait": true, "allez y": true, "exact": true, "exactement": true, "c est ca": true,
	"je ne suis pas d accord": false, "pas d accord": false, "je suis pas d accord": false, "pas maintenant": false, "pas du tout": false, "jamais": false,
	"surtout pas": false, "bien sur que non": false, "je ne veux pas": false, "je veux pas": false, "plutot pas": false, "j ai pas envie": false,
	"einverstanden": true, "ich bin einverstanden": true, "gerne": true, "gern": true, "sehr gerne": true, "klar": true, "sicher": true, "naturlich": true, "naturli": true,
	"selbstverstandlich": true, "auf jeden fall": true, "genau": true, "kein problem": true, "in ordnung": true, "passt": true, "jawohl": true, "jup": true, "warum nicht": true,
	"nicht einverstanden": false, "ich bin nicht einverstanden": false, "lieber nicht": false, "nicht jetzt": false, "auf keinen fall": false, "ich will nicht": false,
	"ich mochte nicht": false, "nee": false, "no nod": false,
	"d accordo": true, "sono d accordo": true, "va bene": true, "certo": true, "certamente": true, "volentieri": true, "con piacere": true, "come no": true,
	"nessun problema": true, "accetto": true, "esatto": true, "perfetto": true, "perche no": true, "certo che si": true,
	"non sono d accordo": false, "non adesso": false, "non ora": false, "per niente": false, "mai": false, "non voglio": false, "assolutamente no": false, "preferisco di no": false, "certo che no": false,
	"sure": true, "of course": true, "absolutely": true, "i agree": true, "agreed": true, "yep": true, "yeah": true, "yup": true, "with pleasure": true, "all right": true,
	"alright": true, "fine": true, "no problem": true, "go ahead": true, "why not": true, "ok": true, "okay": true, "oki": true, "perfect": true, "that s right": true,
	"i do not agree": false, "i don t agree": false, "i disagree": false, "nope": false, "nah": false, "not now": false, "no way": false, "never": false, "not at all": false, "of course not": false,
	"i do not want": false, "i don t want": false, "rather not": false,
}

var (
	// turning words make of a yes or a no something that is neither.
	turning = set("mais", "aber", "but", "ma", "pero", "comment", "wie", "how", "come", "quoi", "was", "what", "cosa", "sauf", "ausser", "except", "si", "wenn", "if", "se")
	// denying words turn a yes round.
	denying = set("pas", "non", "nicht", "nid", "nod", "nein", "not", "no", "jamais", "nie", "mai", "never", "t", "kein", "keine", "aucun", "aucune")
	// afterNo may follow the English "no" that answers: "no internet" does not.
	afterNo = set("i", "it", "that", "this", "not", "no", "never", "we", "sorry", "do", "don", "dont", "im", "my", "later", "because", "he", "she", "they", "of", "way", "ok")
)

// learnAnswer notes the words of one piece that answer yes or no.
func (r *Reader) learnAnswer(l *language, spelling, word string) {
	n := Normal(spelling)
	if word != wordYes && word != wordNo || n == "" || strings.Contains(n, " ") {
		return
	}
	var room [64]byte
	l.yesNo[string(squeezed(room[:], n))] = word == wordYes
	r.answers[n] = true
}

// YesNo reads an answer to a question of yes or no: a yes- or no-word of the
// language at the start of a short message ("oui merci", "ouii", "non pas
// maintenant"), or words that agree or refuse ("d'accord", "sure", "pas
// d'accord"). Words for "done" agree too, so it is for answers to a question
// only. It is not ok where the message turns round ("oui mais ..."), asks for a
// person, is another reserved word, or has more than six words.
func (r *Reader) YesNo(text, tag string) (yes, ok bool) {
	n := Normal(text)
	if len(n) > 2*longestWord || n == "" {
		return false, false
	}
	for _, form := range [...]string{n, plain(n)} {
		if yes, ok := agreed[form]; ok {
			return yes, true
		}
	}
	switch r.Exact(text, tag) {
	case wordYes, wordDone:
		return true, true
	case wordNo:
		return false, true
	case "":
	default:
		return false, false
	}
	return r.begins(text, plain(n), tag)
}

// begins reads a short text by how it begins.
func (r *Reader) begins(text, n, tag string) (yes, ok bool) {
	words := strings.Count(n, " ") + 1
	if words > mostAnswer || words > 1 && strings.Contains(text, "?") {
		return false, false
	}
	first, rest, _ := strings.Cut(n, " ")
	yes, own, ok := r.answer(first, tag)
	if !ok {
		yes, rest, ok = agreeing(n)
		own = false
	}
	switch _, wants := r.Wants(text, tag); {
	case !ok, wants:
		return false, false
	case rest == "":
		return yes, true
	case !own:
		return yes, r.adds(rest, yes, tag)
	}
	if next, _, _ := strings.Cut(rest, " "); tag == "en" && !yes && !afterNo[next] {
		return false, false
	}
	if r.adds(rest, yes, tag) {
		return yes, true
	}
	for w := range strings.FieldsSeq(rest) {
		if turning[w] || yes && denying[w] {
			return false, false
		}
		if says, _, answers := r.answer(w, tag); answers && says != yes {
			return false, false
		}
	}
	return yes, true
}

// answer reads one word as yes or no, and whether it is of the language itself.
func (r *Reader) answer(word, tag string) (yes, own, ok bool) {
	var room [64]byte
	if len(word) > len(room) {
		return false, false, false
	}
	s := squeezed(room[:], word)
	for i := range r.languages {
		l := &r.languages[i]
		says, has := l.yesNo[string(s)]
		if has && l.tag == tag {
			return says, true, true
		}
		if has && !ok {
			yes, ok = says, true
		}
	}
	return yes, false, ok
}

// adds reports whether what follows a yes or a no only says it again.
func (r *Reader) adds(rest string, yes bool, tag string) bool {
	for rest != "" {
		if says, after, ok := agreeing(rest); ok && says == yes {
			rest = after
			continue
		}
		first, after, _ := strings.Cut(rest, " ")
		if says, _, ok := r.answer(first, tag); !(ok && says == yes) && !isPolite(first) {
			return false
		}
		rest = after
	}
	return true
}

// agreeing finds the longest words that agree or refuse at the start of a text.
func agreeing(n string) (yes bool, rest string, ok bool) {
	for end := len(n); end > 0; end = strings.LastIndexByte(n[:end], ' ') {
		if yes, ok := agreed[n[:end]]; ok {
			return yes, strings.TrimPrefix(n[end:], " "), true
		}
	}
	return false, n, false
}
