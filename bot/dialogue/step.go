package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/text"
)

// Arguments of a PayloadStep beside those in act.go. Their numbers stand in
// buttons and never change.
const (
	argAgain   = 1010 // a check that was left: begin it again
	argAnother = 1011 // of what a step shows, another one
)

// start begins the present revision of a flow or a check.
func (t *turn) start(number uint32) {
	flow := t.book.byNumber[number]
	if e, ok := t.book.edition(flow.ID); ok {
		number, flow = e.Number, e.Flow
	}
	t.s.Calls, t.s.Trail, t.s.Stuck = t.s.Calls[:0], t.s.Trail[:0], 0
	t.s.Asking = bot.AskNothing
	if flow.Kind == flows.KindCheck {
		if left, step := t.leftCheck(flow.ID); left {
			t.offerToGoOn(step)
			return
		}
		t.introduceCheck(number, flow)
		return
	}
	t.s.Place, t.s.Hints = bot.Place{}, t.s.Hints[:0]
	t.count(bot.EventFlowStarted, bot.Event{Topic: flow.ID})
	t.s.Remember("last_help", flow.ID)
	t.move(toHelp)
	t.enter(bot.Place{Flow: number})
}

// enter goes to a place and on through everything that waits for nobody:
// conditions that lead elsewhere and calls of other flows.
func (t *turn) enter(p bot.Place) {
	for ; t.steps < mostSteps; t.steps++ {
		_, step := t.at(p)
		switch {
		case step == nil:
			t.end()
			return
		case t.needsDevice(p, step):
			t.land(p)
			t.ask(bot.AskDevice)
			return
		}
		if to := t.leaves(step); to.Kind == flows.ToStep {
			p.Step = uint16(to.Step)
			continue
		} else if to.Kind != flows.ToNothing {
			t.land(p)
			t.follow(to)
			return
		}
		called, ok := t.book.edition(step.Call)
		if !ok || len(t.s.Calls) >= mostTrail {
			t.land(p)
			t.showStep()
			return
		}
		t.s.Calls = append(t.s.Calls, p)
		p = bot.Place{Flow: called.Number}
	}
	t.openMenu("menu_text")
}

// land puts the session at a place, ready for its hints.
func (t *turn) land(p bot.Place) {
	if old := t.s.Place; old.Flow == p.Flow && old != p {
		if len(t.s.Trail) == mostTrail {
			t.s.Trail = append(t.s.Trail[:0], t.s.Trail[1:]...)
		}
		t.s.Trail = append(t.s.Trail, old)
	}
	t.s.Place = p
	t.s.Hints = append(t.s.Hints[:0], 0)
	for range max(0, len(t.sheet())-1) {
		t.s.Hints = append(t.s.Hints, 0)
	}
	t.s.Set(bot.FlagSheet, len(t.s.Hints) > 1)
	t.count(bot.EventStepShown, t.here())
	if t.s.Has(bot.FlagSheet) {
		t.countLines()
	}
}

// leaves returns where a condition sends the person instead of this step.
func (t *turn) leaves(step *flows.Step) flows.Target {
	if i := t.instead(step); i != nil {
		return i.Next
	}
	return flows.Target{}
}

func (t *turn) instead(step *flows.Step) *flows.Instead {
	for i := range step.Instead {
		if step.Instead[i].When.Match(t) {
			return &step.Instead[i]
		}
	}
	return nil
}

// view is a step as this person gets it.
type view struct {
	words   text.Localised
	picture *flows.Picture
	stuck   []text.Localised
}

func (t *turn) view(step *flows.Step) view {
	v := view{words: step.Say, picture: step.Picture, stuck: step.Stuck}
	if len(step.Ask) > 0 {
		v.words = step.Ask
	}
	i := t.instead(step)
	if i == nil {
		return v
	}
	for _, words := range []text.Localised{i.Say, i.Ask} {
		if len(words) > 0 {
			v.words = words
		}
	}
	if i.Picture != nil {
		v.picture = i.Picture
	}
	if len(i.Stuck) > 0 {
		v.stuck = i.Stuck
	}
	return v
}

// showStep says the present step, or the sheet that begins there.
func (t *turn) showStep() {
	_, step := t.at(t.s.Place)
	if step == nil {
		t.goOnElsewhere()
		return
	}
	if t.s.Has(bot.FlagSheet) {
		t.showSheet()
		return
	}
	v := t.view(step)
	t.pickStep(step)
	t.prompt(t.words(v.words))
	reply := &t.out.Replies[len(t.out.Replies)-1]
	reply.Speak = step.Voice.ReadAloud
	if v.picture != nil {
		reply.Picture = &bot.FlowPicture{File: v.picture.File, Alt: t.words(v.picture.Alt), Needed: v.picture.Needed}
	}
}

// pickStep offers a step's choices: its own, or done; then stuck and a person.
func (t *turn) pickStep(step *flows.Step) {
	own := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step}
	talks := false
	for i := range step.Choices {
		own.Arg = uint16(i)
		t.pick(own)
		talks = talks || step.Choices[i].Next.Kind == flows.ToTalk
	}
	for _, o := range step.Offer {
		t.pickOffer(o)
		talks = talks || o.Kind == flows.OfferTalk
	}
	if !step.Question() {
		own.Arg = argDone
		t.pick(own)
	}
	if len(step.Choices) == 0 && len(step.Offer) == 0 && step.WaitFor == "" && len(step.Ask) == 0 || len(t.view(step).stuck) > 0 {
		own.Arg = argStuck
		t.pick(own)
	}
	if !talks {
		t.pickWord(wordHuman)
	}
	if step.Shows() {
		t.pickWord(wordMenu)
	}
}

