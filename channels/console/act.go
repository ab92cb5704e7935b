package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

var acts = map[string]bot.ActKind{
	"claim": bot.ActClaim, "reply": bot.ActReply, "release": bot.ActRelease,
	"hand-back": bot.ActHandBack, "close": bot.ActClose, "follow": bot.ActFollow,
	"extend": bot.ActExtend, "offer": bot.ActOffer, "accept": bot.ActAccept, "decline": bot.ActDecline,
	"snooze": bot.ActSnooze, "wake": bot.ActWake, "reopen": bot.ActReopen, "note": bot.ActNote, "spoke": bot.ActSpoke,
	"later": bot.ActLater, "take-kept": bot.ActLater, "deadline": bot.ActDeadline, "invite": bot.ActInvite,
}

// leaves are the acts after which the counsellor has the case no more: what is
// in the reply box would go with it.
var leaves = map[bot.ActKind]bool{bot.ActRelease: true, bot.ActHandBack: true, bot.ActClose: true}

// order is what the form of a case says.
type order struct {
	kind   bot.ActKind
	name   string // of the act
	first  string // before an act that leaves: "send" or "drop" the text; of "spoke", how
	claim  string
	typed  string // what is in the reply box
	box    bool   // the form has a reply box
	to     string // a colleague's login
	later  string // when to look again, one of laters
	note   string // for colleagues
	day    string // a deadline, as 2026-12-01
	saying string // the id of a ready sentence
	step   string // flow/step of the list of steps
	flow   string // of the list of helps
}

func orderOf(req *http.Request) order {
	o := order{claim: req.PostForm.Get("claim"), typed: strings.TrimSpace(req.PostForm.Get("text")), box: req.PostForm.Has("text")}
	o.note = strings.TrimSpace(req.PostForm.Get("note"))
	o.day = strings.TrimSpace(req.PostForm.Get("deadline"))
	o.saying = req.PostForm.Get("saying")
	o.to, o.later = req.PostForm.Get("to"), req.PostForm.Get("later")
	o.name = req.PostForm.Get("do")
	if first, name, found := strings.Cut(o.name, ":"); found {
		o.first, o.name = first, name
	}
	o.step, o.flow = req.PostForm.Get("step"), req.PostForm.Get("flow")
	if o.kind = acts[o.name]; o.kind == bot.NoAct {
		o.kind = beside[o.name]
	}
	return o
}

// act does what the form of a case says, and leads to a page: what was refused
// is said there, with the text, until it is put away or the next act is done.
func (r *room) act(w http.ResponseWriter, req *http.Request, me bot.Account) {
	ctx, id := req.Context(), req.PathValue("id")
	t, err := r.tray(ctx, id)
	if err != nil {
		r.away(w, req, err)
		return
	}
	if !r.read(w, req) {
		t.Code = "bad_form"
		r.noted(w, req, id, t)
		return
	}
	o := orderOf(req)
	if o.box {
		t.Text = o.typed
	}
	t.Code, t.Then = "", ""
	if o.name == "dismiss" {
		if !o.box {
			t.Text = ""
		}
		r.noted(w, req, id, t)
		return
	}
	if o.name == "insert" {
		if err := r.insert(ctx, id, me, o, &t); err != nil {
			r.away(w, req, err)
			return
		}
		r.inserted(w, req, id, t)
		return
	}
	if _, isDay := r.endOf(o.day); o.kind == bot.ActDeadline && !isDay {
		t.Code = "deadline_bad"
		r.noted(w, req, id, t)
		return
	}
	if t.Code = unfit(o); t.Code != "" {
		if t.Code == "unsent_before" {
			t.Then = o.name
		}
		r.noted(w, req, id, t)
		return
	}
	err = r.obey(ctx, id, me, o, &t)
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		t.Code = refused.Code
		if o.first == "send" && t.Text == "" {
			t.Code = "sent_only"
		}
		r.noted(w, req, id, t)
	case errors.Is(err, bot.ErrNotFound):
		r.gone(w, req, me, id, t.Text)
	case err != nil:
		if o.box && t.Text == "" { // it went out before the act failed: not to be sent again
			req.PostForm.Set("do", o.name)
			req.PostForm.Set("text", "")
		}
		r.away(w, req, err)
	default:
		r.done(w, req, id, o, t)
	}
}

