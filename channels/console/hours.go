package console

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/desk/notify"
	"passerelle/channels/page"
	"passerelle/flows/holidays"
	"passerelle/flows/text"
)

// hoursPage is what hours.html shows.
type hoursPage struct {
	Agency, Base string
	Days         []hoursDay
	Own          bool // the hours are one's own, not the agency's
	Away         []hoursAway
	Closed       []string // the next days on which the whole agency rests
	From, To     string   // of an absence that could not be noted
	Problem      string   // a key of words.json
	Saved        bool
	Pause        shownPause
	Duty         string // a key of words.json: whether one is on duty now
}

// hoursDay is one day of the week.
type hoursDay struct {
	Key, Name, Hours string
	Agency           string // the agency's hours of that day
	Wrong            bool
}

// hoursAway is an absence, in words and as it is taken back.
type hoursAway struct{ From, To, Words string }

// dayKeys name the fields of a form, by time.Weekday; weekOrder shows them.
var (
	dayKeys   = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	weekOrder = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	dutyWords = [...]string{desk.OffDuty: "hours_off", desk.LastMinutes: "hours_last", desk.OnDuty: "hours_on"}
)

func (r *room) hours(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	p := r.hoursPage(lang, &me)
	p.Saved = req.URL.Query().Has("saved")
	r.showHours(w, req, lang, http.StatusOK, p)
}

func (r *room) showHours(w http.ResponseWriter, req *http.Request, lang string, status int, p hoursPage) {
	r.show(w, req, "hours.html", status, page.Frame{Lang: lang, Title: words.In(lang, "hours_title"), Still: p.Problem != "", Page: p})
}

func (r *room) hoursPage(lang string, me *bot.Account) hoursPage {
	agency := r.Assistant.Book().Agency()
	p := hoursPage{Agency: r.name(lang), Base: r.base, Own: me.OwnHours(), Duty: dutyWords[desk.DutyOf(me, &agency.Hours, r.options.Now())]}
	bare := bot.Account{}
	ours := desk.Own(&bare, &agency.Hours)
	for _, d := range weekOrder {
		day := hoursDay{Key: dayKeys[d], Name: text.Weekday(lang, d), Hours: desk.ShowDay(me.Week[d])}
		for _, stretch := range ours.Week[d] {
			day.Agency = desk.ShowDay(append(stretches(day.Agency), bot.Stretch{From: stretch.From, To: stretch.To}))
		}
		p.Days = append(p.Days, day)
	}
	d := newDescriber(r.Assistant.Book(), lang, r.options.Now())
	p.Pause = r.pauseOf(d, me, false)
	for _, a := range me.Away {
		p.Away = append(p.Away, hoursAway{a.From, a.To, d.days(a.From, a.To)})
	}
	p.Closed = d.resting(agency.Hours.Holidays.Canton, agency.Hours.Holidays.Part)
	return p
}

func stretches(written string) []bot.Stretch {
	list, _ := desk.ReadDay(written)
	return list
}

// days says from when to when somebody is away.
func (d *describer) days(from, to string) string {
	a, b := d.date(from), d.date(to)
	if from == to {
		return a
	}
	return a + " – " + b
}

// date says a day that is written 2026-12-24.
func (d *describer) date(day string) string {
	t, err := time.ParseInLocation(time.DateOnly, day, d.now.Location())
	if err != nil {
		return day
	}
	return t.Format("02.01.2006")
}

// mostHolidays is how many of the coming holidays a page shows.
const mostHolidays = 5

// resting names the next public holidays with their dates.
func (d *describer) resting(canton, part string) (list []string) {
	today := d.now.Format(time.DateOnly)
	for year := d.now.Year(); year <= d.now.Year()+1 && len(list) < mostHolidays; year++ {
		for _, h := range holidays.Year(canton, part, year) {
			if day := h.Date.Format(time.DateOnly); day >= today && len(list) < mostHolidays {
				list = append(list, d.date(day)+" "+text.Localised(h.Name).In(d.lang, "en"))
			}
		}
	}
	return list
}

// keepHours does what the form of one's hours says: save the week, note an
// absence, take one back.
func (r *room) keepHours(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	if !r.read(w, req) {
		p := r.hoursPage(lang, &me)
		p.Problem = "bad_form"
		r.showHours(w, req, lang, http.StatusBadRequest, p)
		return
	}
	form := req.PostForm
	var err error
	var wrong [7]bool
	switch form.Get("do") {
	case "save":
		wrong, err = readWeek(&me, form.Get)
	case "away":
		err = desk.AddAway(&me, form.Get("from"), form.Get("to"), r.local())
	case "back":
		desk.RemoveAway(&me, form.Get("from"), form.Get("to"))
	}
	if err == nil {
		_, err := r.Accounts.ChangeAccount(req.Context(), me.Login, func(a *bot.Account) error {
			a.Week, a.Away = me.Week, me.Away
			return nil
		})
		if err != nil {
			r.away(w, req, err)
			return
		}
		http.Redirect(w, req, r.base+"/hours?saved", http.StatusSeeOther)
		return
	}
	p := r.hoursPage(lang, &me)
	p.Problem, p.From, p.To = hoursProblem(err), form.Get("from"), form.Get("to")
	for i, d := range weekOrder {
		if wrong[d] {
			p.Days[i].Hours, p.Days[i].Wrong = form.Get(dayKeys[d]), true
		}
	}
	r.showHours(w, req, lang, http.StatusUnprocessableEntity, p)
}

// readWeek takes a week from a form; a day that cannot be read stays as it was,
// and is wrong.
func readWeek(me *bot.Account, field func(string) string) (wrong [7]bool, err error) {
	for d, key := range dayKeys {
		day, bad := desk.ReadDay(field(key))
		if bad != nil {
			wrong[d], err = true, bad
			continue
		}
		me.Week[d] = day
	}
	return wrong, err
}

// hoursProblem is the key of what is said of an error.
func hoursProblem(err error) string {
	for i, known := range []error{desk.ErrHours, desk.ErrDates, desk.ErrTooMany} {
		if errors.Is(err, known) {
			return "hours_wrong_" + strconv.Itoa(i+1)
		}
	}
	return "bad_form"
}

// off says that somebody is off duty, or nearly; "" on duty.
func (r *room) off(me *bot.Account) string {
	duty := desk.DutyOf(me, &r.Assistant.Book().Agency().Hours, r.options.Now())
	if duty == desk.OnDuty {
		return ""
	}
	return dutyWords[duty]
}

// called is how many wait, for the title of an open page: it shows in another
// window, so it calls nobody off duty.
func (r *room) called(me *bot.Account, waiting int) string {
	if !notify.Allow(notify.Live, me, &r.Assistant.Book().Agency().Hours, r.options.Now(), false).Allowed {
		return ""
	}
	return " (" + strconv.Itoa(waiting) + ")"
}
