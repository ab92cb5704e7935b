package flows

import "passerelle/flows/text"

// Kind is the kind of a file.
type Kind string

// The kinds of file.
const (
	KindHelp     Kind = "help"
	KindCheck    Kind = "check"
	KindPhrases  Kind = "phrases"
	KindAgency   Kind = "agency"
	KindLanguage Kind = "language"
	KindReport   Kind = "report"
	KindHeard    Kind = "heard"
	KindFacts    Kind = "facts"
)

// ofLanguage reports whether a kind of file is about one language, and holds no
// text that is sent.
func ofLanguage(k Kind) bool { return k == KindLanguage || k == KindHeard }

// Status says whether a file is used.
type Status string

// The statuses of a file.
const (
	Draft     Status = "draft"
	Published Status = "published"
	Retired   Status = "retired"
)

// HelpAreas are what helps can be about: the groups of a long menu, in its
// order. Their indices stand in buttons: a new one goes to the end.
var HelpAreas = []string{"device", "communicate", "services", "work", "safety", "near"}

// Flow is one compiled help flow or skills check. It is immutable.
type Flow struct {
	ID         string
	Kind       Kind // KindHelp or KindCheck
	Status     Status
	ReplacedBy string
	Version    int
	Title      text.Localised
	Area       string // of a help flow: one of HelpAreas, or ""
	Goal       text.Localised
	FoundBy    map[text.Language][]string
	Needs      []string        // "device"
	Languages  []text.Language // languages in which every text exists
	Steps      []Step          // of a help flow
	Practice   *Practice
	Check      *Check // of a check
	File       string // where it came from, for messages
	Source     []byte // the file's bytes; Published has the translations too

	translations []translation
}

// Step is one place of a help flow.
type Step struct {
	ID       string
	Was      []string
	Say      text.Localised // a step to do; or
	Ask      text.Localised // a question to answer
	Picture  *Picture
	Voice    Voice
	Choices  []Choice
	Remember string // remember_as: the name under which the answer is kept
	// WaitFor is "", picture, voice, location or text: a question that has
	// neither choices nor offers waits for text.
	WaitFor   string
	Remind    *Later // while nothing comes: a gentle reminder, once
	IfNothing *Later // and at last
	GotIt     text.Localised
	GotElse   text.Localised
	Stuck     []text.Localised
	DoingWith []text.Localised // for the counsellor, never sent
	Offer     []Offer
	Instead   []Instead
	Call      string // another flow to go through, then on to Next
	Next      Target // where done leads
	Line      int    // of its id in the file
}

// Question reports whether the step waits for a real answer, so that a sheet
// ends before it. What it shows on demand is a question too: which of these?
func (s *Step) Question() bool {
	return len(s.Ask) > 0 || s.WaitFor != "" || len(s.Choices) > 0 || s.Shows()
}

// Shows reports whether the step offers places or measures. Such a step is not
// done before one of them was looked at.
func (s *Step) Shows() bool {
	for _, o := range s.Offer {
		if o.Kind == OfferPlace || o.Kind == OfferMeasure {
			return true
		}
	}
	return false
}

// Voice says how a step is heard.
type Voice struct {
	ReadAloud bool
	Files     text.Localised // recorded files, relative to the agency's folder
}

// Later is what is done when a step was not answered for some time.
type Later struct {
	After Span
	Say   text.Localised
	Next  Target // zero: the step goes on waiting
}

// Picture is a picture with its text for those who do not see it.
type Picture struct {
	File   string
	Alt    text.Localised
	Needed bool
}

// Choice is an answer to a step or an item.
type Choice struct {
	ID       string
	Label    text.Localised
	Remember []Remembered
	Right    bool   // of an item
	Next     Target // zero: the step's Next
	Line     int
}

// Remembered is a value that a choice keeps.
type Remembered struct{ Name, Value string }

// Instead replaces a step's texts, or the step, where its condition holds. The
// first that holds counts.
type Instead struct {
	When    Condition
	Say     text.Localised
	Ask     text.Localised
	Picture *Picture
	Stuck   []text.Localised
	Next    Target // zero: the texts are replaced; else the step is left at once
}

// TargetKind says where a step leads.
type TargetKind uint8

// The kinds of target. ToNothing is "not given".
const (
	ToNothing TargetKind = iota
	ToStep
	ToEnd
	ToTalk
	ToMenu
)

// Target is where a step leads.
type Target struct {
	Kind TargetKind
	Step int // index in Flow.Steps, for ToStep
}

// OfferKind is a kind of thing that an outcome offers.
type OfferKind uint8

// The kinds of offer. Their numbers stand in buttons and never change.
const (
	OfferTalk OfferKind = iota + 1
	OfferPlace
	OfferMeasure
	OfferHelp
)

// Offer is one thing that an outcome offers.
type Offer struct {
	Kind OfferKind
	ID   string // of the place, measure or help flow; "" for talk
}

// Practice offers the exercise again.
type Practice struct {
	After Span
	Say   text.Localised
}

// Edge is one line of a flow's compiled table.
type Edge struct {
	From  string // a step's id
	Event string // done, stuck, choice:<id>, arrived:<kind>, instead:<n>
	To    string // a step's id, or end, talk, menu
}

// StepNamed returns the index of the step that has the id now, or had it
// before (was), or -1.
func (f *Flow) StepNamed(id string) int {
	for i := range f.Steps {
		if f.Steps[i].ID == id {
			return i
		}
	}
	for i := range f.Steps {
		for _, was := range f.Steps[i].Was {
			if was == id {
				return i
			}
		}
	}
	return -1
}
