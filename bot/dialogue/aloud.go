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

// HeardLike is the book where what could be heard of the one before it still can: a
// text that did not change has its file.
func (b *Book) HeardLike(last *Book) *Book { return b.WithVoices(last.voices) }

// Aloud lists what the machine may read aloud: the published help's steps and hints
// that the agency or the author wants heard, in every language that the agency speaks,
// with the answers that can be picked. What depends on the day or on the person is
// not among them, and is not heard.
func (b *Book) Aloud() []bot.Aloud {
	var list []bot.Aloud
	seen := map[bot.Aloud]bool{}
	add := func(a bot.Aloud) {
		if !seen[a] && a.Words != "" {
			seen[a] = true
			list = append(list, a)
		}
	}
	for _, e := range b.help() {
		for _, tag := range b.Languages() {
			if !slices.Contains(b.spoken[e.Flow], tag) {
				continue
			}
			for i := range e.Steps {
				if b.readsAloud(&e.Steps[i]) {
					b.aloudStep(bot.Place{Flow: e.Number, Step: uint16(i)}, tag, add)
				}
			}
		}
	}
	return list
}

// readsAloud reports whether the agency or the author wants a step heard by the
// machine. Whoever recorded a voice is heard instead.
func (b *Book) readsAloud(step *flows.Step) bool {
	return step.Voice.File == "" && (step.Voice.ReadAloud || b.agency.ReadAloud)
}

// aloudStep lists a step and its hints, in each of its variants, by the same code
// that shows them.
func (b *Book) aloudStep(p bot.Place, tag string, add func(bot.Aloud)) {
	step := &b.byNumber[p.Flow].Steps[p.Step]
	variants := []*flows.Instead{{}} // the step itself
	for i := range step.Instead {
		if step.Instead[i].Next.Kind == flows.ToNothing {
			variants = append(variants, &step.Instead[i])
		}
	}
	for _, variant := range variants {
		s := bot.Session{State: bot.StateHelp, Language: tag, Place: p, Reach: bot.Address{Channel: bot.WhatsApp, ID: "0"}}
		t := &turn{book: b, in: &bot.Input{}, s: &s, out: &Outcome{}, variant: variant}
		v := t.view(step)
		for _, words := range slices.Insert(slices.Clone(v.stuck), 0, v.words) {
			if raw := t.local(words); !passing(raw) {
				t.pickStep(step)
				t.prompt(t.fill(raw))
				add(bot.Aloud{Language: tag, Words: heard(t.fill(raw), t.out.Replies[len(t.out.Replies)-1].Choices)})
			}
		}
	}
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
	var b strings.Builder
	b.WriteString(words)
	for _, c := range choices {
		if c.Payload.Kind != bot.PayloadStep || c.Label == "" || c.Number == 0 {
			break
		}
		b.WriteString("\n" + strconv.Itoa(c.Number) + ": " + c.Label + ".")
	}
	return b.String()
}

// aloud lets a step or a hint be heard by who sent a voice note or asks to hear it,
// where there is no recorded voice. It is never put over a screen reader
// (PEOPLE.md 4) and never goes out by SMS.
func (t *turn) aloud(r *bot.Reply, step *flows.Step, words string) {
	wants := t.hearing || t.s.Has(bot.FlagByVoice)
	if !wants || r.Voice != nil || t.s.Has(bot.FlagByEar) || !t.hears() || !t.book.readsAloud(step) {
		return
	}
	if t.book.voices == nil {
		r.Speak = true
		return
	}
	if name := t.book.voices[bot.Aloud{Language: t.s.Language, Words: heard(words, r.Choices)}]; name != "" {
		r.Speak, r.Voice = true, &bot.FlowVoice{Sum: name}
	}
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
	if i := len(t.out.Replies) - 1; i >= 0 && !t.s.Has(bot.FlagByEar) && !t.out.Replies[i].Speak && t.out.Replies[i].Voice == nil {
		t.out.Replies[i].Text = t.phrase("listen_not") + "\n" + t.out.Replies[i].Text
	}
}
