package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/desk"
	"passerelle/channels/page"
)

// handoverPage is what handover.html shows: the end of a counsellor's day.
type handoverPage struct {
	Base       string
	Cases      []handedCase
	Colleagues []colleague
	Back       string // when the counsellor works again
	Done       bool
}

// handedCase is a case of the counsellor's with a note that wrote itself.
type handedCase struct {
	shownCase
	Note    string
	To      string // what was chosen, where it could not be done
	Problem string // why not, a key of words.json
}

// The choices besides a colleague's login.
const (
	keepsIt = "-me"
	toTeam  = "-team"
)

func (r *room) showHandover(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.handoverWith(w, req, me, nil)
}

func (r *room) handoverWith(w http.ResponseWriter, req *http.Request, me bot.Account, tried map[string]handedCase) {
	lang := page.Language(w, req)
	p, err := r.handover(req.Context(), lang, me, tried)
	if err != nil {
		r.away(w, req, err)
		return
	}
	p.Done = req.URL.Query().Has("done") && len(p.Cases) == 0
	r.show(w, req, "handover.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "handover"), Still: len(tried) > 0, Page: p})
}

// handover lists the cases of a counsellor's that go on; what was put off already
// comes back by itself.
func (r *room) handover(ctx context.Context, lang string, me bot.Account, tried map[string]handedCase) (p handoverPage, err error) {
	cases, err := r.Assistant.Cases(ctx, me.Login)
	if err != nil {
		return p, err
	}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return p, err
	}
	d := r.describer(lang, me, accounts)
	p = handoverPage{Base: r.base, Colleagues: colleagues(accounts, me.Login), Back: d.moment(r.tomorrow(&me))}
	for _, c := range cases {
		if c.Staff != me.Login || c.State == bot.CaseSnoozed || c.Offered != "" {
			continue
		}
		one := handedCase{shownCase: d.describe(c)}
		if before, known := tried[c.ID]; known {
			one.Note, one.To, one.Problem = before.Note, before.To, before.Problem
		} else if one.Note, err = r.handoverNote(ctx, d, me, &c); err != nil {
			return p, err
		}
		p.Cases = append(p.Cases, one)
	}
	return p, nil
}

// handoverNote is what whoever goes on should know: what the case's report says
// so far, and until when something must be done.
func (r *room) handoverNote(ctx context.Context, d *describer, me bot.Account, c *bot.Case) (string, error) {
	report, err := r.reportOf(ctx, d, me, c.ID)
	if err != nil || report == nil {
		return "", err
	}
	note := report.File
	if !c.Deadline.IsZero() {
		note += " " + d.word("deadline_label") + ": " + d.moment(c.Deadline) + "."
	}
	return note, nil
}

func (r *room) tomorrow(me *bot.Account) time.Time {
	return desk.Tomorrow(me, &r.Assistant.Book().Agency().Hours, r.options.Now())
}

// handOver does what the form says, case by case; what could not be done is
// shown again with its note.
func (r *room) handOver(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		r.handoverWith(w, req, me, map[string]handedCase{})
		return
	}
	cases, err := r.Assistant.Cases(req.Context(), me.Login)
	if err != nil {
		r.away(w, req, err)
		return
	}
	tried := map[string]handedCase{}
	for i := range cases {
		c := &cases[i]
		to, note := req.PostForm.Get("to-"+c.ID), strings.TrimSpace(req.PostForm.Get("note-"+c.ID))
		if c.Staff != me.Login || to == "" {
			continue
		}
		code, err := r.handOne(req.Context(), me, c, to, note)
		if err != nil {
			r.away(w, req, err)
			return
		}
		if code != "" {
			tried[c.ID] = handedCase{Note: note, To: to, Problem: code}
		}
	}
	if len(tried) > 0 {
		r.handoverWith(w, req, me, tried)
		return
	}
	http.Redirect(w, req, r.base+"/handover?done", http.StatusSeeOther)
}

// handOne hands over one case, and returns why it could not, as a key of words.json.
func (r *room) handOne(ctx context.Context, me bot.Account, c *bot.Case, to, note string) (problem string, err error) {
	if utf8.RuneCountInString(note) > mostReply {
		return "reply_long", nil
	}
	act := bot.Act{Kind: bot.ActHandOver, Case: c.ID, Claim: c.Claim, Staff: me.Login, Name: me.Name, Text: note}
	switch to {
	case keepsIt:
		act.Until = r.tomorrow(&me)
	case toTeam:
	default:
		act.To = to
	}
	_, err = r.Assistant.Do(ctx, act)
	var refused *assistant.Refused
	if errors.As(err, &refused) {
		return refused.Code, nil
	}
	return "", err
}
