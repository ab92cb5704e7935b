package dialogue

import (
	"strconv"

	"passerelle/bot"
	"passerelle/bot/privacy"
)

// person does what a counsellor does with somebody they follow, whether there is
// a case or not. Who may not open the person's page finds nobody.
func (t *turn) person(act *bot.Act) {
	if act.Kind == bot.ActEnrol && t.fresh() {
		t.enrol(act)
		return
	}
	if act.Kind == bot.ActSeat && act.Text == SeatReturn { // a device is handed in at the desk, whoever stands there
		t.seatAct(act)
		return
	}
	if !t.s.MayOpen(act.Staff) {
		t.out.Refused = "person_gone"
		return
	}
	switch act.Kind {
	case bot.ActLook:
		t.s.Followed.NoteLook(bot.Looked{At: t.now(), Name: act.Name})
		t.out.Looks = append(t.out.Looks, bot.Look{At: t.in.At.UTC(), Staff: act.Staff, Name: act.Name})
	case bot.ActFollow:
		t.s.Referent = either(t.s.Referent == act.Staff, "", act.Staff)
	case bot.ActDepute:
		t.s.Followed.Deputies = act.Deputies
	case bot.ActKeep:
		t.keepOf(act)
	case bot.ActCard:
		t.invite()
	case bot.ActSpoke:
		t.spokeWith(act)
	case bot.ActNotWith:
		t.notWith(act.To, act.Text)
	case bot.ActSat:
		t.sat(act)
	case bot.ActRemind:
		t.remindFor(act)
	case bot.ActBegin:
		t.writeFirst(act)
	case bot.ActSeat:
		t.seatAct(act)
	default:
		t.out.Refused = "not_now"
	}
	if t.out.Refused == "" && t.open() && act.Kind != bot.ActLook {
		t.out.CaseChanged = true // it says who follows them
	}
}

// fresh reports whether nothing is known of the contact yet.
func (t *turn) fresh() bool {
	return t.s.State == bot.StateWelcome && t.s.Referent == "" && t.s.Reach.IsZero() && t.s.Last.IsZero()
}

// enrol begins with somebody who is in the room. Nothing but the language must
// be known; whoever enrols them follows them, and a card's words lead an address
// to them.
func (t *turn) enrol(act *bot.Act) {
	if !t.book.speaks(act.Keep.Language) {
		t.out.Refused = "no_language"
		return
	}
	t.s.Referent = act.Staff
	t.s.Followed.Enrolled = t.stamp()
	t.keepOf(act)
	t.invite()
}

// keepOf notes what a counsellor heard. What is text stays out of the session.
func (t *turn) keepOf(act *bot.Act) {
	k := &act.Keep
	if !k.Safe.Valid() || k.Language != "" && !t.book.speaks(k.Language) {
		t.out.Refused = either(k.Safe.Valid(), "no_language", "no_time")
		return
	}
	if k.Language != "" {
		t.s.Language = k.Language
	}
	t.s.Set(bot.FlagByEar, k.ByEar)
	t.s.Set(bot.FlagFamiliar, k.Familiar)
	t.s.Followed.Safe, t.s.Followed.NeverFirst = k.Safe, k.NeverFirst
	if k.Consent != bot.NotAsked && k.Consent != t.s.Consent {
		t.s.Consent = k.Consent
		t.agreed(true)
		t.count(bot.EventConsent, bot.Event{Value: either(k.Consent == bot.Yes, "yes", "no")})
		if k.Consent == bot.No {
			t.dropReminders()
			t.dropSeats()
			t.keepsNothing()
		}
	}
	t.field(bot.FieldCalled, k.Called)
	if k.Called != "" {
		t.s.Remember(answerNamed, "yes")
	}
	if k.Secret != "" {
		t.field(bot.FieldSecret, k.Secret)
	}
}

