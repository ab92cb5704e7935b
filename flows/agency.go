package flows

import (
	"time"

	"passerelle/flows/holidays"
	"passerelle/flows/text"
)

// Span is a length of time as an author writes it, such as "3 days".
type Span struct {
	Count int
	Unit  string // minute, hour, day, week, month, year
}

// Duration returns the span's length; a month has 30 days and a year 365.
func (s Span) Duration() time.Duration {
	const day = 24 * time.Hour
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": day, "week": 7 * day, "month": 30 * day, "year": 365 * day}
	return time.Duration(s.Count) * units[s.Unit]
}

// Agency is the service that runs the bot. It is immutable.
type Agency struct {
	ID        string
	Name      text.Localised
	Desk      string
	Languages []text.Language // the first is the first choice
	AskUnsure bool            // ask_when_unsure
	// SmallCells is what a figure must count before it leaves the house: 5 unless
	// told otherwise (small_cells).
	SmallCells int
	AskClear   bool // ask_clear: one end of a flow in ten asks whether it was clear; yes unless told otherwise
	ReadAloud  bool // read_aloud: the machine reads every step of the help aloud, for whoever does not write
	Channels   map[string]ChannelSetup
	Hours      Hours
	Talk       Talk
	Safety     Safety
	Consent    Consent
	Places     []Place
	Measures   []Measure
	Links      []string  // domains that texts may name
	FourEyes   bool      // four_eyes: a colleague approves what is published from the studio
	Replies    []Saying  // sentences that counsellors pick and people read in their own language
	CheckUse   *CheckUse // nil: nobody signed what the check is never used for, and none is offered
	CheckPage  CheckPage
	Dir        string
	Source     []byte
}

// Saying is a sentence of the team's in each language, by its id.
type Saying struct {
	ID  string
	Say text.Localised
}

// CheckUse is the agency's word that a check has no effect on benefits.
type CheckUse struct {
	SignedBy string
	Function text.Localised // what the person is in the agency, for people to read
	Date     time.Time
}

// CheckPage is a page of the agency's own with a word on it, for the item that
// asks to open it; empty where there is none.
type CheckPage struct{ Address, Word string }

// ChannelSetup is what an agency says of one channel.
type ChannelSetup struct {
	Number   string
	Bot      string
	MayCarry []string // help, check, talk, pictures, documents
	// Template is the ContentSid of the one message that WhatsApp takes outside
	// its window, by language: it asks for an answer. Empty: there is none.
	Template text.Localised
}

// Carries reports whether the channel may carry a kind of thing.
func (c ChannelSetup) Carries(what string) bool {
	for _, m := range c.MayCarry {
		if m == what {
			return true
		}
	}
	return false
}

// Range is a stretch of a day, in minutes after midnight; From < To.
type Range struct{ From, To int }

// Hours says when a person can answer.
type Hours struct {
	Zone       *time.Location
	Week       [7][]Range // by time.Weekday
	Closed     []Closure
	Holidays   Holidays
	WhenClosed text.Localised
}

// Local is a moment in the agency's time zone, in UTC where none is named.
func (h *Hours) Local(t time.Time) time.Time {
	if h.Zone == nil {
		return t.UTC()
	}
	return t.In(h.Zone)
}

// Closure is a stretch of whole days, both included, at midnight of Hours.Zone.
type Closure struct {
	From, To time.Time
	Why      text.Localised
}

// Holidays names the public holidays on which nobody answers: a canton in two
// letters, and a part of it where flows/holidays knows parts. Empty: none.
type Holidays struct{ Canton, Part string }

// Holiday returns the public holiday of the day of t, in t's own time zone; it
// reports false on other days.
func (h *Hours) Holiday(t time.Time) (holidays.Day, bool) {
	return holidays.On(h.Holidays.Canton, h.Holidays.Part, t)
}

// Talk is what happens when a person asks for a human.
type Talk struct {
	Promise    text.Localised
	AfterStuck int // also_offer_after: times stuck before a person is offered
	Routing    []Route
	Teams      []Team
	LiveTalks  int // live_talks_at_a_time
	Capacity   int // answers that the team gives in a half-day; 0: not told
	Priority   []Priority
}

// Priority moves "answer before" of the cases for which its condition holds, by
// so many minutes: negative is earlier. All rules that hold count.
type Priority struct {
	When    Condition
	Minutes int
	Why     text.Localised
}

// Route sends a case to a team; the first that matches counts.
type Route struct {
	When Condition
	To   string
}

// Team is one or more counsellors who answer together.
type Team struct {
	ID      string
	Name    text.Localised
	Members []string
	Backup  string
}

// Safety is what the bot says in danger.
type Safety struct {
	Violence, Suicide, Medical Danger
	Numbers                    []Number
	Recheck                    Span
	OnCall                     string // "none": nobody reads this at night
}

// Danger is the texts of one class of danger.
type Danger struct {
	First, Then text.Localised
	Protocol    []text.Localised // what the team does, step by step; for them alone
}

// Number is an emergency number that a person has checked.
type Number struct {
	ID, Call string
	Name     text.Localised
	Checked  time.Time
	ToVerify bool
}

// Consent is what is asked before something is kept.
type Consent struct {
	Version   int
	Hello     text.Localised
	Keep      text.Localised
	NotSecret text.Localised
	Agree     text.Localised
	Refuse    text.Localised
	IfRefused text.Localised
	KeepFor   Span
}

// Place is a physical place where someone helps.
type Place struct {
	ID, Address, Phone string
	Name, Say          text.Localised
	Hours              [7][]Range
	Has                []string
	Price              string
	StepFree           bool
	Languages          []text.Language
	// ClosesWithUs: the agency's closures close this place too. It is so for
	// closes_with_us, and for a place at the agency's own desk.
	ClosesWithUs bool
}

// AnyPlace offers every place of the agency.
const AnyPlace = "any"

// MeasureKinds are the kinds of measure. Offered in place of an id, a kind stands
// for every measure of it, so that a shipped flow needs no agency's ids.
var MeasureKinds = []string{"course", "loan", "appointment"}

// Offers reports whether an offer of that id means this measure.
func (m *Measure) Offers(id string) bool { return m.ID == id || m.Kind == id }

// Measure is a course, a loan or an appointment to which one can be led.
type Measure struct {
	ID, Kind, Where string
	Name, Say       text.Localised
	When            [7][]Range
	Seats           int              // of each day of a course; 0: they are not counted
	Stock           int              // how many there are to lend; 0: they are not counted
	HandOver        []text.Localised // what is gone through together when something is lent
}

// Room is how many people one round of the measure has room for; 0 where that is
// not counted.
func (m *Measure) Room() int {
	switch m.Kind {
	case "course":
		return m.Seats
	case "loan":
		return m.Stock
	}
	return 0
}

// Measure returns the measure of that id, or nil.
func (a *Agency) Measure(id string) *Measure {
	for i := range a.Measures {
		if a.Measures[i].ID == id {
			return &a.Measures[i]
		}
	}
	return nil
}

// Place returns the place of that id, or nil.
func (a *Agency) Place(id string) *Place {
	for i := range a.Places {
		if a.Places[i].ID == id {
			return &a.Places[i]
		}
	}
	return nil
}

// Team returns the team of that id, or nil.
func (a *Agency) Team(id string) *Team {
	for i := range a.Talk.Teams {
		if a.Talk.Teams[i].ID == id {
			return &a.Talk.Teams[i]
		}
	}
	return nil
}
