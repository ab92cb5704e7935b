package flows

import "passerelle/flows/text"

// Check is the part of a flow that only a skills check has.
type Check struct {
	Intro       text.Localised
	Areas       []Area // in the order of the file
	How         string // staged or adaptive
	AtLeast     int
	AtMost      int
	Bands       []Band // from the lowest
	SureFrom    float64
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
	ID  string
	Say text.Localised
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
	HelpWith   string // a flow to open when stuck
	NotOn      []string
	Senses     []string
	FlagWrong  string // flag_if_wrong
	Remember   string
	Line       int
}

// Orientation is one rule that leads from a result to an offer.
type Orientation struct {
	ID    string
	When  Condition // nil in the last row
	Offer []Offer
	Why   text.Localised
}
