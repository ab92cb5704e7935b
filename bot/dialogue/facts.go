package dialogue

import (
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

// Fact answers the conditions of flows and of the agency's routing.
func (t *turn) Fact(name string) string {
	switch name {
	case "language":
		return t.s.Language
	case "channel":
		return t.s.Reach.Channel.String()
	case "device":
		return t.s.Device.String()
	case "reads_by":
		return either(t.s.Has(bot.FlagByEar), "ear", "eye")
	case "tone":
		return either(t.s.Has(bot.FlagFamiliar), "familiar", "formal")
	case "flag.urgent":
		return either(t.urgent(), "yes", "")
	case "last_help":
		if t.s.State != bot.StateCheck && t.s.Place.Flow != 0 {
			return t.topic()
		}
	case "band":
		return t.band()
	}
	if area, ok := strings.CutPrefix(name, "band."); ok {
		return t.areaBand(area)
	}
	return t.s.Answer(name)
}

func either[T any](yes bool, a, b T) T {
	if yes {
		return a
	}
	return b
}

// topic is the id of the help that the person is in or was in last.
func (t *turn) topic() string {
	if flow := t.book.byNumber[t.s.Place.Flow]; flow != nil && flow.Kind == flows.KindHelp {
		return flow.ID
	}
	return t.s.Answer("last_help")
}
