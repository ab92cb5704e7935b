package console

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/understand"
	"passerelle/channels/page"
	"passerelle/flows/text"
)

// peoplePage is what people.html shows.
type peoplePage struct {
	Agency, Base  string
	Mine, StandIn []shownPerson
	Asked         string // the name that is looked for
	Spoken        []spokenRow
	Done          string // a key of words: what was just done
	Nobody        bool   // follows nobody, and stands in for nobody today
}

// shownPerson is somebody who is followed, in the language of the page.
type shownPerson struct {
	ID, Name string
	Speaks   string
	Way      string // a key of words: the channel
	Last     string // who had the last word, and how long ago
	Waits    bool
	Danger   string // a key of words; "" for none
	Promised string // the half-day
	Late     bool
	Next     string // the next date
	Why      string // a key of words: what is due then
	Silent   string // since when, where it is longer than a week
	Referent string // the name of the one for whom somebody stands in
	Case     string // the open one
	Notice   string
}

// silent is from when on it is worth saying that nothing was heard.
const silent = 7 * 24 * time.Hour

func (d *describer) person(p bot.Person) shownPerson {
	s := shownPerson{ID: string(p.Contact), Name: p.Called, Speaks: either(ownNames[p.Language] != "", ownNames[p.Language], p.Language),
		Way: "people_no_address", Waits: p.Waits(), Case: p.Case, Notice: p.Notice, Referent: d.names[p.Referent]}
	if s.Name == "" {
		s.Name = d.word("people_nameless") + " · " + s.Speaks
	}
	if p.Channel != 0 {
		s.Way = "channel_" + p.Channel.String()
	}
	if p.Danger != bot.NoDanger {
		s.Danger = "title_" + p.Danger.String()
	}
	if !p.Due.IsZero() {
		s.Promised = text.HalfDay(d.lang, d.now, desk.InHalfDay(p.Due))
		s.Late = d.now.After(p.Due)
	}
	if !p.Next.IsZero() {
		s.Next, s.Why = d.moment(p.Next), "people_"+p.Why
	}
	last := p.Last()
	if d.now.Sub(last) >= silent {
		s.Silent = text.Day(d.lang, d.now, last)
	}
	key := "people_begun"
	switch {
	case p.Wrote.Equal(last):
		key = "wrote_last"
	case p.Replied.Equal(last):
		key = "people_replied"
	case p.Spoke.Equal(last):
		key = "people_spoke"
	}
	s.Last = strings.ReplaceAll(d.word(key), "{t}", d.ago(last))
	return s
}

// people shows whom somebody follows. A name that is looked for comes by a form
// that is posted: it does not belong into an address.
func (r *room) people(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, asked := page.Language(w, req), ""
	if req.Method == http.MethodPost && r.read(w, req) {
		asked = strings.TrimSpace(req.PostForm.Get("called"))
	}
	mine, standIn, err := r.Assistant.People(req.Context(), me.Login)
	if err != nil {
		r.away(w, req, err)
		return
	}
	accounts, err := r.Accounts.Accounts(req.Context())
	if err != nil {
		r.away(w, req, err)
		return
	}
	d := r.describer(lang, me, accounts)
	p := peoplePage{Agency: r.name(lang), Base: r.base, Asked: asked, Nobody: len(mine)+len(standIn) == 0}
	p.Mine, p.StandIn = d.everyone(called(mine, asked)), d.everyone(called(standIn, asked))
	p.Spoken = spokenRows(lang)
	if req.URL.Query().Get("done") == "spoke" {
		p.Done = "person_done_spoke"
	}
	r.show(w, req, "people.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "people"), Still: asked != "", Page: p})
}

func (d *describer) everyone(list []bot.Person) (shown []shownPerson) {
	for _, p := range list {
		shown = append(shown, d.person(p))
	}
	return shown
}

// called leaves those whose name holds what is looked for, however it is spelt.
func called(list []bot.Person, asked string) []bot.Person {
	part := understand.Normal(asked)
	return slices.DeleteFunc(list, func(p bot.Person) bool { return !strings.Contains(understand.Normal(p.Called), part) })
}
