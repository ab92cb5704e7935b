package assistant

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// People returns whom somebody follows, and whom they stand in for today, each
// in the order in which a day is best begun.
func (a *Assistant) People(ctx context.Context, login string) (mine, standIn []bot.Person, err error) {
	all, err := a.options.Store.People(ctx)
	if err != nil {
		return nil, nil, err
	}
	mine, standIn = desk.People(all, login, a.today().Weekday())
	return mine, standIn, nil
}

// today is now in the agency's time zone.
func (a *Assistant) today() time.Time { return a.Book().Agency().Hours.Local(a.options.Now()) }

// Kept is all that a person's page shows of what is stored.
type Kept struct {
	Session bot.Session
	Record  bot.ContactRecord
	Cases   []bot.Case // that are still kept, the newest first
	Results []bot.CheckResult
	Looks   []bot.Look // who opened the page, the newest first
}

// Open opens a person's page for somebody of the team, and notes that they did:
// nothing is shown that was not noted. bot.ErrNotFound where there is nobody of
// that id, or not for the eyes of who asks.
func (a *Assistant) Open(ctx context.Context, contact bot.ContactID, who bot.Account) (Kept, error) {
	err := a.DoFor(ctx, bot.Act{Kind: bot.ActLook, Contact: contact, Staff: who.Login, Name: who.Name})
	if err != nil {
		return Kept{}, err
	}
	return a.everything(ctx, contact, who.Login)
}

func (a *Assistant) everything(ctx context.Context, contact bot.ContactID, login string) (k Kept, err error) {
	s := a.options.Store
	loaded, err := s.LoadContact(ctx, contact)
	if err != nil {
		return k, err
	}
	if err := k.Session.Decode(string(loaded.Session)); err != nil {
		return k, fmt.Errorf("read a stored session: %w", err)
	}
	if k.Record, err = s.Contact(ctx, contact); err != nil {
		return k, err
	}
	open := k.Session.Case.ID != "" && k.Session.Case.State != bot.CaseClosed
	if k.Session.Consent == bot.Yes && (!open || k.Session.Case.Shown == bot.ShownAll) {
		if k.Results, err = s.Results(ctx, contact); err != nil {
			return k, err
		}
	}
	if k.Looks, err = s.Looks(ctx, contact); err != nil {
		return k, err
	}
	for _, id := range slices.Backward(k.Session.Followed.Cases) {
		c, err := s.Case(ctx, id)
		if errors.Is(err, bot.ErrNotFound) || err == nil && (c.Contact != contact || desk.Barred(&c, login)) {
			continue // its time is over, or it is for others
		}
		if err != nil {
			return k, err
		}
		k.Cases = append(k.Cases, c)
	}
	return k, nil
}

// DoFor does what a counsellor does with a person, whether there is a case or not.
// A refusal is a *Refused; bot.ErrNotFound stands for a person who is not for
// the eyes of who acts, too: a page of theirs and none look the same.
func (a *Assistant) DoFor(ctx context.Context, act bot.Act) error {
	return a.doFor(ctx, bot.Input{Kind: bot.FromStaff, Act: act, Fresh: a.options.Token()})
}

// Begin writes first, with Text, and returns the case that it opens, which is
// theirs already. What the outreach gate does not let through is a *Refused.
func (a *Assistant) Begin(ctx context.Context, act bot.Act) (caseID string, err error) {
	act.Kind, act.Claim = bot.ActBegin, a.options.Token()
	in := bot.Input{Kind: bot.FromStaff, Act: act, Fresh: a.options.Token()}
	return in.Fresh, a.doFor(ctx, in)
}

func (a *Assistant) doFor(ctx context.Context, in bot.Input) error {
	refused, err := a.apply(ctx, in, a.loadContact(in.Act.Contact))
	switch {
	case err != nil:
		return err
	case refused == "person_gone":
		return bot.ErrNotFound
	case refused != "":
		return &Refused{refused}
	}
	return nil
}

// Enrol begins with somebody who is in the room, and returns their new id.
func (a *Assistant) Enrol(ctx context.Context, who bot.Account, keep bot.Keeping) (bot.ContactID, error) {
	contact := bot.ContactID(a.options.Token())
	act := bot.Act{Kind: bot.ActEnrol, Contact: contact, Staff: who.Login, Name: who.Name, Keep: keep}
	in := bot.Input{Kind: bot.FromStaff, Act: act, Fresh: a.options.Token()}
	refused, err := a.apply(ctx, in, func(context.Context) (bot.Loaded, error) {
		return bot.Loaded{Contact: contact, New: true}, nil
	})
	if err == nil && refused != "" {
		err = &Refused{refused}
	}
	return contact, err
}
