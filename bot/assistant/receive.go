package assistant

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/bot/privacy"
	"passerelle/channels"
)

// mostTries bounds how often a turn is loaded again after a conflict.
const mostTries = 20

func newToken() string { return rand.Text() }

// work is the memory of one turn, reused.
type work struct {
	session bot.Session
	out     dialogue.Outcome
	bytes   []byte
	calls   []bot.Call
	thread  []bot.ThreadEntry
}

// Receive applies what a contact did. nil means that it is stored, now or
// before; any error means that nothing was stored and that the provider may
// try again.
func (a *Assistant) Receive(ctx context.Context, in bot.Input) error {
	in.Kind = bot.FromContact
	defer a.doors.enter(in.Address)()
	if done, err := a.recording(ctx, &in); done || err != nil {
		return err
	}
	_, err := a.apply(ctx, in, func(ctx context.Context) (bot.Loaded, error) {
		return a.find(ctx, in)
	})
	return err
}

// find loads the contact who wrote. Words that join an address lead to the one
// who was given them, unless the address has somebody whom the team waits for.
func (a *Assistant) find(ctx context.Context, in bot.Input) (bot.Loaded, error) {
	words := dialogue.JoinWords(in.Text)
	if words == "" || !in.Payload.IsZero() {
		return a.options.Store.Load(ctx, in.Address, in.ID)
	}
	loaded, err := a.options.Store.LoadJoin(ctx, in.Address, in.ID, words)
	join := bot.JoinOver
	switch {
	case err != nil && !errors.Is(err, bot.ErrNotFound):
		return loaded, err
	case err == nil && !waits(loaded.Other.Session):
		return loaded, nil
	case err == nil:
		join = bot.JoinBusy
	}
	loaded, err = a.options.Store.Load(ctx, in.Address, in.ID)
	loaded.Join = join
	return loaded, err
}

// waits reports whether a stored session has an open case.
func waits(stored []byte) bool {
	var s bot.Session
	return len(stored) > 0 && s.Decode(string(stored)) == nil && s.Case.ID != "" && s.Case.State != bot.CaseClosed
}

// Status notes what a provider reports about a call; the team hears of one that
// came to nothing.
func (a *Assistant) Status(ctx context.Context, r bot.Report) error {
	contact, err := a.options.Store.Status(ctx, r)
	if err != nil || contact == "" {
		return err
	}
	return a.undelivered(ctx, contact, r.Call, r.Reason)
}

// undelivered lets a session know, once, that a reply came to nothing.
func (a *Assistant) undelivered(ctx context.Context, contact bot.ContactID, call, reason string) error {
	in := bot.Input{Kind: bot.FromDelivery, ID: "call:" + call, Delivery: bot.Delivery{Reply: call, Reason: reason}}
	_, err := a.apply(ctx, in, a.loadContact(contact))
	if errors.Is(err, bot.ErrNotFound) {
		return nil
	}
	return err
}

// apply takes an input its whole way, and again from the start when another
// one came first. It returns why a counsellor's act was refused, "" otherwise.
func (a *Assistant) apply(ctx context.Context, in bot.Input, load func(context.Context) (bot.Loaded, error)) (refused string, err error) {
	if err := a.enter(); err != nil {
		return "", err
	}
	defer a.inside.Done()
	if in.At.IsZero() {
		in.At = a.options.Now()
	}
	if in.Fresh == "" {
		in.Fresh = a.options.Token()
	}
	in.Desk = a.view(ctx)
	in.Desk.Recorded = a.recorded(ctx, false)
	for try := range mostTries {
		in.Desk.Rounds = a.filled(ctx, try > 0)
		var loaded bot.Loaded
		if loaded, err = load(ctx); err == nil {
			refused, err = a.turn(ctx, in, loaded)
		}
		switch {
		case errors.Is(err, bot.ErrSeen):
			a.Stats.Seen.Add(1)
			return "", nil
		case !errors.Is(err, bot.ErrConflict):
			return refused, err
		}
		a.Stats.Conflicts.Add(1)
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Duration(try) * time.Millisecond):
		}
	}
	return "", err
}

// turn runs the pure turn on what was loaded and commits what it decided.
func (a *Assistant) turn(ctx context.Context, in bot.Input, loaded bot.Loaded) (refused string, err error) {
	w := a.turns.Get().(*work)
	defer a.turns.Put(w)
	if err := w.open(loaded); err != nil {
		return "", err
	}
	if next := w.session.NextTimer(); in.Kind == bot.FromTimer && next.After(in.At) {
		return "", nil // by this node's clock it is early: the lease ends, and somebody looks again
	}
	in.Join, in.Seats = loaded.Join, othersSeats(&loaded)
	if in.Kept, err = a.kept(ctx, &in, &w.session, loaded.Contact); err != nil {
		return "", err
	}
	if in.Noted, err = a.noted(ctx, &in, &w.session, loaded.Contact); err != nil {
		return "", err
	}
	a.knowing(ctx, w.session.Place.Flow).Turn(&in, &w.session, &w.out)
	if w.out.Refused != "" {
		return w.out.Refused, nil
	}
	commit := w.commit(in, loaded)
	if err := a.options.Store.Commit(ctx, commit); err != nil {
		return "", err
	}
	a.Stats.Turns.Add(1)
	if len(commit.Seats) > 0 {
		a.filled(ctx, true)
	}
	if words := w.out.Unanswered; len(words) > 0 {
		if err := a.options.Store.Unanswered(ctx, loaded.Contact, words, privacy.Keep(privacy.Gaps)); err != nil {
			a.options.Log.Warn("words without an answer are not counted", "error", err)
		}
	}
	if commit.Erase || commit.Unlink {
		a.erased(ctx, &in, loaded.Contact)
	}
	if commit.Case != nil {
		a.outlook.note(commit.Case)
	}
	if len(commit.Calls) > 0 {
		a.wake()
	}
	return "", nil
}

