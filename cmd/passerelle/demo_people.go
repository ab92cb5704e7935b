package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/channels"
)

// person is somebody invented who waits in the demonstration's queue.
type person struct {
	address bot.Address
	ago     time.Duration // when they wrote first
	call    bool          // rang and did not write
	says    []string
}

// people wait for three different reasons, on three channels. The numbers are
// invented.
var people = []person{
	{address: bot.Address{Channel: bot.WhatsApp, ID: "+41790000021"}, ago: 3 * time.Hour, says: []string{
		"Grüezi", "Ich habe eine komische SMS bekommen, die Post will Geld", "1", "Mensch", "1", "Ich habe schon auf den Link gedrückt"}},
	{address: bot.Address{Channel: bot.SMS, ID: "+41790000022"}, ago: 50 * time.Minute, call: true},
	{address: bot.Address{Channel: bot.Telegram, ID: "79000023"}, ago: 20 * time.Minute, says: []string{
		"bonjour", "je dois scanner un papier", "1", "1", "aide", "humain", "1", "C'est pour mon assurance."}},
}

// lately is when they wrote last: a visitor's answer then leaves at any hour
// of the day, as it does to somebody who is writing just now.
const lately = 2 * time.Minute

// waitingPeople plays what they did, as if it had come in by their channels.
func waitingPeople(ctx context.Context, r channels.Receiver, now time.Time) error {
	for _, p := range people {
		if err := p.arrives(ctx, r, now); err != nil {
			return err
		}
	}
	return nil
}

// arrives plays what one of them did.
func (p *person) arrives(ctx context.Context, r channels.Receiver, now time.Time) error {
	in := bot.Input{Address: p.address, At: now.Add(-p.ago), Call: p.call}
	if p.call {
		in.ID = rand.Text()
		if err := r.Receive(ctx, in); err != nil {
			return fmt.Errorf("invent a person who waits: %w", err)
		}
	}
	for i, words := range p.says {
		in.ID, in.Text, in.At = rand.Text(), words, in.At.Add(30*time.Second)
		if i == len(p.says)-1 {
			in.At = now.Add(-lately)
		}
		if err := r.Receive(ctx, in); err != nil {
			return fmt.Errorf("invent a person who waits: %w", err)
		}
	}
	return nil
}

// firstUpper writes a login as a name.
func firstUpper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
