package console

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"passerelle/bot"
)

// tray is what the desk keeps for somebody who is logged in, about one case or
// about the queue, until they put it away or the login ends: why an act was
// refused, and what was written and not sent. It outlives reloads, so a page
// says it as often as it is looked at.
//
// It lies beside the session, not in it: a page that refreshes itself writes
// the session back and must not undo a note. Its text speaks of a person, so
// it is sealed under the session's token, which only the browser knows whole.
type tray struct {
	Code string `json:"code,omitempty"` // a key of words.json: why an act was refused
	Then string `json:"then,omitempty"` // the act that waits for what becomes of Text
	Text string `json:"text,omitempty"` // what was written and not sent
	Sent []sent `json:"sent,omitempty"` // replies whose line no thread shows
}

// sent is a reply that went out, without its words.
type sent struct {
	Call  string    `json:"call"`
	Claim string    `json:"claim"`
	At    time.Time `json:"at"`
}

// mostSent bounds the replies of a case whose state is shown.
const mostSent = 20

// queueTray is the place of the queue's own tray.
const queueTray = "queue"

// tray returns the tray of a place, empty when there is none.
func (r *room) tray(ctx context.Context, place string) (tray, error) {
	var t tray
	if found, err := r.stowed(ctx, place, &t); err != nil || !found {
		return tray{}, err
	}
	return t, nil
}

// keepTray puts a tray in its place; an empty one is taken away.
func (r *room) keepTray(ctx context.Context, place string, t tray) error {
	if t.Code == "" && t.Then == "" && t.Text == "" && len(t.Sent) == 0 {
		return r.stow(ctx, place, nil, time.Time{})
	}
	t.Sent = t.Sent[max(0, len(t.Sent)-mostSent):]
	return r.stow(ctx, place, t, r.sessions.Deadline(ctx))
}

// stow seals a value into a place beside the session until a moment; nil empties
// the place.
func (r *room) stow(ctx context.Context, place string, v any, until time.Time) error {
	name, seal, err := r.trayOf(ctx, place)
	if err != nil {
		return err
	}
	if v == nil {
		return r.Sessions.DeleteCtx(ctx, name)
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return err
	}
	nonce := make([]byte, seal.NonceSize())
	rand.Read(nonce)
	return r.Sessions.CommitCtx(ctx, name, seal.Seal(nonce, nonce, plain, nil), until)
}

// stowed reads what is in a place into v. It reports false for an empty place,
// and for what an older program put there: there is nothing to say any more.
func (r *room) stowed(ctx context.Context, place string, v any) (bool, error) {
	name, seal, err := r.trayOf(ctx, place)
	if err != nil {
		return false, err
	}
	data, found, err := r.Sessions.FindCtx(ctx, name)
	if err != nil || !found {
		return false, err
	}
	plain, err := open(seal, data)
	return err == nil && json.Unmarshal(plain, v) == nil, nil
}

// trayOf returns where a tray of this session lies, and what seals it.
func (r *room) trayOf(ctx context.Context, place string) (name string, seal cipher.AEAD, err error) {
	token := r.sessions.Token(ctx)
	if token == "" {
		return "", nil, errors.New("a tray needs a session")
	}
	where := sha256.Sum256([]byte("tray of " + place + " in " + token))
	key := sha256.Sum256([]byte("key of " + place + " in " + token))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return "", nil, fmt.Errorf("seal a tray: %w", err)
	}
	seal, err = cipher.NewGCM(block)
	return hex.EncodeToString(where[:]), seal, err
}

func open(seal cipher.AEAD, data []byte) ([]byte, error) {
	if len(data) < seal.NonceSize() {
		return nil, errors.New("cut short")
	}
	return seal.Open(nil, data[:seal.NonceSize()], data[seal.NonceSize():], nil)
}

// sentLines puts the replies of a claim in words: when, and what became of them.
func (r *room) sentLines(ctx context.Context, d *describer, t tray, claim string) ([]line, error) {
	list := slices.DeleteFunc(slices.Clone(t.Sent), func(s sent) bool { return s.Claim != claim })
	var calls []string
	for _, s := range list {
		calls = append(calls, s.Call)
	}
	states, err := r.Assistant.Delivered(ctx, calls)
	if err != nil {
		return nil, err
	}
	var lines []line
	for _, s := range list {
		lines = append(lines, line{Who: words.In(d.lang, "your_message"), When: d.moment(s.At), State: fateWord(states[s.Call]), Mine: true})
	}
	return lines, nil
}

// fateWord says what became of a reply, and why where it was refused.
func fateWord(f bot.Fate) string {
	if key := "refused_" + f.Reason; f.State == bot.DeliveryRefused && words[key] != nil {
		return key
	}
	return stateWords[f.State]
}

var stateWords = map[bot.DeliveryState]string{
	bot.DeliveryQueued: "state_queued", bot.DeliveryUncertain: "state_uncertain", bot.DeliveryAccepted: "state_accepted",
	bot.DeliverySent: "state_accepted", bot.DeliveryArrived: "state_arrived", bot.DeliveryRead: "state_read", bot.DeliveryRefused: "state_refused",
}
