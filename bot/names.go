package bot

import (
	"encoding/json"
	"errors"
	"fmt"
)

// The names of states, channels and dangers in JSON and other text. What was
// stored before they had names holds their numbers: those are read too.

// errNoName is a value that has no name to be written by.
var errNoName = errors.New("this value has no name")

// MarshalText writes the state's name.
func (s CaseState) MarshalText() ([]byte, error) { return named(caseNames[:], s) }

// UnmarshalText reads what MarshalText wrote.
func (s *CaseState) UnmarshalText(text []byte) error { return byName(caseNames[:], text, s) }

// UnmarshalJSON reads a name, or the number that was stored before.
func (s *CaseState) UnmarshalJSON(b []byte) error { return nameOrNumber(caseNames[:], b, s) }

// MarshalText writes the channel's name, nothing for NoChannel.
func (c Channel) MarshalText() ([]byte, error) { return named(channelNames[:], c) }

// UnmarshalText reads what MarshalText wrote.
func (c *Channel) UnmarshalText(text []byte) error { return byName(channelNames[:], text, c) }

// UnmarshalJSON reads a name, or the number that was stored before.
func (c *Channel) UnmarshalJSON(b []byte) error { return nameOrNumber(channelNames[:], b, c) }

// MarshalText writes the class's name.
func (d DangerClass) MarshalText() ([]byte, error) { return named(dangerNames[:], d) }

// UnmarshalText reads what MarshalText wrote.
func (d *DangerClass) UnmarshalText(text []byte) error { return byName(dangerNames[:], text, d) }

// UnmarshalJSON reads a name, or the number that was stored before.
func (d *DangerClass) UnmarshalJSON(b []byte) error { return nameOrNumber(dangerNames[:], b, d) }

func named[T ~uint8](names []string, v T) ([]byte, error) {
	if int(v) >= len(names) {
		return nil, fmt.Errorf("%w: %d", errNoName, v)
	}
	return []byte(names[v]), nil
}

func byName[T ~uint8](names []string, text []byte, into *T) error {
	for i, n := range names {
		if n == string(text) {
			*into = T(i)
			return nil
		}
	}
	return fmt.Errorf("%q is none of %q", text, names)
}

func nameOrNumber[T ~uint8](names []string, b []byte, into *T) error {
	if len(b) > 0 && b[0] == '"' {
		var name string
		if err := json.Unmarshal(b, &name); err != nil {
			return err
		}
		return byName(names, []byte(name), into)
	}
	var n uint8
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*into = T(n)
	return nil
}
