package flows

import (
	"time"

	"passerelle/flows/text"
)

// Check is the part of a flow that only a skills check has.
type Check struct {
	Intro       text.Localised
	Areas       []Area // in the order of the file
	How         string // staged or adaptive
	AtLeast     int
	AtMost      int
	AtMostNet   int               // at_most_online: on channels where an answer costs nothing; 0 as AtMost
	StopSure    float64           // stop_when_sure: an adaptive check ends when a band is as probable as this
	Bands       []Band            // from the lowest
	SureFrom    float64           // below it, the band is not said
	Compare     []string          // remembered answers whose groups the report compares
	ReadBack    map[string]string // language → who read it back, and when
	Again       Span              // again_after: when another look is offered
	Items       []Item
	Orientation []Orientation
	ShareWith   string
	AskFirst    bool
	KeepFor     Span
}

// Area is a part of what a check looks at.
type Area struct {
	ID        string
	Name      text.Localised
	Framework string
}

// Band is a result in plain words.
type Band struct {
	ID   string
	Say  text.Localised
	UpTo float64 // up_to: the difficulty at which it ends, from 1 to 5; 0 where the author left it to the program
}

// ItemType is the form of an item.
type ItemType string

// The item types.
const (
	ItemChoice ItemType = "choice"
	ItemSpot   ItemType = "spot"
	ItemOrder  ItemType = "order"
	ItemRead   ItemType = "read"
	ItemTask   ItemType = "task"
)

// Item is one question or task of a check.
type Item struct {
	ID         string
	About      text.Localised // its short name in a result: "read opening hours"
	Area       string         // "" for one that only orients and is never scored
	Difficulty float64        // 1 very easy to 5 hard, as the expert says
	Type       ItemType
	Ask        text.Localised
	Show       text.Localised // read: the text to read
	Real, Fake text.Localised // spot: the two messages
	Choices    []Choice       // choice, order (in the right order)
	Accept     []string       // read, task: what counts as right
	Grades     int            // of a task: 1, or the highest grade
	WaitFor    string
	HelpWith   string           // a flow to open when stuck
	Stuck      []text.Localised // hints, from a nudge to the most direct; each used one lowers the grade
	Picture    *Picture         // what belongs to the question, nil for none
	Voice      Voice            // how the question is heard
	NotOn      []string
	Senses     []string
	FlagWrong  string // flag_if_wrong
	Remember   string
	Page       bool      // the answer is the word on the agency's page
	Reason     string    // why this difficulty
	Bias       string    // what could make it unfair
	Guess      float64   // the share of right answers by guessing; below 0 where the author left it to the program
	Measured   *Measured // nil while experts say the difficulty
	SetAside   *SetAside // nil while it counts
	Line       int
}

// Measured is a difficulty that answers have shown, on the logit scale.
type Measured struct {
	B, SE   float64
	Answers int
	Date    time.Time
}

// SetAside says since when an item does not count, and why.
type SetAside struct {
	Since time.Time
	Why   string
}

// Orientation is one rule that leads from a result to an offer.
type Orientation struct {
	ID    string
	When  Condition // nil in the last row
	Offer []Offer
	Why   text.Localised
}
