package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// refusesTogether says why an act of doing it together cannot be done, as a text
// key; "" when it can.
func (t *turn) refusesTogether(act *bot.Act) string {
	gate := held[t.fromStaff().Because]
	switch act.Kind {
	case bot.ActPush:
		_, ok := t.pushed(act)
		return either(t.unsaid(), "not_now", either(!ok, "no_step", either(!t.carries("help"), "not_by_channel", gate)))
	case bot.ActAid:
		return either(!t.together(), "not_now", either(!slices.Contains(t.aids(), act.Text), "no_aid", gate))
	case bot.ActPause:
		return either(t.together(), "", "not_now")
	case bot.ActGoOn:
		return either(!t.s.Together.On || t.s.State != bot.StateWithPerson, "not_now", gate)
	}
	at, ok := t.named(act)
	if !ok {
		return "no_step"
	}
	switch act.Kind {
	case bot.ActMark:
		way, known := bot.ParseWay(act.Text)
		return either(!known, "not_now", either(way == bot.ForSomebody && !t.mayDoFor(at), "ask_first", ""))
	case bot.ActFor:
		return t.refusesFor(act, at, gate)
	}
	return either(slices.ContainsFunc(t.s.Together.Redo, func(r bot.Redo) bool { return r.Place == at }) && (act.Text == "done" || act.Text == "declined"), "", "not_now")
}

// named is the step that an act names, else the present one of what was sent. A
// step of this case is meant in the revision in which the person met it.
func (t *turn) named(act *bot.Act) (bot.Place, bool) {
	x := &t.s.Together
	if act.To == "" {
		_, step := t.at(t.s.Place)
		return t.s.Place, x.On && step != nil
	}
	is := func(at bot.Place) bool {
		flow, step := t.at(at)
		return step != nil && flow.ID == act.To && step.ID == act.Step
	}
	for _, r := range x.Redo {
		if act.Kind == bot.ActRedo && is(r.Place) {
			return r.Place, true
		}
	}
	for _, w := range x.Ways {
		if is(w.Place) {
			return w.Place, true
		}
	}
	if is(t.s.Place) {
		return t.s.Place, true
	}
	return t.pushed(act)
}

// pushed is the place that a counsellor may send: a step of a help that is
// offered now.
func (t *turn) pushed(act *bot.Act) (bot.Place, bool) {
	e, ok := t.book.edition(act.To)
	if !ok || e.Kind != flows.KindHelp {
		return bot.Place{}, false
	}
	step := 0
	if act.Step != "" {
		step = e.StepNamed(act.Step)
	}
	return bot.Place{Flow: e.Number, Step: uint16(max(0, step))}, step >= 0
}

// togetherAct does what refusesTogether let pass.
func (t *turn) togetherAct(act *bot.Act) {
	switch act.Kind {
	case bot.ActPush:
		at, _ := t.pushed(act)
		t.push(at, act.Step != "")
	case bot.ActAid:
		t.aid(act.Text)
	case bot.ActPause:
		t.pause()
	case bot.ActGoOn:
		t.leadUnasked()
		t.lead(t.phrase("goes_on"))
		t.s.Asking = bot.AskNothing
		t.resume()
	case bot.ActMark:
		at, _ := t.named(act)
		if way, _ := bot.ParseWay(act.Text); way == bot.ForSomebody {
			t.didFor(at)
		} else {
			t.mark(at, way)
		}
	case bot.ActFor:
		at, _ := t.named(act)
		t.forThem(act.Text, at)
	case bot.ActRedo:
		at, _ := t.named(act)
		t.s.Together.Redone(at)
		t.countAt(bot.EventRedo, at, act.Text)
	}
}

