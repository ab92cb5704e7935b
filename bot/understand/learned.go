package understand

import (
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"passerelle/bot/understand/linear"
	"passerelle/flows"
)

// learned is what a Reader knows by examples: which topic, which language, which
// danger. A model is trained when it is first asked for, and nil where there is
// nothing to learn it from.
type learned struct {
	topics, language, danger func() *linear.Model
	ids                      []string       // of topics, by class; the class after them is "none of these"
	exact                    map[string]int // a topic's phrase, normalised → its class; ofSeveral where two have it
	lines                    []knownLine    // of helps that have few
	tags                     []string       // of languages, by class
}

// Ready trains what is not trained yet, beside each other: each model takes about a
// second. Whoever serves people calls it first, so that nobody's message waits.
func (r *Reader) Ready() {
	var group sync.WaitGroup
	for _, model := range []func() *linear.Model{r.learned.topics, r.learned.danger, r.learned.language} {
		group.Go(func() { model() })
	}
	group.Wait()
}

// What was learned lately, and the models that were trained lately: a reload that
// changes no phrase costs nothing, and one that changes a help's trains one model.
var (
	learnedLately memo[*learned]
	trainedLately memo[*linear.Model]
)

// learn learns from a source.
func learn(s *Source) *learned {
	from := func(w io.Writer) {
		for _, t := range s.Topics {
			line(w, t.ID, t.FoundBy)
		}
		for _, h := range s.Heard {
			if h.Sum != "" {
				line(w, h.Sum)
			} else {
				line(w, h.Tag, h.Asked, h.Danger, h.Other, h.Spelled)
			}
		}
		for _, x := range s.Words {
			line(w, x.Tag, x.Reserved, x.Function)
		}
	}
	return learnedLately.of(from, func() *learned { return s.learn() })
}

func (s *Source) learn() *learned {
	l := &learned{exact: map[string]int{}}
	topics, few := s.ofTopics()
	for class, t := range s.Topics {
		l.ids = append(l.ids, t.ID)
		l.note(class, t)
	}
	for _, class := range few {
		l.keepLines(class, s.Topics[class])
	}
	l.tags = s.tags()
	same := spelled(s.Heard)
	l.topics = sync.OnceValue(func() *linear.Model { return trained(topics, len(l.ids)+1, plainly(same)) })
	l.danger = sync.OnceValue(func() *linear.Model { return trained(s.ofDanger(), dangerClasses, carefully(same)) })
	l.language = sync.OnceValue(func() *linear.Model { return trained(s.ofLanguages(), len(l.tags), roughly(same)) })
	return l
}

// How models are trained, as it was best on the library's own phrases, a fifth of them
// left out in turn. Of danger there are few examples among many: what it learns from
// them is held back more. A language shows in what many words share.
func plainly(same map[string]string) linear.Options {
	return linear.Options{Same: same, Rounds: 6, Shrink: 0.08}
}

func carefully(same map[string]string) linear.Options {
	return linear.Options{Same: same, Rounds: 8, Shrink: 0.2}
}

func roughly(same map[string]string) linear.Options {
	return linear.Options{Same: same, Rounds: 6, Shrink: 0.08, Rare: 5}
}

func trained(x examples, classes int, o linear.Options) *linear.Model {
	if len(x.list) == 0 || classes < 2 {
		return nil
	}
	from := func(w io.Writer) { line(w, x.list, classes, o) }
	return trainedLately.of(from, func() *linear.Model { return linear.Train(x.list, classes, o) })
}

// ofSeveral stands for a phrase that two topics are found by.
const ofSeveral = -1

// note keeps the phrases that a topic is found by as they are: whoever writes one
// is understood, however few there are.
func (l *learned) note(class int, topic Topic) {
	for _, line := range flat(topic.FoundBy) {
		n := Normal(line)
		if other, ok := l.exact[n]; ok && other != class {
			l.exact[n] = ofSeveral
			continue
		}
		l.exact[n] = class
	}
}

// knownLine is a phrase of a help that has few, between spaces.
type knownLine struct {
	words string
	class int
}

// keepLines keeps the phrases of a help that has few: one of two words and more that
// stands in a text is meant, however little was learned of it.
func (l *learned) keepLines(class int, topic Topic) {
	for _, line := range flat(topic.FoundBy) {
		if n := Normal(line); strings.Contains(n, " ") {
			l.lines = append(l.lines, knownLine{" " + n + " ", class})
		}
	}
}

// contained is the help whose phrase stands in a normalised text; false where none
// does, or those of several.
func (l *learned) contained(normal string) (class int, ok bool) {
	padded := " " + normal + " "
	for _, x := range l.lines {
		if strings.Contains(padded, x.words) {
			if ok && x.class != class {
				return 0, false
			}
			class, ok = x.class, true
		}
	}
	return class, ok
}

// spelled has what words are written for: "pa" → "pas".
func spelled(heard []*flows.Heard) map[string]string {
	same := map[string]string{}
	for _, h := range heard {
		for _, word := range slices.Sorted(maps.Keys(h.Spelled)) {
			for _, s := range h.Spelled[word] {
				if n := Normal(s); !strings.Contains(n, " ") && same[n] == "" {
					same[n] = Normal(word)
				}
			}
		}
	}
	return same
}
