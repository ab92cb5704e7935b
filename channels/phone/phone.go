// Package phone is a phone in the browser, for trying: one invented person with
// SMS, WhatsApp and Telegram side by side, so that the same step shows in each
// shape, with what each message costs.
package phone

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"sync"
	"time"

	"passerelle/bot"
	"passerelle/channels"
	"passerelle/channels/limits"
	"passerelle/flows"
)

// Phone is the invented person's phone. It is a bot.Sender for every channel:
// what is sent to its numbers shows on the page, the rest goes nowhere.
type Phone struct {
	receiver channels.Receiver
	agency   string
	files    func(sum string) (flows.Asset, bool) // nil: none

	mu      sync.Mutex
	lines   [len(bot.Channels)]line
	number  int64 // of the present person
	changes int
}

// line is one channel of the phone.
type line struct {
	address bot.Address
	on      bool // typed words go here
	talk    []Bubble
}

var _ bot.Sender = (*Phone)(nil)

// New makes a phone with invented numbers that writes to a receiver.
func New(r channels.Receiver) *Phone {
	first, err := rand.Int(rand.Reader, big.NewInt(people))
	if err != nil {
		panic(err) // the system's randomness is gone
	}
	p := &Phone{receiver: r, number: first.Int64()}
	p.renew()
	return p
}

// people is how many invented numbers there are.
const people = 10_000

// renew gives the phone the next invented numbers: the bot meets a stranger.
func (p *Phone) renew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.number = (p.number + 1) % people
	for i, c := range bot.Channels {
		id := fmt.Sprintf("+4179000%04d", p.number)
		if c == bot.Telegram {
			id = fmt.Sprintf("7900%04d", p.number)
		}
		p.lines[i] = line{address: bot.Address{Channel: c, ID: id}, on: true}
	}
	p.changes++
}

// Send shows a call on the screen.
func (p *Phone) Send(_ context.Context, c bot.Call) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.lines {
		l := &p.lines[i]
		if l.address.Channel == c.Channel && l.address.ID == c.To {
			l.talk = append(l.talk, p.received(c))
			p.changes++
		}
	}
	return "phone-" + c.ID, nil
}

// Shows lets the phone show an agency's pictures and play its voices, which a
// media.Shelf serves beside it.
func (p *Phone) Shows(agency string, files func(sum string) (flows.Asset, bool)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.agency, p.files = agency, files
}

func (p *Phone) received(c bot.Call) Bubble {
	b := Bubble{Text: c.Text, Parts: parts(c.Channel, c.Text)}
	for _, k := range c.Keys {
		b.Keys = append(b.Keys, Button{Label: k.Label, Do: "press:" + k.Payload, Name: "label:" + k.Payload})
	}
	if c.Media == "" || p.files == nil {
		return b
	}
	if a, ok := p.files(c.Media); ok {
		b.File, b.Voice, b.Alt = "/media/"+p.agency+"/"+c.Media, a.Voice(), c.Alt
	}
	return b
}

// Find says that the phone cannot be asked; Send never leaves it in doubt.
func (p *Phone) Find(context.Context, bot.Call, time.Time) (string, bool, error) {
	return "", false, bot.ErrCannotTell
}

// Forget does nothing: a new phone is one click away.
func (p *Phone) Forget(context.Context, string, string) error { return nil }

func parts(c bot.Channel, text string) int {
	if c != bot.SMS || text == "" {
		return 0
	}
	return limits.Segments(text).Segments
}

// write sends something from every line that is on.
func (p *Phone) write(ctx context.Context, in bot.Input, b Bubble) error {
	p.mu.Lock()
	var from []bot.Address
	for i := range p.lines {
		l := &p.lines[i]
		if !l.on {
			continue
		}
		b.Mine, b.Parts = true, parts(l.address.Channel, b.Text)
		l.talk = append(l.talk, b)
		from = append(from, l.address)
	}
	p.changes++
	p.mu.Unlock()
	for _, address := range from {
		in.Address, in.ID = address, rand.Text()
		if err := p.receiver.Receive(ctx, in); err != nil {
			return fmt.Errorf("the bot did not take the message: %w", err)
		}
	}
	return nil
}
