package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// State is where a check is: what is asked next is a question about it.
type State struct {
	Model string   `json:"model"` // rasch or 2pl
	Theta *float64 `json:"theta"` // the ability that is believed now, in logits
	Asked []string `json:"asked"` // items that were asked
}

// ReadStates reads a JSON array of states.
func ReadStates(in io.Reader, file string, items map[string]int) ([]State, error) {
	var states []State
	decoder := json.NewDecoder(io.LimitReader(in, most))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&states); err != nil {
		return nil, fmt.Errorf(`%s: not a list of states like [{"model":"rasch","theta":0.5,"asked":["dev01"]}]: %w`, file, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is something after the list", file)
	}
	var wrong []error
	for i, s := range states {
		fail := func(format string, args ...any) {
			wrong = append(wrong, fmt.Errorf("%s: state %d: "+format, append([]any{file, i + 1}, args...)...))
		}
		if s.Model != "rasch" && s.Model != "2pl" {
			fail("model is rasch or 2pl, not %q", clip(s.Model))
		}
		if s.Theta == nil || math.Abs(*s.Theta) > 20 {
			fail("theta must be a number of logits from -20 to 20")
		}
		seen := map[string]bool{}
		for _, id := range s.Asked {
			if _, known := items[id]; !known {
				fail("asked: %q is no item of the bank", clip(id))
			}
			if seen[id] {
				fail("asked: %q stands there twice", clip(id))
			}
			seen[id] = true
		}
	}
	return states, errors.Join(wrong...)
}
