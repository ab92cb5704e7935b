package bench

import (
	"fmt"
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels/limits"
	"passerelle/flows/chat"
)

// Trial is what somebody did in front of a phone, line by line. It is played
// again whenever the flows change: the same talk, with the words of now.
type Trial struct {
	Channel  bot.Channel
	Language string
	// Lines are as in a transcript: what is written, or "! " and what happens.
	Lines []string
}

// Message is one message of a trial, as the channel carries it.
type Message struct {
	Mine bool
	Text string
	// Happened is set for what is no message: time that passes, a jump.
	Happened bool
	Media    string // picture, voice … of a message that is not text; call
	Picture  string // the alternative text of the flow's picture that goes with it
	Keys     []TrialKey
	Parts    int // of an SMS; 0 on other channels
}

// TrialKey is a button. Line presses it now.
type TrialKey struct {
	Label, Line  string
	payload      string
	reply, offer int // which of the replies from the first, and of what it offers
}

// Play plays the trial with a book. A line that cannot be played any more, for
// the flows changed, ends the talk there: the messages until then are returned
// with an error that says why.
func (t Trial) Play(book *dialogue.Book) ([]Message, error) {
	p := NewPlayer(book)
	p.address = number(t.Channel)
	p.session.Reach = p.address
	if t.Language != "" {
		p.session.Language = t.Language
	}
	var all []Message
	for _, line := range t.Lines {
		before := len(p.sent)
		calls, err := p.Line(line)
		if err != nil {
			return all, err
		}
		all = append(all, p.wrote(line, all))
		for _, c := range calls {
			all = append(all, p.shown(c, before))
		}
	}
	for i := range all {
		for j := range all[i].Keys {
			k := &all[i].Keys[j]
			k.Line = fmt.Sprintf("! press %d@%d", k.offer+1, len(p.sent)-k.reply)
		}
	}
	return all, nil
}

// Transcript returns the trial as it was played with a book, as a test.
func (t Trial) Transcript(book *dialogue.Book) (string, error) {
	p := NewPlayer(book)
	lines := []chat.Line{{Mark: chat.Happens, Text: "channel " + t.Channel.String()}, {Mark: chat.Happens, Text: "language " + t.Language}}
	for _, line := range t.Lines {
		mark := chat.Writes
		if rest, ok := strings.CutPrefix(line, "! "); ok {
			mark, line = chat.Happens, rest
		}
		lines = append(lines, chat.Line{Mark: mark, Text: line})
	}
	for _, l := range lines {
		if err := p.do(l, nil); err != nil {
			return "", err
		}
	}
	return chat.Format(p.played), nil
}

// wrote is a line of the person's as it stands on the screen, after some others.
func (p *Player) wrote(line string, before []Message) Message {
	m := Message{Mine: true, Text: line}
	if rest, ok := strings.CutPrefix(line, "! "); ok {
		command, what, _ := strings.Cut(rest, " ")
		switch command {
		case "send":
			m.Media, m.Text = what, ""
		case "call":
			m.Media, m.Text = "call", ""
		case "press":
			m.Text = label(before, p.last.Payload.String())
		default:
			return Message{Happened: true, Text: rest}
		}
	}
	if p.address.Channel == bot.SMS && m.Text != "" {
		m.Parts = limits.Segments(m.Text).Segments
	}
	return m
}

// shown is a call of the last line as it stands on the screen.
func (p *Player) shown(c bot.Call, before int) Message {
	m := Message{Text: c.Text}
	if c.Channel == bot.SMS {
		m.Parts = limits.Segments(c.Text).Segments
	}
	for _, k := range c.Keys {
		key := TrialKey{Label: k.Label, payload: k.Payload}
		for i := before; i < len(p.sent); i++ {
			if n := slices.IndexFunc(p.sent[i], func(o bot.Payload) bool { return o.String() == k.Payload }); n >= 0 {
				key.reply, key.offer = i, n
			}
		}
		m.Keys = append(m.Keys, key)
	}
	return m
}

// label is what the newest button with a payload says.
func label(messages []Message, payload string) string {
	for _, m := range slices.Backward(messages) {
		for _, k := range m.Keys {
			if k.payload == payload {
				return k.Label
			}
		}
	}
	return ""
}

// start begins a flow: "! start scan-document".
func (p *Player) start(flow string) error {
	at, ok := p.book.Place(flow, "")
	if !ok {
		return fmt.Errorf("! start %s: there is no such flow", flow)
	}
	p.Send(bot.Input{Payload: dialogue.Start(at)})
	return nil
}

// jump goes to a step: "! at scan-document/light".
func (p *Player) jump(where string) error {
	flow, step, _ := strings.Cut(where, "/")
	at, ok := p.book.Place(flow, step)
	if !ok || step == "" {
		return fmt.Errorf("! at %s: there is no such step; it is written ! at flow/step", where)
	}
	p.Send(bot.Input{Payload: dialogue.Jump(&p.session, at)})
	return nil
}
