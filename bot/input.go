package bot

import "time"

// InputKind says where an Input comes from.
type InputKind uint8

// The kinds of Input.
const (
	FromContact  InputKind = iota + 1 // the person wrote, tapped, sent media or called
	FromTimer                         // a moment that the session asked for has come
	FromStaff                         // a counsellor did something with the case
	FromDelivery                      // a reply was refused for good, or its fate is known
)

// Input is one thing that may change a session. Everything that changes a
// session is an Input and takes the same way: load, turn, render, commit.
//
// A turn is a pure function, so the Input carries what a pure function may not
// fetch: the time, and randomness for new identifiers.
type Input struct {
	Kind    InputKind
	ID      string    // the provider's id of what came; an id is applied at most once
	At      time.Time // when it reached us, in the agency's time zone
	Address Address   // where it came from; zero unless FromContact

	// Message is the id by which the provider can be asked to delete the
	// message; empty for what is no message, such as a call or a pressed button.
	Message string

	Text    string  // what the person wrote, unchanged
	Payload Payload // what a button said; zero when no button was pressed
	Media   []Media
	Call    bool // a missed telephone call, which means "call me back"
	Edited  bool // the person changed an earlier message
	Forward bool // the person forwarded a message of somebody
	Quotes  bool // the person answered one message with the platform's own "reply"

	Join Join // the text is words that join an address to a contact

	Desk View // what was known of the desk a moment ago

	Act      Act                 // FromStaff
	Kept     string              // FromTimer: the words that a counsellor left to be sent now; "" for none
	Seats    []Seat              // of the contact who dissolves into this one, where an address is joined
	Noted    map[uint32]Reminder // FromTimer: the contact's reminders by their ids, where one is due
	Delivery Delivery            // FromDelivery

	// Fresh is a random token of at least 20 characters that names what this
	// turn creates (a case, a claim), and the seed of any drawing of lots.
	Fresh string
}

// View is what the assistant knew of the desk a moment ago. It is shared by
// many turns and not to be changed.
type View struct {
	Away     []string   // logins of those who do not work today
	Promised []Promised // the answers that are still owed, by their due time
	// Back is when the first of the staff works again, where none of them does
	// today although the agency is open; zero else.
	Back time.Time
	// Rounds says how full the rounds are in which somebody has or wants a seat.
	Rounds []Filled
	// Recorded are the voices that staff recorded and that are used: the file of
	// each text by its Aloud.Sum.
	Recorded map[string]string
}

// Filled returns how full a round is.
func (v *View) Filled(r Round) Filled {
	for _, f := range v.Rounds {
		if f.Round == r {
			return f
		}
	}
	return Filled{Round: r}
}

// Promised is how many people wait for an answer that is due at one time. Due is
// zero for those who were promised none.
type Promised struct {
	Due   time.Time
	Count int
}

// Join says what words that join an address to a contact came to.
type Join uint8

// The ends of joining.
const (
	NoJoin   Join = iota
	Joined        // the session is the contact's who asked for the words; the address becomes theirs
	JoinSame      // the address is already the contact's
	JoinBusy      // the address has a contact of its own with an open case
	JoinOver      // the words hold no longer, or were never given
)

// ActKind is what a counsellor does with a case.
type ActKind uint8