// stepLabel is what a choice of a step is called.
func (t *turn) stepLabel(p bot.Payload) string {
	flow := t.book.byNumber[p.Flow]
	if flow == nil {
		return ""
	}
	switch {
	case p.Arg == argDone:
		return t.phrase("done")
	case p.Arg == argStuck:
		return t.phrase("stuck")
	case p.Arg == argResume:
		return t.phrase("go_on")
	case p.Arg == argDontKnow:
		return t.phrase("dont_know")
	case p.Arg == argAgain:
		return t.phrase("begin_again")
	case p.Arg == argAnother && int(p.Step) < len(flow.Steps):
		return t.anotherLabel(&flow.Steps[p.Step])
	case p.Arg == argStart && p.Step == 1:
		return t.phrase("answer_yes")
	case p.Arg == argStart:
		return t.words(flow.Title)
	case flow.Kind == flows.KindCheck:
		return t.itemLabel(flow, p)
	case int(p.Step) < len(flow.Steps) && int(p.Arg) < len(flow.Steps[p.Step].Choices):
		return t.words(flow.Steps[p.Step].Choices[p.Arg].Label)
	}
	return ""
}

// stepWord is what "done", "stuck" and "I do not know" mean here.
func (t *turn) stepWord(w word) (bot.Payload, bool) {
	p := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step}
	switch {
	case t.s.State == bot.StateCheck && w != wordDone:
		p.Arg = either[uint16](w == wordStuck, argStuck, argDontKnow)
		return p, true
	case t.s.State != bot.StateHelp:
		return bot.Payload{}, false
	case w == wordDone:
		_, step := t.at(t.s.Place)
		p.Arg = argDone
		if step == nil || !t.s.Has(bot.FlagSheet) && step.Question() && !t.mayBeDone(p, step) {
			return bot.Payload{}, false
		}
	default:
		p.Arg = argStuck
	}
	return p, true
}

// mayBeDone reports whether "done" goes on from a step that shows places:
// after one was looked at, or where it only leads to the menu.
func (t *turn) mayBeDone(done bot.Payload, step *flows.Step) bool {
	return step.Shows() && (step.Next.Kind == flows.ToMenu || slices.Contains(t.s.Offered, done))
}

// stepChoice does a choice of a help step.
func (t *turn) stepChoice(flow *flows.Flow, p bot.Payload) {
	step := &flow.Steps[min(int(p.Step), len(flow.Steps)-1)]
	line := t.line(p.Step)
	if line < 0 {
		t.s.Place = bot.Place{Flow: p.Flow, Step: p.Step}
		t.s.Hints = append(t.s.Hints[:0], 0)
		t.s.Set(bot.FlagSheet, false)
		line = 0
	}
	t.move(toHelp)
	t.s.Asking = bot.AskNothing
	switch {
	case p.Arg == argStuck:
		t.stuck(step, line)
	case p.Arg == argDone:
		t.done()
	case p.Arg == argAnother:
		t.showStep()
	case int(p.Arg) < len(step.Choices):
		t.chosen(&step.Choices[p.Arg], step)
	default:
		t.over()
	}
}

func (t *turn) chosen(c *flows.Choice, step *flows.Step) {
	for _, r := range c.Remember {
		t.s.Remember(r.Name, r.Value)
	}
	if step.Remember != "" {
		t.s.Remember(step.Remember, c.ID)
	}
	e := t.here()
	e.Value = c.ID
	t.count(bot.EventAnswered, e)
	to := c.Next
	if to.Kind == flows.ToNothing {
		to = step.Next
	}
	t.follow(to)
}

// done goes on after the present step, or after the sheet's last line.
func (t *turn) done() {
	_, step := t.at(t.s.Place)
	if lines := t.sheet(); t.s.Has(bot.FlagSheet) && len(lines) > 0 {
		last := lines[len(lines)-1]
		_, step = t.at(bot.Place{Flow: t.s.Place.Flow, Step: last})
	}
	t.follow(step.Next)
}

// follow goes where a step or a choice leads.
func (t *turn) follow(to flows.Target) {
	switch to.Kind {
	case flows.ToStep:
		t.enter(bot.Place{Flow: t.s.Place.Flow, Step: uint16(to.Step)})
	case flows.ToTalk:
		t.human(bot.ReasonAsked)
	case flows.ToMenu:
		t.openMenu("menu_text")
	default:
		t.end()
	}
}

// end finishes a flow: back to the one that called it, or the goal, the desk
// and a person.
func (t *turn) end() {
	if n := len(t.s.Calls); n > 0 {
		from := t.s.Calls[n-1]
		t.s.Calls = t.s.Calls[:n-1]
		t.s.Place = from
		if flow, step := t.at(from); step != nil {
			t.follow(step.Next)
			return
		} else if flow != nil && flow.Kind == flows.KindCheck {
			t.resume()
			return
		}
	}
	flow := t.book.byNumber[t.s.Place.Flow]
	if flow == nil {
		t.openMenu("menu_text")
		return
	}
	t.count(bot.EventFlowEnded, bot.Event{Topic: flow.ID})
	t.s.Trail, t.s.Hints = t.s.Trail[:0], t.s.Hints[:0]
	t.lead(t.words(flow.Goal))
	if t.canRemind(flow) && !t.s.Has(bot.FlagForOther) {
		t.pickWord(wordRemind)
	}
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
	t.move(toMenu)
	t.prompt(t.phrase("flow_end"))
}
