package desk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

func TestPromiseWithinCapacity(t *testing.T) {
	h := fribourg(t)
	const layout = "Mon 15:04"
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, h.Zone) }
	tuesday, afternoon, wednesday := at(10, 11, 30), at(10, 17, 0), at(11, 11, 30)
	owed := func(due time.Time, count int) bot.Promised { return bot.Promised{Due: due.UTC(), Count: count} }
	for _, c := range []struct {
		what     string
		now      time.Time
		capacity int
		owed     []bot.Promised
		from     string
	}{
		{"nobody waits", at(10, 8, 30), 4, nil, "Tue 08:30"},
		{"not told: as before", at(10, 8, 30), 0, []bot.Promised{owed(tuesday, 400)}, "Tue 08:30"},
		{"one place left", at(10, 8, 30), 4, []bot.Promised{owed(tuesday, 3)}, "Tue 08:30"},
		{"the morning is full", at(10, 8, 30), 4, []bot.Promised{owed(tuesday, 4)}, "Tue 13:30"},
		{"a third of the morning gives a third", at(10, 10, 30), 6, []bot.Promised{owed(tuesday, 1)}, "Tue 10:30"},
		{"and no more", at(10, 10, 30), 6, []bot.Promised{owed(tuesday, 2)}, "Tue 13:30"},
		{"too little of it is left", at(10, 11, 10), 600, nil, "Tue 13:30"},
		{"both halves are full", at(10, 8, 30), 4, []bot.Promised{owed(tuesday, 4), owed(afternoon, 4)}, "Wed 08:30"},
		{"what the morning cannot give goes on", at(10, 8, 30), 4, []bot.Promised{owed(tuesday, 6), owed(afternoon, 2)}, "Wed 08:30"},
		{"a gap is used", at(10, 8, 30), 4, []bot.Promised{owed(tuesday, 4), owed(wednesday, 4)}, "Tue 13:30"},
		{"whoever is overdue comes first", at(10, 8, 30), 4, []bot.Promised{owed(at(9, 17, 0), 5)}, "Tue 13:30"},
		{"so does whoever was promised nothing", at(10, 8, 30), 4, []bot.Promised{{Count: 4}}, "Tue 13:30"},
	} {
		from, end, ok := PromiseWithin(h, c.now, c.capacity, c.owed)
		if !ok || from.Format(layout) != c.from || !end.After(from) {
			t.Errorf("%s: from %s to %s, %v; want %s", c.what, from.Format(layout), end.Format(layout), ok, c.from)
		}
	}
	if _, _, ok := PromiseWithin(h, at(10, 8, 30), 1, []bot.Promised{owed(tuesday, 1000)}); ok {
		t.Error("an answer was promised though there is no room for months")
	}
	if _, _, ok := PromiseWithin(&flows.Hours{}, at(10, 8, 30), 1, nil); ok {
		t.Error("an agency without hours promised an answer")
	}
}

// waitingOne is somebody who waits in the simulation.
type waitingOne struct{ due, asked time.Time }

// TestPromisesAreKept: a day with 20, 200 and 2,000 requests, at all hours, some
// of them danger, in a team that answers as many in a half-day as it said, by due
// time: nine promises in ten are kept at least. The figures are in the log.
func TestPromisesAreKept(t *testing.T) {
	for _, c := range []struct{ cases, capacity int }{{20, 4}, {20, 15}, {200, 25}, {200, 90}, {2000, 120}, {2000, 900}} {
		t.Run(fmt.Sprintf("%d cases, %d a half-day", c.cases, c.capacity), func(t *testing.T) {
			promised, kept, none := 0, 0, 0
			for seed := range uint64(10) {
				p, k, n := simulate(t, c.cases, c.capacity, rand.New(rand.NewPCG(seed, 7)))
				promised, kept, none = promised+p, kept+k, none+n
			}
			t.Logf("%d promises, %.1f %% kept; %d were promised nothing", promised, 100*float64(kept)/float64(promised), none)
			if promised == 0 || float64(kept) < 0.9*float64(promised) {
				t.Errorf("%d of %d promises were kept", kept, promised)
			}
		})
	}
}

// simulate plays a Tuesday with its requests and the half-days after it until
// everybody was answered.
func simulate(t *testing.T, cases, capacity int, lots *rand.Rand) (promised, kept, none int) {
	t.Helper()
	h := fribourg(t)
	h.Closed = nil
	midnight := day(h.Zone, 2026, 9, 1)
	var arrivals []time.Time
	for range cases {
		arrivals = append(arrivals, midnight.Add(time.Duration(lots.IntN(24*3600))*time.Second))
	}
	slices.SortFunc(arrivals, time.Time.Compare)
	var queue []waitingOne
	ask := func(now time.Time) {
		_, due, ok := PromiseWithin(h, now, capacity, counted(queue))
		if lots.IntN(50) == 0 { // danger does not wait for its turn
			_, due, ok = Promise(h, now)
		}
		if !ok {
			none++
			due = time.Time{}
		} else {
			promised++
		}
		queue = append(queue, waitingOne{due, now})
	}
	for o := range halfDays(h, midnight) {
		for k := range capacity {
			now := o.from.Add(o.to.Sub(o.from) * time.Duration(k+1) / time.Duration(capacity+1))
			for len(arrivals) > 0 && arrivals[0].Before(now) {
				ask(arrivals[0])
				arrivals = arrivals[1:]
			}
			if i := first(queue); i >= 0 {
				if !queue[i].due.IsZero() && !now.After(queue[i].due) {
					kept++
				}
				queue = slices.Delete(queue, i, i+1)
			}
		}
		if len(queue) == 0 && len(arrivals) == 0 {
			break
		}
	}
	return promised, kept, none
}

// halfDays are the openings from a day on, for a year.
func halfDays(h *flows.Hours, from time.Time) func(func(opening) bool) {
	return func(yield func(opening) bool) {
		for d := range 365 {
			for _, o := range openings(h, from.AddDate(0, 0, d)) {
				if !yield(o) {
					return
				}
			}
		}
	}
}

// first is who is answered next: by due time, those without one last.
func first(queue []waitingOne) int {
	best := -1
	for i, w := range queue {
		if best < 0 || answeredBefore(w, queue[best]) {
			best = i
		}
	}
	return best
}

func answeredBefore(a, b waitingOne) bool {
	if a.due.IsZero() != b.due.IsZero() {
		return b.due.IsZero()
	}
	if !a.due.Equal(b.due) {
		return a.due.Before(b.due)
	}
	return a.asked.Before(b.asked)
}

func counted(queue []waitingOne) (owed []bot.Promised) {
	count := map[time.Time]int{}
	for _, w := range queue {
		count[w.due]++
	}
	for due, n := range count {
		owed = append(owed, bot.Promised{Due: due, Count: n})
	}
	return owed
}
