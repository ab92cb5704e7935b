package console

import (
	"context"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// shownLater is what a case has to come: words that are sent at a moment, and
// until when something outside must be done.
type shownLater struct {
	Text     string // the words that are kept; "" for none
	When     string // when they are sent; "" when they could not be
	Opening  string // when words that are kept now would be sent
	Deadline string // in words; "" for none
	Date     string // the deadline as a form has it, 2026-12-01
	Over     bool   // the deadline is over
}

// later is what a case has to come, for the one who has it.
func (r *room) later(ctx context.Context, d *describer, c *bot.Case) (shownLater, error) {
	s := shownLater{Opening: d.moment(r.opens())}
	if !c.Deadline.IsZero() {
		s.Date, s.Over = c.Deadline.In(d.now.Location()).Format(time.DateOnly), d.now.After(c.Deadline)
		s.Deadline = d.moment(c.Deadline)
	}
	if !c.SendAt.IsZero() && c.SendAt.After(d.now) {
		s.When = d.moment(c.SendAt)
	}
	if c.SendAt.IsZero() {
		return s, nil
	}
	var err error
	s.Text, err = r.Assistant.Kept(ctx, c.ID, c.Claim)
	return s, err
}

// opens is the next opening that begins: words that are kept now are sent then.
func (r *room) opens() time.Time {
	now := r.local()
	hours := &r.Assistant.Book().Agency().Hours
	if next, ok := desk.NextOpen(hours, now); ok && next.After(now) {
		return next
	}
	return r.Assistant.Opening(now.Year(), now.Month(), now.Day()+1)
}

// local is now, in the agency's time zone.
func (r *room) local() time.Time {
	return r.Assistant.Book().Agency().Hours.Local(r.options.Now())
}

// endOf is the last minute of a day that a form says, zero for none. It reports
// false for what is no day.
func (r *room) endOf(date string) (time.Time, bool) {
	if date == "" {
		return time.Time{}, true
	}
	day, err := time.ParseInLocation(time.DateOnly, date, r.local().Location())
	if err != nil {
		return time.Time{}, false
	}
	return r.Assistant.EndOf(day.Year(), day.Month(), day.Day()), true
}

// obeyLater keeps the words of the reply box to be sent later, or puts those that
// were kept back into it, after what is there.
func (r *room) obeyLater(ctx context.Context, act bot.Act, o order, t *tray) error {
	if o.name == "later" {
		act.Text, act.Until = o.typed, r.opens()
		_, err := r.Assistant.Do(ctx, act)
		if err == nil {
			t.Text = ""
		}
		return err
	}
	act.Until = time.Time{}
	words, err := r.Assistant.Kept(ctx, act.Case, act.Claim)
	if err != nil {
		return err
	}
	if _, err := r.Assistant.Do(ctx, act); err != nil {
		return err
	}
	t.Text = strings.TrimSpace(t.Text + "\n\n" + words)
	return nil
}
