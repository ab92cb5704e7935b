package bot

import (
	"slices"
	"time"
)

// State is a contact's place in the dialogue's life cycle. bot/dialogue holds
// the machine; its picture is in docs/.
type State uint8

// The states. Their numbers are stored in sessions and never change.
const (
	StateWelcome    State = iota // nothing has been said yet
	StateMenu                    // choosing
	StateHelp                    // in a help flow
	StateCheck                   // in a skills check
	StateWaiting                 // asked for a person; nobody has the case yet
	StateWithPerson              // a counsellor has the case: the bot is silent
	StateStopped                 // said stop: nothing is sent
)

var stateNames = [...]string{"welcome", "menu", "help", "check", "waiting", "with_person", "stopped"}

// String returns the state's name as the machine and the docs show it.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}

// ParseState reads a name written by String. It reports false for any other.
func ParseState(name string) (State, bool) {
	for i, n := range stateNames {
		if n == name {
			return State(i), true
		}
	}
	return 0, false
}

// Question is a question of the bot's own that waits for an answer whatever
// the state is; the state goes on once it is answered.
type Question uint8

// The questions. Their numbers are stored in sessions and buttons and never change.
const (
	AskNothing  Question = iota
	AskLanguage          // which language
	AskDevice            // which kind of phone
	AskConsent           // may we keep what you write
	AskShare             // may the team see the result
	AskErase             // really erase
	AskAlone             // can you read alone now (violence)
	AskTopic             // is this what you mean
	AskWhom              // for yourself or for someone
	AskPractice          // try it again, now
	AskDispute           // what is not right
	AskElse              // does somebody else write from here now
	AskNumber            // which telephone number to call
	AskClear             // was that clear; nothing waits for the answer
	AskCheck             // begin the skills check: what for, who sees it, how long
	AskReading           // what is hard: reading, or the phone
	AskWords             // something to add in one's own words, beside a result
	AskRecheck           // look again, some weeks later
	AskFor               // may a counsellor do this step for you
	AskRedo              // do again, together, what was done for you
	AskShown             // may the team see more than your question; nothing waits for the answer
	AskRemind            // when to remind, and of what
	AskNoted             // what became of a reminder; nothing waits for the answer
	AskCalled            // by which name a list has the person
	AskDanger            // do they need help at once, where danger is only suspected
)

// Answered is a yes, a no or nothing yet.
type Answered uint8

// The answers to a question of consent.
const (
	NotAsked Answered = iota
	Yes
	No
)

// Flag is a yes-or-no fact of a session.
type Flag uint32

// The flags. Their bits are stored in sessions and never change.
const (
	FlagByEar     Flag = 1 << iota // reads by ear: nothing that only the eye finds
	FlagFamiliar                   // says du, tu: the texts follow
	FlagForOther                   // helps someone: nothing is scored or remembered
	FlagUrgent                     // danger, or a deadline from outside
	FlagNotSecret                  // was told that an SMS is not secret
	FlagSkillNow                   // the check was begun from an offer
	FlagDisputed                   // said "that is not right": no rule uses the result
	FlagSheet                      // the present help flow goes out as a sheet
	FlagYesNo                      // the last reply asked yes or no: its first choice is the yes
	FlagNumbers                    // the numbers for the present danger were given
	FlagJoined                     // writes from several addresses
	FlagErasing                    // asked to be erased; only the danger case is left, until a person has spoken with them
	FlagByVoice                    // sent a voice note instead of writing: what can be heard is heard
)

// Place is a step of a flow revision.
type Place struct {
	Flow uint32 // the revision's short number; 0 is no flow
	Step uint16
}

