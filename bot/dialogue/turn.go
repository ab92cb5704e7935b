package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/profile"
	"passerelle/flows"
)

// turn is the work on one input. It lives in a pool and forgets everything
// between two uses.
type turn struct {
	book   *Book
	in     *bot.Input
	s      *bot.Session
	out    *Outcome
	idle   time.Duration // since their message before this one
	steps  int           // places entered in this turn
	picked []bot.Payload
	before string      // words that go in front of the next prompt
	title  string      // of the flow that a phrase speaks of
	shown  bot.Payload // what the reply to come shows besides the place
	origin bot.Place   // the step that the person goes on from, where it is not the present one
	landed bool        // a step was entered in this turn
	flags  []string    // what the orientation that is said is about; none: every item
	list   string      // what {list} stands for in the phrase to come
	asked  *flows.Flow // the check that a phrase speaks of before it is begun

	hearing bool           // asked to hear what comes
	variant *flows.Instead // the only one that is taken, where somebody lists what can be heard

	report   *bot.CaseReport  // of the case that this turn closes
	profiled *profile.Profile // what the check's answers come to; nil until somebody asks
}

// Limits of one contact's behaviour.
const (
	mostSteps   = 100 // places entered in one turn: a loop ends in the menu
	mostMinute  = 30  // messages a minute that are answered
	mostTrail   = 8   // places that "back" remembers
	mostChoices = 5   // choices shown at once
)

func (t *turn) run() {
	state, place, followed, seats := t.s.State, t.s.Place, t.s.IsFollowed(), slices.Clone(t.s.Seats)
	switch t.in.Kind {
	case bot.FromContact:
		t.contact()
	case bot.FromTimer:
		t.timers()
	case bot.FromStaff:
		t.staff()
	case bot.FromDelivery:
		t.delivery()
	}
	if t.before != "" {
		t.say(bot.ReplyAnswer, t.before)
	}
	for i := range t.out.Replies {
		t.aloudStanding(&t.out.Replies[i])
	}
	t.waits(state, place)
	t.heardBot()
	if t.out.CaseChanged {
		t.keepCase()
	}
	t.seatChanges(seats)
	t.keepPerson(followed)
	t.out.KeepThread = t.keepsThread()
	if t.out.KeepThread {
		t.keepMedia()
	}
}

// keepsThread reports whether what is said is kept for the team to read.
func (t *turn) keepsThread() bool { return t.s.Consent == bot.Yes && !t.s.Has(bot.FlagForOther) }

// keepMedia notes what may be kept of what was sent.
func (t *turn) keepMedia() {
	for _, m := range t.in.Media {
		if t.keeps(m) {
			m.Channel = t.in.Address.Channel
			t.out.Media = append(t.out.Media, m)
		}
	}
}

// keeps reports whether something sent may be kept: voice notes, for the team to
// listen to; a picture or a file only while a counsellor speaks with the person,
// where the agency lets the channel carry it (PEOPLE.md 8).
func (t *turn) keeps(m bot.Media) bool {
	switch m.Kind {
	case bot.Picture, bot.Video:
		return t.accompanied() && t.carries("pictures")
	case bot.Document, bot.ContactCard, bot.OtherMedia:
		return t.accompanied() && t.carries("documents")
	}
	return true
}

// contact handles what the person did.
func (t *turn) contact() {
	if t.flooded() {
		return
	}
	before := t.s.Reach
	t.idle = t.in.At.Sub(t.s.Last)
	t.s.Reach = t.in.Address
	t.s.Last = t.in.At.Truncate(time.Second)
	t.s.Turns++
	t.heardOf()
	if !t.apart() && t.undoable() == noWord {
		t.tellSetAside()
	}
	switch {
	case t.in.Call:
		t.knowLanguage()
		t.callBack()
	case t.commanded():
	case t.in.Join != bot.NoJoin:
		t.joins(before)
	case t.noticed():
	case t.s.Asking == bot.AskAlone && t.answersAlone():
	case t.readsNow():
	case t.doubts():
	case t.s.Asking == bot.AskErase && (t.apart() || t.s.State == bot.StateWelcome):
		t.eraseApart()
	case t.s.State == bot.StateStopped:
		t.afterStop()
	case t.s.State == bot.StateWithPerson:
		t.beside()
	case t.s.State == bot.StateWelcome:
		t.welcome()
	case t.lost():
		t.goOnElsewhere()
	case t.together():
		t.besideStep()
	case t.didTask():
	case len(t.in.Media) > 0:
		t.media(t.in.Media[0].Kind)
	default:
		t.text()
	}
}

// heardOf tells the team that somebody who has a case wrote; that an earlier
// reply did not reach them is over.
func (t *turn) heardOf() {
	if !t.open() {
		return
	}
	t.out.CaseChanged = true
	if t.s.Case.State == bot.CaseSnoozed { // who writes is heard at once
		t.s.Case.State, _ = desk.Next(t.s.Case.State, desk.Wake)
		t.rest(time.Time{})
	}
	if n := t.s.Case.Notice; n != "stopped" && n != "erased" {
		t.s.Case.Notice = ""
	}
}

