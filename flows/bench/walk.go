package bench

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels"
	"passerelle/channels/limits"
	"passerelle/flows"
)

// Walked is what a walk saw.
type Walked struct {
	States, Turns int
	Steps         map[string]bool // flow/step ids that were shown
	Parts         int             // of the dearest reply by SMS
	Dearest       string          // that reply
	Findings      []string        // each once, with how to get there
	Cut           bool            // there were more states than allowed
}

// Walk tries everything that a contact can do, from a first message on, in one
// language on one channel: every choice that is offered, every reserved word,
// a picture, a voice note and words that nobody understands, in every control
// state; at most most states. A control state is what is offered and, in a flow,
// the step, the hints and the kind of phone, elsewhere the consent and the
// case: not the times, not the way that led there, not the answers so far. flags are facts that hold from the start, such as reading by ear.
func Walk(book *dialogue.Book, words map[string]string, language string, channel bot.Channel, flags bot.Flag, most int) *Walked {
	w := &walker{book: book, language: language, address: number(channel), most: most, seen: map[string]bool{}, said: map[string]bool{}}
	w.Steps = map[string]bool{}
	w.at = time.Date(2026, 11, 10, 9, 0, 0, 0, book.Agency().Hours.Zone)
	for _, name := range slices.Sorted(keys(words)) {
		w.inputs = append(w.inputs, bot.Input{Text: words[name]})
		if name == "human" {
			w.human = words[name]
		}
	}
	w.inputs = append(w.inputs, bot.Input{Text: "qwrtzp lkjh"}, bot.Input{Media: []bot.Media{{Kind: bot.Picture}}}, bot.Input{Media: []bot.Media{{Kind: bot.Voice}}},
		bot.Input{Media: []bot.Media{{Kind: bot.Location}}}, bot.Input{Text: "18"})
	var first bot.Session
	first.Language, first.Reach, first.Flags = language, w.address, flags
	w.add(&first, "")
	w.addRetired(first)
	w.addItems(first)
	for w.urgent != nil || len(w.queue)+len(w.later) > 0 {
		w.visit(w.next())
	}
	return &w.Walked
}

// addRetired begins in every flow that nobody can begin any more: somebody may
// still be in it.
func (w *walker) addRetired(first bot.Session) {
	revisions := w.book.Revisions()
	for _, number := range slices.Sorted(keys(revisions)) {
		flow := revisions[number]
		if flow.Status != flows.Retired || flow.Kind != flows.KindHelp {
			continue
		}
		s := first
		s.State, s.Place, s.Hints = bot.StateHelp, bot.Place{Flow: number}, []uint8{0}
		w.Steps[flow.ID+"/"+flow.Steps[0].ID] = true
		w.add(&s, " (in "+flow.ID+", which is retired)")
	}
}

// addItems begins at every item that a check can ask here: which ones somebody
// meets hangs on all their answers, and the walk does not tell those apart.
func (w *walker) addItems(first bot.Session) {
	for _, e := range w.book.Editions() {
		if e.Check == nil {
			continue
		}
		for i := range e.Check.Items {
			s := first
			s.State, s.Place, s.Check, s.Hints = bot.StateCheck, bot.Place{Flow: e.Number, Step: uint16(i)}, bot.Place{Flow: e.Number}, []uint8{0}
			if w.book.Asks(&e.Check.Items[i], &s) {
				w.Steps[e.ID+"/"+e.Check.Items[i].ID] = true
				w.later = append(w.later, stop{s.Append(nil), " (at " + e.Check.Items[i].ID + ")"})
			}
		}
	}
}

// next takes a state at a step that nobody was at yet, if there is one: what an
// author wrote is seen before the ways beside it.
func (w *walker) next() (s stop) {
	if n := len(w.urgent); n > 0 {
		s, w.urgent = w.urgent[n-1], w.urgent[:n-1]
		if n == 1 {
			w.urgent = nil
		}
		return s
	}
	if len(w.queue) == 0 {
		s, w.later = w.later[0], w.later[1:]
		return s
	}
	s, w.queue = w.queue[0], w.queue[1:]
	return s
}

func keys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

type walker struct {
	Walked
	book     *dialogue.Book
	language string
	address  bot.Address
	human    string // the word that asks for a person
	at       time.Time
	most     int
	inputs   []bot.Input
	seen     map[string]bool
	said     map[string]bool
	fresh    bool // the last turn showed a step that nobody was at yet
	queue    []stop
	urgent   []stop // at steps that nobody was at yet
	later    []stop // at items of checks, tried last
	out      dialogue.Outcome
}

