package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
)

// first is whether somebody may be written to first, as their page says it
// before anything is typed.
type first struct {
	Why  string // a key of words: why not now; "" when it may be
	When string // from when on; "" for now, and for what no waiting helps
	Form bool   // there is something to type: now, or to be kept until then
	Open bool   // the channel takes words of our own; WhatsApp only just after theirs
}

// first asks the outreach gate, as the act itself will.
func (d *describer) first(s *bot.Session) *first {
	verdict := privacy.Allow(privacy.Of(s, privacy.First), d.now)
	f := &first{Form: verdict.Allowed || !verdict.After.IsZero(), Open: privacy.WindowOpen(s.Reach.Channel, s.Last, d.now)}
	if !verdict.Allowed {
		f.Why = "first_" + verdict.Because
	}
	if !verdict.After.IsZero() {
		f.When = d.moment(verdict.After)
	}
	return f
}

// begin writes first, and leads to the case that it opens; with later the words
// are kept there until the gate lets them pass. What it does not let through at all
// comes back with the reason and what is possible instead.
func (r *room) begin(w http.ResponseWriter, req *http.Request, act bot.Act, do string) {
	act.Kind, act.Text = bot.ActBegin, strings.TrimSpace(req.PostForm.Get("text"))
	at := r.base + "/person/" + string(act.Contact)
	var err error
	switch n := utf8.RuneCountInString(act.Text); {
	case do == "dismiss":
		err = r.keepTray(req.Context(), "person "+string(act.Contact), tray{Text: act.Text})
	case n == 0:
		err = &assistant.Refused{Code: "reply_empty"}
	case n > mostReply:
		err = &assistant.Refused{Code: "reply_long"}
	default:
		at, err = r.opened(req.Context(), act, do == "later")
	}
	r.didFor(w, req, err, at)
}

// opened is where the case is that an act opens. Words that were to be kept are
// sent where the gate has opened meanwhile.
func (r *room) opened(ctx context.Context, act bot.Act, later bool) (at string, err error) {
	if later {
		act.Until = r.options.Now()
	}
	id, err := r.Assistant.Begin(ctx, act)
	var refused *assistant.Refused
	if later && errors.As(err, &refused) && refused.Code == "not_later" {
		act.Until = unix("")
		id, err = r.Assistant.Begin(ctx, act)
	}
	if err != nil {
		return "", err
	}
	return r.base + "/case/" + id, r.keepTray(ctx, "person "+string(act.Contact), tray{})
}
