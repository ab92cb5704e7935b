package bot

import (
	"slices"
	"time"
)

// Together is what a session knows of doing something with a person: a
// counsellor sends them a step of a flow and sees how it goes, while the case
// stays the counsellor's. It holds places and times, and no text.
//
// The bot leads while the state is StateHelp and somebody has the case; it pauses
// while the state is StateWithPerson.
type Together struct {
	On     bool // a flow is under way that a counsellor sent
	Told   bool // of this case: that steps and tries are seen
	Helped bool // a counsellor wrote or helped since the present step was shown
	Spoke  bool // a counsellor wrote after the bot's last question
	// Single is a step that goes out alone on SMS, not as the first line of a sheet.
	Single Place
	Gave   uint8     // hints that the counsellor sent at the present step: the person did not ask for them
	Since  time.Time // when the present step was shown; whole seconds, as all these
	Ended  Place     // the last step of the flow that ended, until the next one begins
	Ways   []StepWay // the steps of this case that are behind the person
	For    ForThem
	Redo   []Redo // steps that were done for them, to do again together
}

// StepWay is how a step was done: alone, with somebody, or by somebody for the
// person. Way is one of Ways.
type StepWay struct {
	Place Place
	Way   Way
}

// Way is how a step or a flow was done. The numbers are stored and never change.
type Way uint8

// The ways. The order is that of the help that was had.
const (
	NoWay     Way = iota
	ByOneself     // nobody helped but the bot
	WithSomebody
	ForSomebody // a counsellor did it, with the person's yes
)

var wayNames = [...]string{"", WayAlone, WayWith, WayFor}

// String returns the way's name: "alone", "with" or "for".
func (w Way) String() string {
	if int(w) < len(wayNames) {
		return wayNames[w]
	}
	return ""
}

// ParseWay reads a name written by String. It reports false for any other.
func ParseWay(name string) (Way, bool) {
	i := slices.Index(wayNames[1:], name)
	return Way(i + 1), i >= 0
}

// ForThem is the question whether a step may be done for the person, and what
// they said.
type ForThem struct {
	State ForState
	Place Place
	At    time.Time // of the last change
	Count uint8     // of the questions: a button of an earlier one answers no later one
	Owed  bool      // the receipt could not leave yet
}

// ForState is where a question to do a step for somebody stands.
type ForState uint8

// The states of the question. Their numbers are stored and never change.
const (
	ForNothing  ForState = iota
	ForAsked             // nothing is done before the answer
	ForYes               // by message
	ForNo                // by message
	ForSpoken            // a spoken yes, noted because a deadline was near
	ForDone              // it was done; the person has the receipt
	ForObjected          // the person says that it is not right
)

var forNames = [...]string{"", "asked", "yes", "no", "spoken", "done", "objected"}

// String returns the state's name as events and pages have it.
func (f ForState) String() string {
	if int(f) < len(forNames) {
		return forNames[f]
	}
	return ""
}

// Allows reports whether the person said yes and nothing was done yet.
func (f ForState) Allows() bool { return f == ForYes || f == ForSpoken }

// Redo is a step that was done for somebody: they do it again, with help, unless
// they do not want to.
type Redo struct {
	Place Place
	At    time.Time // when it was done for them
	Asked time.Time // when the bot offered it last; zero for never
}

// What a session keeps of these at most.
const (
	mostWays = 40
	mostRedo = 5
)

// Pass notes how a step was done; the last word about a step counts.
func (t *Together) Pass(at Place, way Way) {
	for i := range t.Ways {
		if t.Ways[i].Place == at {
			t.Ways[i].Way = way
			return
		}
	}
	if len(t.Ways) == mostWays {
		t.Ways = append(t.Ways[:0], t.Ways[1:]...)
	}
	t.Ways = append(t.Ways, StepWay{at, way})
}

// Way is how a step was done in this case, NoWay where it was not.
func (t *Together) Way(at Place) Way {
	for _, w := range t.Ways {
		if w.Place == at {
			return w.Way
		}
	}
	return NoWay
}

// Leave notes that a step is to be done again together.
func (t *Together) Leave(at Place, now time.Time) {
	if t.Redone(at); len(t.Redo) == mostRedo {
		t.Redo = append(t.Redo[:0], t.Redo[1:]...)
	}
	t.Redo = append(t.Redo, Redo{Place: at, At: now.Truncate(time.Second).UTC()})
}

// Redone forgets that a step is to be done again, and reports whether it was.
func (t *Together) Redone(at Place) bool {
	n := len(t.Redo)
	t.Redo = slices.DeleteFunc(t.Redo, func(r Redo) bool { return r.Place == at })
	return len(t.Redo) < n
}

// Begin forgets everything of an earlier case but what is to be done again, and
// what was done for the person: they may still say that it is not right.
func (t *Together) Begin() {
	kept := t.For
	if kept.State != ForDone && kept.State != ForObjected {
		kept = ForThem{Count: kept.Count}
	}
	*t = Together{Ways: t.Ways[:0], Redo: t.Redo, For: kept}
}

// CaseTogether is what a case's page shows of doing it together: ids, numbers and
// times, and no text.
type CaseTogether struct {
	Topic string    `json:"topic,omitempty"` // the flow that the bot leads through, or that is paused
	Step  string    `json:"step,omitempty"`
	N     int       `json:"n,omitempty"`   // the step's place on the way, from 1
	To    int       `json:"to,omitempty"`  // the last step of a sheet; 0 where it is no sheet
	Of    int       `json:"of,omitempty"`  // steps on the way, as far as it is known
	Try   int       `json:"try,omitempty"` // 1 before the person was stuck
	Since time.Time `json:"since,omitzero"`
	// Paused: the counsellor took over. Ended: the flow is over.
	Paused bool     `json:"paused,omitempty"`
	Ended  bool     `json:"ended,omitempty"`
	Aids   []string `json:"aids,omitempty"` // what can be sent at this step, each one of Aids

	Done  []DoneStep `json:"done,omitempty"`
	For   ForShown   `json:"for,omitzero"`
	Redo  []DoneStep `json:"redo,omitempty"`  // Way is empty; At is when it was done for them
	Skill []Skill    `json:"skill,omitempty"` // only with consent
}

// DoneStep is a step as a case's page shows it.
type DoneStep struct {
	Step string    `json:"step"` // flow/step
	Way  string    `json:"way,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// ForShown is the question to do a step for somebody, as a case's page shows it.
type ForShown struct {
	State string    `json:"state,omitempty"`
	Step  string    `json:"step,omitempty"` // flow/step
	At    time.Time `json:"at,omitzero"`
	Owed  bool      `json:"owed,omitempty"` // the receipt could not leave yet
}

// What can be sent with one tap at a step.
const (
	AidSimpler = "simpler" // the step's next hint
	AidPicture = "picture"
	AidVoice   = "voice"  // a recorded one
	AidJoin    = "join"   // let us do this step together: by telephone or at the desk
	AidRepeat  = "repeat" // the step once more
)
