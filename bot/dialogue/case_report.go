package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// noteForReport notes of an event what the open case's report is written from.
func (t *turn) noteForReport(e *bot.Event) {
	if !t.open() {
		return
	}
	r := &t.s.Case.Record
	switch e.Kind {
	case bot.EventCaseRequested:
		r.NoteTopic(e.Topic)
		if e.Topic == "" {
			r.NoteTopic(t.s.Answer("last_help"))
		}
	case bot.EventFlowStarted, bot.EventCheckStarted:
		r.NoteTopic(e.Topic)
	case bot.EventStepShown:
		if t.s.Case.Claim != "" && r.Moved < 255 {
			r.Moved++
		}
	case bot.EventFlowEnded:
		if t.s.Case.Claim == "" && r.Alone < 255 { // with a claim, the ways of the steps tell
			r.Alone++
		}
	case bot.EventOffered:
		r.NoteOffer(e.Value)
	}
}

// noteAct notes when a counsellor took the case and answered first, and writes
// the report of a case that an act ends. It stands before the act is done: the
// act forgets whose case it was.
func (t *turn) noteAct(act *bot.Act) {
	r := &t.s.Case.Record
	now := t.in.At.Truncate(time.Second)
	spoken, met := bot.ParseSpoken(act.Text)
	met = met && act.Kind == bot.ActSpoke && spoken.How != bot.HowNobody
	if act.Kind == bot.ActClaim && r.Claimed.IsZero() {
		r.Claimed = now
	}
	if act.Kind == bot.ActReopen { // its second report begins here
		r.Claimed, r.Moved, r.Alone = now, 0, 0
	}
	ends := act.Kind == bot.ActClose || act.Kind == bot.ActHandBack
	// A case that ends without a reply was answered by telephone or at the desk.
	if r.Answered.IsZero() && (ends || met || act.Kind == bot.ActReply || act.Kind == bot.ActPush) {
		r.Answered = now
		e := t.caseEvent()
		e.Value = t.waited(now).String()
		t.count(bot.EventCaseAnswered, e)
	}
	if ends {
		t.report = t.caseReport(act)
		e := t.caseEvent()
		e.Value = t.report.Closing().String()
		t.count(bot.EventCaseReport, e)
	}
}

// spoke notes a talk that left no message. Nothing is sent, and the case stays as
// it is.
func (t *turn) spoke(act *bot.Act) {
	s, ok := bot.ParseSpoken(act.Text)
	if !ok {
		t.out.Refused, t.out.CaseChanged = "not_now", false
		return
	}
	t.s.Case.Record.NoteSpoken(s)
	t.spokeNow(s)
	if s.How != bot.HowNobody {
		t.s.Together.Helped = t.s.Together.On
	}
	e := t.caseEvent()
	e.Value = s.String()
	t.count(bot.EventSpoke, e)
	t.noteAct(act)
}

// waited is how long the person waited for an answer, without the person.
func (t *turn) waited(now time.Time) bot.Wait {
	c := &t.s.Case
	w := bot.Wait{Class: bot.ClassOf(bot.Waits, int(now.Sub(c.Requested)/time.Minute)), Band: t.band()}
	if !c.Due.IsZero() {
		w.Kept = either(now.After(c.Due), "no", "yes")
	}
	return w
}

func (t *turn) caseReport(act *bot.Act) *bot.CaseReport {
	c := &t.s.Case
	r := &bot.CaseReport{
		Began: c.Record.Claimed, Ended: t.in.At.Truncate(time.Second), Minutes: bot.RoundMinutes(c.Record.Claimed, t.in.At),
		Channel: t.s.Reach.Channel, Language: t.s.Language, Reason: c.Reason.String(), Tried: t.tried(),
		Topics: append([]string(nil), c.Record.Topics...), Offered: append([]string(nil), c.Record.Offered...), Spoken: append([]string(nil), c.Record.Spoken...), Next: bot.NextNothing,
	}
	r.Way = t.caseWay()
	r.Steps, r.Redo = t.stepsByWay()
	switch {
	case act.Kind == bot.ActHandBack:
		r.Next = bot.NextRobot
	case len(r.Offered) > 0:
		r.Next = bot.NextOffer
	}
	return r
}

// tried are the steps of the case's flow that the person has behind them.
func (t *turn) tried() (list []string) {
	for _, place := range t.s.Trail {
		if f, s := t.at(place); s != nil && place.Flow == t.s.Case.Place.Flow {
			list = append(list, f.ID+"/"+s.ID)
		}
	}
	return list
}

// offerName is a place or a measure as events name it.
func (t *turn) offerName(p bot.Payload) string {
	if flows.OfferKind(p.Step) == flows.OfferPlace {
		return "place/" + t.book.agency.Places[p.Arg].ID
	}
	return "measure/" + t.book.agency.Measures[p.Arg].ID
}