// Session is a contact's place in the dialogue: everything that the next turn
// needs to know, and no text. It is the one thing that a turn changes; the
// case in the counsellors' queue is a projection of it.
type Session struct {
	State    State
	Before   State // where a hand back, an end of waiting or a start after stop returns to
	Asking   Question
	Language string // "" until known
	Referent string // login of the counsellor who follows this contact, or ""
	Device   Device
	Consent  Answered
	Share    Answered
	Flags    Flag
	Reach    Address   // where the person wrote from last
	Last     time.Time // when they wrote last; whole seconds
	Told     time.Time // when they were told last that someone will answer
	Minute   uint8     // messages in the minute of Last
	Turns    uint16    // messages in this session
	Misses   uint8     // messages in a row that were not understood
	Stuck    uint8     // times stuck since a person was last offered

	Place Place
	// Hints counts the hints given, by step from Place on: one entry for a
	// single step, one a line for a sheet.
	Hints        []uint8
	Calls        []Place   // where called flows return to
	Trail        []Place   // the last eight steps, for "back"
	Offered      []Payload // what the numbers of the last reply mean
	More         uint8     // how many choices the earlier pages of a long list held
	Answers      []Answer
	Asked        []Asked   // the present or last check
	Check        Place     // the check that Asked belongs to; Step is the number of its items once it is over
	CheckAt      time.Time // when it was agreed to or answered last; whole seconds, zero before the yes
	Earlier      []Asked   // the check before, whose items are not asked again
	EarlierCheck Place     // the revision that Earlier belongs to
	EarlierAt    time.Time // when it was over
	Timers       []Timer
	Case         SessionCase
	Danger       SessionDanger
	Together     Together
	Shown        Payload // what was last shown besides the place, such as a desk's address: "repeat" shows it again
	Followed     Followed
	Seats        []Seat // in courses, and what is lent
}

// Device is the kind of phone that a contact has.
type Device uint8

// The devices, as flows name them in conditions.
const (
	DeviceNotAsked Device = iota
	Android
	IPhone
	Computer
	BasicPhone
	UnknownDevice
)

var deviceNames = [...]string{"", "android", "iphone", "computer", "basic", "unknown"}

// String returns the device's name as conditions in YAML have it.
func (d Device) String() string {
	if int(d) < len(deviceNames) {
		return deviceNames[d]
	}
	return ""
}

// ParseDevice reads a name written by String. It reports false for any other.
func ParseDevice(name string) (Device, bool) {
	for i, n := range deviceNames {
		if i > 0 && n == name {
			return Device(i), true
		}
	}
	return DeviceNotAsked, false
}

// Answer is a kept value: the name of remember_as and the id of the choice.
type Answer struct{ Name, Value string }

// Asked is one answered item of a check.
type Asked struct {
	Item  uint16
	Grade uint8 // 0 wrong, up to the item's highest; GradeUnknown for "I do not know"
	Hints uint8
}

// GradeUnknown is the grade of "I do not know".
const GradeUnknown = 255

// Reason is why a case was requested.
type Reason uint8

// The reasons. Their numbers are stored in sessions and never change.
const (
	NoReason Reason = iota
	ReasonAsked
	ReasonStuck
	ReasonDanger
	ReasonCallBack
	ReasonToListen
	ReasonNotRight
	ReasonResult
	ReasonBegun // a counsellor wrote first: nobody waits
)

var reasonNames = [...]string{"", "asked", "stuck", "danger", "call-back", "to-listen", "not-right", "result", "begun"}

// String returns the reason's name as the queue and the journal show it.
func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return ""
}

// TimerKind says what a timer is for.
type TimerKind uint8

// The kinds of timer.
const (
	TimerPractice TimerKind = iota + 1 // offer the exercise again
	TimerReminder                      // a gentle reminder of a step that waits
	TimerNothing                       // nothing came to a step that waits
	TimerRecheck                       // offer to look again
	TimerLapse                         // a claim without a reply goes back
	TimerWake                          // a snoozed case is looked at again
	TimerSend                          // a reply that was written before is sent
	TimerLate                          // the promised half-day is over
	TimerReceipt                       // of a step that was done for the person
	TimerNote                          // a reminder that the person wanted; Place.Flow is its id, Place.Step how often it was put off
	TimerSeat                          // something about a seat or a loan is due
)

