package assistant

import (
	"context"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// Refused is why a counsellor's act did nothing, as a code that pages and
// commands put in words: case_gone, not_claimed, not_yours, already_claimed, already_yours, not_now,
// contact_stopped, contact_watched, contact_window, contact_quiet, off_duty, last_minutes.
type Refused struct{ Code string }

// Error returns the code.
func (r *Refused) Error() string { return "refused: " + r.Code }

// Done is what a counsellor's act came to.
type Done struct {
	Claim string // the random id under which the counsellor's further acts are done
	Reply string // the call that a reply became, to ask Delivered about; "" for other acts
}

// Act is Do for whoever needs the claim only.
func (a *Assistant) Act(ctx context.Context, act bot.Act) (claim string, err error) {
	done, err := a.Do(ctx, act)
	return done.Claim, err
}

// Do does what a counsellor wants with a case. A refusal is a *Refused.
func (a *Assistant) Do(ctx context.Context, act bot.Act) (Done, error) {
	c, err := a.options.Store.Case(ctx, act.Case)
	if err != nil {
		return Done{}, err
	}
	if act.Kind != bot.ActRestrict && desk.Barred(&c, act.Staff) {
		return Done{}, ErrKept
	}
	if err := a.mayTake(ctx, &act, &c); err != nil {
		return Done{}, err
	}
	in := bot.Input{Kind: bot.FromStaff, Act: act, Fresh: a.options.Token()}
	done := Done{Claim: act.Claim}
	switch act.Kind {
	case bot.ActClaim, bot.ActAccept, bot.ActReopen:
		done.Claim = in.Fresh
	case bot.ActReply:
		done.Reply = in.Fresh + ".0" // the turn's first call, as channels.Render names it
	}
	refused, err := a.apply(ctx, in, a.loadContact(c.Contact))
	if err == nil && refused != "" {
		err = &Refused{refused}
	}
	if err != nil {
		return Done{}, err
	}
	return done, nil
}

// Preview returns the calls that an act would make, with all that is put
// before a counsellor's words; nothing is stored and nothing is sent. A refusal
// is a *Refused.
func (a *Assistant) Preview(ctx context.Context, act bot.Act) ([]bot.Call, error) {
	c, err := a.options.Store.Case(ctx, act.Case)
	if err != nil {
		return nil, err
	}
	loaded, err := a.options.Store.LoadContact(ctx, c.Contact)
	if err != nil {
		return nil, err
	}
	w := a.turns.Get().(*work)
	defer a.turns.Put(w)
	if err := w.open(loaded); err != nil {
		return nil, err
	}
	in := bot.Input{Kind: bot.FromStaff, Act: act, Fresh: "preview", At: a.options.Now()}
	a.Book().Turn(&in, &w.session, &w.out)
	if w.out.Refused != "" {
		return nil, &Refused{w.out.Refused}
	}
	return slices.Clone(w.commit(in, loaded).Calls), nil
}

// Delivered returns what is known of calls, by their ids.
func (a *Assistant) Delivered(ctx context.Context, calls []string) (map[string]bot.Fate, error) {
	return a.options.Store.Delivered(ctx, calls)
}

// Cases returns the open cases that somebody may see, the most urgent first.
// Without a login these are the ones that everybody sees.
func (a *Assistant) Cases(ctx context.Context, login string) ([]bot.Case, error) {
	cases, err := a.options.Store.Cases(ctx)
	cases = slices.DeleteFunc(cases, func(c bot.Case) bool { return !desk.Visible(&c, login) })
	for i := range cases {
		cases[i] = desk.Shown(cases[i], login)
	}
	slices.SortStableFunc(cases, func(a, b bot.Case) int { return desk.Order(&a, &b) })
	return cases, err
}

// Reasons says why a case stands where it stands in the queue that somebody sees.
// The queue is asked for only where a rule moved the case: its place is 0 without.
func (a *Assistant) Reasons(ctx context.Context, c *bot.Case, login string) (desk.Reasons, error) {
	if len(c.Shifts) == 0 || c.State != bot.CaseQueued && c.State != bot.CaseRequested {
		r := desk.Explain(c, nil)
		r.Place = 0
		return r, nil
	}
	cases, err := a.Cases(ctx, login)
	if err != nil {
		return desk.Reasons{}, err
	}
	return desk.Explain(c, cases), nil
}

// Case returns one case; bot.ErrNotFound when it is gone, or not for the eyes
// of who asks.
func (a *Assistant) Case(ctx context.Context, id, login string) (bot.Case, error) {
	c, err := a.options.Store.Case(ctx, id)
	switch {
	case err != nil:
		return bot.Case{}, err
	case !desk.Visible(&c, login):
		return bot.Case{}, bot.ErrNotFound
	case desk.Barred(&c, login):
		return bot.Case{}, ErrKept
	}
	return desk.Shown(c, login), err
}

// Thread returns what was said with the contact of a case, oldest first, and
// the delivery state of each reply. Without the contact's consent nothing was
// kept, and nothing is shown; of what was kept, what they agreed to show.
func (a *Assistant) Thread(ctx context.Context, caseID string) ([]bot.ThreadEntry, map[string]bot.Fate, error) {
	c, err := a.options.Store.Case(ctx, caseID)
	if err != nil || !c.Consent {
		return nil, nil, err
	}
	thread, fates, err := a.options.Store.Thread(ctx, c.Contact)
	return desk.Thread(&c, thread), fates, err
}

// Results returns the results of checks that the contact of a case has shared,
// the newest first. They are kept by the same consent as what was said.
func (a *Assistant) Results(ctx context.Context, caseID string) ([]bot.CheckResult, error) {
	c, err := a.options.Store.Case(ctx, caseID)
	if err != nil || !c.Consent || !desk.Agreed(&c) {
		return nil, err
	}
	return a.options.Store.Results(ctx, c.Contact)
}

// Addresses returns where the contact of a case is reached, for the one who
// works under its present claim and for nobody else.
func (a *Assistant) Addresses(ctx context.Context, caseID, claim string) ([]bot.Address, error) {
	c, err := a.options.Store.Case(ctx, caseID)
	if err != nil || claim == "" || c.Claim != claim {
		return nil, err
	}
	record, err := a.options.Store.Contact(ctx, c.Contact)
	return record.Addresses, err
}

// Events returns the newest events since a moment, oldest first; all of them for
// the zero time.
func (a *Assistant) Events(ctx context.Context, since time.Time, most int) ([]bot.Counted, error) {
	return a.options.Store.Events(ctx, since, most)
}
