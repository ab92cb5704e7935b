// Package bench tries flows without a phone: it plays transcripts against the
// dialogue with a clock of its own, and walks through everything that can be
// chosen.
package bench

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels"
	"passerelle/flows/chat"
)

// Player is one person with a phone in front of a book.
type Player struct {
	book    *dialogue.Book
	session bot.Session
	out     dialogue.Outcome
	now     time.Time
	address bot.Address
	sent    [][]bot.Payload // what each reply offered, for "press 2@3"
	last    bot.Input
	fields  map[string]string // what lies sealed with the contact
	turns   int
	played  []chat.Line
	calls   []bot.Call      // of the last line, as the channel sends them
	cover   *Coverage       // nil: nobody asks what is visited
	seen    map[string]bool // ids of messages that came already
	drawn   bool            // the next turn draws the lot "was that clear?"
	dir     fs.FS           // where a transcript's own files are; nil: nowhere
}

// NewPlayer begins after consent, at the menu, in the agency's first language,
// on WhatsApp, on Tuesday 10 November 2026 at nine.
func NewPlayer(book *dialogue.Book) *Player {
	a := book.Agency()
	p := &Player{book: book, address: number(bot.WhatsApp), seen: map[string]bool{}}
	p.now = time.Date(2026, 11, 10, 9, 0, 0, 0, a.Hours.Zone)
	p.session = bot.Session{State: bot.StateMenu, Consent: bot.Yes, Reach: p.address}
	if len(a.Languages) > 0 {
		p.session.Language = a.Languages[0]
	}
	return p
}

// number is an invented address on a channel.
func number(c bot.Channel) bot.Address {
	if c == bot.Telegram {
		return bot.Address{Channel: c, ID: "79000001"}
	}
	return bot.Address{Channel: c, ID: "+41790000001"}
}

// Play plays a transcript's own lines and returns them with what the bot said.
// Events are listed only where the transcript lists the kind of event.
func Play(book *dialogue.Book, lines []chat.Line) ([]chat.Line, error) {
	return play(NewPlayer(book), lines)
}

func play(p *Player, lines []chat.Line) ([]chat.Line, error) {
	wanted := map[string]bool{}
	for _, l := range lines {
		if l.Mark == chat.Event {
			wanted[kindOf(l.Text)] = true
		}
	}
	for _, l := range lines {
		if err := p.do(l, wanted); err != nil {
			return nil, fmt.Errorf("line %d: %w", l.Number, err)
		}
	}
	return p.played, nil
}

func (p *Player) do(l chat.Line, wanted map[string]bool) error {
	switch l.Mark {
	case chat.Writes:
		p.played = append(p.played, chat.Line{Mark: l.Mark, Text: l.Text})
		p.Send(bot.Input{Text: l.Text})
	case chat.Happens:
		p.played = append(p.played, chat.Line{Mark: l.Mark, Text: l.Text})
		if err := p.happen(l.Text); err != nil {
			return err
		}
	default:
		return nil
	}
	p.note(wanted)
	return nil
}

// Languages returns the languages that the agency offers.
func (p *Player) Languages() []string { return p.book.Languages() }

// Begin makes the player a stranger on a channel at a moment: nothing has been
// said yet. language is "" when the bot is to find it out.
func (p *Player) Begin(channel bot.Channel, language string, now time.Time) {
	p.address, p.now = number(channel), now.In(p.book.Agency().Hours.Zone)
	p.session = bot.Session{Language: language, Reach: p.address}
	p.played = []chat.Line{{Mark: chat.Happens, Text: "new"}, {Mark: chat.Happens, Text: "now " + p.now.Format("2006-01-02 15:04")},
		{Mark: chat.Happens, Text: "channel " + channel.String()}}
	if language != "" {
		p.played = append(p.played, chat.Line{Mark: chat.Happens, Text: "language " + language})
	}
}

// Line plays one typed line: what the contact writes or, after "!", what
// happens. It returns what the channel would send.
func (p *Player) Line(text string) ([]bot.Call, error) {
	line := chat.Line{Mark: chat.Writes, Text: text}
	if rest, ok := strings.CutPrefix(text, "!"); ok {
		line = chat.Line{Mark: chat.Happens, Text: strings.TrimSpace(rest)}
	}
	p.calls = p.calls[:0]
	err := p.do(line, nil)
	return p.calls, err
}