// Timer is a moment at which the session wants a turn.
type Timer struct {
	Kind  TimerKind
	At    time.Time // whole seconds
	Place Place
}

// SessionCase is what a session knows of its open case.
type SessionCase struct {
	ID        string // "" when there is none
	State     CaseState
	Claim     string // the random id of the present claim
	Staff     string // login of the counsellor who has it
	Name      string // their name as contacts read it
	Requested time.Time
	Due       time.Time
	Reason    Reason
	Place     Place     // where the person was when the case was requested
	Hints     uint8     // hints seen there
	Notice    string    // what the team must know: stopped, erased, blocked, unreachable
	Replied   time.Time // when a counsellor replied last
	Team      string    // the team that the person was told
	Lapses    time.Time // when a claim without a reply goes back to the queue; whole seconds, as all these
	Until     time.Time // when a snoozed case is looked at again
	Offered   string    // login of the colleague to whom it is offered; whoever has it stays responsible
	Before    string    // login of the one who had it last
	Record    CaseRecord
	Deadline  time.Time // until when something outside must be done; zero for no such thing
	SendAt    time.Time // when a reply that was written before is sent; zero for none
	Only      []string  // logins of those whose it is alone; none for everybody
	Shown     Shown     // what the team sees besides the question
	Late      uint8     // how often the person was told that the answer comes later than promised
}

// DangerClass is a kind of danger.
type DangerClass uint8

// The classes of danger.
const (
	NoDanger DangerClass = iota
	Suicide
	Violence
	Medical
)

var dangerNames = [...]string{"none", "crisis-suicide", "violence-danger", "medical-emergency"}

// String returns the class's name as commands and events show it.
func (d DangerClass) String() string {
	if int(d) < len(dangerNames) {
		return dangerNames[d]
	}
	return ""
}

// SessionDanger is what was noticed, and when the question about it rests.
type SessionDanger struct {
	Class DangerClass
	At    time.Time // when it was noticed last
	Rests time.Time // after a "no": no question before this moment, except on new wording
	Said  uint16    // a hash of the wording that was noticed
}

// Has reports whether all the given flags are set.
func (s *Session) Has(f Flag) bool { return s.Flags&f == f }

// Set sets or clears flags.
func (s *Session) Set(f Flag, on bool) {
	if on {
		s.Flags |= f
	} else {
		s.Flags &^= f
	}
}

// Answer returns the value kept under a name, or "".
func (s *Session) Answer(name string) string {
	for i := range s.Answers {
		if s.Answers[i].Name == name {
			return s.Answers[i].Value
		}
	}
	return ""
}

// Remember keeps a value under a name, in place of an earlier one.
func (s *Session) Remember(name, value string) {
	for i := range s.Answers {
		if s.Answers[i].Name == name {
			s.Answers[i].Value = value
			return
		}
	}
	s.Answers = append(s.Answers, Answer{name, value})
}

// Drop forgets the value kept under a name.
func (s *Session) Drop(name string) {
	s.Answers = slices.DeleteFunc(s.Answers, func(a Answer) bool { return a.Name == name })
}

// NextTimer returns the earliest moment at which the session wants a turn, or
// the zero time.
func (s *Session) NextTimer() (next time.Time) {
	for _, t := range s.Timers {
		if next.IsZero() || t.At.Before(next) {
			next = t.At
		}
	}
	return next
}

// Reset empties the session and keeps its memory for the next use.
func (s *Session) Reset() {
	*s = Session{
		Hints: s.Hints[:0], Calls: s.Calls[:0], Trail: s.Trail[:0], Offered: s.Offered[:0],
		Answers: s.Answers[:0], Asked: s.Asked[:0], Earlier: s.Earlier[:0], Timers: s.Timers[:0],
		Followed: Followed{Cases: s.Followed.Cases[:0], Looks: s.Followed.Looks[:0]},
		Seats:    s.Seats[:0],
		Together: Together{Ways: s.Together.Ways[:0], Redo: s.Together.Redo[:0]},
	}
}
