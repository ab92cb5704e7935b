package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
	"passerelle/flows/text"
)

// mostReply is how long a reply may be, in characters.
const mostReply = bot.MostReply

// casePage is what case.html shows.
type casePage struct {
	Agency, Base, Me string
	Case             shownCase
	Guide            []string // how to do it with the person, from the flow
	Thread           []line
	Addresses        []string // where the person can be called, for the one who has the case
	Error            string   // a key of words.json: why an act was refused
	Text             string   // what was being written
	Most             int
}

// line is one line of what was said.
type line struct {
	Who, Text, When string
	Media           []string
	State           string // a delivery state worth telling, a key of words.json
	Mine            bool
}

var acts = map[string]bot.ActKind{
	"claim": bot.ActClaim, "reply": bot.ActReply, "release": bot.ActRelease,
	"hand-back": bot.ActHandBack, "close": bot.ActClose, "follow": bot.ActFollow,
}

func (r *room) showCase(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.caseAgain(w, req, me, http.StatusOK, "", "")
}

// caseAgain shows a case, with why an act was refused and what was being written.
func (r *room) caseAgain(w http.ResponseWriter, req *http.Request, me bot.Account, status int, refused, typed string) {
	lang := page.Language(w, req)
	p, err := r.casePage(req.Context(), lang, me, req.PathValue("id"))
	switch {
	case errors.Is(err, bot.ErrNotFound):
		http.Redirect(w, req, r.base+"/", http.StatusSeeOther)
		return
	case err != nil:
		away(w, req, r.options, err)
		return
	}
	p.Error, p.Text = refused, typed
	r.show(w, req, "case.html", status, page.Frame{
		Lang: lang, Title: p.Case.Title, Live: r.base + "/case/" + p.Case.ID + "/live", Page: p,
	})
}

func (r *room) casePage(ctx context.Context, lang string, me bot.Account, id string) (casePage, error) {
	p := casePage{Agency: r.name(lang), Base: r.base, Me: me.Name, Most: mostReply}
	c, err := r.Assistant.Case(ctx, id, me.Login)
	if err != nil {
		return p, err
	}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return p, err
	}
	d := r.describer(lang, me, accounts)
	p.Case = d.describe(c)
	if step := d.find(c.Topic, c.Step); step != nil {
		for _, g := range step.DoingWith {
			p.Guide = append(p.Guide, d.say(g))
		}
	}
	thread, states, err := r.Assistant.Thread(ctx, id)
	if err != nil {
		return p, err
	}
	for _, e := range thread {
		p.Thread = append(p.Thread, d.line(e, states[e.Reply]))
	}
	if !p.Case.Mine {
		p.Case.Claim = ""
		return p, nil
	}
	addresses, err := r.Assistant.Addresses(ctx, id, c.Claim)
	for _, a := range addresses {
		if a.Channel != bot.Telegram {
			p.Addresses = append(p.Addresses, a.ID)
		}
	}
	return p, err
}

func (d *describer) line(e bot.ThreadEntry, state bot.DeliveryState) line {
	l := line{Text: e.Text, When: text.Day(d.lang, d.now, e.At) + " " + e.At.In(d.now.Location()).Format("15:04"), Mine: e.From != bot.SaidByContact}
	for _, m := range e.Media {
		l.Media = append(l.Media, "media_"+m.Kind.String())
	}
	switch e.From {
	case bot.SaidByContact:
		l.Who = words.In(d.lang, "said_contact")
	case bot.SaidByStaff:
		l.Who = e.Name
	default:
		l.Who = words.In(d.lang, "said_bot")
	}
	if e.Reply != "" {
		l.State = stateWords[state]
	}
	return l
}

var stateWords = map[bot.DeliveryState]string{
	bot.DeliveryQueued: "state_queued", bot.DeliveryUncertain: "state_uncertain", bot.DeliveryAccepted: "state_accepted",
	bot.DeliverySent: "state_accepted", bot.DeliveryArrived: "state_arrived", bot.DeliveryRead: "state_read", bot.DeliveryRefused: "state_refused",
}

func (r *room) caseLive(w http.ResponseWriter, req *http.Request, me bot.Account) {
	id := req.PathValue("id")
	r.stream(w, req, func(ctx context.Context) (string, error) {
		p, err := r.casePage(ctx, page.Languages[0], me, id)
		if errors.Is(err, bot.ErrNotFound) {
			return "gone", nil
		}
		return mark([]any{p, r.options.Now().Truncate(time.Minute)}), err
	})
}

// act does what the form of a case says.
func (r *room) act(w http.ResponseWriter, req *http.Request, me bot.Account) {
	req.Body = http.MaxBytesReader(w, req.Body, mostForm)
	if err := req.ParseForm(); err != nil {
		r.caseAgain(w, req, me, http.StatusBadRequest, "bad_form", "")
		return
	}
	kind, typed := acts[req.PostForm.Get("do")], strings.TrimSpace(req.PostForm.Get("text"))
	if wrong := unfit(kind, typed); wrong != "" {
		r.caseAgain(w, req, me, http.StatusBadRequest, wrong, typed)
		return
	}
	_, err := r.Assistant.Act(req.Context(), bot.Act{
		Kind: kind, Case: req.PathValue("id"), Claim: req.PostForm.Get("claim"), Staff: me.Login, Name: me.Name, Text: typed,
	})
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		r.caseAgain(w, req, me, http.StatusConflict, refused.Code, typed)
	case errors.Is(err, bot.ErrNotFound):
		http.Redirect(w, req, r.base+"/", http.StatusSeeOther)
	case err != nil:
		away(w, req, r.options, err)
	case kind == bot.ActRelease || kind == bot.ActHandBack || kind == bot.ActClose:
		http.Redirect(w, req, r.base+"/", http.StatusSeeOther)
	default:
		http.Redirect(w, req, r.base+"/case/"+req.PathValue("id"), http.StatusSeeOther)
	}
}

// unfit says what is wrong with a form, as a key of words.json; "" for nothing.
func unfit(kind bot.ActKind, typed string) string {
	switch {
	case kind == bot.NoAct:
		return "bad_form"
	case kind == bot.ActReply && typed == "":
		return "reply_empty"
	case kind == bot.ActReply && utf8.RuneCountInString(typed) > mostReply:
		return "reply_long"
	}
	return ""
}