// obey does an order, the text before the act where it is to be sent first.
func (r *room) obey(ctx context.Context, id string, me bot.Account, o order, t *tray) error {
	act := bot.Act{Kind: o.kind, Case: id, Claim: o.claim, Staff: me.Login, Name: me.Name, To: o.to, Until: r.until(o.later)}
	if o.kind == bot.ActNote {
		act.Text = o.note
	}
	if o.kind == bot.ActReply || o.first == "send" && o.typed != "" {
		reply := act
		reply.Kind, reply.Text = bot.ActReply, o.typed
		done, err := r.Assistant.Do(ctx, reply)
		if err != nil {
			return err
		}
		t.Text, t.Sent = "", append(t.Sent, sent{done.Reply, o.claim, r.options.Now()})
	}
	if o.kind == bot.ActReply {
		return nil
	}
	switch o.kind {
	case bot.ActSpoke:
		act.Text = o.first
	case bot.ActDeadline:
		act.Until, _ = r.endOf(o.day)
	case bot.ActLater:
		return r.obeyLater(ctx, act, o, t)
	}
	if beside[o.name] != bot.NoAct {
		o.withThem(&act)
	}
	_, err := r.Assistant.Do(ctx, act)
	return err
}

// done leads on after an act that was done. A tray that cannot be kept is no
// reason to say that it was not.
func (r *room) done(w http.ResponseWriter, req *http.Request, id string, o order, t tray) {
	at := r.base + "/case/" + id
	if leaves[o.kind] {
		at, t = r.base+r.afterwards(req, id, o), tray{}
	}
	if beside[o.name] != bot.NoAct {
		at += "#together"
	}
	if err := r.keepTray(req.Context(), id, t); err != nil {
		r.options.Log.Error("keep what the desk has to say", "error", err)
	}
	http.Redirect(w, req, at, http.StatusSeeOther)
}

// afterwards is where a counsellor goes who has left a case: after danger, the
// queue offers a pause.
func (r *room) afterwards(req *http.Request, id string, o order) string {
	c, err := r.Assistant.Case(req.Context(), id, "")
	if err == nil && o.kind == bot.ActClose && c.Reason == bot.ReasonDanger.String() {
		return "/?hard"
	}
	return "/"
}

// unfit says what is wrong with an order, as a key of words.json; "" for nothing.
func unfit(o order) string {
	sends := o.kind == bot.ActReply || o.name == "later" || o.first == "send"
	switch {
	case o.kind == bot.NoAct || o.first != "" && !leaves[o.kind] && o.kind != bot.ActSpoke && beside[o.name] == bot.NoAct:
		return "bad_form"
	case (o.kind == bot.ActReply || o.name == "later") && o.typed == "":
		return "reply_empty"
	case o.kind == bot.ActNote && o.note == "":
		return "note_empty"
	case sends && utf8.RuneCountInString(o.typed) > mostReply, utf8.RuneCountInString(o.note) > mostReply:
		return "reply_long"
	case leaves[o.kind] && o.first == "" && o.typed != "":
		return "unsent_before"
	}
	return ""
}

// noted keeps a case's tray and leads to the page that says what is in it.
func (r *room) noted(w http.ResponseWriter, req *http.Request, id string, t tray) {
	if err := r.keepTray(req.Context(), id, t); err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/case/"+id+either(t.Code == "", "", "#note"), http.StatusSeeOther)
}

// gone leads to the queue, which says that a case is gone, or for others, and shows what was
// being written to its person.
func (r *room) gone(w http.ResponseWriter, req *http.Request, me bot.Account, id, typed string) {
	ctx := req.Context()
	q, err := r.tray(ctx, queueTray)
	if err == nil {
		_, why := r.Assistant.Case(ctx, id, me.Login)
		q.Code, q.Text = either(errors.Is(why, assistant.ErrKept), "case_kept", "case_gone"), strings.TrimSpace(q.Text+"\n\n"+typed)
		err = errors.Join(r.keepTray(ctx, id, tray{}), r.keepTray(ctx, queueTray, q))
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/#note", http.StatusSeeOther)
}

// read reads a form of a bounded size, and reports whether it can be read.
func (r *room) read(w http.ResponseWriter, req *http.Request) bool {
	req.Body = http.MaxBytesReader(w, req.Body, mostForm)
	return req.ParseForm() == nil
}
