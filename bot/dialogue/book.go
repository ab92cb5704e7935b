package dialogue

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/text"
)

// Book is everything a turn reads: the agency, its flows by revision, the
// phrases and the reader of free texts. It is immutable and safe for
// concurrent use; new texts make a new Book.
type Book struct {
	set     *flows.Set
	agency  *flows.Agency
	phrases flows.Phrases
	reader  *understand.Reader
	names   map[text.Language]string     // a language's own name
	first   map[string]map[string]string // reserved word → language → its first spelling
	outline map[uint32]flows.Outline     // of revisions that cannot be read any more

	byNumber map[uint32]*flows.Flow
	measures map[uint32]*profile.Measure     // of the checks that can be scored
	current  []Edition                       // what may be started now, in the order of the menu
	spoken   map[*flows.Flow][]text.Language // languages in which a flow can be followed
	sums     map[string]string               // file of a picture or a voice → its sha256
	replaced map[string]string               // id of a flow that is no longer offered → the flow in its place
	voices   map[bot.Aloud]string            // what the machine has read aloud → the name of its file; nil: nobody said
	stands   func(bot.Aloud) bool            // whether a text is among the standing ones
	turns    *sync.Pool
}

// Edition is a flow with the short number of its revision.
type Edition struct {
	Number uint32
	*flows.Flow
}

// NewBook makes a book of a loaded set. numbers gives each flow of the set its
// revision's short number, by flow id; earlier holds older revisions that
// sessions may still be in.
func NewBook(set *flows.Set, numbers map[string]uint32, earlier map[uint32]*flows.Flow) (*Book, error) {
	if set.Agency == nil {
		return nil, fmt.Errorf("a book needs an agency: agency.yaml is missing")
	}
	b := &Book{
		set: set, agency: set.Agency, phrases: set.Phrases,
		names: map[string]string{}, first: map[string]map[string]string{}, byNumber: map[uint32]*flows.Flow{}, replaced: map[string]string{},
		spoken: map[*flows.Flow][]text.Language{}, measures: map[uint32]*profile.Measure{}, sums: map[string]string{},
	}
	b.turns = &sync.Pool{New: func() any { return new(turn) }}
	standing := sync.OnceValue(b.standing)
	b.stands = func(text bot.Aloud) bool { return slices.Contains(standing(), text) }
	if missing := b.missing(); len(missing) > 0 {
		return nil, fmt.Errorf("phrases.yaml lacks %v", missing)
	}
	for number, flow := range earlier {
		b.byNumber[number] = flow
	}
	for file, asset := range set.Assets {
		b.sums[file] = asset.Sum
	}
	var topics []understand.Topic
	for _, flow := range set.Flows {
		number := numbers[flow.ID]
		if number == 0 {
			return nil, fmt.Errorf("the flow %q has no revision number", flow.ID)
		}
		b.byNumber[number] = flow
		if flow.Status != flows.Published {
			b.replaced[flow.ID] = flow.ReplacedBy
			continue
		}
		b.current = append(b.current, Edition{number, flow})
		topics = append(topics, understand.TopicOf(flow))
	}
	b.inherit(topics, set.Flows)
	for number, flow := range b.byNumber {
		b.spoken[flow] = flow.Spoken()
		if m, err := profile.New(flow); err == nil { // lint tells of a check that cannot be scored
			b.measures[number] = m
		}
	}
	b.learnWords(set.Words)
	b.reader = understand.New(understand.Source{Words: set.Words, Heard: set.Heard, Topics: topics})
	return b, nil
}

// Reader returns what reads free texts.
func (b *Book) Reader() *understand.Reader { return b.reader }

func (b *Book) learnWords(words []*flows.Words) {
	for _, w := range words {
		if w.Status == flows.Draft {
			continue
		}
		b.names[w.Tag] = w.Name
		for word, spellings := range w.Reserved {
			if len(spellings) == 0 {
				continue
			}
			if b.first[word] == nil {
				b.first[word] = map[string]string{}
			}
			b.first[word][w.Tag] = spellings[0]
		}
	}
}

