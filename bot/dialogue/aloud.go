package dialogue

import (
	"slices"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

// WithVoices is the book where these texts can be heard: the name of each one's file.
// A book that was never told takes it that everything can, and names no file: so
// transcripts show what would be heard.
func (b *Book) WithVoices(there map[bot.Aloud]string) *Book {
	with := *b
	with.voices = there
	return &with
}

// Voiced reports whether the machine has read something aloud, or nobody said.
func (b *Book) Voiced() bool { return b.voices == nil || len(b.voices) > 0 }

// HeardLike is the book where what could be heard of the one before it still can: a
// text that did not change has its file.
func (b *Book) HeardLike(last *Book) *Book { return b.WithVoices(last.voices) }

// Aloud lists what the machine may read aloud: the published help's steps and hints
// that the agency or the author wants heard, in every language that the agency speaks,
// with the answers that can be picked; before them what everybody comes by, see
// standing. What depends on the day or on the person is not among them, and is not
// heard.
func (b *Book) Aloud() []bot.Aloud {
	list := b.standing()
	seen := map[bot.Aloud]bool{}
	for _, e := range b.help() {
		for _, tag := range b.Languages() {
			for _, x := range b.heardOf(e, tag) {
				if x.Machine && !seen[x.Aloud] {
					seen[x.Aloud] = true
					list = append(list, x.Aloud)
				}
			}
		}
	}
	return list
}

// Heard is a text of a help as it may be heard.
type Heard struct {
	Spot bot.Spot
	bot.Aloud
	Number  int  // of the step, from 1
	Machine bool // the machine reads it where nobody recorded it
	File    bool // the flow names a recorded file, which wins over everything
}

// HeardOf lists what can be heard of a published help in a language: each step, with
// its variants and hints. What depends on the day or on the person is not among them.
// nil: there is no such help, or it is not there in that language.
func (b *Book) HeardOf(flow, tag string) []Heard {
	for _, e := range b.help() {
		if e.ID == flow && b.speaks(tag) {
			return b.heardOf(e, tag)
		}
	}
	return nil
}

// HeardAt returns what a spot says now; false where nothing can be heard there.
func (b *Book) HeardAt(s bot.Spot) (Heard, bool) {
	texts := b.HeardOf(s.Flow, s.Language)
	if i := slices.IndexFunc(texts, func(h Heard) bool { return h.Spot == s }); i >= 0 {
		return texts[i], true
	}
	return Heard{}, false
}

// Helps lists the published helps that can be followed in a language.
func (b *Book) Helps(tag string) []Edition {
	return slices.DeleteFunc(b.help(), func(e Edition) bool { return !slices.Contains(b.spoken[e.Flow], tag) })
}

func (b *Book) heardOf(e Edition, tag string) (list []Heard) {
	if !slices.Contains(b.spoken[e.Flow], tag) {
		return nil
	}
	for i := range e.Steps {
		step := &e.Steps[i]
		b.aloudStep(bot.Place{Flow: e.Number, Step: uint16(i)}, tag, func(part string, a bot.Aloud) {
			same := func(x Heard) bool { return x.Aloud == a && x.Number == i+1 }
			if a.Words != "" && !slices.ContainsFunc(list, same) {
				spot := bot.Spot{Flow: e.ID, Step: step.ID, Part: part, Language: tag}
				file := step.Voice.Files[tag] != "" && !strings.Contains(part, "hint")
				list = append(list, Heard{spot, a, i + 1, b.readsAloud(step, tag), file})
			}
		})
	}
	return list
}

// readsAloud reports whether the agency or the author wants a step heard by the
// machine. Whoever recorded a voice is heard instead.
func (b *Book) readsAloud(step *flows.Step, tag string) bool {
	return step.Voice.Files[tag] == "" && (step.Voice.ReadAloud || b.agency.ReadAloud)
}

// aloudStep lists a step and its hints, in each of its variants, by the same code
// that shows them, and what part of the step each one is.
func (b *Book) aloudStep(p bot.Place, tag string, add func(part string, a bot.Aloud)) {
	step := &b.byNumber[p.Flow].Steps[p.Step]
	variants := []*flows.Instead{{}} // the step itself
	for i := range step.Instead {
		if step.Instead[i].Next.Kind == flows.ToNothing {
			variants = append(variants, &step.Instead[i])
		}
	}
	for n, variant := range variants {
		s := bot.Session{State: bot.StateHelp, Language: tag, Place: p, Reach: bot.Address{Channel: bot.WhatsApp, ID: "0"}}
		t := &turn{book: b, in: &bot.Input{}, s: &s, out: &Outcome{}, variant: variant}
		v := t.view(step)
		for hint, words := range slices.Insert(slices.Clone(v.stuck), 0, v.words) {
			if raw := t.local(words); !passing(raw) {
				t.pickStep(step)
				t.prompt(t.fill(raw))
				add(partOf(n, hint), bot.Aloud{Language: tag, Words: heard(t.fill(raw), t.out.Replies[len(t.out.Replies)-1].Choices)})
			}
		}
	}
}

// partOf names a part of a step: "" for its words, instead-1 for its first variant,
// hint-1 for its first hint, instead-1-hint-1 for that variant's.
func partOf(variant, hint int) string {
	var parts []string
	if variant > 0 {
		parts = append(parts, "instead-"+strconv.Itoa(variant))
	}
	if hint > 0 {
		parts = append(parts, "hint-"+strconv.Itoa(hint))
	}
	return strings.Join(parts, "-")
}

// everlasting are the placeholders whose value is the same for everybody, until the files
// of the agency change.
var everlasting = []string{"agency", "keep_for", "number", "fact", "word", "page"}

// passing reports whether a text holds a placeholder that depends on the day or on the
// person: such words are never given to a program and never kept in a file.
func passing(words string) bool {
	for rest := words; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			return false
		}
		name, _, _ := strings.Cut(after, "}")
		group, _, _ := strings.Cut(name, ".")
		if !slices.Contains(everlasting, group) {
			return true
		}
		rest = after
	}
}