// The acts of a counsellor.
const (
	NoAct ActKind = iota
	ActClaim
	ActReply
	ActRelease
	ActHandBack
	ActClose
	ActFollow   // become, or stop being, the contact's referent
	ActExtend   // keep a claim without a reply for longer
	ActOffer    // offer the case to a colleague, To
	ActAccept   // take over a case that is offered
	ActDecline  // do not take it over, or take the offer back
	ActSnooze   // look at it again at Until, or when the person writes
	ActWake     // look at it now
	ActReopen   // take up a closed case again
	ActNote     // note something for colleagues; nothing is sent
	ActSpoke    // note a talk that left no message; Text is a Spoken
	ActDeadline // set until when something outside must be done, Until; zero for no such thing
	ActLater    // send Text at Until, or take that back where Until is zero
	ActInvite   // ask for an answer, by the one message that WhatsApp takes outside its window
	ActDepute   // say who stands in for the referent, by weekday
	ActLook     // open the page of a person
	ActKeep     // change what is agreed with a person
	ActEnrol    // begin with somebody who is in the room
	ActCard     // give a card's words, which join an address to the person
	ActSat      // give a person what they went through at the desk, Sat
	ActNotWith  // keep To away from a person, or no more; Text says why, for a lead only
	ActRestrict // give a case to those in Only alone, or to everybody again
	ActBegin    // write first: Text opens a case that is theirs already
	ActPush     // send a step of a flow; To is the flow, Step the step, "" for the first
	ActAid      // help at the present step; Text is one of the aids
	ActPause    // take over from the bot
	ActGoOn     // let the bot go on at the same step
	ActMark     // correct how a step was done; To and Step name it, Text is a Way
	ActFor      // do a step for the person; To and Step name it, else the present one; Text is "ask", "spoken" or "done"
	ActRedo     // a step was done again together, or the person does not want to; Text is "done" or "declined"
	ActRemind   // remind a person of Text at Until, on that day of each month where Step is "monthly"; without Until, take back the reminder whose id is Step
	ActHandOver // end one's day with it: To a colleague, or back to oneself at Until, else to the team; Text is a note
	ActSeat     // a seat or a loan of a person: To is the Round's String, Text one of the SeatDo words, Until when a loan is due back
	ActFree     // there is room in a round for somebody who waits: To is the Round's String; no counsellor does it
)

var actNames = [...]string{"", "claim", "reply", "release", "hand-back", "close", "follow", "extend", "offer", "accept", "decline", "snooze", "wake", "reopen", "note", "spoke", "deadline", "later", "invite",
	"depute", "look", "keep", "enrol", "card", "sat", "not-with", "restrict", "begin", "push", "aid", "pause", "go-on", "mark", "for", "redo", "remind", "hand-over", "seat", "free"}

// String returns the act's name as events carry it.
func (k ActKind) String() string {
	if int(k) < len(actNames) {
		return actNames[k]
	}
	return ""
}

// Act is a counsellor's act. Claim is the random id of the claim under which
// the counsellor works; every act but ActClaim is refused when it is not the
// case's present claim. An act about a person, whether they have a case or not,
// names the Contact and no case; it is for those who may open the person's page.
type Act struct {
	Kind ActKind
	Case string
	// Contact is the person whom the act is about, "" for an act on a case.
	Contact ContactID
	Claim   string
	Staff   string    // the counsellor's login
	Name    string    // the counsellor's name, as contacts read it
	Text    string    // ActReply: what to send; ActNote: what to note
	To      string    // ActOffer: the colleague's login; ActSpoke about a person: the help that was gone through, a flow's id; ActPush, ActMark, ActFor: a flow's id
	Step    string    // a step's id
	Until   time.Time // ActSnooze: when to look again; ActDeadline, ActLater: as they say
	// Deputies are for ActDepute.
	Deputies Deputies
	// Sat is for ActSat: the session of the sitting, as Session.Append writes it.
	Sat []byte
	// Only is for ActRestrict: logins.
	Only []string
	// Keep is for ActEnrol and ActKeep.
	Keep Keeping
}

// Keeping is what a counsellor notes of a person, in the room and as heard.
type Keeping struct {
	Language string // "" leaves it
	Called   string // the name by which they want to be called; "" for none
	// Secret is the hash of a secret word, as bot/login makes it; "" leaves it.
	Secret     string
	ByEar      bool
	Familiar   bool
	Safe       Safe
	NeverFirst bool
	Consent    Answered // to keeping what is said, for the team to read; NotAsked leaves it
}

// Delivery tells a session the fate of a reply.
type Delivery struct {
	Reply  string // the call's id
	Reason string // a code from channels, such as "blocked" or "unreachable"
}