// missing returns the phrases that the dialogue needs and the set lacks.
func (b *Book) missing() (keys []string) {
	for _, key := range phraseKeys {
		if len(b.phrases[key]) == 0 {
			keys = append(keys, key)
		}
	}
	return keys
}

// Agency returns the agency that the book is for.
func (b *Book) Agency() *flows.Agency { return b.agency }

// Set returns what the book was made of. It is not to be changed.
func (b *Book) Set() *flows.Set { return b.set }

// Revisions returns every flow that the book knows by its short number: those of
// the set, and older ones that sessions may be in.
func (b *Book) Revisions() map[uint32]*flows.Flow { return maps.Clone(b.byNumber) }

// Flow returns the flow revision of a short number, or nil.
func (b *Book) Flow(number uint32) *flows.Flow { return b.byNumber[number] }

// Editions returns what may be started now, in the order of the menu.
func (b *Book) Editions() []Edition { return slices.Clone(b.current) }

// edition returns the present revision of a flow, or of the one that replaced it.
func (b *Book) edition(id string) (Edition, bool) {
	for range mostReplaced {
		for _, e := range b.current {
			if e.ID == id {
				return e, true
			}
		}
		if id = b.replaced[id]; id == "" {
			break
		}
	}
	return Edition{}, false
}

// mostReplaced bounds a row of flows of which each replaced the one before: two
// that replace each other lead nowhere.
const mostReplaced = 8

// inherit lets whoever asks for a retired flow find the one that replaced it.
func (b *Book) inherit(topics []understand.Topic, all []*flows.Flow) {
	for _, flow := range all {
		e, ok := b.edition(flow.ID)
		if !ok || flow.Status != flows.Retired {
			continue
		}
		i := slices.IndexFunc(topics, func(t understand.Topic) bool { return t.ID == e.ID })
		for tag, phrases := range understand.TopicOf(flow).FoundBy {
			topics[i].FoundBy[tag] = append(topics[i].FoundBy[tag], phrases...)
		}
	}
}

// Languages returns the languages offered, the agency's first choice first.
func (b *Book) Languages() []string {
	var tags []string
	for _, tag := range b.agency.Languages {
		if b.names[tag] != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// LanguageName is what a language is called in itself.
func (b *Book) LanguageName(tag string) string { return b.names[tag] }

// speaks reports whether the agency offers the language.
func (b *Book) speaks(tag string) bool { return slices.Contains(b.Languages(), tag) }

// Turn changes the session by one input and says in out what is to be done. It
// is pure: the same input and session give the same outcome. It never fails;
// what it cannot understand gets a friendly way on.
func (b *Book) Turn(in *bot.Input, s *bot.Session, out *Outcome) {
	out.Reset()
	t := b.turns.Get().(*turn)
	t.book, t.in, t.s, t.out, t.steps, t.idle = b, in, s, out, 0, 0
	t.picked, t.before, t.title, t.shown, t.landed, t.flags = t.picked[:0], "", "", bot.Payload{}, false, nil
	t.list, t.asked, t.profiled, t.report, t.hearing = "", nil, nil, nil, false
	t.origin = bot.Place{}
	t.run()
	t.book, t.in, t.s, t.out = nil, nil, nil, nil
	b.turns.Put(t)
}

// help returns the number of published help flows, which the menu shows first.
func (b *Book) help() []Edition {
	list := slices.DeleteFunc(slices.Clone(b.current), func(e Edition) bool { return e.Kind != flows.KindHelp })
	return list
}

func (b *Book) check() (Edition, bool) {
	i := slices.IndexFunc(b.current, func(e Edition) bool { return e.Kind == flows.KindCheck })
	if i < 0 || b.agency.CheckUse == nil { // nobody signed what it is never used for

		return Edition{}, false
	}
	return b.current[i], true
}