// stop is a control state that is still to be visited, and the way there.
type stop struct {
	session []byte
	way     string
}

// add notes a control state, once.
func (w *walker) add(s *bot.Session, way string) {
	bytes := s.Append(nil)
	key := control(bytes)
	if w.seen[key] {
		return
	}
	if len(w.seen) >= w.most {
		w.Cut = true
		return
	}
	w.seen[key] = true
	w.States++
	if w.fresh {
		w.urgent, w.fresh = append(w.urgent, stop{bytes, way}), false
		return
	}
	w.queue = append(w.queue, stop{bytes, way})
}

// mostLadder is how many hints are told apart; ladders are shorter.
const mostLadder = 3

// control is a session's control state as bytes.
func control(bytes []byte) string {
	var s bot.Session
	if err := s.Decode(string(bytes)); err != nil {
		panic(err) // a session that was just written
	}
	s.Last, s.Told, s.Turns, s.Minute = time.Time{}, time.Time{}, 0, 0
	s.Trail, s.Asked, s.Timers, s.Earlier = nil, nil, nil, nil
	s.CheckAt, s.EarlierAt, s.EarlierCheck = time.Time{}, time.Time{}, bot.Place{}
	s.Answers = slices.DeleteFunc(s.Answers, func(a bot.Answer) bool { return dialogue.Remembers(a.Name) })
	s.Before, s.Check, s.Share, s.Misses, s.Stuck, s.More = 0, bot.Place{}, 0, 0, 0, 0
	if len(s.Hints) > 0 {
		s.Hints = []uint8{min(slices.Max(s.Hints), mostLadder)}
	}
	s.Flags &= bot.FlagSheet
	if s.State == bot.StateHelp || s.State == bot.StateCheck {
		s.Consent, s.Case = 0, bot.SessionCase{}
		if !atStep(&s) {
			s.Hints, s.Device = nil, 0 // a page beside the step: the step comes again after it
		}
	} else {
		s.Hints, s.Place, s.Flags, s.Device, s.Calls = nil, bot.Place{}, 0, 0, nil // what leads back is among the choices
	}
	s.Danger, s.Case = bot.SessionDanger{}, bot.SessionCase{State: s.Case.State}
	return string(s.Append(nil))
}

// resume is what the dialogue numbers "go on" with; smaller arguments are
// answers to a step.
const resume = 1002

// atStep reports whether answers to the present step are offered.
func atStep(s *bot.Session) bool {
	return slices.ContainsFunc(s.Offered, func(p bot.Payload) bool {
		return p.Kind == bot.PayloadStep && p.Flow == s.Place.Flow && p.Step == s.Place.Step && p.Arg < resume
	})
}

// visit does everything that can be done in a state.
func (w *walker) visit(from stop) {
	var s bot.Session
	if err := s.Decode(string(from.session)); err != nil {
		panic(err)
	}
	inputs := slices.Clone(w.inputs)
	for i, p := range s.Offered {
		if !p.IsZero() {
			inputs = append(inputs, bot.Input{Text: fmt.Sprint(i)})
		}
	}
	if next := s.NextTimer(); !next.IsZero() {
		inputs = append(inputs, bot.Input{Kind: bot.FromTimer, At: next})
	}
	for _, in := range inputs {
		w.turn(from, in)
	}
}

func (w *walker) turn(from stop, in bot.Input) {
	var s bot.Session
	if err := s.Decode(string(from.session)); err != nil {
		panic(err)
	}
	before := s.State
	s.Minute, s.Told = 0, time.Time{}
	in.Fresh = "walk-invented-token-000000"
	if in.Kind == 0 {
		in.Kind, in.Address, in.At = bot.FromContact, w.address, w.at
	}
	w.book.Turn(&in, &s, &w.out)
	w.Turns++
	way := from.way + " > " + did(in)
	w.check(before, &s, in, way)
	w.note(&s)
	if !w.out.Erase && !w.out.Leave && s.Language == w.language {
		w.add(&s, way)
	}
}