// push sends a step: the person gets it from the bot and goes on from there, and
// the case stays the counsellor's. On SMS it is a sheet, unless one step was
// chosen. The first time in a case the person is told what is seen.
func (t *turn) push(at bot.Place, chosen bool) {
	x, flow := &t.s.Together, t.book.byNumber[at.Flow]
	t.s.Calls, t.s.Trail, t.s.Stuck = t.s.Calls[:0], t.s.Trail[:0], 0
	t.s.Asking, t.s.Place, t.s.Hints = bot.AskNothing, bot.Place{}, t.s.Hints[:0]
	t.s.Drop(hintedIn)
	x.On, x.Ended, x.Single = true, bot.Place{}, bot.Place{}
	if chosen && t.s.Reach.Channel == bot.SMS {
		x.Single = at
	}
	t.s.Case.Replied = t.in.At.Truncate(time.Second)
	t.rest(time.Time{})
	t.countAt(bot.EventPushed, at, "")
	t.count(bot.EventFlowStarted, bot.Event{Topic: flow.ID})
	t.s.Remember("last_help", flow.ID)
	t.move(toHelp)
	t.leadUnasked()
	t.title = t.words(flow.Title)
	t.lead(t.phrase("pushes"))
	if !x.Told {
		x.Told = true
		t.lead(t.phrase("seen_live"))
	}
	t.enter(at)
}

// pause takes over: the bot is silent from here on, and the person is told where
// the outreach gate lets them be.
func (t *turn) pause() {
	allowed := t.fromStaff().Allowed
	t.s.Together.Helped = true // they go on with this step themselves
	t.backToPerson()
	if !allowed {
		t.before = ""
		return
	}
	words := t.before
	t.before = ""
	t.leadUnasked()
	t.lead(words)
}

// aids are what can be sent with one tap at the present step.
func (t *turn) aids() (list []string) {
	flow, step := t.at(t.s.Place)
	if !t.together() || flow == nil || step == nil {
		return nil
	}
	line := t.lineNow()
	_, at := t.at(bot.Place{Flow: t.s.Place.Flow, Step: line})
	v := t.view(at)
	if t.hints(t.line(line)) < len(v.stuck) {
		list = append(list, bot.AidSimpler)
	}
	if v.picture != nil && t.carries("pictures") && t.book.sums[v.picture.File] != "" {
		list = append(list, bot.AidPicture)
	}
	if t.carries("pictures") && t.book.sums[at.Voice.Files[t.s.Language]] != "" {
		list = append(list, bot.AidVoice)
	}
	return append(list, bot.AidJoin, bot.AidRepeat)
}

// lineNow is the step that the person is at: on a sheet, the line where they were
// stuck most.
func (t *turn) lineNow() uint16 {
	lines, best := t.sheet(), 0
	if !t.s.Has(bot.FlagSheet) || len(lines) == 0 {
		return t.s.Place.Step
	}
	for i := range lines {
		if t.hints(i) > t.hints(best) {
			best = i
		}
	}
	return lines[best]
}

// aid helps at the present step, in the bot's words, in the counsellor's name.
func (t *turn) aid(kind string) {
	line := t.lineNow()
	at := bot.Place{Flow: t.s.Place.Flow, Step: line}
	_, step := t.at(at)
	t.countAt(bot.EventAided, at, kind)
	t.s.Together.Helped = true
	t.s.Asking = bot.AskNothing
	t.leadUnasked()
	t.lead(t.phrase("helps"))
	v := t.view(step)
	switch kind {
	case bot.AidSimpler:
		n := t.line(line)
		words := t.words(v.stuck[t.hints(n)])
		t.lead(words)
		t.s.Hints[n]++
		t.s.Together.Gave++
		t.s.Remember(hintedIn, t.topic())
		t.pickHint(step, words)
	case bot.AidPicture, bot.AidVoice:
		t.pickStep(step)
		t.prompt(t.words(v.words))
		r := &t.out.Replies[len(t.out.Replies)-1]
		if kind == bot.AidPicture {
			t.dress(r, flows.Voice{}, v.picture)
		} else {
			t.dress(r, step.Voice, nil)
		}
	case bot.AidJoin:
		t.pickWord(wordCallBack)
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argResume})
		t.prompt(t.phrase("step_together"))
	default:
		t.showStep()
	}
}
