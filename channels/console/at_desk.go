package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
)

// sittingPlace is where the one sitting of a login lies, beside its session:
// sealed under a token that only this browser knows whole, and gone with the
// login or with the day.
const sittingPlace = "sitting"

// sittingPage is what at-desk.html shows.
type sittingPage struct {
	Agency, Base, ID string
	On               bool // somebody sits there
	Languages        [][2]string
	Flows            []shownFlow
	Own, Title       string // the person's language; the flow, in it
	Told             string // the language in which they read who sees this: theirs, where the desk has it
	Before, Now      []assistant.Told
	Choices          []bot.Choice
	Spoken           []spokenRow
	Minutes          []int
	Took             int
	People           []shownPerson
	Problem, Done    string // keys of words
}

type shownFlow struct{ ID, Title string }

// sitting reads the sitting of this login; nil for none.
func (r *room) sitting(ctx context.Context) (*assistant.Sitting, error) {
	var s assistant.Sitting
	if found, err := r.stowed(ctx, sittingPlace, &s); err != nil || !found {
		return nil, err
	}
	return &s, nil
}

// keepSitting keeps it until the login ends, and at most until the day does.
func (r *room) keepSitting(ctx context.Context, s *assistant.Sitting) error {
	day := r.local()
	until := r.Assistant.EndOf(day.Year(), day.Month(), day.Day())
	if end := r.sessions.Deadline(ctx); end.Before(until) {
		until = end
	}
	return r.stow(ctx, sittingPlace, s, until)
}

func (r *room) showSitting(w http.ResponseWriter, req *http.Request, me bot.Account) {
	done := map[string]string{"ended": "at_desk_ended", "dropped": "at_desk_dropped", "noted": "spoke_noted"}[req.URL.Query().Get("done")]
	r.sittingAgain(w, req, me, http.StatusOK, "", done)
}

func (r *room) sittingAgain(w http.ResponseWriter, req *http.Request, me bot.Account, status int, problem, done string) {
	lang := page.Language(w, req)
	p := sittingPage{Agency: r.name(lang), Base: r.base, ID: r.id, Problem: problem, Done: done}
	s, err := r.sitting(req.Context())
	if err == nil && s != nil {
		err = r.describeSitting(req.Context(), lang, me, s, &p)
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	if s == nil {
		p.Languages, p.Flows, p.Spoken = r.languages(), r.flowsAt(lang), spokenRows(lang)
	}
	r.show(w, req, "at-desk.html", status, page.Frame{Lang: lang, Title: words.In(lang, "at_desk"), Still: status != http.StatusOK, Page: p})
}

// flowsAt are the helps and checks that can be gone through, in the order of the
// agency's menu.
func (r *room) flowsAt(lang string) (list []shownFlow) {
	book := r.Assistant.Book()
	for _, e := range book.Editions() {
		list = append(list, shownFlow{e.ID, e.Title.In(lang, book.Agency().Languages...)})
	}
	return list
}

func (r *room) describeSitting(ctx context.Context, lang string, me bot.Account, s *assistant.Sitting, p *sittingPage) error {
	var session bot.Session
	if err := session.Decode(string(s.Session)); err != nil {
		return err
	}
	p.Told = either(ownNames[session.Language] != "", session.Language, lang)
	p.On, p.Own, p.Minutes, p.Took = true, session.Language, bot.SpokenMinutes, r.Assistant.Minutes(s)
	for _, f := range r.flowsAt(p.Own) {
		if f.ID == s.Flow {
			p.Title = f.Title
		}
	}
	last := 0 // what was said since the last answer is now
	for i, told := range s.Said {
		if told.Mine {
			last = i
		}
		if len(told.Choices) > 0 {
			p.Choices = told.Choices
		}
	}
	p.Before, p.Now = s.Said[:last], s.Said[last:]
	if s.Outside {
		p.Problem = "at_desk_outside"
	}
	mine, standIn, err := r.Assistant.People(ctx, me.Login)
	if err != nil {
		return err
	}
	d := r.describer(lang, me, nil)
	p.People = d.everyone(append(slices.Clone(mine), standIn...))
	return nil
}

// sit does what a form of the desk's page says.
func (r *room) sit(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	ctx, form, at := req.Context(), req.PostForm, r.base+"/at-desk"
	s, err := r.sitting(ctx)
	switch {
	case err != nil:
	case form.Get("flow") != "" && s == nil:
		var begun assistant.Sitting
		if begun, err = r.Assistant.Sit(ctx, form.Get("language"), form.Get("flow")); err == nil {
			err = r.keepSitting(ctx, &begun)
		}
	case s == nil: // it ended meanwhile: the page says what can be begun
	case form.Get("end") != "":
		at, err = at+"?done=ended", r.endSitting(ctx, s, form.Get("end"))
	case form.Get("do") == "drop":
		at, err = at+"?done=dropped", r.stow(ctx, sittingPlace, nil, s.Began)
	case form.Get("do") == "attach":
		at, err = r.base+"/person/"+form.Get("contact")+"?done=spoke", r.attach(ctx, s, form.Get("contact"), me)
	default:
		err = r.answerSitting(ctx, s, form.Get("press"), strings.TrimSpace(form.Get("words")))
		at += "#now"
	}
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		r.sittingAgain(w, req, me, http.StatusConflict, "at_desk_"+refused.Code, "")
	case errors.Is(err, bot.ErrNotFound):
		http.NotFound(w, req)
	case err != nil:
		r.away(w, req, err)
	default:
		http.Redirect(w, req, at, http.StatusSeeOther)
	}
}

// answerSitting plays a pressed choice, or words. Of a choice its label is what
// was answered.
func (r *room) answerSitting(ctx context.Context, s *assistant.Sitting, pressed, words string) error {
	payload, ok := bot.ParsePayload(pressed)
	if pressed != "" && !ok || pressed == "" && words == "" {
		return nil
	}
	if ok {
		words = ""
		for _, told := range s.Said {
			for _, c := range told.Choices {
				if c.Payload == payload {
					words = c.Label
				}
			}
		}
	}
	next, err := r.Assistant.Answer(ctx, *s, payload, words)
	if err != nil {
		return err
	}
	return r.keepSitting(ctx, &next)
}

// endSitting forgets the sitting, and counts that somebody was there.
func (r *room) endSitting(ctx context.Context, s *assistant.Sitting, minutes string) error {
	n, _ := strconv.Atoi(minutes)
	spoken, ok := bot.ParseSpoken(bot.Spoken{How: bot.HowMet, Minutes: n}.String())
	if !ok {
		return bot.ErrNotFound
	}
	if err := r.stow(ctx, sittingPlace, nil, s.Began); err != nil { // forgotten first: a count can be missed
		return err
	}
	return r.Assistant.Spoke(ctx, spoken, s.Flow)
}

// attach keeps what the sitting came to with a person who agreed, and forgets
// the rest.
func (r *room) attach(ctx context.Context, s *assistant.Sitting, contact string, me bot.Account) error {
	if err := r.Assistant.Attach(ctx, s, bot.ContactID(contact), me); err != nil {
		return err
	}
	return r.stow(ctx, sittingPlace, nil, s.Began)
}
