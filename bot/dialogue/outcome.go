package dialogue

import (
	"time"

	"passerelle/bot"
)

// Outcome is what a turn decided and nobody has done yet: bot/assistant renders,
// stores and sends it. Its buffers are reused from turn to turn.
type Outcome struct {
	Replies []bot.Reply
	Events  []bot.Event
	// Case is the case's new projection when CaseChanged.
	Case        bot.Case
	CaseChanged bool
	// KeepThread says that the contact agreed that what is said is kept: the
	// message, the replies and a counsellor's words go to the thread.
	KeepThread bool
	// Media are what may be kept of what the person sent; the rest is dropped
	// after the turn.
	Media []bot.Media
	// Fields are the contact's fields that change; "" removes one.
	Fields map[string]string
	// Note is what a counsellor notes for colleagues, kept with the thread and
	// never sent.
	Note string
	// Result is a finished check's result to keep, nil for none.
	Result []byte
	// Forget: consent is refused or taken back; the thread and fields go.
	Forget bool
	// Erase: everything of the contact goes once the replies are out.
	Erase bool
	// Leave: the address belongs to nobody from now on; the next message from
	// it meets a new contact ("someone else").
	Leave bool
	// Joinable are words that, sent from another address soon, join it to this
	// contact; "" for none.
	Joinable string
	// JoinFor is how long they hold; 0 for a quarter of an hour.
	JoinFor time.Duration
	// Person is the contact's new line for those who follow them, when Followed.
	Person   bot.Person
	Followed bool
	// Unfollow: nobody follows the contact any more.
	Unfollow bool
	// Seats is what becomes of the contact's seats and loans.
	Seats []bot.SeatChange
	// Unanswered are words that no help answers, without those that stand everywhere.
	Unanswered []string
	// Looks says who opened the contact's page. Nothing is kept longer for it.
	Looks []bot.Look
	// Join: the input's address belongs to this contact from now on.
	Join bool
	// Unlink: no address leads to this contact any more; whoever writes from
	// one meets a new contact.
	Unlink bool
	// Refused says why a counsellor's act did nothing, as a text key; "" when
	// it was done.
	Refused string

	choices []bot.Choice // backs the replies' choices
}

// Reset empties the outcome and keeps its memory.
func (o *Outcome) Reset() {
	*o = Outcome{Replies: o.Replies[:0], Events: o.Events[:0], Media: o.Media[:0], choices: o.choices[:0]}
}
