package understand

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Decision is what to do with the matches of a text.
type Decision string

// The decisions.
const (
	Confirm Decision = "confirm" // one topic stands out: ask "is it this?"
	Choose  Decision = "choose"  // two to four are near: ask which
	Ask     Decision = "ask"     // nothing fits: ask in other words, or a person
)

// Match is a topic and why it fits.
type Match struct {
	ID      string   `json:"id"`
	P       float64  `json:"p"` // 0 to 1: the share of the text's weight that the topic explains
	Because []string `json:"because"`
}

type indexed struct {
	id     string
	tokens map[string]bool
	lines  []string // as they were written, normalised, between spaces
}

// manyVague is how many vague words tell a topic together. Who asks "where" says
// one more: "dove trovo qualcuno che mi aiuta".
const manyVague = 3

func where(padded string) int {
	for _, w := range [...]string{" ou ", " wo ", " dove ", " where "} {
		if strings.Contains(padded, w) {
			return 1
		}
	}
	return 0
}

// vague words are in every wish and tell no topic: to ask for help, to look for
// something, to be somewhere. A text needs one word besides them that a topic
// has, three of them together, or one of its lines whole.
var vague = set(
	"aide", "aider", "aidez", "aides", "besoin", "cherche", "chercher", "trouve", "trouver", "trouvez", "moi", "toi", "lui", "eux", "bien", "svp", "stp", "plait", "quelqu", "chez",
	"pres", "fait", "faut", "aller", "vais", "va", "vouloir", "voulais", "pouvoir", "peut", "savoir", "sais", "montrer", "montre", "expliquer", "demande", "chose", "quoi", "tout", "tous", "toute", "travail", "cela", "comme", "rien",
	"quelque", "problem", "probleme", "question", "personne", "aussi", "alors", "etre", "avoir", "cette", "ces", "ses", "ici", "la",
	"hilfe", "helfen", "hilf", "hilft", "brauche", "brauchen", "suche", "suchen", "finde", "finden", "gehen", "gehe", "mir", "mich", "dir", "sie", "etwas", "jemand", "jemanden", "frage", "problem", "gut", "gerne",
	"machen", "mache", "wissen", "weiss", "zeigen", "geben", "gibt", "hier", "dort", "alles", "arbeit", "sein", "war", "wird", "kommen", "komme", "nahe",
	"aiuto", "aiutare", "aiuta", "aiutami", "aiutatemi", "bisogno", "cerco", "cercare", "trovo", "trovare", "andare", "vado", "vicino", "me", "te", "qualcuno", "qualcosa", "cosa", "bene", "lavoro", "problema",
	"domanda", "sapere", "so", "mostrare", "essere", "avere", "qui", "tutto", "tutti",
	"help", "helps", "find", "search", "looking", "look", "go", "going", "get", "someone", "something", "somebody", "near", "need", "want", "know", "show", "give", "make", "please", "work", "job", "problem", "question",
	"thing", "text", "here", "there", "all", "will", "would", "like", "good", "well", "some", "any",
)

// Thresholds, tried on the library's own found_by lines: a topic that explains
// half of what was said is worth asking about; one that leads by a quarter
// stands alone.
const (
	worthAsking = 0.45
	standsAlone = 0.2
	mostChoices = 4
)

func (r *Reader) index(topics []Topic) {
	in := map[string]int{}
	for _, topic := range topics {
		x := indexed{id: topic.ID, tokens: map[string]bool{}}
		for _, lines := range topic.FoundBy {
			for _, line := range lines {
				if words := r.content(line); len(words) > 1 {
					x.lines = append(x.lines, " "+Normal(line)+" ")
				}
				for _, t := range r.content(line) {
					if !x.tokens[t] {
						x.tokens[t] = true
						in[t]++
					}
				}
			}
		}
		r.topics = append(r.topics, x)
	}
	r.weight = map[string]float64{}
	for t, n := range in {
		r.weight[t] = math.Log(1 + float64(len(topics))/float64(n))
	}
}

// content returns a text's words that carry meaning: no function words, no
// single letters.
func (r *Reader) content(text string) []string {
	var out []string
	for _, t := range strings.Fields(Normal(text)) {
		if len(t) > 1 && !slices.ContainsFunc(r.languages, func(l language) bool { return l.function[t] }) {
			out = append(out, t)
		}
	}
	return out
}

// Topics returns the topics that fit the text, best first, and what to do.
func (r *Reader) Topics(text string) ([]Match, Decision) {
	words := r.content(text)
	padded := " " + Normal(text) + " "
	var matches []Match
	for _, topic := range r.topics {
		if m := r.match(topic, words, padded); m.P > 0 {
			matches = append(matches, m)
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.P, a.P) })
	if len(matches) == 0 || matches[0].P < worthAsking {
		return matches, Ask
	}
	if len(matches) == 1 || matches[0].P-matches[1].P >= standsAlone {
		return matches, Confirm
	}
	near := matches[:0:0]
	for _, m := range matches {
		if matches[0].P-m.P < standsAlone && len(near) < mostChoices {
			near = append(near, m)
		}
	}
	return near, Choose
}

func (r *Reader) match(topic indexed, words []string, padded string) Match {
	const unknown = 1.0 // weight of a word that no topic has
	m := Match{ID: topic.id}
	have, all, tells := 0.0, 0.0, false
	for _, w := range words {
		token, found := topic.has(w)
		weight, known := r.weight[token]
		if !known {
			weight = unknown
		}
		all += weight
		if found {
			have += weight
			tells = tells || !vague[w] && !vague[token]
			m.Because = append(m.Because, w)
		}
	}
	if all > 0 && (tells || len(m.Because)+where(padded) >= manyVague || have > 0 && slices.ContainsFunc(topic.lines, func(line string) bool { return strings.Contains(padded, line) })) {
		m.P = have / all
	}
	return m
}

// has finds a word among the topic's, as it is or misspelt.
func (t indexed) has(word string) (string, bool) {
	if t.tokens[word] {
		return word, true
	}
	best, token := 3, word
	for candidate := range t.tokens {
		if d := Near(word, candidate); d < best || d == best && d < 3 && candidate < token {
			best, token = d, candidate
		}
	}
	return token, best < 3
}
