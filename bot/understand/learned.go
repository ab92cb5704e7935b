package understand

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"passerelle/bot/understand/linear"
	"passerelle/flows"
)

// learned is what a Reader knows by examples: which topic, which language, which
// danger. A model is nil where there is nothing to learn it from.
type learned struct {
	topics, language, danger *linear.Model
	ids                      []string       // of topics, by class; the class after them is "none of these"
	exact                    map[string]int // a topic's phrase, normalised → its class; where two have it, none
	lines                    []line         // phrases of helps that have few
	tags                     []string       // of languages, by class
}

// learn trains the models. Those that were trained on the same examples lately are
// taken as they are: a reload that changes no phrase costs nothing.
func (r *Reader) learnExamples(s *Source) {
	same := spelled(s.Heard)
	l := &r.learned
	l.exact = map[string]int{}
	var examples []linear.Example
	seen := map[linear.Example]bool{} // the same files may be there twice, ours and an agency's copy
	add := func(class int, lines ...string) {
		for _, line := range lines {
			e := linear.Example{Text: Normal(line), Class: class}
			if e.Text != "" && !seen[e] {
				seen[e] = true
				examples = append(examples, e)
			}
		}
	}
	var group sync.WaitGroup
	train := func(into **linear.Model, classes int) { // beside the next ones: each takes a second
		all := examples
		examples = nil
		clear(seen)
		if len(all) > 0 && classes > 1 {
			group.Go(func() { *into = trained(all, classes, same) })
		}
	}
	for class, topic := range s.Topics {
		l.ids = append(l.ids, topic.ID)
		for _, tag := range slices.Sorted(maps.Keys(topic.FoundBy)) {
			add(class, topic.FoundBy[tag]...)
			l.note(class, topic.FoundBy[tag])
		}
		for _, h := range s.Heard {
			add(class, h.Asked[topic.ID]...)
		}
		before := len(examples)
		if examples = evened(examples, class); len(examples) > before {
			l.keepLines(class, topic)
		}
	}
	for _, h := range s.Heard {
		add(len(l.ids), h.Other...)
		for _, id := range slices.Sorted(maps.Keys(h.Asked)) { // of helps that the agency does not have
			if !slices.Contains(l.ids, id) {
				add(len(l.ids), h.Asked[id]...)
			}
		}
	}
	for _, w := range s.Words { // what is obeyed is about no topic
		for _, k := range slices.Sorted(maps.Keys(w.Reserved)) {
			add(len(l.ids), w.Reserved[k]...)
		}
	}
	train(&l.topics, len(l.ids)+1)
	for _, h := range s.Heard {
		for class, name := range dangerClasses {
			add(class, h.Danger[name]...)
		}
	}
	for _, h := range s.Heard { // most of what people write is an ordinary wish
		add(harmlessClass, h.Other...)
		for _, topic := range slices.Sorted(maps.Keys(h.Asked)) {
			add(harmlessClass, h.Asked[topic]...)
		}
	}
	train(&l.danger, len(dangerClasses))
	l.tags = s.tags()
	for class, tag := range l.tags {
		add(class, s.in(tag)...)
	}
	train(&l.language, len(l.tags))
	group.Wait()
}

// fewExamples is how many a topic has at least, by saying the same ones again: an
// agency's new help with a few phrases stands beside shipped ones with hundreds.
const fewExamples = 60

// evened repeats the examples of a class that has few.
func evened(all []linear.Example, class int) []linear.Example {
	own := slices.DeleteFunc(slices.Clone(all), func(e linear.Example) bool { return e.Class != class })
	for n := len(own); n > 0 && n < fewExamples; n += len(own) {
		all = append(all, own...)
	}
	return all
}

// dangerClasses are the classes of the second stage, as files of what people write
// name them.
var dangerClasses = [...]string{harmlessClass: "none", 1: "crisis-suicide", 2: "violence-danger", 3: "medical-emergency"}

