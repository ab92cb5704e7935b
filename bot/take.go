package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Sum names a text that may be heard: the same words in the same language have the
// same sum, and another one once a word of it changes.
func (a Aloud) Sum() string {
	sum := sha256.Sum256([]byte(a.Language + "\x00" + a.Words))
	return hex.EncodeToString(sum[:])
}

// Spot is where a text of a help stands that may be heard. Part is "" for the step
// itself, else a variant or a hint of it, such as hint-1.
type Spot struct {
	Flow     string `json:"flow"`
	Step     string `json:"step"`
	Part     string `json:"part,omitempty"`
	Language string `json:"language"`
}

// String writes a spot as its file is called: wifi-connect.open.fr, or
// wifi-connect.open.hint-1.fr.
func (s Spot) String() string {
	parts := []string{s.Flow, s.Step, s.Part, s.Language}
	if s.Part == "" {
		parts = []string{s.Flow, s.Step, s.Language}
	}
	return strings.Join(parts, ".")
}

// TakeState says what became of a voice that somebody recorded.
type TakeState string

// The states of a take. One spot has one take that is used at most, and beside it
// one that waits or was refused.
const (
	TakeWaits   TakeState = "waits"   // for a second ear
	TakeUsed    TakeState = "used"    // people hear it, while its text stays as it was
	TakeRefused TakeState = "refused" // nobody hears it
)

// Take is a voice that somebody of the staff recorded with their own phone. Nothing
// of the phone is in it.
type Take struct {
	Spot    Spot          `json:"spot"`
	File    string        `json:"file"`  // sha256 of the sound in hexadecimal
	Words   string        `json:"words"` // Aloud.Sum of the text that was read
	Length  time.Duration `json:"length"`
	Size    int           `json:"size"` // bytes
	By      string        `json:"by"`   // a login
	At      time.Time     `json:"at"`
	State   TakeState     `json:"state"`
	Heard   string        `json:"heard,omitempty"` // the login of the second ear
	HeardAt time.Time     `json:"heard_at,omitzero"`
	Why     string        `json:"why,omitempty"` // it was refused
}

// CodeFor is what a code was given for. Page is the language of who asked.
type CodeFor struct {
	Spot  Spot   `json:"spot"`
	Words string `json:"words"` // Aloud.Sum of the text to read
	By    string `json:"by"`    // a login
	Page  string `json:"page"`
}

// Voices keeps what an agency's staff recorded. Its methods are safe for concurrent
// use; every error but ErrNotFound means that storage could not answer.
type Voices interface {
	// GiveCode keeps for so long what a code is for; false when somebody has that
	// code just now.
	GiveCode(ctx context.Context, code string, what CodeFor, keep time.Duration) (bool, error)
	// UseCode uses a code up: for so long the next voice note of the address is what
	// it was given for. The same input may come twice. ErrNotFound: nobody was given
	// it, or too long ago, or more than most wrong codes came from the address within
	// the hour; tries says how many by now.
	UseCode(ctx context.Context, code string, from Address, input string, keep time.Duration, most int) (what CodeFor, tries int, err error)
	// Awaited returns what the next voice note of an address is; ErrNotFound for none.
	Awaited(ctx context.Context, from Address) (CodeFor, error)
	// Arrived ends the waiting for a voice note of an address.
	Arrived(ctx context.Context, from Address) error
	// KeepTake keeps a take that waits, with its sound, in place of another one of its
	// spot that is not used. It reports false, and keeps nothing, where the sounds
	// would be more than most bytes together.
	KeepTake(ctx context.Context, t Take, sound []byte, most int) (bool, error)
	// JudgeTake changes the take of a spot that waits, by its file; one that is used
	// then replaces the one before. ErrNotFound when it does not wait any more, and
	// the error of change, after which nothing is kept.
	JudgeTake(ctx context.Context, s Spot, file string, change func(*Take) error) error
	// DropTake forgets a take, whatever its state; no error when it is gone.
	DropTake(ctx context.Context, s Spot, file string) error
	// Takes returns all takes, by spot.
	Takes(ctx context.Context) ([]Take, error)
	// TakesMark changes whenever a take does.
	TakesMark(ctx context.Context) (int64, error)
	// Sound returns the sound of a take by its file; ErrNotFound when it is gone.
	Sound(ctx context.Context, file string) ([]byte, error)
}
