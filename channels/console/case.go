package console

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"passerelle/bot"
	"passerelle/bot/live"
	"passerelle/channels/page"
)

// mostReply is how long a reply may be, in characters.
const mostReply = bot.MostReply

// casePage is what case.html shows.
type casePage struct {
	Agency, Base, Me string
	Case             shownCase
	Reasons          shownReasons
	Checked          bool     // the person shared the result of a check
	Comes            string   // what it comes to, in a few words
	Guide            []string // how to do it with the person, from the flow
	Thread           []line
	Sent             []line   // of the one who has the case, where no thread is kept
	Addresses        []string // where the person can be called, for the one who has the case
	Note             note
	Most             int
	Counts           bool // a reply costs by its length
	Colleagues       []colleague
	Laters           []string
	Sayings          []saying
	Report           *shownReport
	Later            shownLater
	Window           *shownWindow
	Protocol         []string    // what the team does in this danger
	Spoken           []spokenRow // one tap for a talk that left no message
	Together         *shownTogether
}

// note is what a page has to say until it is put away.
type note struct {
	tray
	Owner string // who has the case now, when it is somebody else
	Mine  bool   // the text goes back to the reply box
}

// line is one line of what was said.
type line struct {
	Who, Text, When string
	Media           []shownMedia
	State           string // a delivery state worth telling, a key of words.json
	Mine            bool
	Note            bool // among colleagues
}

func (r *room) showCase(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, id, shown := page.Language(w, req), req.PathValue("id"), r.shown()
	p, err := r.casePage(req.Context(), lang, me, id)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		r.notHere(w, req, me, id, err)
	case err != nil:
		r.away(w, req, err)
	default:
		if p.Report, err = r.reportOf(req.Context(), r.describer(lang, me, nil), me, id); err != nil {
			r.away(w, req, err)
			return
		}
		if err := errors.Join(r.audit(req.Context(), me, bot.AuditCase, p.Case.Reference()), r.noteSeen(req.Context(), id)); err != nil {
			r.away(w, req, err)
			return
		}
		p.Spoken = spokenRows(lang)
		r.show(w, req, "case.html", http.StatusOK, page.Frame{
			Lang: lang, Title: p.Case.Heading, Live: r.base + "/case/" + id + "/live" + shown, Keys: me.Keys, Who: mark(me.Login), Page: p,
		})
	}
}

func (r *room) casePage(ctx context.Context, lang string, me bot.Account, id string) (casePage, error) {
	p := casePage{Agency: r.name(lang), Base: r.base, Me: me.Name, Most: mostReply}
	c, err := r.Assistant.Case(ctx, id, me.Login)
	if err != nil {
		return p, err
	}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return p, err
	}
	t, err := r.tray(ctx, id)
	if err != nil {
		return p, err
	}
	d := r.describer(lang, me, accounts)
	p.Protocol = d.protocol(c.Danger)
	p.Case, p.Counts = d.describe(c), c.Channel == bot.SMS
	p.Sayings = d.sayings(c.Language)
	p.Colleagues, p.Laters = colleagues(accounts, me.Login), []string{"tomorrow", "days", "week"}
	p.Note = note{tray: t, Mine: p.Case.Mine}
	if !p.Case.Mine {
		p.Note.Owner = p.Case.Owner
	}
	p.Together = d.together(&c)
	at := [2]string{c.Topic, c.Step}
	if c.Together.Step != "" { // where they are now
		at = [2]string{c.Together.Topic, c.Together.Step}
	}
	if step := d.find(at[0], at[1]); step != nil {
		for _, g := range step.DoingWith {
			p.Guide = append(p.Guide, d.say(g))
		}
	}
	if p.Reasons, err = r.reasons(ctx, d, &c, me.Login); err != nil {
		return p, err
	}
	results, err := r.Assistant.Results(ctx, id)
	if err != nil {
		return p, err
	}
	p.Checked = len(results) > 0
	if p.Checked {
		p.Comes = d.summary(&results[0])
	}
	thread, states, err := r.Assistant.Thread(ctx, id)
	if err != nil {
		return p, err
	}
	for _, e := range until(thread, &c) {
		p.Thread = append(p.Thread, d.line(e, states[e.Reply], r.base+"/case/"+id))
	}
	if !p.Case.Mine {
		p.Case.Claim = ""
		return p, nil
	}
	if p.Later, err = r.later(ctx, d, &c); err != nil {
		return p, err
	}
	if p.Window, err = r.window(ctx, d, &c, me.Login); err != nil {
		return p, err
	}
	if !c.Consent {
		if p.Sent, err = r.sentLines(ctx, d, t, c.Claim); err != nil {
			return p, err
		}
	}
	addresses, err := r.Assistant.Addresses(ctx, id, c.Claim)
	for _, a := range addresses {
		if a.Channel != bot.Telegram {
			p.Addresses = append(p.Addresses, a.ID)
		}
	}
	return p, err
}

// until leaves out of a thread what was said after its case was closed: that is
// between the person and the bot, or belongs to another case.
func until(thread []bot.ThreadEntry, c *bot.Case) []bot.ThreadEntry {
	if c.State != bot.CaseClosed {
		return thread
	}
	return slices.DeleteFunc(slices.Clone(thread), func(e bot.ThreadEntry) bool { return c.Closed.IsZero() || e.At.After(c.Closed) })
}

func (d *describer) line(e bot.ThreadEntry, fate bot.Fate, at string) line {
	l := line{Text: e.Text, When: d.moment(e.At), Mine: e.From != bot.SaidByContact}
	for _, m := range e.Media {
		l.Media = append(l.Media, d.media(m, at))
	}
	switch e.From {
	case bot.SaidByContact:
		l.Who = d.word("said_contact")
	case bot.SaidByStaff:
		l.Who = e.Name
	case bot.NotedByStaff:
		l.Who, l.Note, l.Mine = e.Name, true, false
	default:
		l.Who = d.word("said_bot")
	}
	if e.Reply != "" {
		l.State = fateWord(fate)
	}
	return l
}

func (r *room) caseLive(w http.ResponseWriter, req *http.Request, me bot.Account) {
	c, err := r.Assistant.Case(req.Context(), req.PathValue("id"), me.Login)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		page.Follow(w, req, gone())
	case err != nil:
		r.away(w, req, err)
	default:
		r.follow(w, req, me, live.OfCase(c.ID, c.Contact))
	}
}
