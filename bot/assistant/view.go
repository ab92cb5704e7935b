package assistant

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// How old a look at the desk may be, and how long another one may take.
const (
	viewLasts = 15 * time.Second
	viewTakes = 5 * time.Second
)

// outlook is the last look at the desk: turns read it without asking storage.
type outlook struct {
	sync.Mutex
	at      time.Time // zero before the first look
	looking bool
	away    []string
	back    time.Time
	due     map[string]int64 // by case that waits for its first answer, in seconds since 1970; 0 for none
	count   map[int64]int    // of those, by due time
	view    bot.View
}

// view returns what is known of the desk. The first one is looked for; later ones
// are as old as viewLasts at most, for another look is taken beside the turns.
func (a *Assistant) view(ctx context.Context) bot.View {
	if a.options.Accounts == nil && a.Book().Agency().Talk.Capacity == 0 {
		return bot.View{}
	}
	o := &a.outlook
	o.Lock()
	defer o.Unlock()
	switch now := a.options.Now(); {
	case o.at.IsZero():
		a.look(ctx)
	case now.Sub(o.at) >= viewLasts && !o.looking:
		if a.enter() == nil {
			o.looking = true
			go a.lookAgain()
		}
	}
	return o.view
}

// lookAgain takes another look while turns go on.
func (a *Assistant) lookAgain() {
	defer a.inside.Done()
	ctx, end := context.WithTimeout(context.Background(), viewTakes)
	defer end()
	l := a.desk(ctx)
	o := &a.outlook
	o.Lock()
	defer o.Unlock()
	o.looking = false
	a.seen(l)
}

// look takes a look under the outlook's lock.
func (a *Assistant) look(ctx context.Context) {
	l := a.desk(ctx)
	a.seen(l)
}

// seen keeps a look. One that failed leaves the last one, and is tried again as
// late as another would be.
func (a *Assistant) seen(l looked) {
	o := &a.outlook
	o.at = a.options.Now()
	if l.err != nil {
		a.options.Log.Warn("the desk cannot be looked at", "error", l.err)
		return
	}
	o.away, o.back, o.due, o.count = l.away, l.back, map[string]int64{}, map[int64]int{}
	for i := range l.cases {
		o.keep(&l.cases[i])
	}
	o.draw()
}

// looked is what one look at the desk brings.
type looked struct {
	cases []bot.Case
	away  []string
	back  time.Time
	err   error
}

// desk reads who is away, when somebody is back, and which cases are open.
func (a *Assistant) desk(ctx context.Context) (l looked) {
	if l.cases, l.err = a.options.Store.Cases(ctx); l.err != nil {
		l.err = fmt.Errorf("look at the queue: %w", l.err)
		return l
	}
	if a.options.Accounts == nil {
		return l
	}
	accounts, err := a.options.Accounts.Accounts(ctx)
	l.err = err
	hours, now := &a.Book().Agency().Hours, a.options.Now()
	for i := range accounts {
		if accounts[i].Disabled || desk.Absent(&accounts[i], hours, now) {
			l.away = append(l.away, accounts[i].Login)
		}
	}
	l.back = desk.Back(accounts, hours, now)
	return l
}

// note puts a case that this node has just stored into the look.
func (o *outlook) note(c *bot.Case) {
	o.Lock()
	defer o.Unlock()
	if o.due == nil {
		return
	}
	o.keep(c)
	o.draw()
}

// keep counts a case that waits for its first answer, and forgets the others.
func (o *outlook) keep(c *bot.Case) {
	if due, known := o.due[c.ID]; known {
		delete(o.due, c.ID)
		if o.count[due]--; o.count[due] == 0 {
			delete(o.count, due)
		}
	}
	if c.State == bot.CaseClosed || !c.Replied.IsZero() {
		return
	}
	due := int64(0)
	if !c.Due.IsZero() {
		due = c.Due.Unix()
	}
	o.due[c.ID] = due
	o.count[due]++
}

// draw makes the view anew: those who have the last one keep it as it was.
func (o *outlook) draw() {
	promised := make([]bot.Promised, 0, len(o.count))
	for due, count := range o.count {
		p := bot.Promised{Count: count}
		if due != 0 {
			p.Due = time.Unix(due, 0).UTC()
		}
		promised = append(promised, p)
	}
	slices.SortFunc(promised, func(a, b bot.Promised) int { return a.Due.Compare(b.Due) })
	o.view = bot.View{Away: o.away, Promised: promised, Back: o.back}
}
