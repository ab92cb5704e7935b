package bot

import "time"

// CaseState is a case's place in its life cycle. bot/desk holds the machine.
type CaseState uint8

// The states of a case. Their numbers are stored and never change.
const (
	NoCase CaseState = iota
	CaseRequested
	CaseQueued
	CaseClaimed // taken, no reply yet: the claim may lapse
	CaseActive  // replied to
	CaseClosed
	CaseSnoozed // whoever has it looks again later, or when the person writes
)

var caseNames = [...]string{"none", "requested", "queued", "claimed", "active", "closed", "snoozed"}

// String returns the state's name as the machine, pages and JSON show it.
func (s CaseState) String() string {
	if int(s) < len(caseNames) {
		return caseNames[s]
	}
	return "unknown"
}

// ParseCaseState reads a name written by String. It reports false for any other.
func ParseCaseState(name string) (CaseState, bool) {
	for i, n := range caseNames {
		if n == name {
			return CaseState(i), true
		}
	}
	return NoCase, false
}

// MostReply is how long a counsellor's reply may be, in characters: an SMS of
// Twilio holds 1,600 and the counsellor's name goes before it.
const MostReply = 1500

// Case is a request for a person, as the counsellors' queue shows it. It is a
// projection of the contact's session, written in the same commit.
type Case struct {
	ID        string    `json:"id"`
	Contact   ContactID `json:"contact"`
	State     CaseState `json:"state"`
	Reason    string    `json:"reason"` // asked, stuck, danger, call-back, undelivered
	Team      string    `json:"team,omitempty"`
	Language  string    `json:"language"`
	Channel   Channel   `json:"channel"`
	Topic     string    `json:"topic,omitempty"` // the flow's id
	Step      string    `json:"step,omitempty"`
	Hints     int       `json:"hints"` // hints seen on that step
	Tried     []string  `json:"tried,omitempty"`
	Requested time.Time `json:"requested"`
	Due       time.Time `json:"due"` // end of the half-day that was promised

	// Answer is "answer before": Due with the minutes of the agency's rules, by
	// which the queue is ordered. Shifts says which rules.
	Answer time.Time `json:"answer_before,omitzero"`
	Shifts []Shift   `json:"shifts,omitempty"`

	Danger   DangerClass `json:"danger,omitempty"`
	Urgent   bool        `json:"urgent,omitempty"`  // danger, or a deadline before the promised answer
	Deadline time.Time   `json:"deadline,omitzero"` // until when something outside must be done
	SendAt   time.Time   `json:"send_at,omitzero"`  // when a reply that was written before is sent
	Consent  bool        `json:"consent"`           // the thread may be read
	Claim    string      `json:"claim,omitempty"`
	Staff    string      `json:"staff,omitempty"`
	Notice   string      `json:"notice,omitempty"`   // what the team must know: stopped, erased, blocked, unreachable
	Asked    bool        `json:"asked,omitempty"`    // they were asked whether messages may be kept, and said no
	Wrote    time.Time   `json:"wrote"`              // when the person wrote last
	Replied  time.Time   `json:"replied"`            // when a counsellor replied last; zero for never
	Referent string      `json:"referent,omitempty"` // login of the counsellor who follows the person
	Deputy   string      `json:"deputy,omitempty"`   // login of who stands in for the referent, while they are away
	Closed   time.Time   `json:"closed"`             // when it ended; zero while it is open
	Lapses   time.Time   `json:"lapses"`             // when a claim without a reply goes back; zero for never
	Until    time.Time   `json:"until"`              // when somebody looks at it again; zero unless snoozed
	Offered  string      `json:"offered,omitempty"`  // login of the colleague who may take it over
	Before   string      `json:"before,omitempty"`   // login of the one who had it before it went back to the queue, or in the case before
	Hidden   bool        `json:"hidden,omitempty"`   // the person asked to be erased: once taken, only its counsellor sees it
	NotWith  []string    `json:"not_with,omitempty"` // logins of those whom the person does not want; never shown to them
	Only     []string    `json:"only,omitempty"`     // logins of those whose the case is alone
	Barred   bool        `json:"barred,omitempty"`   // nothing of it but that it exists is for the one who asked
	Report   *CaseReport `json:"report,omitempty"`   // of a closed case: it wrote itself

	Together CaseTogether `json:"together,omitzero"` // what is done with the person step by step
}

// Shift is a rule of the agency that moved "answer before" of a case, with the
// reason that the agency gives, by language.
type Shift struct {
	Minutes int               `json:"minutes"` // negative: earlier
	Why     map[string]string `json:"why"`
}

// ThreadEntry is one line of what was said, for the person and their counsellor.
type ThreadEntry struct {
	At    time.Time `json:"at"`
	From  Speaker   `json:"from"`
	Name  string    `json:"name,omitempty"` // the counsellor's name
	Text  string    `json:"text,omitempty"`
	Media []Media   `json:"media,omitempty"`
	Reply string    `json:"reply,omitempty"` // the call's id, to find its delivery state
}

// Speaker says who said a line of a thread.
type Speaker uint8

// The speakers.
const (
	SaidByContact Speaker = iota + 1
	SaidByBot
	SaidByStaff
	NotedByStaff // among colleagues: never sent
)
