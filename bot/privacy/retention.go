package privacy

import "time"

// Kind is a kind of kept data.
type Kind string

// The kinds of kept data.
const (
	Sessions  Kind = "session"
	Threads   Kind = "thread"
	Results   Kind = "result"
	Checks    Kind = "check left in the middle"
	Events    Kind = "event"
	Cases     Kind = "case"
	Seen      Kind = "seen"
	Statuses  Kind = "status"
	Parked    Kind = "parked"
	FlowTexts Kind = "flow"
	NoMemory  Kind = "session without memory"
	Changes   Kind = "change of the desk"
	Erasing   Kind = "danger case of somebody erased"
	Looks     Kind = "who opened a person's page"
	Audit     Kind = "who of the staff opened what"
	Seats     Kind = "seat in a course"
	Loans     Kind = "device that is lent"
	Lent      Kind = "longest loan"
	Gaps      Kind = "word without an answer"
	Cards     Kind = "words of an invitation card"

	// What lies at a provider.
	Delivered  Kind = "copy at Twilio, delivery final"
	Unreported Kind = "copy at Twilio, delivery not reported"
	Chats      Kind = "number of a message on Telegram"
)

const day = 24 * time.Hour

// Rule is how long a kind of data lives, and why so long.
type Rule struct {
	Keep    time.Duration
	Because string
}

// Retention is the one table that drives deletion. Threads are replaced by the
// agency's own keep_for.
var Retention = map[Kind]Rule{
	Sessions:  {60 * day, "a number that was silent for 60 days may belong to somebody else (numbers are recycled)"},
	NoMemory:  {1 * day, "help without consent runs without memory"},
	Erasing:   {30 * day, "a person speaks with whoever was in danger and asked to be erased; it goes when they have"},
	Threads:   {30 * day, "as the consent says; the agency's keep_for replaces it"},
	Results:   {180 * day, "a second check follows after 8 to 12 weeks"},
	Checks:    {7 * day, "as its beginning says: a pause of seven days"},
	Events:    {395 * day, "a report compares a year with the year before: 13 months"},
	Cases:     {30 * day, "a closed case is reopened within weeks or is a new one"},
	Seen:      {7 * day, "no provider repeats a webhook later than a day"},
	Statuses:  {7 * day, "delivery reports come within days"},
	Parked:    {30 * day, "a counsellor looks at what could not be sent within the month"},
	Changes:   {1 * day, "a page left open over night hears in the morning what it missed; the newest 10,000 at most"},
	Looks:     {180 * day, "as long as the oldest thing that they may have read"},
	Audit:     {395 * day, "a log of who opened what is kept for a year at least (DSV Art. 4, where it applies); the newest 100,000 at most"},
	Cards:     {30 * day, "a card lies in a drawer for some weeks; who enrolled and agreed to nothing is kept as long, for the card to work"},
	Gaps:      {90 * day, "authors look at what nobody answers a few times a year; a word is kept as it is once five people used it"},
	Seats:     {7 * day, "the list of a course is looked at until some days after it"},
	Loans:     {730 * day, "what is lent is counted until it is back; who is erased or silent is not named any more"},
	Lent:      {150 * day, "no device is lent for longer than its person is known without a word of theirs"},
	FlowTexts: {90 * day, "longer than any session may point at it"},

	Delivered:  {5 * time.Minute, "nobody looks for it any more; the minutes are for reports that come late"},
	Unreported: {3 * day, "Twilio tries for 10 hours at most, and a call of unknown outcome is looked for within two"},
	Chats:      {2 * day, "Telegram deletes messages younger than 48 hours"},
}

// Keep returns how long a kind lives.
func Keep(k Kind) time.Duration { return Retention[k].Keep }