// heard is what is read aloud of a step: its words, and the numbers of its own
// answers. What follows them is the same everywhere and is only read.
func heard(words string, choices []bot.Choice) string {
	own := slices.IndexFunc(choices, func(c bot.Choice) bool {
		return c.Payload.Kind != bot.PayloadStep || c.Label == "" || c.Number == 0
	})
	if own < 0 {
		own = len(choices)
	}
	return withNumbers(words, choices[:own])
}

// withNumbers is how words and what can be chosen are read aloud.
func withNumbers(words string, choices []bot.Choice) string {
	var b strings.Builder
	b.WriteString(words)
	for _, c := range choices {
		b.WriteString("\n" + strconv.Itoa(c.Number) + ": " + c.Label + ".")
	}
	return b.String()
}

// hearsNow reports whether a reply may be heard: by who sent a voice note or asks to
// hear it, where it has no voice yet. It is never put over a screen reader
// (PEOPLE.md 4) and never goes out by SMS.
func (t *turn) hearsNow(r *bot.Reply) bool {
	wants := t.hearing || t.s.Has(bot.FlagByVoice)
	return wants && !r.Speak && r.Voice == nil && !t.s.Has(bot.FlagByEar) && t.hears()
}

// speak lets a reply be heard from a file; none where it is "".
func speak(r *bot.Reply, file string) {
	if file != "" {
		r.Speak, r.Voice = true, &bot.FlowVoice{Sum: file}
	}
}

// aloud lets a step or a hint be heard where the flow names no recorded file: by who
// of the staff recorded it, else by the machine.
func (t *turn) aloud(r *bot.Reply, step *flows.Step, words string) {
	if !t.hearsNow(r) {
		return
	}
	text := bot.Aloud{Language: t.s.Language, Words: heard(words, r.Choices)}
	switch file := t.recorded(text); {
	case file != "":
		speak(r, file)
	case !t.book.readsAloud(step, t.s.Language):
	case t.book.voices == nil:
		r.Speak = true
	default:
		speak(r, t.book.voices[text])
	}
}

// recorded returns the file of a text that somebody of the staff recorded and another
// one approved; "" for none.
func (t *turn) recorded(text bot.Aloud) string {
	if len(t.in.Desk.Recorded) == 0 {
		return ""
	}
	return t.in.Desk.Recorded[text.Sum()]
}

// hears reports whether the channel carries voices, and may.
func (t *turn) hears() bool {
	c := t.s.Reach.Channel
	return (c == bot.WhatsApp || c == bot.Telegram) && t.carries("pictures")
}

// listen says by voice what was said last: the hint, where one was given, else the
// step. Where nothing can be heard it says so kindly and shows the text once more.
func (t *turn) listen() {
	if t.s.Reach.Channel == bot.SMS {
		t.pickOn()
		t.pickWord(wordCallBack)
		t.prompt(t.phrase("listen_sms"))
		return
	}
	t.hearing = true
	_, step := t.at(t.s.Place)
	if n := t.hints(0); n > 0 && step != nil && t.s.State == bot.StateHelp && n <= len(t.view(step).stuck) {
		words := t.words(t.view(step).stuck[n-1])
		t.lead(words)
		t.pickHint(step, words)
	} else {
		t.again()
	}
	if i := len(t.out.Replies) - 1; i >= 0 {
		t.aloudStanding(&t.out.Replies[i])
	}
	if i := len(t.out.Replies) - 1; i >= 0 && !t.s.Has(bot.FlagByEar) && !t.out.Replies[i].Speak && t.out.Replies[i].Voice == nil {
		t.out.Replies[i].Text = t.phrase("listen_not") + "\n" + t.out.Replies[i].Text
	}
}
