package understand

import (
	"maps"
	"slices"

	"passerelle/bot"
	"passerelle/bot/understand/linear"
)

// examples are what a model learns from.
type examples struct {
	list []linear.Example
	seen map[linear.Example]bool // the same files may be there twice, ours and an agency's copy
}

func (x *examples) add(class int, lines ...string) {
	if x.seen == nil {
		x.seen = map[linear.Example]bool{}
	}
	for _, line := range lines {
		e := linear.Example{Text: Normal(line), Class: class}
		if e.Text != "" && !x.seen[e] {
			x.seen[e] = true
			x.list = append(x.list, e)
		}
	}
}

// flat is all lines of some lists, in the order of their names.
func flat(lists map[string][]string) (lines []string) {
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		lines = append(lines, lists[name]...)
	}
	return lines
}

// fewExamples is how many a topic has at least, by saying the same ones again: an
// agency's new help with a few phrases stands beside shipped ones with hundreds.
const fewExamples = 60

// ofTopics are the examples of each topic by its place in the source, and of the class
// after them: none of these. few are the topics that had few.
func (s *Source) ofTopics() (x examples, few []int) {
	none := len(s.Topics)
	here := map[string]bool{}
	for class, topic := range s.Topics {
		here[topic.ID] = true
		from := len(x.list)
		x.add(class, flat(topic.FoundBy)...)
		for _, h := range s.Heard {
			x.add(class, h.Asked[topic.ID]...)
		}
		own := slices.Clone(x.list[from:])
		if len(own) > 0 && len(own) < fewExamples {
			few = append(few, class)
		}
		for n := len(own); n > 0 && n < fewExamples; n += len(own) {
			x.list = append(x.list, own...)
		}
	}
	for _, h := range s.Heard {
		x.add(none, h.Other...)
		for _, id := range slices.Sorted(maps.Keys(h.Asked)) { // of helps that the agency does not have
			if !here[id] {
				x.add(none, h.Asked[id]...)
			}
		}
	}
	for _, w := range s.Words { // what is obeyed is about no topic
		x.add(none, flat(w.Reserved)...)
	}
	return x, few
}

// dangerClasses is how many classes of danger there are, with none.
const dangerClasses = int(bot.Medical) + 1

// ofDanger are the examples of each bot.DangerClass.
func (s *Source) ofDanger() (x examples) {
	for _, h := range s.Heard {
		for class := range dangerClasses {
			x.add(class, h.Danger[bot.DangerClass(class).String()]...)
		}
	}
	for _, h := range s.Heard { // most of what people write is an ordinary wish
		x.add(int(bot.NoDanger), h.Other...)
		x.add(int(bot.NoDanger), flat(h.Asked)...)
	}
	return x
}

// tags are the languages, by class.
func (s *Source) tags() (tags []string) {
	for _, w := range s.Words {
		tags = append(tags, w.Tag)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// ofLanguages are the examples of each language.
func (s *Source) ofLanguages() (x examples) {
	for class, tag := range s.tags() {
		for _, h := range s.Heard {
			if h.Tag == tag {
				x.add(class, h.Other...)
				x.add(class, flat(h.Asked)...)
				x.add(class, flat(h.Danger)...)
			}
		}
		for _, w := range s.Words {
			if w.Tag == tag {
				x.add(class, w.Function...)
				x.add(class, flat(w.Reserved)...)
			}
		}
	}
	return x
}
