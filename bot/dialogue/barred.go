package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// notWith keeps somebody of the team away from the person, or no more. Why is for
// a lead, in the contact's fields.
func (t *turn) notWith(login, why string) {
	f := &t.s.Followed
	if i := slices.Index(f.NotWith, login); i >= 0 {
		f.NotWith = slices.Delete(f.NotWith, i, i+1)
		t.field(bot.FieldNotWith+login, "")
		t.out.CaseChanged = t.out.CaseChanged || t.open()
		return
	}
	if login == "" || len(f.NotWith) >= bot.MostNotWith {
		t.out.Refused = "not_now"
		return
	}
	f.NotWith = append(f.NotWith, login)
	if why != "" {
		t.field(bot.FieldNotWith+login, why)
	}
	if t.s.Referent == login {
		t.s.Referent = ""
	}
	for day, deputy := range f.Deputies {
		if deputy == login {
			f.Deputies[day] = ""
		}
	}
	t.bars()
}

// restrict gives the case to some of the team alone.
func (t *turn) restrict(act *bot.Act) {
	if c := &t.s.Case; c.ID == "" || c.ID != act.Case || !t.open() {
		t.out.Refused = "case_gone"
		return
	}
	t.s.Case.Only = slices.Compact(slices.Sorted(slices.Values(act.Only)))
	t.out.CaseChanged = true
	t.bars()
}

// bars takes the case from whoever is kept away from it now: it waits in the
// queue as it did before them, and an offer to them is over.
func (t *turn) bars() {
	if !t.open() {
		return
	}
	c := &t.s.Case
	t.out.CaseChanged = true
	if c.Offered != "" && t.s.Barred(c.Offered) {
		c.Offered = ""
	}
	if c.Staff == "" || !t.s.Barred(c.Staff) {
		return
	}
	state, err := desk.Next(c.State, desk.Release)
	if err != nil {
		return
	}
	c.State = state
	t.count(bot.EventCaseReleased, t.caseEvent())
	t.giveBack()
	c.Before = ""
	c.Team = "" // another team may be nearer now
	if team := t.team(); team != nil {
		c.Team = team.ID
	}
}

// notThisPerson is the person's own word against whoever has their case, had it
// last, or follows them.
func (t *turn) notThisPerson() {
	c := &t.s.Case
	login := either(c.Staff != "", c.Staff, either(c.Before != "", c.Before, t.s.Referent))
	t.s.Asking = bot.AskNothing
	if login == "" || slices.Contains(t.s.Followed.NotWith, login) {
		t.pickWord(wordHuman)
		t.pickWord(wordMenu)
		t.prompt(t.phrase("not_with_nobody"))
		return
	}
	if t.notWith(login, ""); t.out.Refused != "" {
		t.out.Refused = ""
		t.show()
		return
	}
	if !t.open() {
		t.pickWord(wordHuman)
	}
	t.pickWord(wordMenu)
	t.prompt(join(t.phrase("not_with_done"), either(t.open(), t.promise(), "")))
}
