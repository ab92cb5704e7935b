package console

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
)

// reasonLasts is how long the audit stays open after a reason was given.
const reasonLasts = 30 * time.Minute

// mostAudited bounds the entries of the page.
const mostAudited = 200

// auditPage is what audit.html shows. No number of anything is on it: the audit
// says who opened what, and never how much somebody does.
type auditPage struct {
	Agency, Base string
	Open         bool // a reason was given
	Until        string
	Reason       string // as it was typed
	Problem      string // a key of the words
	Staff        []bot.Account
	Day          string // of the filter, 2026-11-28
	Who          string
	Reference    string
	Entries      []auditLine
	More         bool // there are older ones
}

// auditLine is an entry as it is read.
type auditLine struct {
	When, Who, What, Reference, Reason string
}

// reading is a reading of the audit as everybody of the staff sees it.
type reading struct{ When, Reason string }

// audit notes what somebody of the staff did. Where no audit is kept it does nothing.
func (r *room) audit(ctx context.Context, me bot.Account, kind bot.AuditKind, reference string) error {
	if r.Audit == nil {
		return nil
	}
	return r.Audit.Note(ctx, bot.AuditEntry{Kind: kind, Staff: me.Login, Reference: reference})
}

// auditDone notes what was done to an account or a recording. It is done: where the
// audit cannot be written, the operator is told.
func (r *room) auditDone(ctx context.Context, me bot.Account, kind bot.AuditKind, reference string) {
	if kind == "" {
		return
	}
	if err := r.audit(ctx, me, kind, reference); err != nil {
		r.options.Log.Error("note in the audit what was done", "what", kind, "error", err)
	}
}

// readings are when and why the audit was last read, for everybody of the staff.
func (r *room) readings(ctx context.Context) (list []reading) {
	if r.Audit == nil {
		return nil
	}
	last, err := r.Audit.Readings(ctx)
	if err != nil {
		r.options.Log.Error("look who read the audit", "error", err)
	}
	for _, e := range last {
		list = append(list, reading{r.auditMoment(e.At), e.Reason})
	}
	return list
}

func (r *room) auditMoment(t time.Time) string { return t.In(r.zone()).Format("02.01.2006 15:04") }

// auditUntil is until when a reason holds that was given in this session; the zero
// time when none does.
func (r *room) auditUntil(ctx context.Context) time.Time {
	until := time.Unix(r.sessions.GetInt64(ctx, "audit-at"), 0).Add(reasonLasts)
	if !until.After(r.options.Now()) {
		return time.Time{}
	}
	return until
}

func (r *room) showAudit(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	r.auditAgain(w, req, http.StatusOK, auditPage{})
}

// readAudit notes the reason and opens the audit, or filters what is open.
func (r *room) readAudit(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) || r.Audit == nil {
		r.auditAgain(w, req, http.StatusBadRequest, auditPage{Problem: "bad_form"})
		return
	}
	ctx, form := req.Context(), req.PostForm
	if form.Get("do") != "open" {
		p := auditPage{Day: form.Get("day"), Who: form.Get("who"), Reference: strings.TrimSpace(form.Get("reference"))}
		p.Reference = strings.ToValidUTF8(p.Reference[:min(len(p.Reference), 64)], "")
		r.auditAgain(w, req, http.StatusOK, p)
		return
	}
	reason := strings.Join(strings.Fields(strings.ToValidUTF8(form.Get("text"), "")), " ")
	if !bot.AuditReason(reason) {
		r.auditAgain(w, req, http.StatusUnprocessableEntity, auditPage{Problem: "audit_reason_wrong", Reason: reason})
		return
	}
	if err := r.Audit.Note(ctx, bot.AuditEntry{Kind: bot.AuditRead, Staff: me.Login, Reason: reason}); err != nil {
		r.away(w, req, err)
		return
	}
	r.sessions.Put(ctx, "audit-at", r.options.Now().Unix())
	http.Redirect(w, req, r.base+"/audit", http.StatusSeeOther)
}

// auditAgain shows the form for the reason or, while one holds, the entries.
func (r *room) auditAgain(w http.ResponseWriter, req *http.Request, status int, p auditPage) {
	lang, until := page.Language(w, req), r.auditUntil(req.Context())
	p.Agency, p.Base, p.Open = r.name(lang), r.base, !until.IsZero() && r.Audit != nil
	if p.Open {
		p.Until = until.In(r.zone()).Format("15:04")
		if err := r.fillAudit(req.Context(), lang, &p); err != nil {
			r.away(w, req, err)
			return
		}
	}
	still := p.Reason+p.Day+p.Who+p.Reference != ""
	r.show(w, req, "audit.html", status, page.Frame{Lang: lang, Title: words.In(lang, "audit"), Still: still, Page: p})
}

// fillAudit reads what the filter lets pass.
func (r *room) fillAudit(ctx context.Context, lang string, p *auditPage) (err error) {
	if p.Staff, err = r.Accounts.Accounts(ctx); err != nil {
		return err
	}
	f := bot.AuditFilter{Staff: p.Who, Reference: p.Reference, Most: mostAudited + 1}
	if day, err := time.ParseInLocation(time.DateOnly, p.Day, r.zone()); err == nil {
		f.From, f.Until = day, day.AddDate(0, 0, 1)
	} else {
		p.Day = ""
	}
	entries, err := r.Audit.Read(ctx, f)
	if err != nil {
		return err
	}
	p.More = len(entries) > mostAudited
	for _, e := range entries[:min(len(entries), mostAudited)] {
		nobody := words.In(lang, either(e.Kind == bot.AuditErased, "audit_themself", "audit_keyboard"))
		p.Entries = append(p.Entries, auditLine{r.auditMoment(e.At), cmp.Or(e.Staff, nobody), words.In(lang, "audit_"+string(e.Kind)), e.Reference, e.Reason})
	}
	return nil
}
