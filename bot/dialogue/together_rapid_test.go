package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passerelle/bot"
	"passerelle/flows"
)

// TestHandedBackWhereTakenOver: whatever is sent, helped with, taken over, handed
// back and written, in whatever order, the bot goes on at exactly the step at which
// it stopped; nothing that was answered or done is lost; nothing is sent twice; and
// what is refused sends and changes nothing.
func TestHandedBackWhereTakenOver(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &accompaniment{r: r, person: claimed(t)}
		w.s.Device = bot.Android
		w.s.Remember("job", "before") // an author's answer of long ago
		for range rapid.IntRange(1, 30).Draw(r, "acts") {
			w.now = w.now.Add(20 * time.Second)
			if rapid.Bool().Draw(r, "the person") {
				w.personDoes()
			} else {
				w.counsellorDoes()
			}
			if !w.active() {
				r.Fatalf("the case is %s", w.s.Case.State)
			}
		}
		w.handsBack()
	})
}

// accompaniment is a person and marie, who do something together.
type accompaniment struct {
	*person
	r        *rapid.T
	told     int  // how often it was said that the steps are seen
	receipts int  // sent
	done     int  // steps done for the person
	stopped  spot // where the bot stopped
}

// spot is where somebody is in what was sent.
type spot struct {
	place bot.Place
	hints []uint8
}

func (w *accompaniment) here() spot { return spot{w.s.Place, slices.Clone(w.s.Hints)} }
func (s spot) is(o spot) bool       { return s.place == o.place && slices.Equal(s.hints, o.hints) }
func (w *accompaniment) active() bool {
	return w.s.Case.State == bot.CaseClaimed || w.s.Case.State == bot.CaseActive
}

var personWords = []string{"1", "2", "fait", "besoin d'aide", "oui", "non", "retour", "j'ai une question", "pas juste", "humain", "menu", "me rappeler", "encore"}

func (w *accompaniment) personDoes() {
	led := w.s.Together.On && w.s.State == bot.StateHelp
	before := w.here()
	in := bot.Input{Text: rapid.SampledFrom(personWords).Draw(w.r, "words")}
	if rapid.IntRange(0, 5).Draw(w.r, "media") == 0 {
		in = bot.Input{Media: []bot.Media{{Kind: bot.Picture, Ref: "p"}}}
	}
	if w.s.Together.For.State == bot.ForAsked && rapid.Bool().Draw(w.r, "agrees") {
		in = bot.Input{Text: "oui"}
	}
	w.keeps(in)
	switch {
	case !led && w.s.Together.On && !w.here().is(before):
		w.r.Fatalf("%q moves on while the counsellor speaks", in.Text)
	case led && w.s.Together.On && w.s.State == bot.StateWithPerson:
		w.stopped = w.here()
		if !w.stopped.is(before) {
			w.r.Fatalf("%q takes over at %+v, not at %+v", in.Text, w.stopped, before)
		}
	}
}

func (w *accompaniment) counsellorDoes() {
	before, x := w.here(), &w.s.Together
	act := w.draw()
	said := w.keeps(bot.Input{Kind: bot.FromStaff, Act: act})
	if w.out.Refused != "" {
		if said != "" || !w.here().is(before) {
			w.r.Fatalf("%s is refused, and says %q", act.Kind, said)
		}
		return
	}
	switch act.Kind {
	case bot.ActPause:
		if w.stopped = w.here(); !w.stopped.is(before) {
			w.r.Fatalf("taken over at %+v, not at %+v", w.stopped, before)
		}
	case bot.ActGoOn:
		if !w.here().is(before) || w.s.State != bot.StateHelp {
			w.r.Fatalf("goes on at %+v in %s, not at %+v", w.here(), w.s.State, before)
		}
	case bot.ActPush:
		if !x.On && !slices.ContainsFunc(w.out.Events, func(e bot.Event) bool { return e.Kind == bot.EventFlowEnded }) {
			w.r.Fatal("what was sent did not begin")
		}
	}
	if act.Text == "done" && act.Kind == bot.ActFor {
		w.done++
	}
}