// open reads the stored session; nothing stored is a stranger's.
func (w *work) open(loaded bot.Loaded) error {
	w.session.Reset()
	if len(loaded.Session) == 0 {
		return nil
	}
	if err := w.session.Decode(string(loaded.Session)); err != nil {
		return fmt.Errorf("read a stored session: %w", err)
	}
	return nil
}

// commit lays out what a turn changes.
func (w *work) commit(in bot.Input, loaded bot.Loaded) *bot.Commit {
	s, out := &w.session, &w.out
	w.calls, w.thread = w.calls[:0], w.thread[:0]
	if out.KeepThread && in.Kind == bot.FromContact {
		w.thread = append(w.thread, bot.ThreadEntry{At: in.At, From: bot.SaidByContact, Text: in.Text, Media: slices.Clone(out.Media)})
	}
	for _, r := range out.Replies {
		to := r.To
		if to.IsZero() {
			to = s.Reach
		}
		calls := channels.Render(r, to, channels.Options{ByEar: s.Has(bot.FlagByEar), Token: in.Fresh, From: len(w.calls)})
		w.calls = append(w.calls, calls...)
		if out.KeepThread && len(calls) > 0 {
			w.thread = append(w.thread, said(r, in, calls[0].ID))
		}
	}
	if out.Note != "" {
		w.thread = append(w.thread, bot.ThreadEntry{At: in.At, From: bot.NotedByStaff, Name: in.Act.Name, Text: out.Note})
	}
	w.bytes = s.Append(w.bytes[:0])
	c := &bot.Commit{
		Loaded: loaded, Input: in, Next: w.bytes, Wake: s.NextTimer(), Calls: w.calls, Thread: w.thread, Events: out.Events,
		Fields: out.Fields, Forget: out.Forget, Erase: out.Erase, Leave: out.Leave, At: in.At, Results: out.Result,
		Unlink: out.Unlink, Ends: s.Has(bot.FlagErasing) || onCard(s) && s.Consent != bot.Yes, Offers: out.Joinable,
		OfferFor: out.JoinFor, Unfollow: out.Unfollow, Looks: out.Looks, Still: len(out.Looks) > 0,
	}
	if out.Followed {
		out.Person.Contact = loaded.Contact
		c.Person = &out.Person
	}
	c.Seats = seats(&in, &loaded, out.Seats, out.Join)
	if out.Join {
		c.Joins = dialogue.JoinWords(in.Text)
	}
	if out.CaseChanged {
		out.Case.Contact = loaded.Contact
		c.Case = &out.Case
	}
	c.TTL = keep(s, in.At)
	return c
}

// said is a reply's line in the thread: a counsellor's own words, or what the
// bot said.
func said(r bot.Reply, in bot.Input, call string) bot.ThreadEntry {
	e := bot.ThreadEntry{At: in.At, From: bot.SaidByBot, Text: r.Text, Reply: call}
	if r.Kind == bot.ReplyStaff {
		e.From, e.Name, e.Text = bot.SaidByStaff, r.From, cmp.Or(in.Act.Text, in.Kept)
	}
	for _, c := range r.Choices {
		if c.Label != "" {
			e.Text += fmt.Sprintf("\n%d %s", c.Number, c.Label)
		}
	}
	return e
}

// onCard reports whether somebody was enrolled in the room and has not written
// yet: only a card leads to them.
func onCard(s *bot.Session) bool { return s.Reach.IsZero() && !s.Followed.Enrolled.IsZero() }

// keep is how long the session lives when nobody writes: without consent a
// day; longer only while a case is open or a wanted reminder is to come.
func keep(s *bot.Session, now time.Time) time.Duration {
	ttl := privacy.Keep(privacy.NoMemory)
	if s.Consent == bot.Yes || s.Case.ID != "" && s.Case.State != bot.CaseClosed {
		ttl = privacy.Keep(privacy.Sessions)
	}
	if s.Has(bot.FlagErasing) {
		return max(time.Minute, privacy.Keep(privacy.Erasing)-now.Sub(s.Last))
	}
	if onCard(s) {
		ttl = max(ttl, privacy.Keep(privacy.Cards)-now.Sub(s.Followed.Enrolled))
	}
	if len(s.Asked) > 0 { // a check may rest, with or without consent to keep more
		ttl = max(ttl, privacy.Keep(privacy.Checks)-now.Sub(s.CheckAt))
	}
	if wake := s.NextTimer(); !wake.IsZero() {
		ttl = max(ttl, wake.Sub(now)+privacy.Keep(privacy.NoMemory))
	}
	return ttl
}
