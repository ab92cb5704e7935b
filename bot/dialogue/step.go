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
		t.introduceCheck(number)
		return
	}
	t.begin(number, flow)
}

// begin goes to a help flow's first step.
func (t *turn) begin(number uint32, flow *flows.Flow) {
	t.s.Place, t.s.Hints = bot.Place{}, t.s.Hints[:0]
	t.s.Drop(hintedIn)
	t.forgetWays()
	t.count(bot.EventFlowStarted, bot.Event{Topic: flow.ID})
	t.s.Remember("last_help", flow.ID)
	t.move(toHelp)
	t.enter(bot.Place{Flow: number})
}

// land puts the session at a place, ready for its hints.
func (t *turn) land(p bot.Place) {
	from := t.cameFrom(p.Flow)
	if old := t.s.Place; old.Flow != 0 && old != p { // also out of the flow that called this one
		if len(t.s.Trail) == mostTrail {
			t.s.Trail = append(t.s.Trail[:0], t.s.Trail[1:]...)
		}
		t.s.Trail = append(t.s.Trail, old)
	}
	t.s.Place, t.origin, t.landed = p, bot.Place{}, true
	t.arrivedAt()
	t.s.Hints = append(t.s.Hints[:0], 0)
	for range max(0, len(t.sheet())-1) {
		t.s.Hints = append(t.s.Hints, 0)
	}
	t.s.Set(bot.FlagSheet, len(t.s.Hints) > 1)
	shown := t.here()
	shown.Value = from
	t.count(bot.EventStepShown, shown)
	if t.s.Has(bot.FlagSheet) {
		t.countLines()
	}
}

// cameFrom names the step that the person goes on from, with its flow where that
// is another one: who saw a step and went on from it is counted without knowing
// who it was.
func (t *turn) cameFrom(flow uint32) string {
	from := t.origin
	if from.Flow == 0 {
		from = t.s.Place
	}
	in, step := t.at(from)
	switch {
	case step == nil:
		return ""
	case from.Flow != flow:
		return in.ID + "/" + step.ID
	}
	return step.ID
}

// leaves returns where a condition sends the person instead of this step.
func (t *turn) leaves(step *flows.Step) flows.Target {
	if i := t.instead(step); i != nil {
		return i.Next
	}
	return flows.Target{}
}

func (t *turn) instead(step *flows.Step) *flows.Instead {
	if t.variant != nil {
		return t.variant
	}
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
	v := view{words: both(step.Say, step.Ask), picture: step.Picture, stuck: step.Stuck}
	i := t.instead(step)
	if i == nil {
		return v
	}
	if words := both(i.Say, i.Ask); len(words) > 0 {
		v.words = words
	}
	if i.Picture != nil || i.When.Asks("reads_by") { // a sign says nothing to words that were written for the ear
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
	words := t.words(v.words)
	t.prompt(words)
	last := &t.out.Replies[len(t.out.Replies)-1]
	t.dress(last, step.Voice, v.picture)
	t.aloud(last, step, words)
}

// both is what a step says and then asks; most have only one of them.
func both(say, ask text.Localised) text.Localised {
	switch {
	case len(say) == 0:
		return ask
	case len(ask) == 0:
		return say
	}
	words := text.Localised{}
	for tag := range say {
		words[tag] = join(say[tag], ask[tag])
	}
	return words
}

// dress gives a step's or an item's reply its picture and its voice, as far as the agency
// lets the channel carry them.
func (t *turn) dress(r *bot.Reply, voice flows.Voice, p *flows.Picture) {
	may := t.carries("pictures")
	if p != nil {
		r.Picture = &bot.FlowPicture{File: p.File, Alt: t.words(p.Alt), Needed: p.Needed}
	}
	if p != nil && may {
		r.Picture.Sum = t.book.sums[p.File]
	}
	if file := voice.Files[t.s.Language]; may && t.book.sums[file] != "" {
		r.Voice = &bot.FlowVoice{File: file, Sum: t.book.sums[file]}
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
	case p.Arg == argMoreItems:
		return t.phrase("more_questions")
	case p.Arg == argRecheck:
		return t.phrase("look_again")
	case p.Arg == argAnother && int(p.Step) < len(flow.Steps):
		return t.anotherLabel(&flow.Steps[p.Step])
	case p.Arg == argStart && p.Step == 1:
		return t.phrase("answer_yes")
	case p.Arg == argStart && p.Step == stepAnyway:
		return t.book.names[t.tongue(flow)]
	case p.Arg == argStart:
		return t.titled(flow)
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
	t.passed()
	t.lead(t.words(step.GotIt))
	to := c.Next
	if to.Kind == flows.ToNothing {
		to = step.Next
	}
	t.follow(to)
}

// done goes on after the present step, or after the sheet's last line.
func (t *turn) done() {
	t.passed()
	_, step := t.at(t.s.Place)
	if lines := t.sheet(); t.s.Has(bot.FlagSheet) && len(lines) > 0 {
		last := lines[len(lines)-1]
		t.origin = bot.Place{Flow: t.s.Place.Flow, Step: last}
		_, step = t.at(t.origin)
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
