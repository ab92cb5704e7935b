package main

import (
	"fmt"
	"strings"
)

// why says why a case is answered when it is: what was promised, and the rules
// that moved it.
func (w wholeCase) why() string {
	parts := []string{day(w.reasons.Answer)}
	if w.reasons.Place > 0 {
		parts = append(parts, fmt.Sprintf("place %d in the queue", w.reasons.Place))
	}
	if w.reasons.Urgent {
		parts = append(parts, "before all others: danger, or a deadline from outside")
	}
	for _, r := range w.reasons.Rules {
		minutes, when := r.Minutes, "later"
		if minutes < 0 {
			minutes, when = -minutes, "earlier"
		}
		why := r.Why[messageLanguage("")]
		for _, tag := range []string{"en", "fr", "de", "it"} {
			if why == "" {
				why = r.Why[tag]
			}
		}
		line := fmt.Sprintf("%d minutes %s because: %s", minutes, when, printable(why))
		if r.Place > 0 && r.Place != w.reasons.Place {
			line += fmt.Sprintf(" (without this rule: place %d)", r.Place)
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, "; ")
}