// draw is what marie may do next; much of it cannot be done now.
func (w *accompaniment) draw() bot.Act {
	act := bot.Act{Kind: rapid.SampledFrom([]bot.ActKind{bot.ActPush, bot.ActPush, bot.ActAid, bot.ActPause, bot.ActGoOn, bot.ActGoOn, bot.ActMark, bot.ActFor, bot.ActFor, bot.ActReply}).Draw(w.r, "act"),
		Case: w.s.Case.ID, Claim: w.s.Case.Claim, Staff: "marie", Name: "Marie"}
	steps := w.helps()
	switch act.Kind {
	case bot.ActPush:
		act.To, act.Step, _ = strings.Cut(rapid.SampledFrom(steps).Draw(w.r, "step"), "/")
		if rapid.Bool().Draw(w.r, "from the start") {
			act.Step = ""
		}
	case bot.ActAid:
		act.Text = rapid.SampledFrom([]string{bot.AidSimpler, bot.AidPicture, bot.AidVoice, bot.AidJoin, bot.AidRepeat}).Draw(w.r, "aid")
	case bot.ActMark:
		act.To, act.Step, _ = strings.Cut(rapid.SampledFrom(steps).Draw(w.r, "step"), "/")
		act.Text = rapid.SampledFrom([]string{bot.WayAlone, bot.WayWith, bot.WayFor}).Draw(w.r, "way")
		if act.Text == bot.WayFor && w.s.Together.For.State.Allows() {
			act.Text = bot.WayWith // "for" has an act of its own here
		}
	case bot.ActFor:
		act.Text = rapid.SampledFrom([]string{"ask", "done"}).Draw(w.r, "for")
		if w.s.Together.For.State.Allows() {
			act.Text = "done"
		}
	case bot.ActReply:
		act.Text = "Vous y arrivez ?"
	}
	return act
}

// helps are all steps of the helps that can be sent.
func (w *accompaniment) helps() (steps []string) {
	for _, e := range w.b.Editions() {
		for i := range e.Steps {
			if e.Kind == flows.KindHelp {
				steps = append(steps, e.ID+"/"+e.Steps[i].ID)
			}
		}
	}
	return steps
}

// keeps takes a turn, and looks at what must hold after every one.
func (w *accompaniment) keeps(in bot.Input) string {
	answers, ways := slices.Clone(w.s.Answers), slices.Clone(w.s.Together.Ways)
	said := w.does(in)
	for _, a := range answers {
		if own := strings.HasPrefix(a.Name, "did.") || a.Name == "hinted" || a.Name == "last_help"; !own && w.s.Answer(a.Name) == "" {
			w.r.Fatalf("the answer %q is lost after %s %q", a.Name, in.Act.Kind, in.Text)
		}
	}
	for _, way := range ways {
		if len(ways) < 40 && w.s.Together.Way(way.Place) == bot.NoWay {
			w.r.Fatalf("how %+v was done is lost after %s %q", way.Place, in.Act.Kind, in.Text)
		}
	}
	for i, a := range w.out.Replies {
		for _, b := range w.out.Replies[:i] {
			if a.Text == b.Text && a.Text != "" {
				w.r.Fatalf("sent twice after %s %q: %q", in.Act.Kind, in.Text, a.Text)
			}
		}
	}
	if w.told += strings.Count(said, "voit l'étape"); w.told > 1 {
		w.r.Fatal("that the steps are seen is said twice in one case")
	}
	w.receipts += strings.Count(said, "Fait pour vous")
	return said
}

// handsBack ends the case: they go on with the bot where it stopped.
func (w *accompaniment) handsBack() {
	on, before, paused := w.s.Together.On, w.here(), w.s.State == bot.StateWithPerson
	if on && paused && !w.stopped.is(before) {
		w.r.Fatalf("at %+v, although the bot stopped at %+v", before, w.stopped)
	}
	ways, told := len(w.s.Together.Ways), w.s.Together.Told
	said := w.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActHandBack, Case: w.s.Case.ID, Claim: w.s.Case.Claim, Staff: "marie", Name: "Marie"}})
	if w.out.Refused != "" || w.s.Case.State != bot.CaseClosed || w.s.Together.On {
		w.r.Fatalf("the case is %s: %s", w.s.Case.State, w.out.Refused)
	}
	if n := w.out.Case.Report.Steps; told && n.Alone+n.With+n.For != ways {
		w.r.Fatalf("%d steps are behind them, the report has %+v", ways, n)
	}
	if on && (w.s.State != bot.StateHelp || !w.here().is(before)) {
		w.r.Fatalf("handed back at %+v in %s, not at %+v:\n%s", w.here(), w.s.State, before, said)
	}
	if w.receipts != w.done {
		w.r.Fatalf("%d steps were done for them, %d receipts", w.done, w.receipts)
	}
	if w.now = w.now.Add(time.Hour); strings.Contains(w.does(bot.Input{Kind: bot.FromTimer}), "Fait pour vous") {
		w.r.Fatal("a receipt comes again")
	}
}
