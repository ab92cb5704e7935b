package bot

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// ChangeKind says what of the desk changed. What it is now has to be looked up.
type ChangeKind uint8

// The kinds of Change. Their numbers are stored for a day.
const (
	CaseChanged     ChangeKind = iota + 1 // a case is new or other, or it is gone
	PersonChanged                         // something was said or kept of a person, or is gone
	DeliveryChanged                       // of a reply to a person
	RoundsChanged                         // seats or loans
)

// Change says that something which a desk may show is not as it was. It carries
// random ids and no text.
type Change struct {
	ID      ChangeID
	Kind    ChangeKind
	Case    string    // "" where no case is concerned
	Contact ContactID // "" where none is known
	Hidden  bool      // not everybody may see the case: ask before anybody is told
}

// ChangeID is a change's place in the order in which they happened; zero is
// before all of them.
type ChangeID struct{ Ms, Seq uint64 }

// String returns the id as ParseChangeID reads it: "1700000000000-0".
func (id ChangeID) String() string {
	return strconv.FormatUint(id.Ms, 10) + "-" + strconv.FormatUint(id.Seq, 10)
}

// ParseChangeID reads what String wrote; false for anything else.
func ParseChangeID(s string) (ChangeID, bool) {
	before, after, found := strings.Cut(s, "-")
	at, bad := strconv.ParseUint(before, 10, 64)
	seq, worse := strconv.ParseUint(after, 10, 64)
	if !found || bad != nil || worse != nil {
		return ChangeID{}, false
	}
	return ChangeID{at, seq}, true
}

// Compare is negative where id comes before other, and 0 where they are one.
func (id ChangeID) Compare(other ChangeID) int {
	return cmp.Or(cmp.Compare(id.Ms, other.Ms), cmp.Compare(id.Seq, other.Seq))
}

// After reports whether id comes later than other.
func (id ChangeID) After(other ChangeID) bool { return id.Compare(other) > 0 }

// ErrGap means that not everything that changed is still known: load whole.
var ErrGap = errors.New("not all changes since then are known any more")

// Changes is what of one agency changes, whichever node does it, in one order.
type Changes interface {
	// LastChange returns the newest change's id; zero when none is known.
	LastChange(ctx context.Context) (ChangeID, error)
	// ChangesSince returns what changed after a moment, oldest first, at most so
	// many: fewer means that these are all. ErrGap when some of it is not known
	// any more.
	ChangesSince(ctx context.Context, after ChangeID, most int) ([]Change, error)
	// AwaitChanges is ChangesSince that waits for the first change, and returns
	// none when there was none for so long. It does not look for gaps; one caller
	// at a time.
	AwaitChanges(ctx context.Context, after ChangeID, most int, wait time.Duration) ([]Change, error)
}
