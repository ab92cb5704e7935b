package console

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"passerelle/bot"
)

// pauses are how long a pause may be, in minutes.
var pauses = []int{15, 30, 60}

// shownPause is a pause that can be taken, or the one that is going on.
type shownPause struct {
	Base    string
	Until   string // when the present one ends; "" for none
	Minutes []int
	Hard    bool // something hard has just ended
}

func (r *room) pauseOf(d *describer, me *bot.Account, hard bool) shownPause {
	p := shownPause{Base: r.base, Minutes: pauses, Hard: hard}
	if me.Pause.After(d.now) {
		p.Until = d.moment(me.Pause)
	}
	return p
}

// pause lets a counsellor rest, or ends that: "0" minutes.
func (r *room) pause(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		http.Redirect(w, req, r.base+"/hours", http.StatusSeeOther)
		return
	}
	minutes, err := strconv.Atoi(req.PostForm.Get("minutes"))
	if err != nil || minutes != 0 && !slices.Contains(pauses, minutes) {
		http.Redirect(w, req, r.base+"/hours", http.StatusSeeOther)
		return
	}
	_, err = r.Accounts.ChangeAccount(req.Context(), me.Login, func(a *bot.Account) error {
		a.Pause = r.options.Now().Add(time.Duration(minutes) * time.Minute).Truncate(time.Second)
		return nil
	})
	if err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/hours#pause", http.StatusSeeOther)
}
