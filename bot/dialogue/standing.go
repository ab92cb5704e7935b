package dialogue

import (
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// standing lists what can be heard besides the steps of help by who speaks instead of
// writing: the greeting, the menu and what its choices open, the items of checks. What
// is taken is what reads the same to two people on two days, one in the opening hours:
// the rest depends on the day or on the person.
func (b *Book) standing() []bot.Aloud {
	if !b.agency.ReadAloud {
		return nil
	}
	silent := b.WithVoices(map[bot.Aloud]string{})
	tuesday := time.Date(2026, time.November, 10, 10, 0, 0, 0, time.UTC)
	sunday := time.Date(2026, time.November, 15, 2, 0, 0, 0, time.UTC)
	var list []bot.Aloud
	for _, tag := range b.Languages() {
		one := visitor{book: silent, tag: tag, at: tuesday, name: "visitor-0"}
		other := visitor{book: silent, tag: tag, at: sunday, name: "visitor-1"}
		again := map[bot.Aloud]bool{}
		for _, x := range one.visit() {
			again[x] = true
		}
		for _, x := range other.visit() {
			if again[x] {
				list, again[x] = append(list, x), false
			}
		}
	}
	return list
}

// visitor is an invented person who looks at what everybody comes by.
type visitor struct {
	book  *Book
	tag   string
	at    time.Time
	name  string
	heard []bot.Aloud
}

// visit returns what there is to hear, as often as it comes.
func (v *visitor) visit() []bot.Aloud {
	v.greeted()
	v.asked()
	return v.heard
}

// greeted goes from a first voice note to the menu, and opens each of its choices.
func (v *visitor) greeted() {
	v.says("")
	v.says("", "1")
	menu := v.book.first["menu"][v.tag]
	for n := range v.says("", "2", menu) {
		v.says("", "2", menu, strconv.Itoa(n))
	}
}

// says begins anew, sends what is given, "" for a voice note, and returns how many
// numbers can be chosen in the end, 0 included.
func (v *visitor) says(messages ...string) (numbers int) {
	s := bot.Session{Language: v.tag}
	var out Outcome
	for i, text := range messages {
		in := bot.Input{Kind: bot.FromContact, At: v.at, Address: bot.Address{Channel: bot.WhatsApp, ID: "0"}, Text: text,
			ID: v.name + strconv.Itoa(i), Fresh: strings.Repeat(v.name, 4)}
		if text == "" {
			in.Media = []bot.Media{{Kind: bot.Voice}}
		}
		v.book.Turn(&in, &s, &out)
	}
	for i := range out.Replies {
		if s.State != bot.StateHelp { // a step is listed with its help
			v.hears(&out.Replies[i])
		}
	}
	return len(s.Offered)
}

// asked is shown every item of every check.
func (v *visitor) asked() {
	for _, e := range v.book.current {
		if e.Kind != flows.KindCheck || e.Check == nil {
			continue
		}
		for i := range e.Check.Items {
			s := bot.Session{State: bot.StateCheck, Language: v.tag, Place: bot.Place{Flow: e.Number, Step: uint16(i)}, Reach: bot.Address{Channel: bot.WhatsApp, ID: "0"}}
			t := &turn{book: v.book, in: &bot.Input{At: v.at}, s: &s, out: &Outcome{}}
			t.showItem()
			v.hears(&t.out.Replies[0])
		}
	}
}

func (v *visitor) hears(r *bot.Reply) {
	if r.Voice == nil && len(r.Choices) > 0 {
		v.heard = append(v.heard, standingText(v.tag, r))
	}
}

// standingText is what is read aloud of a reply that is no step: its words, and the
// numbers of all its choices.
func standingText(tag string, r *bot.Reply) bot.Aloud {
	return bot.Aloud{Language: tag, Words: withNumbers(r.Text, r.Choices)}
}

// aloudStanding lets a reply that is no step be heard where the machine has read it.
func (t *turn) aloudStanding(r *bot.Reply) {
	if !t.book.agency.ReadAloud || r.Kind != bot.ReplyAnswer || len(r.Choices) == 0 || !t.hearsNow(r) {
		return
	}
	text := standingText(t.s.Language, r)
	if t.book.voices == nil {
		r.Speak = t.book.stands(text)
		return
	}
	speak(r, t.book.voices[text])
}
