package assistant

import (
	"context"
	"fmt"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// Sitting is help or a check that is gone through at the desk with somebody who
// is there: no number, no contact, nothing stored and nothing sent. It is a
// session like any other, played by the same turns; whoever sits there keeps it
// until it ends.
type Sitting struct {
	Flow    string    `json:"flow"` // its id
	Session []byte    `json:"session"`
	Began   time.Time `json:"began"`
	Said    []Told    `json:"said"`             // the newest last
	Outside bool      `json:"outside,omitzero"` // what was asked last leads out of the room, and was not done
}

// Told is one line of a sitting: of the person, or of the bot.
type Told struct {
	Mine    bool         `json:"mine,omitzero"` // the person's
	Text    string       `json:"text"`
	Picture string       `json:"picture,omitzero"` // its sum, as /media serves it
	Alt     string       `json:"alt,omitzero"`
	Choices []bot.Choice `json:"choices,omitempty"`
}

// mostTold bounds the lines of a sitting: the longest check has fewer.
const mostTold = 200

// Sit begins a flow in a language. bot.ErrNotFound where there is no such flow,
// or the agency does not speak that language.
func (a *Assistant) Sit(ctx context.Context, language, flow string) (Sitting, error) {
	book := a.Book()
	var spoken bool
	for _, tag := range book.Languages() {
		spoken = spoken || tag == language
	}
	start, ok := book.Start(flow)
	if !ok || !spoken {
		return Sitting{}, bot.ErrNotFound
	}
	now := a.options.Now()
	s := Sitting{Flow: flow, Began: now, Session: (&bot.Session{State: bot.StateMenu, Language: language, Consent: bot.No, Last: now}).Append(nil)}
	return a.Answer(ctx, s, start, "")
}

// Answer plays a turn: a choice that was pressed, or words. What leads out of the
// room (a case, words that join a telephone, an erasure) is not done: a counsellor
// sits there. The sitting that comes back says so and is where it was.
func (a *Assistant) Answer(ctx context.Context, s Sitting, pressed bot.Payload, words string) (Sitting, error) {
	w := a.turns.Get().(*work)
	defer a.turns.Put(w)
	if err := w.session.Decode(string(s.Session)); err != nil {
		return s, fmt.Errorf("read a sitting: %w", err)
	}
	w.out.Reset()
	in := bot.Input{Kind: bot.FromContact, At: a.options.Now(), Fresh: a.options.Token(), Payload: pressed, Text: words}
	a.knowing(ctx, w.session.Place.Flow).Turn(&in, &w.session, &w.out)
	if s.Outside = leavesRoom(&w.out); s.Outside {
		return s, nil
	}
	if words != "" {
		s.Said = append(s.Said, Told{Mine: true, Text: words})
	}
	for i := range w.out.Replies {
		s.Said = append(s.Said, told(&w.out.Replies[i]))
	}
	s.Said = s.Said[max(0, len(s.Said)-mostTold):]
	s.Session = w.session.Append(nil)
	return s, nil
}

// leavesRoom reports whether a turn would do something outside the sitting.
func leavesRoom(o *dialogue.Outcome) bool {
	return o.CaseChanged || o.Erase || o.Leave || o.Unlink || o.Joinable != ""
}

func told(r *bot.Reply) Told {
	t := Told{Text: r.Text}
	if r.Picture != nil {
		t.Picture, t.Alt = r.Picture.Sum, r.Picture.Alt
	}
	for _, c := range r.Choices {
		if c.Label != "" {
			t.Choices = append(t.Choices, c)
		}
	}
	return t
}

// Minutes is how long a sitting took, as the desk counts it: the nearest of
// bot.SpokenMinutes.
func (a *Assistant) Minutes(s *Sitting) int {
	took, best := int(a.options.Now().Sub(s.Began)/time.Minute), bot.SpokenMinutes[0]
	for _, n := range bot.SpokenMinutes {
		if max(took-n, n-took) < max(took-best, best-took) {
			best = n
		}
	}
	return best
}

// Attach gives what a sitting came to to a person who agreed: the check's result,
// the place in the help, and that they were here. A refusal is a *Refused.
func (a *Assistant) Attach(ctx context.Context, s *Sitting, contact bot.ContactID, who bot.Account) error {
	return a.DoFor(ctx, bot.Act{Kind: bot.ActSat, Contact: contact, Staff: who.Login, Name: who.Name, Sat: s.Session, To: s.Flow,
		Text: bot.Spoken{How: bot.HowMet, Minutes: a.Minutes(s)}.String()})
}
