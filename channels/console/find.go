package console

import (
	"net/http"
	"strings"

	"passerelle/bot"
	"passerelle/channels/page"
)

// findPage is what find.html shows.
type findPage struct {
	Base    string
	Asked   string // what is looked for
	Found   []foundCase
	Count   int
	TooMany bool // not all that were found are shown
}

// foundCase is one that was found, and by which name; "" where by something else.
type foundCase struct {
	Case   shownCase
	Called string
}

// mostAsked bounds what is looked for, in bytes: three long words of any script.
const mostAsked = 240

// find looks for cases. The words come by a form that is posted: a person's name
// does not belong into an address.
func (r *room) find(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, p := page.Language(w, req), findPage{Base: r.base}
	if req.Method == http.MethodPost && r.read(w, req) {
		p.Asked = strings.TrimSpace(req.PostForm.Get("words"))
		p.Asked = strings.ToValidUTF8(p.Asked[:min(len(p.Asked), mostAsked)], "")
	}
	found, err := r.Assistant.Find(req.Context(), me.Login, p.Asked)
	if err != nil {
		r.away(w, req, err)
		return
	}
	accounts, err := r.Accounts.Accounts(req.Context())
	if err != nil {
		r.away(w, req, err)
		return
	}
	p.Count, p.TooMany = len(found), len(found) > onePage
	d := r.describer(lang, me, accounts)
	for _, f := range found[:min(len(found), onePage)] {
		p.Found = append(p.Found, foundCase{d.describe(f.Case), f.Called})
	}
	r.show(w, req, "find.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "find"), Still: p.Asked != "", Keys: me.Keys, Page: p})
}
