package assistant

import (
	"context"

	"passerelle/bot"
)

// CaseReport returns the report of a case: the one that was kept when it was
// closed, or, for who has it, the one that closing it now would keep. nil when
// there is none. Nothing is stored.
func (a *Assistant) CaseReport(ctx context.Context, id, login string) (*bot.CaseReport, error) {
	c, err := a.Case(ctx, id, login)
	switch {
	case err != nil:
		return nil, err
	case c.State == bot.CaseClosed:
		return c.Report, nil
	case c.Claim == "" || c.Staff != login:
		return nil, nil
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
	in := bot.Input{Kind: bot.FromStaff, At: a.options.Now(), Fresh: "preview", Act: bot.Act{Kind: bot.ActClose, Case: id, Claim: c.Claim, Staff: login}}
	a.Book().Turn(&in, &w.session, &w.out)
	return w.out.Case.Report, nil
}
