package dialogue

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
	"passerelle/flows/text"
)

// tellAgain is how long a person who waits goes without another "someone will
// answer" when they write more.
const tellAgain = time.Hour

// later is how far off an answer is before it is said that the team rests.
const later = 4 * time.Hour

// human asks for a person: first, once, whether what is said may be kept, for
// a counsellor must read it; a refusal is no wall.
func (t *turn) human(why bot.Reason) {
	switch {
	case t.together():
		t.backToPerson()
	case t.open() && !t.unsaid() && t.s.Case.Reason != bot.ReasonDanger && (t.s.Consent != bot.No || t.s.Case.Reason == bot.ReasonCallBack):
		t.move(toWait)
		t.showWaiting()
	case t.s.Consent == bot.No, t.s.Has(bot.FlagForOther), !t.carries("talk"):
		t.withoutMemory(why)
	case t.s.Consent == bot.NotAsked:
		t.askFor(bot.AskConsent, uint32(why))
	default:
		t.request(why)
		t.showWaiting()
		switch {
		case why == bot.ReasonToListen && len(t.in.Media) == 0: // what came before the consent was not kept
			t.out.Replies[len(t.out.Replies)-1].Text = t.phrase("voice_again") + "\n" + t.out.Replies[len(t.out.Replies)-1].Text
		case why == bot.ReasonToListen:
			t.out.Replies[len(t.out.Replies)-1].Text = t.phrase("to_listen") + "\n" + t.out.Replies[len(t.out.Replies)-1].Text
		}
	}
}

// withoutMemory offers what a person can do when nothing may be kept: a call,
// the desk; or to keep something after all.
func (t *turn) withoutMemory(why bot.Reason) {
	t.pickWord(wordCallBack)
	switch {
	case t.s.Has(bot.FlagForOther):
		t.pickWord(wordForMe)
	case t.s.Consent == bot.No && t.carries("talk"):
		t.pick(bot.Payload{Kind: bot.PayloadAsked, Flow: uint32(why), Step: uint16(bot.AskConsent), Arg: argNow})
	}
	t.pickWord(wordMenu)
	t.promptYesNo(t.phrase("without_memory"))
}

// carries reports whether the agency lets this channel carry a kind of thing.
// A channel that the agency says nothing of carries everything but documents.
func (t *turn) carries(what string) bool { return t.book.carries(t.s.Reach.Channel, what) }

func (b *Book) carries(channel bot.Channel, what string) bool {
	if channel == bot.NoChannel { // at the desk: nothing is sent from a screen
		return what == "help" || what == "check"
	}
	setup, known := b.agency.Channels[channel.String()]
	if !known || len(setup.MayCarry) == 0 {
		return what != "documents"
	}
	return setup.Carries(what)
}

// open reports whether the contact has an open case.
func (t *turn) open() bool {
	switch t.s.Case.State {
	case bot.CaseQueued, bot.CaseClaimed, bot.CaseActive, bot.CaseSnoozed:
		return true
	}
	return false
}

// request opens a case, or gives the open one a graver reason.
func (t *turn) request(why bot.Reason) {
	c := &t.s.Case
	if t.unsaid() {
		t.asksNow(why)
	}
	if t.open() {
		if why == bot.ReasonDanger || why == bot.ReasonCallBack && c.Reason != bot.ReasonDanger && c.Reason != why {
			c.Reason = why
			t.sooner()
			e := t.here()
			e.Value, e.Again = why.String(), true
			t.count(bot.EventCaseRequested, e)
		}
		t.out.CaseChanged = true
		t.leaveForPerson()
		return
	}
	state, err := desk.Next(bot.NoCase, desk.Queue)
	if err != nil {
		return
	}
	_, due, _ := t.slot(why)
	t.s.Together.Begin()
	*c = bot.SessionCase{ID: t.in.Fresh, State: state, Reason: why, Before: either(c.Staff != "", c.Staff, c.Before), Place: t.s.Place, Hints: uint8(t.hints(0)),
		Requested: t.in.At.Truncate(time.Second), Due: due.UTC()}
	t.watchPromise()
	if team := t.team(); team != nil {
		c.Team = team.ID
	}
	t.s.Followed.NoteCase(c.ID)
	e := t.here()
	e.Value = why.String()
	t.count(bot.EventCaseRequested, e)
	t.out.CaseChanged = true
	t.leaveForPerson()
}

