package dialogue

import (
	"strconv"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows/text"
)

// stop obeys at once. On SMS Twilio itself answers its own words and blocks;
// ours are confirmed once, and nothing leaves after that.
func (t *turn) stop() {
	t.move(toStop)
	t.s.Asking = bot.AskNothing
	t.dropReminders()
	t.stopsWaiting()
	t.s.Timers = t.s.Timers[:0]
	t.s.Offered = t.s.Offered[:0]
	t.count(bot.EventStopped, bot.Event{})
	if t.open() {
		t.s.Case.Notice = "stopped"
		t.out.CaseChanged = true
	}
	if t.s.Reach.Channel == bot.SMS && twilioStops[exactUpper(t.in.Text)] {
		return
	}
	t.say(bot.ReplyAnswer, t.phrase("stopped"))
}

// twilioStops are the words that Twilio answers and blocks by itself on SMS.
var twilioStops = map[string]bool{"STOP": true, "STOPALL": true, "UNSUBSCRIBE": true, "CANCEL": true, "END": true, "QUIT": true}

func exactUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 32
		}
	}
	return string(b)
}

// afterStop answers somebody who said stop and writes again: a word of their
// own choosing begins again, anything else is told how.
func (t *turn) afterStop() {
	p, ok := t.resolve()
	if !ok || !resumes(p) {
		t.say(bot.ReplyAnswer, t.phrase("is_stopped"))
		return
	}
	t.count(bot.EventResumed, bot.Event{})
	t.s.Case.Notice = ""
	if t.open() && t.s.Case.Staff != "" { // a counsellor has the case still
		t.move(toPerson)
		t.beside()
		t.say(bot.ReplyAnswer, t.phrase("danger_with"))
		return
	}
	t.move(toMenu)
	t.act(p)
}

// resumes reports whether a choice undoes a stop: thanks, and what only shows,
// do not.
func resumes(p bot.Payload) bool {
	if p.Kind != bot.PayloadWord {
		return p.Kind == bot.PayloadAsked && lasting(p)
	}
	switch word(p.Arg) {
	case wordMenu, wordStart, wordHello, wordHuman, wordHelp, wordLanguage, wordNumbers, wordMyData, wordCallBack:
		return true
	}
	return false
}

// forget drops what a session knows of answers, when nothing may be kept.
func (t *turn) forget() {
	t.s.Answers = t.s.Answers[:0]
	t.s.Asked, t.s.Check, t.s.CheckAt = t.s.Asked[:0], bot.Place{}, time.Time{}
	t.s.Together.Begin()
	t.s.Together.Redo = t.s.Together.Redo[:0]
	t.s.Earlier, t.s.EarlierCheck, t.s.EarlierAt = t.s.Earlier[:0], bot.Place{}, time.Time{}
	t.keepsNothing()
}

// keepsNothing is a no to keeping what is said. A check has a yes of its own, and
// goes on or keeps its result for its seven days.
func (t *turn) keepsNothing() {
	t.s.Share = bot.NotAsked
	t.out.Forget = true
}

// someoneElse lets the address go after a yes: the next message from it meets
// a new contact.
func (t *turn) someoneElse(yes bool) {
	if !yes {
		t.show()
		return
	}
	t.dropReminders() // whoever writes from this phone next shall not read them
	t.out.Leave = true
	t.say(bot.ReplyAnswer, t.phrase("someone_else"))
}

// erase empties everything after one question. The farewell says what stays
// elsewhere; it is the last reply.
func (t *turn) erase(yes bool) {
	if !yes {
		t.show()
		return
	}
	t.count(bot.EventErased, bot.Event{})
	if t.open() && t.s.Case.Reason == bot.ReasonDanger {
		t.hide()
		return
	}
	t.out.Erase = true
	if state, err := desk.Next(t.s.Case.State, desk.Close); err == nil && t.open() {
		t.s.Case.State, t.out.CaseChanged = state, true
	}
	t.say(bot.ReplyFarewell, t.phrase("erased"))
}

// hide is an erasure while somebody may be in danger (PEOPLE.md 9): everything
// goes but the case and the way to reach the person, which only their
// counsellor sees. It goes when the case is closed, after thirty days at most.
// Nothing is sent meanwhile, and who writes from here meets a stranger.
func (t *turn) hide() {
	s := t.s
	t.dropReminders()
	left := bot.Session{State: s.State, Language: s.Language, Reach: s.Reach, Last: s.Last, Consent: bot.No, Case: s.Case, Danger: s.Danger,
		Flags: bot.FlagErasing | s.Flags&bot.FlagUrgent}
	left.Case.Notice = "erased"
	s.Reset()
	*s = left
	t.move(toStop)
	t.out.Forget, t.out.Unlink, t.out.CaseChanged = true, true, true
	t.say(bot.ReplyFarewell, join(t.phrase("erased"), t.phrase("erased_but")))
}

