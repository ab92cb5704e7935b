package understand_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/library"
)

// whole is a reader of everything that is shipped.
var whole = sync.OnceValue(func() *understand.Reader {
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		panic(err)
	}
	return understand.New(sourceOf(set))
})

// sourceOf is what a book makes its reader of.
func sourceOf(set *flows.Set) understand.Source {
	s := understand.Source{Words: set.Words, Heard: set.Heard}
	for _, f := range set.Flows {
		s.Topics = append(s.Topics, understand.TopicOf(f))
	}
	return s
}

const frozen = "testdata/eval"

// eachRow calls do with the cells of each line of a frozen set.
func eachRow(t *testing.T, file string, cells int, do func(c []string)) {
	t.Helper()
	f, err := os.Open(filepath.Join(frozen, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		if len(c) != cells {
			t.Fatalf("%s: a line has %d cells", file, len(c))
		}
		do(c)
	}
}

// share counts how often something holds, by group.
type share struct {
	names []string
	yes   map[string]int
	all   map[string]int
}

func newShare() *share { return &share{yes: map[string]int{}, all: map[string]int{}} }

func (s *share) add(holds bool, groups ...string) {
	for _, g := range groups {
		if s.all[g] == 0 {
			s.names = append(s.names, g)
		}
		s.all[g]++
		if holds {
			s.yes[g]++
		}
	}
}

func (s *share) of(group string) float64 {
	return 100 * float64(s.yes[group]) / float64(max(1, s.all[group]))
}

func (s *share) String() string {
	var parts []string
	for _, g := range s.names {
		parts = append(parts, fmt.Sprintf("%s %.1f", g, s.of(g)))
	}
	return strings.Join(parts, ", ")
}

// atLeast and atMost hold what was reached: a floor is raised when it is passed,
// and a phrase is never added because a set has it.
func (s *share) atLeast(t *testing.T, what, group string, floor float64) {
	t.Helper()
	if got := s.of(group); got < floor {
		t.Errorf("%s, %s: %.1f %%, it was %.1f", what, group, got, floor)
	}
}

func (s *share) atMost(t *testing.T, what, group string, ceiling float64) {
	t.Helper()
	if got := s.of(group); got > ceiling {
		t.Errorf("%s, %s: %.1f %%, it was %.1f", what, group, got, ceiling)
	}
}

// TestFrozenSetsAreFrozen: figures of two days are about the same messages.
func TestFrozenSetsAreFrozen(t *testing.T) {
	sums, err := os.ReadFile(filepath.Join(frozen, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(sums)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		raw, err := os.ReadFile(filepath.Join(frozen, name))
		if got := fmt.Sprintf("%x", sha256.Sum256(raw)); err != nil || got != want {
			t.Errorf("%s changed: %v", name, err)
		}
		n++
	}
	if n < 8 {
		t.Errorf("only %d files are frozen", n)
	}
}

// place is where a topic stands among the three that are nearest to a text; -1 for
// nowhere.
func place(r *understand.Reader, text, topic string) int {
	return slices.IndexFunc(r.Nearest(text), func(m understand.Match) bool { return m.ID == topic })
}

// TestEvalTopics: how often the right topic is the first, and among the three that
// are offered; and what becomes of messages that no topic answers.
func TestEvalTopics(t *testing.T) {
	r := whole()
	first, three, said := newShare(), newShare(), newShare()
	for _, tag := range []string{"fr", "de", "it", "en"} {
		eachRow(t, "topics."+tag+".tsv", 3, func(c []string) {
			kind, want := c[0], c[1]
			matches, decision := r.Topics(c[2])
			at := place(r, c[2], want)
			first.add(at == 0, "all", tag, kind)
			three.add(at >= 0, "all", tag, kind)
			said.add(decision != understand.Ask && len(matches) > 0, "answered", tag)
		})
	}
	eachRow(t, "none.tsv", 3, func(c []string) {
		_, decision := r.Topics(c[2])
		said.add(decision != understand.Ask, "none answered", "none "+c[0])
	})
	for group, floor := range map[string]float64{"all": 88, "fr": 91, "de": 86, "it": 83, "en": 86, "typo": 95, "sms": 93, "dialect": 92, "word": 98} {
		first.atLeast(t, "the right topic first", group, floor)
	}
	for group, floor := range map[string]float64{"all": 96, "fr": 97, "de": 95, "it": 94, "en": 95, "story": 85, "situation": 88} {
		three.atLeast(t, "the right topic among three", group, floor)
	}
	said.atLeast(t, "a topic is named", "answered", 92)
	said.atMost(t, "a topic is named where none is meant", "none answered", 13)
	t.Logf("the right topic first: %s", first)
	t.Logf("among three: %s", three)
	t.Logf("a topic is named: %s", said)
}

// TestEvalLanguage: short messages.
func TestEvalLanguage(t *testing.T) {
	r := whole()
	right, sure, wrong := newShare(), newShare(), newShare()
	eachRow(t, "language.tsv", 2, func(c []string) {
		tag, is := r.Language(c[1])
		right.add(tag == c[0], "all", c[0])
		sure.add(is, "all", c[0])
		wrong.add(is && tag != c[0], "all", c[0])
	})
	for _, group := range []string{"all", "fr", "de", "it", "en"} {
		right.atLeast(t, "the right language", group, 96)
		wrong.atMost(t, "sure of a wrong language", group, 1.5)
	}
	t.Logf("the right language: %s", right)
	t.Logf("sure: %s", sure)
	t.Logf("sure and wrong: %s", wrong)
}

// dangers is what becomes of a set of messages and of a set of ordinary talks.
type dangers struct{ clear, caught, same, talks, messages *share }

func (d *dangers) String() string {
	return fmt.Sprintf("clear: %s\nclear or asked about: %s\nof these, the right class: %s\nordinary talks: %s; messages: %s", d.clear, d.caught, d.same, d.talks, d.messages)
}

// judge reads danger.tsv and talks.tsv of a folder of the frozen sets.
func judge(t *testing.T, folder string) *dangers {
	r := whole()
	d := &dangers{newShare(), newShare(), newShare(), newShare(), newShare()}
	eachRow(t, folder+"danger.tsv", 4, func(c []string) {
		class, sure := danger(r, c[3])
		groups := []string{"all", c[0], c[2], c[1]}
		if c[1] == "none" {
			groups = []string{"hard negatives", "hard " + c[0]}
		}
		d.clear.add(class != bot.NoDanger && sure, groups...)
		d.caught.add(class != bot.NoDanger, groups...)
		if class != bot.NoDanger && c[1] != "none" {
			d.same.add(class.String() == c[1], "all", c[0], c[1])
		}
	})
	talks := map[string][2]bool{}
	eachRow(t, folder+"talks.tsv", 3, func(c []string) {
		class, sure := danger(r, c[2])
		x := talks[c[0]+c[1]]
		x[0] = x[0] || class != bot.NoDanger && sure
		x[1] = x[1] || class != bot.NoDanger && !sure
		talks[c[0]+c[1]] = x
		d.messages.add(class != bot.NoDanger && sure, "clear")
		d.messages.add(class != bot.NoDanger && !sure, "asked about")
	})
	for _, x := range talks {
		d.talks.add(x[0], "with a clear one")
		d.talks.add(x[1], "with a question")
	}
	return d
}

// TestEvalDanger: what is caught of danger, clearly or by a question, and what is
// taken for it and is none.
func TestEvalDanger(t *testing.T) {
	d := judge(t, "")
	d.caught.atLeast(t, "danger clear or asked about", "all", 86)
	d.caught.atLeast(t, "danger clear or asked about", "direct", 95)
	d.clear.atMost(t, "hard negatives taken for danger", "hard negatives", 10)
	d.same.atLeast(t, "the right class of danger", "all", 96)
	d.talks.atMost(t, "ordinary talks", "with a clear one", 1)
	d.talks.atMost(t, "ordinary talks", "with a question", 5)
	t.Logf("%s", d)
}

// TestEvalSecondSet: the same of a set that was written when the first one had been
// looked at often, by somebody who saw neither it nor what the program learns from.
func TestEvalSecondSet(t *testing.T) {
	d := judge(t, "second/")
	r, first, three := whole(), newShare(), newShare()
	eachRow(t, "second/stories.tsv", 3, func(c []string) {
		at := place(r, c[2], c[1])
		first.add(at == 0, "all", c[0])
		three.add(at >= 0, "all", c[0])
	})
	d.caught.atLeast(t, "danger clear or asked about", "all", 87)
	d.caught.atLeast(t, "danger clear or asked about", "direct", 97)
	d.clear.atMost(t, "hard negatives taken for danger", "hard negatives", 10)
	d.talks.atMost(t, "ordinary talks", "with a clear one", 1)
	d.talks.atMost(t, "ordinary talks", "with a question", 5)
	three.atLeast(t, "the right topic of a story among three", "all", 96)
	t.Logf("%s", d)
	t.Logf("stories, the right topic first: %s", first)
	t.Logf("among three: %s", three)
}

// danger is both stages.
func danger(r *understand.Reader, text string) (bot.DangerClass, bool) {
	if class, _ := r.Danger(text); class != bot.NoDanger {
		return class, true
	}
	class, _, _ := r.Suspects(text)
	return class, false // it asks, and never acts by itself
}