func (t *turn) leaveForPerson() {
	switch {
	case t.together(): // it stops where it is: the counsellor goes on
		t.move(toPerson)
	case t.s.State != bot.StateWithPerson && t.s.State != bot.StateStopped:
		t.move(toWait)
	}
}

// showWaiting says truthfully who was told and when they answer; the help that
// was going on stays at its place.
func (t *turn) showWaiting() { t.waiting(t.promise()) }

// waiting says something to somebody who waits.
func (t *turn) waiting(words string) {
	t.s.Asking = bot.AskNothing
	if t.s.Place.Flow != 0 && t.book.byNumber[t.s.Place.Flow] != nil && len(t.s.Hints) > 0 {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argResume})
	}
	t.pickWord(wordMenu)
	t.prompt(words)
}

// promise is the agency's promise of an answer, or that the team rests when
// that is hours away.
func (t *turn) promise() string {
	if t.s.Case.Reason == bot.ReasonCallBack {
		return t.phrase("will_call")
	}
	a := t.book.agency
	from, ok := desk.NextOpen(&a.Hours, t.now())
	switch due := t.s.Case.Due; {
	case t.open() && !due.IsZero() && !t.in.At.Before(due):
		return t.phrase("late_promise")
	case !ok:
		return t.phrase("nobody_now")
	case t.paused() && t.s.Case.Reason != bot.ReasonDanger:
		return t.phrase("paused")
	case from.Sub(t.now()) >= later && len(a.Hours.WhenClosed) > 0:
		return join(t.whyClosed(), t.words(a.Hours.WhenClosed))
	}
	return t.words(a.Talk.Promise)
}

// whyClosed is why the agency is closed these days, as a line of its own; nothing
// on an ordinary evening.
func (t *turn) whyClosed() string {
	hours, now := &t.book.agency.Hours, t.now()
	for _, c := range hours.Closed {
		if !now.Before(c.From) && now.Before(c.To.AddDate(0, 0, 1)) {
			if words := []rune(t.words(c.Why)); len(words) > 0 {
				return strings.ToUpper(string(words[:1])) + strings.TrimRight(string(words[1:]), ".") + "."
			}
		}
	}
	if day, ok := hours.Holiday(now); ok && now.Hour()*60+now.Minute() >= day.From {
		return t.words(day.Name) + ", " + t.phrase("public_holiday") + "."
	}
	return ""
}

// wait is when someone answers, in words.
func (t *turn) wait() string {
	from, ok := t.answerFrom()
	if !ok {
		return t.phrase("when_unknown")
	}
	return text.HalfDay(t.s.Language, t.now(), from)
}

// counsellor is who has the case or gets it: a name for the contact to read.
func (t *turn) counsellor() string {
	if t.s.Case.Name != "" {
		return t.s.Case.Name
	}
	if team := t.team(); team != nil {
		return t.local(team.Name)
	}
	return t.phrase("the_team")
}

// team is the team that the person was told, else the one that a request would
// go to.
func (t *turn) team() *flows.Team {
	if t.open() && t.s.Case.Team != "" {
		if team := t.book.agency.Team(t.s.Case.Team); team != nil {
			return team
		}
	}
	away := t.in.Desk.Away
	if len(t.s.Followed.NotWith) > 0 { // a team of nobody else is no team for them
		away = slices.Concat(away, t.s.Followed.NotWith)
	}
	return desk.Route(&t.book.agency.Talk, t.s.Referent, t.s.Followed.Deputies[t.now().Weekday()], t, away)
}

// note takes what a waiting person adds for the counsellor; when somebody
// answers is said again once an hour.
func (t *turn) note() {
	switch {
	case t.inDanger():
		t.dangerAgain()
	case t.s.Case.Reason == bot.ReasonCallBack && t.s.Reach.Channel == bot.Telegram && t.callTo():
	case t.s.Has(bot.FlagForOther) || t.s.Consent == bot.No || t.s.Case.Reason == bot.ReasonCallBack && t.s.Consent == bot.NotAsked:
		t.lead(t.phrase("not_noted"))
		t.showWaiting()
	case t.s.Consent == bot.NotAsked: // the team can only read what may be kept
		t.askFor(bot.AskConsent, uint32(t.s.Case.Reason))
	case t.in.At.Sub(t.s.Told) < tellAgain:
		t.waiting(t.phrase("noted"))
	default:
		t.s.Told = t.in.At.Truncate(time.Second)
		t.lead(t.phrase("noted"))
		t.showWaiting()
	}
}

