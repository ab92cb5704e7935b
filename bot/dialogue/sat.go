package dialogue

import (
	"passerelle/bot"
)

// Start is the choice that begins a flow that is published, by its id.
func (b *Book) Start(id string) (bot.Payload, bool) {
	e, ok := b.edition(id)
	return startOf(e), ok
}

// sat takes over what the person went through at the desk: the result of a
// check, the place in a help, and that they were there. Only what they agreed to
// keep is taken.
func (t *turn) sat(act *bot.Act) {
	var from bot.Session
	if t.s.Consent != bot.Yes || from.Decode(string(act.Sat)) != nil {
		t.out.Refused = "no_notes"
		return
	}
	if t.spokeWith(act); t.out.Refused != "" {
		return
	}
	switch busy := t.s.State == bot.StateHelp || t.s.State == bot.StateCheck || t.s.State == bot.StateWithPerson; {
	case busy: // they are somewhere else with their phone: that place is theirs
	case from.State == bot.StateHelp:
		t.s.Place, t.s.Hints, t.s.Trail, t.s.Calls = from.Place, append(t.s.Hints[:0], from.Hints...), append(t.s.Trail[:0], from.Trail...), append(t.s.Calls[:0], from.Calls...)
	}
	if t.s.State == bot.StateCheck || len(from.Asked) == 0 {
		return
	}
	if t.isOver() {
		t.s.Earlier, t.s.EarlierCheck, t.s.EarlierAt = append(t.s.Earlier[:0], t.s.Asked...), t.s.Check, t.s.CheckAt
	}
	t.s.Check, t.s.CheckAt, t.s.Asked, t.profiled = from.Check, from.CheckAt, append(t.s.Asked[:0], from.Asked...), nil
	t.s.Drop(resultID)
	for _, a := range from.Answers {
		t.s.Remember(a.Name, a.Value)
	}
	if t.isOver() { // the counsellor saw it: they sat beside each other
		t.shares(bot.Yes)
		t.keepResult("")
	}
}
