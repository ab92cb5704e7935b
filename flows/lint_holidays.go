package flows

import (
	"strings"

	"passerelle/flows/holidays"
)

// lintHolidays wants a part that the canton has, and one to be chosen where the
// law differs from place to place.
func (d *document) lintHolidays(n node) {
	canton, part := n.get("canton"), n.get("part")
	parts := holidays.Parts(canton.str())
	switch {
	case canton.Node == nil:
	case part.Node == nil && len(parts) > 0:
		d.at(canton, "which-part", Warning, canton.str(), strings.Join(parts, ", "))
	case part.Node != nil && !contains(parts, part.str()):
		if len(parts) == 0 {
			parts = []string{"—"}
		}
		d.at(part, "unknown-value", Error, part.str(), "part", strings.Join(parts, ", "))
		d.suggestOf(part.str(), parts)
	}
}
