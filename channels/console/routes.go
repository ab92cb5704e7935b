package console

import (
	"net/http"
	"strings"

	"passerelle/bot"
	"passerelle/bot/rights"
)

// route is a page or an act of a room, and the right that it takes.
type route struct {
	method, path string // under the room's base
	needs        rights.Right
	do           staffHandler
}

// routes are all that takes a login.
func (r *room) routes() []route {
	return []route{
		{"GET", "/{$}", rights.CaseRead, r.queue},
		{"POST", "/{$}", rights.CaseAct, r.queueAct},
		{"GET", "/live", rights.CaseRead, r.queueLive},
		{"GET", "/find", rights.CaseRead, r.find},
		{"POST", "/find", rights.CaseRead, r.find},
		{"GET", "/case/{id}", rights.CaseRead, r.showCase},
		{"GET", "/case/{id}/live", rights.CaseRead, r.caseLive},
		{"GET", "/case/{id}/check", rights.CaseRead, r.showCheck},
		{"GET", "/case/{id}/media/{name}", rights.CaseRead, r.sentMedia},
		{"POST", "/case/{id}", rights.CaseAct, r.act},
		{"POST", "/case/{id}/cost", rights.CaseAct, r.cost},
		{"GET", "/handover", rights.CaseAct, r.showHandover},
		{"POST", "/handover", rights.CaseAct, r.handOver},
		{"POST", "/pause", rights.OwnHours, r.pause},
		{"POST", "/spoke", rights.CaseAct, r.spoke},
		{"GET", "/people", rights.PersonRead, r.people},
		{"POST", "/people", rights.PersonRead, r.people},
		{"GET", "/person/{id}", rights.PersonRead, r.showPerson},
		{"POST", "/person/{id}", rights.PersonAct, r.actFor},
		{"GET", "/person/{id}/card", rights.PersonAct, r.showCard},
		{"GET", "/places", rights.PersonRead, r.places},
		{"GET", "/places/{measure}/{when}", rights.PersonRead, r.showList},
		{"POST", "/places/{measure}/{when}", rights.PersonAct, r.handIn},
		{"GET", "/enrol", rights.PersonAct, r.showEnrol},
		{"POST", "/enrol", rights.PersonAct, r.enrol},
		{"GET", "/at-desk", rights.PersonAct, r.showSitting},
		{"POST", "/at-desk", rights.PersonAct, r.sit},
		{"GET", "/hours", rights.OwnHours, r.hours},
		{"POST", "/hours", rights.OwnHours, r.keepHours},
		{"GET", "/check", rights.CheckKey, r.showPaper},
		{"POST", "/check", rights.CheckKey, r.keyPaper},
		{"GET", "/supervise", rights.FiguresRead, r.supervise},
		{"GET", "/figures", rights.FiguresRead, r.figures},
		{"GET", "/figures/{month}/{which}", rights.FiguresRead, r.figures},
		{"GET", "/figures/{month}/file/{kind}", rights.FiguresRead, r.figuresFile},
		{"GET", "/guard", rights.CaseGuard, r.showGuard},
		{"POST", "/guard", rights.CaseGuard, r.guard},
		{"GET", "/staff", rights.StaffManage, r.showStaff},
		{"POST", "/staff", rights.StaffManage, r.changeStaff},
		{"GET", "/audit", rights.AuditRead, r.showAudit},
		{"POST", "/audit", rights.AuditRead, r.readAudit},
		{"GET", "/voices", rights.VoiceRecord, r.showVoices},
		{"GET", "/voices/{lang}", rights.VoiceRecord, r.showVoices},
		{"GET", "/voices/{lang}/{flow}", rights.VoiceRecord, r.showSpoken},
		{"POST", "/voices/{lang}/{flow}", rights.VoiceRecord, r.voice},
		{"GET", "/voice/{file}", rights.VoiceRecord, r.hearTake},
		{"GET", "/first-day", rights.OwnAccount, r.firstDay},
		{"GET", "/me", rights.OwnAccount, r.showMe},
		{"POST", "/me", rights.OwnAccount, r.changeMe},
		{"POST", "/me/passkey", rights.OwnAccount, r.offerPasskey},
	}
}

// doors are all that takes none: they lead in or out, and show nobody's data.
func (r *room) doors() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /login":                r.showLogin,
		"POST /login":               r.login,
		"GET /login/second":         r.showSecond,
		"POST /login/second":        r.second,
		"GET /login/passkey":        r.showLogin, // in another language
		"POST /login/passkey":       r.passkeyLogin,
		"POST /login/passkey/begin": r.askPasskey,
		"GET " + oidcPath:           r.beginOIDC,
		"GET " + oidcBack:           r.backFromOIDC,
		"GET /join/{token}/oidc":    r.joinOIDC,
		"POST /logout":              r.logout,
		"GET /enter/{token}":        r.enter,
		"GET /join/{token}":         r.join,
		"POST /join/{token}":        r.join,
		"POST /join/{token}/begin":  r.joinOffer,
	}
}

func (r *room) handler() http.Handler {
	mux := http.NewServeMux()
	doors := r.doors()
	if r.fill != nil {
		doors = nil // one comes in by the agency's own
	}
	for door, do := range doors {
		method, path, _ := strings.Cut(door, " ")
		mux.HandleFunc(method+" "+r.base+path, do)
	}
	for _, x := range r.routes() {
		if r.fill != nil && !practised[x.needs] {
			continue
		}
		mux.HandleFunc(x.method+" "+r.base+x.path, r.only(x.needs, x.do))
	}
	return r.sessions.LoadAndSave(mux)
}

// home is where somebody's own pages begin.
func (r *room) home(me bot.Account) string {
	switch {
	case rights.May(me.Role, rights.CaseRead):
		return r.base + "/"
	case rights.May(me.Role, rights.FlowsRead):
		return "/studio/" + r.id + "/"
	case rights.May(me.Role, rights.FiguresRead):
		return r.base + "/figures"
	case rights.May(me.Role, rights.StaffManage):
		return r.base + "/staff"
	case rights.May(me.Role, rights.AuditRead):
		return r.base + "/audit"
	}
	return r.base + "/me"
}

// Staff lets those of an agency's staff who have a right in to pages of another
// package, by the same login as the desk's.
func (c *Console) Staff(agency string, needs rights.Right, next func(http.ResponseWriter, *http.Request, bot.Account)) http.Handler {
	r := c.rooms[agency]
	return r.sessions.LoadAndSave(r.only(needs, next))
}