// Pass lets time go by.
func (p *Player) Pass(d time.Duration) { p.now = p.now.Add(d) }

// Played returns the talk so far, as a transcript.
func (p *Player) Played() []chat.Line { return p.played }

// Send plays one input of the contact and keeps what came out of it.
func (p *Player) Send(in bot.Input) {
	in.Kind, in.Address, in.ID = bot.FromContact, p.address, fmt.Sprintf("m%d", p.turns+1)
	p.last = in
	p.receive(in)
}

// receive takes a message as the store lets it in: one that was there already
// changes nothing.
func (p *Player) receive(in bot.Input) {
	p.out.Reset()
	if p.seen[in.ID] {
		return
	}
	p.seen[in.ID] = true
	p.turn(in)
}

// turn plays any input. The session goes through its bytes each time, as it
// does in the service.
// keep changes the contact's fields as a store would.
func (p *Player) keep(changed map[string]string) {
	if p.fields == nil {
		p.fields = map[string]string{}
	}
	for name, value := range changed {
		if p.fields[name] = value; value == "" {
			delete(p.fields, name)
		}
	}
}

func (p *Player) turn(in bot.Input) {
	p.turns++
	in.At, in.Fresh, in.Noted = p.now, p.fresh(), bot.Reminders(p.fields)
	p.book.Turn(&in, &p.session, &p.out)
	if err := p.session.Decode(string(p.session.Append(nil))); err != nil {
		panic(fmt.Sprintf("a session does not survive its bytes: %v", err))
	}
	p.keep(p.out.Fields)
	if p.cover != nil {
		p.cover.note(p.out.Events)
	}
	for _, r := range p.out.Replies {
		p.calls = append(p.calls, channels.Render(r, p.session.Reach, channels.Options{ByEar: p.session.Has(bot.FlagByEar), Token: in.Fresh, From: len(p.calls)})...)
		p.played = append(p.played, chat.Line{Mark: chat.Says, Text: Shape(r)})
		var offers []bot.Payload
		for _, c := range r.Choices {
			offers = append(offers, c.Payload)
		}
		p.sent = append(p.sent, offers)
	}
	switch {
	case p.out.Erase:
		p.session = bot.Session{}
	case p.out.Leave, p.out.Unlink:
		p.session = bot.Session{}
	}
}

// fresh is an invented token. It draws the lot only when the transcript says so:
// a talk reads the same wherever it stands.
func (p *Player) fresh() string {
	for n := 0; ; n++ {
		if token := fmt.Sprintf("fresh-%06d-invented-%04d", p.turns, n); dialogue.Draws(token) == p.drawn {
			return token
		}
	}
}

// Shape writes a reply as transcripts show it: picture, text, voice, choices.
func Shape(r bot.Reply) string {
	var lines []string
	if r.Picture != nil {
		lines = append(lines, "[picture: "+r.Picture.Alt+"]")
	}
	lines = append(lines, r.Text)
	if r.Speak || r.Voice != nil {
		lines = append(lines, "[voice]")
	}
	var choices []string
	for _, c := range r.Choices {
		if c.Label != "" {
			choices = append(choices, "["+strconv.Itoa(c.Number)+" "+c.Label+"]")
		}
	}
	if len(choices) > 0 {
		lines = append(lines, strings.Join(choices, " "))
	}
	return strings.Join(lines, "\n")
}

// note adds the wanted events of the last turn.
func (p *Player) note(wanted map[string]bool) {
	for _, e := range p.out.Events {
		if !wanted[e.Kind.String()] {
			continue
		}
		text := e.Kind.String()
		for _, f := range e.Fields() {
			text += " " + f.Name + "=" + f.Value
		}
		p.played = append(p.played, chat.Line{Mark: chat.Event, Text: text})
	}
	p.out.Events = p.out.Events[:0]
}

// kindOf returns the event's name of a "*" line: the words before a field.
func kindOf(text string) string {
	var name []string
	for _, w := range strings.Fields(text) {
		if strings.Contains(w, "=") {
			break
		}
		name = append(name, w)
	}
	return strings.Join(name, " ")
}
