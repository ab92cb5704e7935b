package console

import (
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
)

// shownReminder is a reminder to come, as a person's page has it. What the person
// set for themselves is theirs: only its day is shown.
type shownReminder struct{ ID, When, Text string }

// reminders are those to come, the next first.
func (d *describer) reminders(k *kept) (all []shownReminder) {
	fields := bot.Reminders(k.Record.Fields)
	for _, x := range k.Session.Reminders() {
		r := fields[x.Place.Flow]
		line := shownReminder{ID: strconv.FormatUint(uint64(x.Place.Flow), 10), When: d.moment(r.At), Text: d.word("reminder_own")}
		if r.By != "" {
			line.Text = r.Text + " (" + r.By + ")"
		}
		if r.Monthly > 0 {
			line.Text += ", " + d.word("reminder_each")
		}
		all = append(all, line)
	}
	return all
}

// remindAt are the hours that can be chosen for a reminder, within those in which
// the outreach gate lets one leave where nothing else is agreed; the first is taken
// where none is chosen.
var remindAt = []string{"09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00"}

// reminding reads the form of a reminder; false for what is no day or too long.
func (r *room) reminding(req *http.Request, act *bot.Act) bool {
	hour := req.PostForm.Get("hour")
	if hour == "" {
		hour = remindAt[0]
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", req.PostForm.Get("day")+" "+hour, r.local().Location())
	act.Kind, act.Text, act.Until = bot.ActRemind, strings.TrimSpace(req.PostForm.Get("what")), at
	if req.PostForm.Get("monthly") != "" {
		act.Step = "monthly"
	}
	n := utf8.RuneCountInString(act.Text)
	return err == nil && n > 0 && n <= bot.MostRemind
}
