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
	Mine, Waiting, Others []shownCase // of Waiting and Others one page each
	Later                 []shownCase // of the one who looks, put off
	Counts                struct{ Waiting, Others int }
	WaitPages, OtherPages pager
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
	p, err := r.queuePage(req.Context(), lang, me, whichOf(req))
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
		Lang: lang, Title: words.In(lang, "queue") + r.called(&me, p.Counts.Waiting), Live: r.base + "/live" + shown, Keys: me.Keys, Who: mark(me.Login), Page: p,
	})
}

// queuePage puts in words only what one page shows: of ten thousand cases that is
// what takes long.
func (r *room) queuePage(ctx context.Context, lang string, me bot.Account, which pages) (queuePage, error) {
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
	var waiting, others []*bot.Case
	for i := range cases {
		switch c := &cases[i]; {
		case c.Barred:
			p.Barred++
		case c.Offered != "" && c.Offered == me.Login:
			p.Offered = append(p.Offered, d.describe(*c))
		case c.Staff == me.Login && c.State == bot.CaseSnoozed:
			p.Later = append(p.Later, d.describe(*c))
		case c.Staff == me.Login:
			p.Mine = append(p.Mine, d.describe(*c))
		case c.Staff != "":
			others = append(others, c)
		default:
			waiting = append(waiting, c)
		}
	}
	p.Mine = sorted(p.Mine)
	p.Counts.Waiting, p.Counts.Others = len(waiting), len(others)
	which = which.within(len(waiting), len(others))
	p.Waiting, p.Others = d.page(waiting, which.waiting), d.page(others, which.others)
	p.WaitPages = newPager("waiting", len(waiting), which.waiting, func(n int) string { return r.pageAt(pages{n, which.others}, "h-waiting") })
	p.OtherPages = newPager("others", len(others), which.others, func(n int) string { return r.pageAt(pages{which.waiting, n}, "h-others") })
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
