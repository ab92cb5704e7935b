package bot

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of reminders.
const (
	MostReminders = 5   // of one person at a time
	MostRemind    = 160 // characters of one
)

// Reminder is something that a person wants to be told at a moment. It lies
// sealed among the contact's fields, for a session holds no text; the session
// has a timer with its id.
type Reminder struct {
	Text    string    `json:"text"`
	At      time.Time `json:"at"`                // for when it is
	Monthly uint8     `json:"monthly,omitempty"` // the day of the month on which it comes again; 0 for once
	By      string    `json:"by,omitempty"`      // the name of the counsellor who set it, as contacts read it
}

// reminderField begins the names of the contact's fields that hold reminders.
// commit.lua knows it: a no to keeping what is said leaves them.
const reminderField = "reminder:"

// ReminderField is the name of the contact's field that holds a reminder.
func ReminderField(id uint32) string { return reminderField + strconv.FormatUint(uint64(id), 10) }

// String returns the reminder as its field holds it.
func (r Reminder) String() string {
	b, _ := json.Marshal(r)
	return string(b)
}

// ParseReminder reads what String wrote.
func ParseReminder(field string) (r Reminder, ok bool) {
	return r, json.Unmarshal([]byte(field), &r) == nil && r.Text != ""
}

// Reminders returns those among a contact's fields, by their ids.
func Reminders(fields map[string]string) map[uint32]Reminder {
	all := map[uint32]Reminder{}
	for name, value := range fields {
		id, err := strconv.ParseUint(strings.TrimPrefix(name, reminderField), 10, 32)
		if r, ok := ParseReminder(value); ok && err == nil && strings.HasPrefix(name, reminderField) {
			all[uint32(id)] = r
		}
	}
	return all
}

// Reminders returns the ids of the reminders that the session has timers for, in
// the order in which they are due, with the timer that is due first.
func (s *Session) Reminders() (all []Timer) {
	for _, x := range s.Timers {
		if x.Kind != TimerNote {
			continue
		}
		i := slices.IndexFunc(all, func(y Timer) bool { return y.Place.Flow == x.Place.Flow })
		switch {
		case i < 0:
			all = append(all, x)
		case x.At.Before(all[i].At):
			all[i] = x
		}
	}
	slices.SortFunc(all, func(a, b Timer) int { return a.At.Compare(b.At) })
	return all
}
