package console

import (
	"errors"
	"html/template"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
	"passerelle/flows/print"
	"passerelle/flows/text"
)

// enrolPage is what enrol.html shows.
type enrolPage struct {
	Agency, Base string
	Keep         keepForm
	Problem      string // a key of words
}

// showEnrol is the form for somebody who is in the room. Nothing in it must be
// filled: the language is the page's own until another one is chosen.
func (r *room) showEnrol(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang := page.Language(w, req)
	r.enrolAgain(w, req, lang, http.StatusOK, enrolPage{Keep: keepFormOf(&bot.Session{Language: lang, Followed: bot.Followed{NeverFirst: true}}, "")}) // what was heard is ticked, and nothing else
}

func (r *room) enrolAgain(w http.ResponseWriter, req *http.Request, lang string, status int, p enrolPage) {
	p.Agency, p.Base, p.Keep.Languages = r.name(lang), r.base, r.languages()
	r.show(w, req, "enrol.html", status, page.Frame{Lang: lang, Title: words.In(lang, "enrol"), Still: p.Problem != "", Page: p})
}

// languages are those that the agency speaks, by their own names.
func (r *room) languages() (list [][2]string) {
	for _, tag := range r.Assistant.Book().Languages() {
		list = append(list, [2]string{tag, either(ownNames[tag] != "", ownNames[tag], tag)})
	}
	return list
}

// enrol begins with the person and leads to their card.
func (r *room) enrol(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	if !r.read(w, req) {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	keep, err := keeping(req)
	p := enrolPage{Keep: keepFormOf(&bot.Session{Language: keep.Language, Followed: bot.Followed{Safe: keep.Safe, NeverFirst: keep.NeverFirst}}, keep.Called)}
	if err != nil {
		p.Problem = "enrol_long"
		r.enrolAgain(w, req, lang, http.StatusUnprocessableEntity, p)
		return
	}
	id, err := r.Assistant.Enrol(req.Context(), me, keep)
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		p.Problem = refused.Code
		r.enrolAgain(w, req, lang, http.StatusUnprocessableEntity, p)
	case err != nil:
		r.away(w, req, err)
	default:
		http.Redirect(w, req, r.base+"/person/"+string(id)+"/card", http.StatusSeeOther)
	}
}

// cardPage is what card.html shows: one card for each way that the agency has, in
// the person's language.
type cardPage struct {
	Agency, Base, ID string
	Own              string // the person's language, or the nearest that the page's words have
	Words            string // "" when no card is out
	Until, Ends      string // until when they hold, for the counsellor and for the person
	To               string
	Ways             []cardWay
}

type cardWay struct {
	How   string // what to do
	Where string // the number, as people read it
	Code  template.HTML
}

// showCard shows the invitation card that is out, to be printed again too.
func (r *room) showCard(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, id := page.Language(w, req), req.PathValue("id")
	k, err := r.Assistant.Open(req.Context(), bot.ContactID(id), me)
	if errors.Is(err, bot.ErrNotFound) {
		http.NotFound(w, req)
		return
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	own := k.Session.Language
	if ownNames[own] == "" {
		own = lang
	}
	now := r.options.Now()
	p := cardPage{Agency: r.name(own), Base: r.base, ID: id, Own: own, To: words.In(own, "card_to")}
	var until time.Time
	if p.Words, until = cardOf(&k, now); p.Words != "" {
		p.Until, p.Ends = text.Day(lang, now, until), text.Day(own, now, until)
		if p.Ways, err = r.cardWays(own, p.Words); err != nil {
			r.away(w, req, err)
			return
		}
	}
	r.show(w, req, "card.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "card"), Page: p})
}

// cardWays are the cards of an agency: by SMS, which every phone can do, by
// WhatsApp and by Telegram.
func (r *room) cardWays(own, sends string) (list []cardWay, err error) {
	for _, way := range print.Ways(r.Assistant.Book().Agency().Channels, sends) {
		c := cardWay{How: words.In(own, "card_"+way.Channel), Where: way.Shown}
		if c.Code, err = print.QR(way.Link); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}
