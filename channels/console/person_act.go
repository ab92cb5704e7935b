package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/login"
	"passerelle/bot/understand"
)

type kept = assistant.Kept

// unix reads seconds since 1970; the zero time for what is none.
func unix(text string) time.Time {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// keepForm is what is agreed with a person, as a form has it.
type keepForm struct {
	Called, Language string
	Days             []safeDay
	From, To         uint8
	Hours            []uint8 // that can be chosen, 1 to 24
	First            bool    // they may be written to first
	ByEar, Familiar  bool
	Consent          bot.Answered
	Languages        [][2]string
}

type safeDay struct {
	Key string
	Day time.Weekday
	On  bool
}

func keepFormOf(s *bot.Session, called string) keepForm {
	f := keepForm{Called: called, Language: s.Language, From: s.Followed.Safe.From, To: s.Followed.Safe.To, First: !s.Followed.NeverFirst,
		ByEar: s.Has(bot.FlagByEar), Familiar: s.Has(bot.FlagFamiliar), Consent: s.Consent}
	for hour := uint8(1); hour <= 24; hour++ {
		f.Hours = append(f.Hours, hour)
	}
	for _, day := range weekOrder {
		f.Days = append(f.Days, safeDay{dayKeys[day], day, s.Followed.Safe.On(day)})
	}
	return f
}

// mostCalled bounds a name by which somebody wants to be called, and a secret
// word, in characters.
const mostCalled = 60

// keeping reads the form. Days that are all chosen are no limit.
func keeping(req *http.Request) (k bot.Keeping, err error) {
	form := req.PostForm
	k = bot.Keeping{Called: strings.TrimSpace(form.Get("called")), Language: form.Get("language"), ByEar: form.Get("reads") == "ear",
		Familiar: form.Get("tone") == "familiar", NeverFirst: form.Get("first") == ""}
	hour := func(name string) uint8 {
		n, _ := strconv.ParseUint(form.Get(name), 10, 8)
		return uint8(n)
	}
	k.Safe.From, k.Safe.To = hour("from"), hour("to")
	for day, key := range dayKeys {
		if form.Get("safe-"+key) != "" {
			k.Safe.Days |= 1 << day
		}
	}
	if k.Safe.Days == 1<<7-1 {
		k.Safe.Days = 0
	}
	k.Consent = map[string]bot.Answered{"yes": bot.Yes, "no": bot.No}[form.Get("consent")]
	secret := understand.Normal(form.Get("secret"))
	if utf8.RuneCountInString(k.Called) > mostCalled || utf8.RuneCountInString(secret) > mostCalled {
		return k, errors.New("too long")
	}
	if secret != "" {
		hash, err := login.HashWord(secret)
		if err != nil {
			return k, err
		}
		k.Secret = string(hash)
	}
	return k, nil
}

// actFor does what a form of a person's page says.
func (r *room) actFor(w http.ResponseWriter, req *http.Request, me bot.Account) {
	id, at := req.PathValue("id"), r.base+"/person/"+req.PathValue("id")
	if !r.read(w, req) {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	do := req.PostForm.Get("do")
	act := bot.Act{Contact: bot.ContactID(id), Staff: me.Login, Name: me.Name}
	if how, name, found := strings.Cut(do, ":"); found {
		do, act.Text = name, how
	}
	var err error
	switch do {
	case "keep":
		if act.Keep, err = keeping(req); err != nil {
			http.Error(w, "400", http.StatusBadRequest)
			return
		}
		act.Kind = bot.ActKeep
	case "depute":
		act.Kind = bot.ActDepute
		act.Deputies, err = r.deputies(req)
	case "follow":
		act.Kind = bot.ActFollow
	case "unfollow": // the page may be theirs no more
		act.Kind, at = bot.ActFollow, r.base+"/people"
	case "not-with":
		act.Kind, act.To, act.Text = bot.ActNotWith, req.PostForm.Get("to"), strings.TrimSpace(req.PostForm.Get("text"))
		if !r.isColleague(req.Context(), act.To) || utf8.RuneCountInString(act.Text) > mostWhy {
			http.Error(w, "400", http.StatusBadRequest)
			return
		}
		if act.To == me.Login { // the page is theirs no more
			at, do = r.base+"/people", ""
		}
	case "invite":
		act.Kind, at = bot.ActCard, at+"/card"
	case "remind":
		if !r.reminding(req, &act) {
			http.Error(w, "400", http.StatusBadRequest)
			return
		}
	case "seat":
		if !r.seating(req, &act) {
			http.Error(w, "400", http.StatusBadRequest)
			return
		}
	case "unremind":
		act.Kind, act.Step, act.Text = bot.ActRemind, act.Text, ""
	case "spoke":
		act.Kind = bot.ActSpoke
		if req.PostForm.Get("back") == "people" {
			at = r.base + "/people"
		}
	case "secret":
		r.trySecret(w, req, me)
		return
	case "begin", "later", "dismiss":
		r.begin(w, req, act, do)
		return
	}
	if act.Kind == bot.NoAct {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	if err == nil {
		err = r.Assistant.DoFor(req.Context(), act)
	}
	r.didFor(w, req, err, at+either(doneWords[do], "?done="+do, ""))
}

// didFor leads on after an act about a person.
func (r *room) didFor(w http.ResponseWriter, req *http.Request, err error, at string) {
	id := req.PathValue("id")
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		code := refused.Code
		if strings.HasPrefix(code, "contact_") { // the page says by itself what the gate says
			code = ""
		}
		err = r.keepTray(req.Context(), "person "+id, tray{Code: code, Text: strings.TrimSpace(req.PostForm.Get("text"))})
		if err != nil {
			r.away(w, req, err)
			return
		}
		http.Redirect(w, req, r.base+"/person/"+id+"#note", http.StatusSeeOther)
	case errors.Is(err, bot.ErrNotFound):
		http.NotFound(w, req)
	case err != nil:
		r.away(w, req, err)
	default:
		http.Redirect(w, req, at, http.StatusSeeOther)
	}
}

// deputies reads who stands in on which day: counsellors of this agency.
func (r *room) deputies(req *http.Request) (all bot.Deputies, err error) {
	accounts, err := r.Accounts.Accounts(req.Context())
	for _, c := range colleagues(accounts, "") {
		for day, key := range dayKeys {
			if req.PostForm.Get("deputy-"+key) == c.Login {
				all[day] = c.Login
			}
		}
	}
	return all, err
}

// trySecret says whether a word is the one that was agreed: so that contents
// are given to the person and nobody else.
func (r *room) trySecret(w http.ResponseWriter, req *http.Request, me bot.Account) {
	k, err := r.Assistant.Open(req.Context(), bot.ContactID(req.PathValue("id")), me)
	said := "secret-wrong"
	if fits, _ := login.Fits([]byte(k.Record.Fields[bot.FieldSecret]), understand.Normal(req.PostForm.Get("secret"))); err == nil && fits {
		said = "secret-right"
	}
	r.didFor(w, req, err, r.base+"/person/"+req.PathValue("id")+"?done="+said)
}
