package studio

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
	"passerelle/channels/phone"
	"passerelle/flows"
	"passerelle/flows/bench"
)

// desk is what one author has in front of them: the talk on the three phones,
// and in which language they work.
type desk struct {
	in      string // language of the texts; "" for the agency's first
	on      [len(bot.Channels)]bool
	trials  [len(bot.Channels)][]string
	flow    string // the flow that the talk is about
	changes int
	notes   []note // what became of the last act
	noted   time.Time
}

// note says what became of an act.
type note struct {
	Wrong bool
	Text  string
}

// mostLines bounds a talk: it is played again at every look.
const mostLines = 200

// at returns a copy of an author's desk.
func (w *workshop) at(who Author) desk {
	w.mu.Lock()
	defer w.mu.Unlock()
	return *w.deskOf(who)
}

// change changes an author's desk.
func (w *workshop) change(who Author, do func(*desk)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.deskOf(who)
	do(d)
	d.changes++
}

// noteLasts is how long a note of an act is shown to whoever looks: the answer to
// the act, and a look that crosses it, must both have it.
const noteLasts = 5 * time.Second

// notes returns what became of the author's last act, while it is fresh.
func (w *workshop) notes(who Author) []note {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.deskOf(who)
	if w.options.Now().Sub(d.noted) > noteLasts {
		d.notes = nil
	}
	return d.notes
}

// tell notes what became of an act, in place of what was noted before.
func (w *workshop) tell(who Author, notes ...note) {
	w.change(who, func(d *desk) { d.notes, d.noted = notes, w.options.Now() })
}

func (w *workshop) deskOf(who Author) *desk {
	d := w.desks[who.Login]
	if d == nil {
		d = &desk{}
		for i := range d.on {
			d.on[i] = true
		}
		w.desks[who.Login] = d
	}
	return d
}

// stateFor is a mark of what an author's page would show.
func (w *workshop) stateFor(who Author) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		if err := w.look(); err != nil {
			return "", err
		}
		return fmt.Sprint(w.state.Load().mark, " ", w.at(who).changes), nil
	}
}

// begin puts a flow's first step on the phones, unless its talk is there
// already.
func (d *desk) begin(f *flows.Flow) {
	if d.flow == f.ID {
		return
	}
	d.flow = f.ID
	d.all("! start " + f.ID)
}

// all makes a line the whole talk on every phone.
func (d *desk) all(line string) {
	for i := range d.trials {
		d.trials[i] = []string{line}
	}
}

// add adds a line on some phones.
func (d *desk) add(line string, on func(i int) bool) {
	for i := range d.trials {
		if on(i) && len(d.trials[i]) < mostLines {
			d.trials[i] = append(slices.Clip(d.trials[i]), line)
		}
	}
}

// language is the one that the author works in.
func (d *desk) language(st *state) string {
	languages := st.book.Languages()
	if slices.Contains(languages, d.in) {
		return d.in
	}
	return languages[0]
}

// screens plays the talk on the three phones with the book of now.
func (d *desk) screens(st *state, base, lang string) (list []phone.Screen) {
	for i, c := range bot.Channels {
		trial := bench.Trial{Channel: c, Language: d.language(st), Lines: d.trials[i]}
		messages, err := trial.Play(st.book)
		talk := st.bubbles(base, c, messages, lang)
		if err != nil {
			talk = append(talk, phone.Bubble{Happened: true, Text: words.In(lang, "talk_over")})
		}
		s := phone.NewScreen(c, talk)
		s.On = d.on[i]
		list = append(list, s)
	}
	return list
}

func (s *state) bubbles(base string, c bot.Channel, messages []bench.Message, lang string) (talk []phone.Bubble) {
	for _, m := range messages {
		b := phone.Bubble{Mine: m.Mine, Happened: m.Happened, Text: m.Text, Media: m.Media, Parts: m.Parts}
		if m.Happened {
			b.Text = happened(m.Text, lang)
		}
		if a, ok := s.asset(m.File); ok {
			b.File, b.Alt, b.Voice = base+"/media/"+a.Sum, m.Alt, a.Voice()
		}
		for _, k := range m.Keys {
			b.Keys = append(b.Keys, phone.Button{Label: k.Label, Do: "line:" + c.String() + ":" + k.Line})
		}
		talk = append(talk, b)
	}
	return talk
}

// happened says what happened between the messages, in the author's language.
func happened(text, lang string) string {
	command, rest, _ := strings.Cut(text, " ")
	switch command {
	case "start", "at":
		return words.In(lang, "from_"+command) + " " + rest
	case "wait":
		return words.In(lang, "later") + " " + words.In(lang, "wait_"+strings.ReplaceAll(rest, " ", "_"))
	case "new":
		return words.In(lang, "new_person")
	}
	return text
}

// merged are the studio's words and those of the phones that it draws.
func merged(own, others page.Words) page.Words {
	all := page.Words{}
	for _, w := range []page.Words{others, own} {
		for key, by := range w {
			all[key] = by
		}
	}
	return all
}
