package bot

import "strconv"

// EventKind is one kind of counted fact.
type EventKind uint8

// The kinds of event. Their numbers are stored and never change.
const (
	NoEvent EventKind = iota
	EventGreeted
	EventLanguage
	EventFlowStarted
	EventStepShown
	EventStuck
	EventFlowEnded
	EventAnswered
	EventCheckStarted
	EventItemAnswered
	EventCheckEnded
	EventCaseRequested
	EventCaseClaimed
	EventCaseReplied
	EventCaseReleased
	EventCaseHandedBack
	EventCaseClosed
	EventConsent
	EventStopped
	EventResumed
	EventErased
	EventDanger
	EventNotUnderstood
	EventDisputed
	EventPractice
	EventUndelivered
	EventReminded
	EventClear
	EventCheckRun // a check's answers without a person, for the fairness report; Value is a CheckRun
	EventCaseOffered
	EventCaseAccepted
	EventCaseSnoozed
	EventCaseReopened
	EventOffered      // somebody looked at a place or a measure; Value is "place/…" or "measure/…"
	EventCaseAnswered // a counsellor answered for the first time; Value is a Wait
	EventCaseReport   // what a closed case came to; Value is a Closing
	EventSpoke        // a talk that left no message; Value is a Spoken
	EventPushed       // a counsellor sent a step of a flow
	EventAided        // a counsellor helped at a step with one tap; Value says how
	EventWay          // how a step was done, as a counsellor corrects it; Value is a Way
	EventFor          // doing a step for somebody: Value is a ForState
	EventRedo         // a step to do again together: left, done, declined
	EventSeat         // of a course or a loan, Topic is the measure; Value: taken, waits, offered, given back, lapsed, reminded, lent, returned
)

var eventNames = [...]string{"", "greeted", "language", "flow started", "step shown", "stuck", "flow ended",
	"answered", "check started", "item answered", "check ended", "case requested", "case claimed", "case replied",
	"case released", "case handed-back", "case closed", "consent", "stopped", "resumed", "erased", "danger",
	"not-understood", "disputed", "practice", "undelivered", "reminded", "clear", "check run", "case offered", "case accepted", "case snoozed", "case reopened",
	"offered", "case answered", "case report", "spoke", "pushed", "aided", "way", "for", "redo", "seat"}

// String returns the event's name as transcripts and the journal show it.
func (k EventKind) String() string {
	if int(k) < len(eventNames) {
		return eventNames[k]
	}
	return ""
}

// Event is one counted fact about a turn. It holds no text that a person
// wrote. Empty fields say nothing.
type Event struct {
	Kind    EventKind
	Topic   string // the flow's or the check's id
	Step    string // the step's or the item's id
	Value   string // choice, grade, language, reason, danger class
	Hints   int
	Channel Channel
	// Language is the contact's, for figures by language; transcripts do not show it.
	Language string `json:",omitempty"`
	// Again: an open case was asked for once more, for a graver reason.
	Again bool `json:",omitempty"`
}

// Fields returns the event's fields that say something, in a fixed order, for
// the journal and for transcripts.
func (e Event) Fields() []Field {
	var fields []Field
	add := func(name, value string) {
		if value != "" {
			fields = append(fields, Field{name, value})
		}
	}
	add("topic", e.Topic)
	add("step", e.Step)
	if e.Hints > 0 {
		add("hints", strconv.Itoa(e.Hints))
	}
	add(valueNames[e.Kind], e.Value)
	return fields
}

// Field is a name and a value of an event.
type Field struct{ Name, Value string }

// valueNames says what an event's Value is called; an unnamed one is "value".
var valueNames = func() (names [len(eventNames)]string) {
	for i := range names {
		names[i] = "value"
	}
	for kind, name := range map[EventKind]string{
		EventCaseRequested: "reason", EventDanger: "class", EventLanguage: "language",
		EventItemAnswered: "grade", EventAnswered: "choice", EventConsent: "answer", EventCheckEnded: "band", EventCheckStarted: "language", EventCheckRun: "run", EventCaseReleased: "why", EventOffered: "what", EventCaseAnswered: "wait", EventCaseReport: "report", EventSpoke: "how", EventAided: "how", EventWay: "how", EventFor: "answer", EventSeat: "what", EventStepShown: "from", EventFlowEnded: "from",
	} {
		names[kind] = name
	}
	return names
}()
