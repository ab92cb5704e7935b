package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// CaseReport is what a case came to. It is written from what happened, and
// nobody fills anything in. It holds no name, no login, no address and no word
// that somebody wrote; Topics, Tried and Offered are ids of the flows.
type CaseReport struct {
	Began    time.Time `json:"began"`   // when a counsellor took the case first
	Ended    time.Time `json:"ended"`   // when it was closed
	Minutes  int       `json:"minutes"` // between the two, rounded to 5, at least 5
	Channel  Channel   `json:"channel"`
	Language string    `json:"language"`
	Reason   string    `json:"reason"`
	Topics   []string  `json:"topics,omitempty"`  // flows, in the order of the case
	Tried    []string  `json:"tried,omitempty"`   // flow/step
	Offered  []string  `json:"offered,omitempty"` // "place/…" or "measure/…", as the person looked at them
	Spoken   []string  `json:"spoken,omitempty"`  // talks that left no message, each a Spoken
	Way      string    `json:"way,omitempty"`     // WayAlone, WayWith, WayFor; "" where the events do not tell
	Steps    WayCounts `json:"steps,omitzero"`    // steps of what a counsellor sent, by how they were done
	Redo     []string  `json:"redo,omitempty"`    // flow/step that were done for the person, to do again together
	Next     string    `json:"next"`              // NextRobot, NextOffer, NextNothing
}

// WayCounts are how many steps were done in each way.
type WayCounts struct {
	Alone int `json:"alone,omitempty"`
	With  int `json:"with,omitempty"`
	For   int `json:"for,omitempty"`
}

// The ways in which a case went. "For" is known where a counsellor asked first.
const (
	WayAlone = "alone" // a flow ended while nobody had the case, or every step of what was sent went without help
	WayWith  = "with"  // a counsellor helped at a step, or had the case while steps went on
	WayFor   = "for"   // a counsellor did a step, with the person's yes
)

// Where a person goes on after a case.
const (
	NextRobot   = "robot"   // handed back to the robot
	NextOffer   = "offer"   // the last place or measure that they looked at
	NextNothing = "nothing" // nothing that was agreed by message
)

// roundTo is the step of a length: finer would be a stopwatch.
const roundTo = 5 * time.Minute

// RoundMinutes is how long something lasted, rounded to 5 minutes, at least 5;
// 0 when there is no beginning.
func RoundMinutes(from, to time.Time) int {
	if from.IsZero() {
		return 0
	}
	return int(max(to.Sub(from).Round(roundTo), roundTo) / time.Minute)
}

// Lengths are the classes of a case's length, the shortest first, and the last
// minute of each; the last class has no end.
var Lengths = []Class{{"15", 15}, {"30", 30}, {"60", 60}, {"120", 120}, {"day", 24 * 60}, {"longer", 0}}

// Waits are the classes of the time until a counsellor answered, in minutes.
var Waits = []Class{{"30", 30}, {"120", 120}, {"240", 240}, {"day", 24 * 60}, {"two-days", 48 * 60}, {"longer", 0}}

// Class is a class of times. Most is its last minute, 0 for no end.
type Class struct {
	Name string
	Most int
}

// ClassOf names the class that so many minutes fall into.
func ClassOf(classes []Class, minutes int) string {
	for _, c := range classes {
		if c.Most == 0 || minutes <= c.Most {
			return c.Name
		}
	}
	return ""
}

// Closing is what the journal holds of a case's report: no person, no hour.
type Closing struct {
	Length string // a class of Lengths, "" where nobody took the case
	Way    string
	Next   string
}

// Closing is what the journal may hold of the report.
func (r *CaseReport) Closing() Closing {
	c := Closing{Way: r.Way, Next: r.Next}
	if r.Minutes > 0 {
		c.Length = ClassOf(Lengths, r.Minutes)
	}
	return c
}

// String writes a closing as an event's value: "length=30 way=with next=robot".
func (c Closing) String() string { return pairs("length", c.Length, "way", c.Way, "next", c.Next) }

// ParseClosing reads what String wrote. Its error names no value.
func ParseClosing(s string) (c Closing, err error) {
	return c, readPairs(s, map[string]*string{"length": &c.Length, "way": &c.Way, "next": &c.Next})
}

// Wait is what the journal holds of how long somebody waited.
type Wait struct {
	Class string // of Waits
	Kept  string // "yes", "no": in the half-day that was promised; "" where none was
	Band  string // of their last check, "" where it is not known
}

// String writes a wait as an event's value: "wait=120 kept=yes band=2".
func (w Wait) String() string { return pairs("wait", w.Class, "kept", w.Kept, "band", w.Band) }

// ParseWait reads what String wrote. Its error names no value.
func ParseWait(s string) (w Wait, err error) {
	return w, readPairs(s, map[string]*string{"wait": &w.Class, "kept": &w.Kept, "band": &w.Band})
}

// pairs writes names and values; one without a value is left out.
func pairs(list ...string) string {
	var words []string
	for i := 0; i+1 < len(list); i += 2 {
		if list[i+1] != "" {
			words = append(words, list[i]+"="+list[i+1])
		}
	}
	return strings.Join(words, " ")
}

// readPairs reads what pairs wrote. A name that this program does not know is
// passed over: a newer one may have written it.
func readPairs(s string, into map[string]*string) error {
	for i, word := range strings.Fields(s) {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return fmt.Errorf("word %s of an event's value is no name=value", strconv.Itoa(i+1))
		}
		if at := into[name]; at != nil {
			*at = value
		}
	}
	return nil
}