// agreed notes when keeping was agreed to or refused, and whether that was said
// to a counsellor.
func (t *turn) agreed(heard bool) {
	t.s.Followed.Agreed, t.s.Followed.Heard = t.stamp(), heard
}

// shares notes that a result is shown to the team from now on, or no more.
func (t *turn) shares(answer bot.Answered) {
	t.s.Share, t.s.Followed.Shared = answer, t.stamp()
}

// invite gives the words of a card, which lead the address they are sent from to
// this contact, once. They are kept to be printed again.
func (t *turn) invite() {
	t.out.Joinable, t.out.JoinFor = t.joinable(), privacy.Keep(privacy.Cards)
	t.field(bot.FieldCard, t.out.Joinable+" "+strconv.FormatInt(t.in.At.Add(t.out.JoinFor).Unix(), 10))
}

// joinsFirst welcomes somebody who sent the words of their card: they were in the
// room, and write for the first time.
func (t *turn) joinsFirst() {
	t.field(bot.FieldCard, "")
	t.count(bot.EventGreeted, bot.Event{Value: t.s.Language})
	t.lead(t.phrase("card_joined"))
	t.lead(t.words(t.book.agency.Consent.Hello))
	t.openMenu("menu_text")
}

// spokeWith notes a talk that left no message.
func (t *turn) spokeWith(act *bot.Act) {
	s, ok := bot.ParseSpoken(act.Text)
	if !ok {
		t.out.Refused = "not_now"
		return
	}
	if t.open() && t.s.Case.Staff == act.Staff {
		t.spoke(act)
		return
	}
	t.spokeNow(s)
	t.count(bot.EventSpoke, bot.Event{Topic: act.To, Value: s.String()})
}

// spokeNow notes when the last such talk was; a try is none.
func (t *turn) spokeNow(s bot.Spoken) {
	if s.How != bot.HowNobody {
		t.s.Followed.Spoke = t.stamp()
	}
}

// keepPerson writes the contact's line for those who follow them.
func (t *turn) keepPerson(before bool) {
	if !t.s.IsFollowed() {
		t.out.Unfollow = before
		return
	}
	s, c := t.s, &t.s.Case
	p := bot.Person{Language: s.Language, Channel: s.Reach.Channel, Referent: s.Referent, Deputies: s.Followed.Deputies,
		Wrote: s.Last, Replied: c.Replied, Spoke: s.Followed.Spoke, Begun: s.Followed.Enrolled}
	if t.open() {
		p.Case, p.State, p.Reason, p.Staff, p.Notice = c.ID, c.State, c.Reason.String(), c.Staff, c.Notice
		p.Danger = s.Danger.Class
		if c.Replied.IsZero() {
			p.Due = c.Due
		}
	}
	for _, x := range s.Timers {
		if x.Kind != bot.TimerLapse && x.Kind != bot.TimerNothing && (p.Next.IsZero() || x.At.Before(p.Next)) {
			p.Next, p.Why = x.At, either(x.Kind == bot.TimerWake, "look-again", "reminder")
		}
	}
	t.out.Person, t.out.Followed = p, true
}

// lookedAt says when the team looked last at what is kept, for "my data": a date
// and no name, for somebody else may read the phone. "" when nobody did.
func (t *turn) lookedAt() string {
	looks := t.s.Followed.Looks
	if len(looks) == 0 {
		return ""
	}
	return t.phrase("data_looked") + " " + t.day(looks[len(looks)-1].At)
}

// whoRead answers who of the team looked at what is kept, and when: by the names
// that the person knows them by.
func (t *turn) whoRead() {
	var lines []string
	for _, l := range t.s.Followed.Looks {
		lines = append(lines, t.day(l.At)+": "+l.Name)
	}
	t.pickWord(wordMyData)
	t.pickWord(wordMenu)
	if len(lines) == 0 || t.s.Has(bot.FlagForOther) {
		t.prompt(t.phrase("nobody_read"))
		return
	}
	t.prompt(join(append([]string{t.phrase("who_read_text")}, lines...)...))
}
