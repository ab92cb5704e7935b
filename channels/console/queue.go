package console

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/live"
	"passerelle/channels/page"
)

// queuePage is what queue.html shows.
type queuePage struct {
	Agency, Base, Me      string
	Home                  string      // the agency's id
	Offered               []shownCase // to the one who looks
	Mine, Waiting, Others []shownCase
	Later                 []shownCase // of the one who looks, put off
	Note                  note
	Spoken                []spokenRow // one tap for a talk with somebody who has no request here
	Barred                int         // cases that are for others: that they exist, and no more
	Noted                 bool        // one was noted just now
	Paused                string      // when somebody works again, where nobody does today; "" else
	Pause                 *shownPause // something hard has just ended
	Practice              bool        // this is the practice room
	Practises             bool        // there is one
	Off                   string      // a key of words.json: off duty, or nearly
	Offers                bool        // the agency has a check, and sheets of it may be keyed in
}

func (r *room) queue(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	shown := r.shown() // before anything is read
	if err := r.filled(req.Context()); err != nil {
		r.away(w, req, err)
		return
	}
	p, err := r.queuePage(req.Context(), lang, me)
	if err != nil {
		r.away(w, req, err)
		return
	}
	if req.URL.Query().Has("hard") {
		pause := r.pauseOf(r.describer(lang, me, nil), &me, true)
		p.Pause = &pause
	}
	p.Spoken, p.Noted = spokenRows(lang), req.URL.Query().Has("noted")
	r.show(w, req, "queue.html", http.StatusOK, page.Frame{
		Lang: lang, Title: words.In(lang, "queue") + r.called(&me, len(p.Waiting)), Live: r.base + "/live" + shown, Keys: me.Keys, Who: mark(me.Login), Page: p,
	})
}

func (r *room) queuePage(ctx context.Context, lang string, me bot.Account) (queuePage, error) {
	p := queuePage{Agency: r.name(lang), Home: r.id, Base: r.base, Me: me.Name, Offers: r.offered() != nil, Off: r.off(&me), Practice: r.fill != nil, Practises: r.Practice != nil}
	cases, err := r.Assistant.Cases(ctx, me.Login)
	if err != nil {
		return p, err
	}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return p, err
	}
	t, err := r.tray(ctx, queueTray)
	if err != nil {
		return p, err
	}
	p.Note = note{tray: t}
	d := r.describer(lang, me, accounts)
	if back := desk.Back(accounts, &r.Assistant.Book().Agency().Hours, r.options.Now()); !back.IsZero() {
		p.Paused = d.moment(back)
	}
	for _, c := range cases {
		if c.Barred {
			p.Barred++
			continue
		}
		switch s := d.describe(c); {
		case s.ToMe:
			p.Offered = append(p.Offered, s)
		case s.Mine && s.Rests != "":
			p.Later = append(p.Later, s)
		case s.Mine:
			p.Mine = append(p.Mine, s)
		case s.Staff != "":
			p.Others = append(p.Others, s)
		default:
			p.Waiting = append(p.Waiting, s)
		}
	}
	p.Mine = sorted(p.Mine)
	return p, nil
}

func sorted(mine []shownCase) []shownCase {
	return slices.SortedStableFunc(slices.Values(mine), answerFirst)
}

// answerFirst puts those who wrote after the last reply before the others,
// danger and then the longest wait at the top; of the others, the liveliest.
func answerFirst(a, b shownCase) int {
	rank := func(s shownCase) int {
		switch {
		case s.Waits && s.Danger != bot.NoDanger:
			return 0
		case s.Waits:
			return 1
		}
		return 2
	}
	if rank(a) == 2 && rank(b) == 2 {
		return b.Replied.Compare(a.Replied)
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Wrote.Compare(b.Wrote))
}

func (r *room) queueLive(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.follow(w, req, me, live.Cases)
}

// queueAct puts the queue's note away, or brings the next case.
func (r *room) queueAct(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if r.read(w, req) && req.PostForm.Get("do") == "next" {
		r.next(w, req, me)
		return
	}
	if err := r.keepTray(req.Context(), queueTray, tray{}); err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/", http.StatusSeeOther)
}
