package console

import (
	"net/http"
	"strconv"

	"passerelle/bot"
)

// spokenButton is one tap that notes a talk. Label is all of it in the words of the
// page, Short what is seen: the minutes.
type spokenButton struct{ Value, Label, Short string }

// spokenRow is the taps of one kind of talk; Lead names it.
type spokenRow struct {
	Lead    string
	Buttons []spokenButton
}

// spokenRows are all of them, in a language.
func spokenRows(lang string) (rows []spokenRow) {
	before := ""
	for _, s := range bot.SpokenChoices() {
		b := spokenButton{Value: s.String(), Label: spokenLabel(lang, s), Short: strconv.Itoa(s.Minutes)}
		if s.How != before {
			rows = append(rows, spokenRow{Lead: words.In(lang, "spoke_"+s.How) + " (min)"})
		}
		last := &rows[len(rows)-1]
		if s.How == bot.HowNobody {
			b.Short, last.Lead = b.Label, ""
		}
		before, last.Buttons = s.How, append(last.Buttons, b)
	}
	return rows
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
	if err := r.Assistant.Spoke(req.Context(), s, ""); err != nil {
		r.away(w, req, err)
		return
	}
	if req.PostForm.Get("back") == "at-desk" {
		http.Redirect(w, req, r.base+"/at-desk?done=noted", http.StatusSeeOther)
		return
	}
	http.Redirect(w, req, r.base+"/?noted="+s.How+"#spoke", http.StatusSeeOther)
}