const harmlessClass = 0

// tags are the languages that there are words or examples of.
func (s *Source) tags() (tags []string) {
	for _, w := range s.Words {
		tags = append(tags, w.Tag)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// in is what people write in a language, as far as it is known.
func (s *Source) in(tag string) (lines []string) {
	for _, h := range s.Heard {
		if h.Tag == tag {
			lines = append(lines, h.Other...)
			for _, all := range []map[string][]string{h.Asked, h.Danger} {
				for _, k := range slices.Sorted(maps.Keys(all)) {
					lines = append(lines, all[k]...)
				}
			}
		}
	}
	for _, w := range s.Words {
		if w.Tag == tag {
			lines = append(lines, w.Function...)
			for _, k := range slices.Sorted(maps.Keys(w.Reserved)) {
				lines = append(lines, w.Reserved[k]...)
			}
		}
	}
	return lines
}

// note keeps the phrases that a topic is found by as they are: whoever writes one
// is understood, however few there are.
func (l *learned) note(class int, lines []string) {
	for _, line := range lines {
		n := Normal(line)
		if other, ok := l.exact[n]; ok && other != class {
			l.exact[n] = len(l.ids) + 1<<16
			continue
		}
		l.exact[n] = class
	}
}

// line is a phrase of a help that has few, between spaces.
type line struct {
	words string
	class int
}

// keepLines keeps the phrases of a help that has few: one of two words and more that
// stands in a text is meant, however little was learned of it.
func (l *learned) keepLines(class int, topic Topic) {
	for _, tag := range slices.Sorted(maps.Keys(topic.FoundBy)) {
		for _, phrase := range topic.FoundBy[tag] {
			if n := Normal(phrase); strings.Contains(n, " ") {
				l.lines = append(l.lines, line{" " + n + " ", class})
			}
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

// The models that were trained lately, the newest last.
var (
	lately   []remembered
	latelyMu sync.Mutex
)

type remembered struct {
	sum   [sha256.Size]byte
	model *linear.Model
}

// mostLately is how many are kept: three for each of some sets of files.
const mostLately = 9

func trained(examples []linear.Example, classes int, same map[string]string) *linear.Model {
	h := sha256.New()
	for _, e := range examples {
		fmt.Fprintf(h, "%d %s\n", e.Class, e.Text)
	}
	for _, k := range slices.Sorted(maps.Keys(same)) {
		fmt.Fprintf(h, "%s=%s\n", k, same[k])
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	latelyMu.Lock()
	defer latelyMu.Unlock()
	for _, x := range lately {
		if x.sum == sum {
			return x.model
		}
	}
	latelyMu.Unlock() // others are trained meanwhile
	m := linear.Train(examples, classes, linear.Options{Same: same})
	latelyMu.Lock()
	if lately = append(lately, remembered{sum, m}); len(lately) > mostLately {
		lately = lately[1:]
	}
	return m
}

// windows calls do for the text and, where it is long, for each of its sentences
// and for stretches of words: a need stands in a few words of a long story.
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

// A stretch of a long text, in words.
const (
	wide   = 9
	stride = 4
	least  = 3
)

// weighed is what a model says of a text and of its parts, by class.
type weighed struct {
	whole, most []float64 // probabilities: of the text, and the highest of its parts
	part        []string  // the part in which it is the highest
	parts       int
	scores      []linear.Score
}

// weigh asks a model of so many classes about a text and its parts.
func weigh(m *linear.Model, classes int, text string) *weighed {
	w := &weighed{whole: make([]float64, classes), most: make([]float64, classes), part: make([]string, classes)}
	windows(text, func(part string) {
		w.scores = m.Classify(part, classes, w.scores)
		for _, s := range w.scores {
			if w.parts == 0 {
				w.whole[s.Class] = s.P
			}
			if s.P > w.most[s.Class] {
				w.most[s.Class], w.part[s.Class] = s.P, part
			}
		}
		w.parts++
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
