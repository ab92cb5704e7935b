package console

import (
	"context"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
)

// queuePage is what queue.html shows.
type queuePage struct {
	Agency, Base, Me      string
	Waiting, Mine, Others []shownCase
}

func (r *room) queue(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	cases, err := r.Assistant.Cases(req.Context(), me.Login)
	if err != nil {
		away(w, req, r.options, err)
		return
	}
	accounts, err := r.Accounts.Accounts(req.Context())
	if err != nil {
		away(w, req, r.options, err)
		return
	}
	p := queuePage{Agency: r.name(lang), Base: r.base, Me: me.Name}
	d := r.describer(lang, me, accounts)
	for _, c := range cases {
		switch s := d.describe(c); {
		case s.Mine:
			p.Mine = append(p.Mine, s)
		case s.Staff != "":
			p.Others = append(p.Others, s)
		default:
			p.Waiting = append(p.Waiting, s)
		}
	}
	r.show(w, req, "queue.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "queue"), Live: r.base + "/live", Page: p})
}

func (r *room) queueLive(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.stream(w, req, func(ctx context.Context) (string, error) {
		cases, err := r.Assistant.Cases(ctx, me.Login)
		// The minute, for the page says how long people have waited.
		return mark([]any{cases, r.options.Now().Truncate(time.Minute)}), err
	})
}