// callBack opens the one case that needs no consent: a telephone call. Where
// the platform tells no number, it is asked for.
func (t *turn) callBack() {
	if t.s.State == bot.StateWelcome {
		t.lead(t.words(t.book.agency.Consent.Hello))
	}
	if t.s.Reach.Channel == bot.Telegram {
		t.ask(bot.AskNumber)
		return
	}
	t.willCall()
}

// inDanger reports whether the open case is about danger that nobody has
// looked at yet.
func (t *turn) inDanger() bool {
	return t.open() && t.s.Case.Reason == bot.ReasonDanger && t.s.Danger.Class != bot.NoDanger
}

// callTo takes a telephone number for a call back, and reports whether the
// message holds one. It is said back, and kept sealed for the counsellor who
// calls; another one takes its place.
func (t *turn) callTo() bool {
	number := telephone(t.in.Text)
	if number == "" {
		return false
	}
	t.out.Fields = map[string]string{bot.FieldNumber: number}
	t.lead(number)
	t.willCall()
	return true
}

// mostNumberText bounds a message that is searched for a telephone number.
const mostNumberText = 160

var (
	figures = regexp.MustCompile(`\+?[0-9][0-9 ./()\x{a0}-]{7,}[0-9]`)
	// dialled are a Swiss number as it is dialled here, and any with its country
	// (E.164); anything else, such as an AHV number or a date, is none.
	dialled = regexp.MustCompile(`^(0[1-9][0-9]{8}|(\+|00)[1-9][0-9]{7,14})$`)
)

// telephone finds the first telephone number in a text, without spaces; "" when
// there is none.
func telephone(text string) string {
	if len(text) > mostNumberText {
		return ""
	}
	for _, found := range figures.FindAllString(text, -1) {
		number := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '+' {
				return r
			}
			return -1
		}, found)
		if dialled.MatchString(number) {
			return number
		}
	}
	return ""
}

func (t *turn) willCall() {
	t.s.Asking = bot.AskNothing
	t.request(bot.ReasonCallBack)
	t.pickAway()
	t.prompt(t.phrase("will_call"))
}

// keepCase fills the case's projection for the counsellors' queue.
func (t *turn) keepCase() {
	c := &t.s.Case
	flow, step := t.at(c.Place)
	p := bot.Case{ID: c.ID, State: c.State, Reason: c.Reason.String(), Language: t.s.Language, Channel: t.s.Reach.Channel,
		Hints: int(c.Hints), Requested: c.Requested, Due: c.Due, Danger: t.s.Danger.Class, Urgent: t.urgent(), Deadline: c.Deadline, SendAt: c.SendAt,
		Consent: t.s.Consent == bot.Yes, Claim: c.Claim, Staff: c.Staff, Notice: c.Notice, Hidden: t.s.Has(bot.FlagErasing),
		Asked: t.s.Consent == bot.No, Wrote: t.s.Last, Replied: c.Replied, Referent: t.s.Referent,
		Lapses: c.Lapses, Until: c.Until, Offered: c.Offered, Before: c.Before}
	p.NotWith, p.Only = slices.Clone(t.s.Followed.NotWith), slices.Clone(c.Only)
	p.Deputy = desk.Deputy(t.s.Referent, t.s.Followed.Deputies[t.now().Weekday()], t.in.Desk.Away)
	p.Answer, p.Shifts = desk.Prioritise(t.book.agency.Talk.Priority, t, c.Requested, c.Due)
	p.Answer = desk.Within(p.Answer, c.Deadline)
	if c.State == bot.CaseClosed {
		p.Closed = t.in.At
		p.Report = t.report
	}
	if flow != nil {
		p.Topic = flow.ID
	} else {
		p.Topic = t.s.Answer("last_help")
	}
	if step != nil {
		p.Step = step.ID
	}
	if team := t.team(); team != nil {
		p.Team = team.ID
	}
	p.Tried = t.tried()
	p.Together = t.shownTogether()
	t.out.Case = p
}
