package understand

import "strings"

// Decision is what to do with the matches of a text.
type Decision string

// The decisions.
const (
	Confirm Decision = "confirm" // one topic stands out: ask "is it this?"
	Choose  Decision = "choose"  // two or three are near: ask which
	Ask     Decision = "ask"     // nothing fits: ask in other words, or a person
)

// Match is a topic and why it fits.
type Match struct {
	ID      string   `json:"id"`
	P       float64  `json:"p"` // 0 to 1: how likely it is
	Because []string `json:"because"`
}

// The policy: one topic that is as likely as all others together is asked about
// alone; likely ones are offered to choose from, as far as a page holds them.
const (
	standsAlone = 0.5
	worthAsking = 0.22 // the likeliest of several: tried on a fifth of the phrases, left out in turn
	mostMatches = 3
	unlikely    = 8 // as many times as unlikely as the first is not offered
	mostBecause = 3
)

// Topics returns the topics that fit the text, best first, and what to do. Of a
// long text the few words count in which a topic is likeliest.
func (r *Reader) Topics(text string) ([]Match, Decision) {
	matches := r.Nearest(text)
	switch {
	case len(matches) == 0 || matches[0].P < worthAsking:
		return matches, Ask
	case matches[0].P >= standsAlone && (len(matches) == 1 || matches[1].P < standsAlone):
		return matches[:1], Confirm
	}
	for len(matches) > 1 && matches[len(matches)-1].P < matches[0].P/unlikely {
		matches = matches[:len(matches)-1]
	}
	return matches, Choose
}

// Nearest returns the likeliest topics of a text, at most three, best first,
// however unlikely they are.
func (r *Reader) Nearest(text string) (matches []Match) {
	l, n := r.learned, Normal(text)
	if n == "" {
		return nil
	}
	if class, ok := l.exact[n]; ok && class != ofSeveral {
		return []Match{{ID: l.ids[class], P: 1, Because: strings.Fields(n)}}
	}
	if strings.Count(n, " ") < mostVague && r.isVague(n) {
		return nil
	}
	m := l.topics()
	if m == nil {
		return nil
	}
	w := weigh(m, text)
	if class, ok := l.contained(n); ok {
		w.whole[class], w.most[class], w.part[class] = 1, 1, n
	}
	for _, class := range w.order() {
		if class == len(l.ids) || len(matches) == mostMatches { // none of these
			continue
		}
		matches = append(matches, Match{ID: l.ids[class], P: w.p(class), Because: m.Because(w.part[class], class, mostBecause)})
	}
	return matches
}
