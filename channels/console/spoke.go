package console

import (
	"net/http"

	"passerelle/bot"
)

// spokenButton is one tap that notes a talk; Label is in the words of the page.
type spokenButton struct{ Value, Label string }

// spokenButtons are all of them, in a language.
func spokenButtons(lang string) (all []spokenButton) {
	for _, s := range bot.SpokenChoices() {
		all = append(all, spokenButton{s.String(), spokenLabel(lang, s)})
	}
	return all
}

// spoke notes a talk with somebody who has no request here.
func (r *room) spoke(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	said := ""
	if r.read(w, req) {
		said = req.PostForm.Get("how")
	}
	s, ok := bot.ParseSpoken(said)
	if !ok {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	if err := r.Assistant.Spoke(req.Context(), s); err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/?noted="+s.How+"#spoke", http.StatusSeeOther)
}
