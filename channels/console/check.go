package console

import (
	"errors"
	"net/http"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/channels/page"
)

// checkPage is what check.html shows: one result that the person shared, and the
// dates of the others.
type checkPage struct {
	Agency, Base string
	Case         shownCase
	Result       *shownResult // nil when nothing was shared
	Others       []otherResult
}

// otherResult is a result that the person shared at another time.
type otherResult struct {
	ID, When string
	Here     bool
}

// showCheck shows the results of checks that the person of a case has shared:
// the newest, or the one that the address names.
func (r *room) showCheck(w http.ResponseWriter, req *http.Request, me bot.Account) {
	ctx, lang, id := req.Context(), page.Language(w, req), req.PathValue("id")
	c, err := r.Assistant.Case(ctx, id, me.Login)
	if errors.Is(err, bot.ErrNotFound) {
		r.gone(w, req, me, id, "")
		return
	}
	var results []bot.CheckResult
	if err == nil {
		results, err = r.Assistant.Results(ctx, id)
	}
	if err == nil {
		err = r.audit(ctx, me, bot.AuditCase, desk.Reference(c.ID))
	}
	accounts, bad := r.Accounts.Accounts(ctx)
	if err = errors.Join(err, bad); err != nil {
		r.away(w, req, err)
		return
	}
	d := r.describer(lang, me, accounts)
	if r.printResult(w, req, lang, d.describe(c), results) {
		return
	}
	p := checkPage{Agency: r.name(lang), Base: r.base, Case: d.describe(c)}
	for i := range results {
		if named := req.URL.Query().Get("result"); p.Result == nil && (named == "" || named == results[i].ID) {
			shown := d.result(&results[i])
			p.Result = &shown
		}
	}
	for i := range results {
		if len(results) > 1 {
			p.Others = append(p.Others, otherResult{results[i].ID, d.moment(results[i].At), p.Result != nil && p.Result.ID == results[i].ID})
		}
	}
	r.show(w, req, "check.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "result_title") + " · " + p.Case.Heading, Page: p})
}

// printResult shows a result as a page for the person, in their language: what
// they can do and where to go, nothing negative. It reports whether that was
// asked for and there is such a result. One that the person calls not right is not
// printed, and none where reading was hard.
func (r *room) printResult(w http.ResponseWriter, req *http.Request, lang string, c shownCase, results []bot.CheckResult) bool {
	named := req.URL.Query().Get("print")
	for i := range results {
		kept := &results[i]
		d := r.contentIn(kept.Language)
		f := d.flows[kept.Check]
		if kept.ID != named || kept.Disputed || f == nil || f.Check == nil {
			continue
		}
		r.showPaperPage(w, req, lang, http.StatusOK, paperPage{Agency: r.name(lang), Base: r.base, Case: c.ID, Title: d.say(f.Title), Language: kept.Language,
			Result: d.paperResult(f, kept.Items, kept.Reading, lang)})
		return true
	}
	return false
}