// eraseApart reads the answer to "really erase?" where the bot is silent
// otherwise; anything but a yes leaves everything as it is.
func (t *turn) eraseApart() {
	p, _ := t.resolve()
	t.s.Asking = bot.AskNothing
	switch {
	case answers(p, bot.AskErase) && p.Arg == argYes:
		t.erase(true)
	case t.s.State == bot.StateStopped:
		t.afterStop()
	case t.s.State == bot.StateWelcome:
		t.welcome()
	}
}

// keepNothing takes the consent back: the thread and the fields go at once.
func (t *turn) keepNothing() {
	t.s.Consent = bot.No
	t.dropReminders()
	t.dropSeats()
	t.agreed(false)
	t.move(toMenu) // a check ends here: its answers go too
	t.forget()
	t.count(bot.EventConsent, bot.Event{Value: "withdrawn"})
	t.lead(t.words(t.book.agency.Consent.IfRefused))
	t.openMenu("menu_text")
}

// forSomebody reports that somebody writes for somebody else, and says that this
// is not for them.
func (t *turn) forSomebody() bool {
	if !t.s.Has(bot.FlagForOther) {
		return false
	}
	t.pickWord(wordForMe)
	t.pickWord(wordMenu)
	t.prompt(t.phrase("not_for_someone"))
	return true
}

// myData lists kinds and dates only: contents never leave by chat.
func (t *turn) myData() {
	if t.forSomebody() { // the person asks for it themselves
		return
	}
	yes := func(b bool) string { return t.phrase(either(b, "answer_yes", "answer_no")) }
	lines := []string{
		t.phrase("my_data_text"),
		t.phrase("data_language") + " " + t.book.names[t.s.Language],
		t.phrase("data_thread") + " " + yes(t.s.Consent == bot.Yes),
		t.phrase("data_result") + " " + yes(len(t.s.Asked) > 0),
		t.phrase("data_case") + " " + yes(t.open()),
	}
	if t.open() {
		lines[len(lines)-1] += " (" + text.Day(t.s.Language, t.now(), t.s.Case.Requested.In(t.now().Location())) + ")"
	}
	if t.s.Has(bot.FlagJoined) {
		lines = append(lines, t.phrase("data_joined")+" "+yes(true))
	}
	if t.s.Share == bot.Yes {
		lines = append(lines, t.phrase("data_shared")+" "+yes(true))
		t.pickWord(wordUnshare)
	}
	if n := len(t.s.Reminders()); n > 0 {
		lines = append(lines, t.phrase("data_reminders")+" "+strconv.Itoa(n))
		t.pickWord(wordReminders)
	}
	if n := len(t.s.Seats); n > 0 {
		lines = append(lines, t.phrase("data_seats")+" "+strconv.Itoa(n))
		t.pickWord(wordSeats)
	}
	if looked := t.lookedAt(); looked != "" {
		lines = append(lines, looked)
		t.pickWord(wordWhoRead)
	}
	t.pickWord(wordErase)
	t.pickWord(wordJoin)
	if t.s.Consent == bot.Yes {
		t.pickWord(wordNoMemory)
	}
	t.pickWord(wordMenu)
	t.prompt(join(lines...))
}

// notRight hears that a result or a priority is wrong: no rule uses it until a
// person has looked.
func (t *turn) notRight() {
	t.count(bot.EventDisputed, t.here())
	if t.objects() || !t.isOver() {
		t.human(bot.ReasonNotRight)
		return
	}
	t.s.Set(bot.FlagDisputed, true)
	if t.s.Share == bot.Yes {
		t.shareDisputed()
		return
	}
	t.ask(bot.AskDispute)
}

// dispute asks the person whether somebody shall look: they see the result then.
func (t *turn) dispute(yes bool) {
	switch {
	case !yes || !t.isOver():
		t.showResult()
	case t.s.Consent == bot.Yes:
		t.shareDisputed()
	case t.s.Has(bot.FlagForOther) || !t.carries("talk"):
		t.human(bot.ReasonNotRight)
	default:
		t.lead(t.phrase("share_keeps"))
		t.askFor(bot.AskConsent, uint32(bot.ReasonNotRight))
	}
}

// shareDisputed shows the team a result that is not right, as the person asks, and
// lets them say why in their own words.
func (t *turn) shareDisputed() {
	t.shares(bot.Yes)
	t.keepResult("")
	t.request(bot.ReasonNotRight)
	t.ask(bot.AskWords)
}