// apart reports whether the bot leaves the person alone: after stop, or while a
// counsellor speaks with them.
func (t *turn) apart() bool {
	return t.s.State == bot.StateStopped || t.s.State == bot.StateWithPerson
}

// beside answers somebody who speaks with a counsellor. The counsellor reads
// it in the thread, and the bot is silent, but for the emergency numbers.
func (t *turn) beside() {
	p, ok := t.resolve()
	switch {
	case ok && p == wordNumbers.payload():
		t.numbers()
	case t.exact() == wordNotWith:
		t.notThisPerson()
	case t.exact() == wordOnlyQuestion, t.exact() == wordShowAll:
		t.shownFrom(t.exact() == wordShowAll)
	case answers(t.in.Payload, bot.AskShown): // a number is for the counsellor
		t.answer(t.in.Payload)
	case ok && answers(p, bot.AskAlone):
		t.answer(p)
	case ok && answers(p, bot.AskNoted):
		t.answer(p)
	case ok && answers(p, bot.AskFor):
		t.answerFor(p)
	case ok && p == wordNotRight.payload() && t.objects():
		t.say(bot.ReplyAnswer, t.phrase("for_objected"))
	case slices.ContainsFunc(t.in.Media, func(m bot.Media) bool { return !t.keeps(m) }):
		t.say(bot.ReplyAnswer, t.phrase("got_media"))
	}
}

// flooded counts the messages of a minute; what comes above the limit is
// answered once, then counted only, so that nobody floods an agency's bill.
// Stop, erase and new words of danger are always heard.
func (t *turn) flooded() bool {
	if t.in.At.Truncate(time.Minute).Equal(t.s.Last.Truncate(time.Minute)) {
		if t.s.Minute < 255 {
			t.s.Minute++
		}
	} else {
		t.s.Minute = 1
	}
	if t.s.Minute <= mostMinute || t.undoable() != noWord || t.newDanger() {
		return false
	}
	if t.s.Minute == mostMinute+1 {
		t.say(bot.ReplyAnswer, t.phrase("too_fast"))
	}
	return true
}

// undoable returns stop or erase when the message is that word, exactly.
func (t *turn) undoable() word {
	if !t.in.Payload.IsZero() {
		return noWord
	}
	switch w := t.exact(); w {
	case wordStop:
		return w
	case wordErase:
		if _, ok := t.byStem(); !ok { // where it is the word of an answer, it is the answer
			return w
		}
	}
	return noWord
}

func (t *turn) exact() word {
	if len(t.in.Text) == 0 || len(t.in.Text) > 60 || isNumber(t.in.Text) {
		return noWord
	}
	return wordNames[t.book.reader.Exact(t.in.Text, t.s.Language)]
}

// commanded obeys stop and erase, in every state.
func (t *turn) commanded() bool {
	switch t.undoable() {
	case wordStop:
		t.knowLanguage()
		t.stop()
	case wordErase:
		t.knowLanguage()
		if t.s.Asking == bot.AskErase { // said twice
			t.erase(true)
			break
		}
		t.ask(bot.AskErase)
	default:
		return false
	}
	return true
}

// move runs an event of the life cycle. An event that the present state does
// not have changes nothing: the exhaustive walk shows that none is tried.
func (t *turn) move(m move) {
	if stays[m][t.s.State] {
		return
	}
	if to, err := next(t.s.State, m); err == nil {
		t.s.State = to
	}
}

// count adds an event.
func (t *turn) count(kind bot.EventKind, e bot.Event) {
	e.Kind, e.Channel, e.Language = kind, t.s.Reach.Channel, t.s.Language
	t.out.Events = append(t.out.Events, e)
	t.noteForReport(&e)
}

// here is an event's topic, step and hints at the present place.
func (t *turn) here() bot.Event {
	flow, step := t.at(t.s.Place)
	if step == nil {
		if flow = t.book.Flow(t.s.Check.Flow); flow != nil && t.s.State == bot.StateCheck {
			return bot.Event{Topic: flow.ID}
		}
		return bot.Event{}
	}
	return bot.Event{Topic: flow.ID, Step: step.ID, Hints: t.hints(0)}
}

// at returns the flow and the step of a place, nil where there is none.
func (t *turn) at(p bot.Place) (*flows.Flow, *flows.Step) {
	flow := t.book.byNumber[p.Flow]
	if flow == nil || int(p.Step) >= len(flow.Steps) {
		return flow, nil
	}
	return flow, &flow.Steps[p.Step]
}

func (t *turn) hints(line int) int {
	if line < len(t.s.Hints) {
		return int(t.s.Hints[line])
	}
	return 0
}

// now is the moment of the input in the agency's time zone.
func (t *turn) now() time.Time {
	if zone := t.book.agency.Hours.Zone; zone != nil {
		return t.in.At.In(zone)
	}
	return t.in.At
}