// note remembers which steps and questions were shown.
func (w *walker) note(s *bot.Session) {
	w.fresh = false
	see := func(place string) {
		w.fresh = w.fresh || !w.Steps[place]
		w.Steps[place] = true
	}
	for _, e := range w.out.Events {
		if e.Kind == bot.EventStepShown {
			see(e.Topic + "/" + e.Step)
		}
	}
	if flow := w.book.Flow(s.Place.Flow); flow != nil && flow.Check != nil && int(s.Place.Step) < len(flow.Check.Items) {
		see(flow.ID + "/" + flow.Check.Items[s.Place.Step].ID)
	}
}

func did(in bot.Input) string {
	if in.Kind == bot.FromTimer {
		return "[time goes by]"
	}
	if len(in.Media) > 0 {
		return "[" + in.Media[0].Kind.String() + "]"
	}
	return in.Text
}

// unfilled finds a placeholder that nobody filled.
var unfilled = regexp.MustCompile(`\{[a-z_.-]+\}`)

// mostReplies is how many messages one turn may send.
const mostReplies = 4

// check looks at what a turn said.
func (w *walker) check(before bot.State, s *bot.Session, in bot.Input, way string) {
	find := func(format string, v ...any) {
		what := fmt.Sprintf(format, v...)
		if key, _, _ := strings.Cut(what, ":"); !w.said[key] {
			w.said[key] = true
			w.Findings = append(w.Findings, what+"\n  after"+way)
		}
	}
	replies := w.out.Replies
	silent := s.State == bot.StateStopped || s.State == bot.StateWithPerson
	switch {
	case len(replies) == 0 && !silent && in.Kind == bot.FromContact:
		find("silence in %s", s.State)
	case len(replies) > mostReplies:
		find("%d replies at once in %s", len(replies), s.State)
	}
	for _, r := range replies {
		if strings.TrimSpace(r.Text) == "" && r.Picture == nil {
			find("an empty reply in %s", s.State)
		}
		if m := unfilled.FindString(r.Text); m != "" {
			find("%s is not filled: %q", m, r.Text)
		}
		w.fits(r, s, find)
	}
	if len(s.Offered) == 0 && !silent && !w.out.Erase && !w.out.Leave && len(replies) > 0 && replies[len(replies)-1].Kind != bot.ReplyFarewell {
		find("a dead end in %s, %s: %q", s.State, w.place(s), replies[len(replies)-1].Text)
	}
	if in.Text == w.human && before != bot.StateStopped && !w.reached(s) {
		find("no person from %s, %s", before, w.place(s))
	}
}

// reached reports whether a person is at hand: waiting for one, or one answer away.
func (w *walker) reached(s *bot.Session) bool {
	callBack := false
	for _, r := range w.out.Replies {
		callBack = callBack || len(r.Choices) > 0
	}
	return s.State == bot.StateWaiting || s.State == bot.StateWithPerson || s.Asking == bot.AskConsent || callBack && (s.Consent == bot.No || s.Has(bot.FlagForOther))
}

func (w *walker) place(s *bot.Session) string {
	flow := w.book.Flow(s.Place.Flow)
	if flow == nil {
		return "no flow"
	}
	return fmt.Sprintf("%s %d", flow.ID, s.Place.Step)
}

// fits checks a reply as its channel sends it.
func (w *walker) fits(r bot.Reply, s *bot.Session, find func(string, ...any)) {
	limit := channels.Limits(w.address.Channel)
	for _, c := range channels.Render(r, w.address, channels.Options{ByEar: s.Has(bot.FlagByEar), Token: "t"}) {
		if n := utf8.RuneCountInString(c.Text); n > limit.Characters {
			find("%d characters: %q", n, c.Text)
		}
		for _, k := range c.Keys {
			if k.Label == "" || utf8.RuneCountInString(k.Label) > limit.Label || len(k.Payload) > limit.Payload {
				find("a button does not fit: %q %q", k.Label, k.Payload)
			}
		}
		if limit.Parts == 0 {
			continue
		}
		parts := limits.Segments(c.Text).Segments
		if parts > w.Parts {
			w.Parts, w.Dearest = parts, c.Text
		}
		if parts > limit.Parts {
			find("%d SMS parts at %s: %q", parts, w.place(s), c.Text)
		}
	}
	shown := 0
	for _, c := range r.Choices {
		if c.Label != "" { // the lines of a sheet are choices that say so themselves
			shown++
		}
	}
	if shown > limit.Choices+1 { // and "0"
		find("%d choices at once in %s", shown, s.State)
	}
}
