package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels/page"
	"passerelle/flows/text"
)

// personPage is what person.html shows.
type personPage struct {
	Agency, Base string
	Person       shownPerson
	Mine         bool   // the one who looks is the referent
	Follower     string // the name of the referent
	Consent      []consentLine
	Addresses    []string
	Keep         keepForm
	Secret       bool // a secret word was agreed
	Deputies     []deputyDay
	Staff        []colleague
	NotWith      []colleague // whom the person does not want
	Wanted       []colleague // all others
	History      []pastCase
	Checks       []pastCheck
	Looks        []shownLook
	Skills       []shownSkill
	Rule         string // by which less help is spoken of
	Card         string // until when the words of a card hold; "" for none
	Note         note
	First        *first // nil while a case is open
	Most         int
	Spoken       []spokenRow
	Reminders    []shownReminder
	Seats        []shownSeat
	Courses      []shownMeasure
	Loans        []shownMeasure
	RemindAt     []string // hours that can be chosen for one
	Done         string   // a key of words: what was just done
}

// consentLine is one thing that may be agreed to: Key names it, Said says what
// they said and when.
type consentLine struct{ Key, Said string }

// pastCase is a case that is still kept.
type pastCase struct{ ID, When, Title, Report string }

type pastCheck struct{ When, Comes string }

type shownLook struct{ Name, When string }

// deputyDay is who stands in on a day of the week.
type deputyDay struct{ Key, Name, Login string }

func (r *room) showPerson(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	id := bot.ContactID(req.PathValue("id"))
	p, err := r.personPage(req.Context(), lang, me, id)
	if err == nil {
		err = r.audit(req.Context(), me, bot.AuditPerson, id.Reference())
	}
	switch {
	case errors.Is(err, bot.ErrNotFound):
		http.NotFound(w, req)
	case err != nil:
		r.away(w, req, err)
	default:
		if done := req.URL.Query().Get("done"); doneWords[done] {
			p.Done = "person_done_" + done
		}
		r.show(w, req, "person.html", http.StatusOK, page.Frame{Lang: lang, Title: p.Person.Name, Who: mark(me.Login), Still: p.Note.Text != "", Page: p})
	}
}

// doneWords are what the page says after an act.
var doneWords = map[string]bool{"keep": true, "depute": true, "spoke": true, "not-with": true, "remind": true, "unremind": true, "seat": true, "secret-right": true, "secret-wrong": true}

func (r *room) personPage(ctx context.Context, lang string, me bot.Account, id bot.ContactID) (personPage, error) {
	p := personPage{Agency: r.name(lang), Base: r.base, Most: mostReply, Spoken: spokenRows(lang)}
	kept, err := r.Assistant.Open(ctx, id, me)
	if err != nil {
		return p, err
	}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return p, err
	}
	t, err := r.tray(ctx, "person "+string(id))
	if err != nil {
		return p, err
	}
	d, s := r.describer(lang, me, accounts), &kept.Session
	p.Note = note{tray: t, Mine: true}
	if s.Case.ID == "" || s.Case.State == bot.CaseClosed {
		p.First = d.first(s)
		p.Note.Mine = p.First.Form
	}
	line := bot.Person{Contact: id, Called: kept.Record.Fields[bot.FieldCalled], Language: s.Language, Channel: s.Reach.Channel, Referent: s.Referent,
		Wrote: s.Last, Replied: s.Case.Replied, Spoke: s.Followed.Spoke, Begun: s.Followed.Enrolled}
	if s.Case.State != bot.CaseClosed {
		line.Case = s.Case.ID
	}
	p.Person, p.Mine, p.Follower = d.person(line), s.Referent == me.Login, d.names[s.Referent]
	p.Consent, p.Keep, p.Secret = d.consents(s), keepFormOf(s, line.Called), kept.Record.Fields[bot.FieldSecret] != ""
	for _, a := range kept.Record.Addresses {
		if a.Channel != bot.Telegram {
			p.Addresses = append(p.Addresses, a.ID)
		}
	}
	p.Keep.Languages = r.languages()
	p.Staff = colleagues(accounts, "")
	for _, c := range p.Staff {
		if slices.Contains(s.Followed.NotWith, c.Login) {
			p.NotWith = append(p.NotWith, c)
		} else {
			p.Wanted = append(p.Wanted, c)
		}
	}
	for _, day := range weekOrder {
		p.Deputies = append(p.Deputies, deputyDay{dayKeys[day], text.Weekday(lang, day), s.Followed.Deputies[day]})
	}
	p.Reminders, p.RemindAt = d.reminders(&kept), remindAt
	p.Courses, p.Loans = r.measures(ctx, lang)
	p.Seats = r.seatsOf(d, s, p.Loans)
	p.Skills, p.Rule = d.skills(dialogue.Skills(s))
	for i := range kept.Cases {
		p.History = append(p.History, d.pastCase(&kept.Cases[i]))
	}
	for i := range kept.Results {
		p.Checks = append(p.Checks, pastCheck{d.moment(kept.Results[i].At), d.summary(&kept.Results[i])})
	}
	for _, l := range kept.Looks { // of one day and one person, one line says enough
		if line := (shownLook{l.Name, text.Day(lang, d.now, l.At)}); !slices.Contains(p.Looks, line) {
			p.Looks = append(p.Looks, line)
		}
	}
	if _, until := cardOf(&kept, d.now); !until.IsZero() {
		p.Card = text.Day(lang, d.now, until)
	}
	return p, nil
}

func (d *describer) pastCase(c *bot.Case) pastCase {
	s := d.describe(*c)
	p := pastCase{ID: c.ID, When: s.Moment, Title: s.Title}
	if c.Report != nil {
		p.Report = d.report(c.Report).File
	}
	return p
}

// consents says what the person agreed to and when, and what they did not.
func (d *describer) consents(s *bot.Session) []consentLine {
	said := func(answer bot.Answered, at time.Time, heard bool) string {
		words := d.word([...]string{bot.NotAsked: "consent_not_asked", bot.Yes: "consent_yes", bot.No: "consent_no"}[answer])
		if answer != bot.NotAsked && !at.IsZero() {
			words += ", " + text.Day(d.lang, d.now, at)
			if heard {
				words += ", " + d.word("consent_heard")
			}
		}
		return words
	}
	first := d.word(either(s.Followed.NeverFirst, "consent_no", "consent_yes"))
	if s.Consent != bot.Yes {
		first = d.word("consent_no")
	}
	return []consentLine{
		{"consent_keep", said(s.Consent, s.Followed.Agreed, s.Followed.Heard)},
		{"consent_share", said(s.Share, s.Followed.Shared, false)},
		{"consent_first", first},
	}
}

// cardOf returns the words of the card that is out, and until when they hold; ""
// and the zero time for none.
func cardOf(k *kept, now time.Time) (words string, until time.Time) {
	fields := strings.Fields(k.Record.Fields[bot.FieldCard])
	if len(fields) < 2 {
		return "", time.Time{}
	}
	last := len(fields) - 1
	if until = unix(fields[last]); !until.After(now) {
		return "", time.Time{}
	}
	return strings.Join(fields[:last], " "), until
}
