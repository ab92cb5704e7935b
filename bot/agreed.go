package bot

// Shown is what the team sees of a person in their open case.
type Shown uint8

// What the team sees. The numbers are stored and never change.
const (
	ShownAll      Shown = iota // all that is kept: agreed to, asked for by name, or danger
	ShownAsked                 // the person was asked and has not answered, or could not be: their question only
	ShownQuestion              // they share their question only
)

var shownNames = [...]string{"all", "asked", "question"}

// String returns the name that pages and commands have words for.
func (s Shown) String() string {
	if int(s) < len(shownNames) {
		return shownNames[s]
	}
	return "unknown"
}
