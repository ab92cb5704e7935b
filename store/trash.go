package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// patience is how long a provider may fail to delete its copy before it is
// given up; a chat's messages are given up once they are too old for it.
const patience = 7 * 24 * time.Hour

// An entry of the trash is the channel's name, a space and the provider's id of
// the message; where the message is in a chat, another space and the chat's
// identifier, sealed. The list of a contact has the address's keyed hash in its
// place: an erasure knows the addresses, and nothing more needs to be kept.

// entry names a message; "" when it cannot be deleted, for it has no id.
func entry(c bot.Channel, id string) string {
	if c == bot.NoChannel || id == "" || strings.ContainsAny(id, " \t\r\n") {
		return ""
	}
	return c.String() + " " + id
}

// recipient seals whose chat a message is in. The key is the agency's: the
// contact's own is gone when the message is to be deleted.
func (s *Store) recipient(a bot.Address) (string, error) {
	sealed, err := s.sealer.Seal(s.chatKey, []byte(a.ID), s.chatContext(a.Channel))
	return string(sealed), err
}

func (s *Store) chatContext(c bot.Channel) []byte { return []byte(s.keys.trash() + " " + c.String()) }

// accepted names what a provider accepted: for the trash alone on a relayed
// channel, else for the contact's list, and for the trash if everything was
// erased meanwhile. A farewell stays in its chat.
func (s *Store) accepted(c *bot.Call, providerID string) (trash, list string, err error) {
	name := entry(c.Channel, providerID)
	if name == "" || c.Channel.Relayed() {
		return name, "", nil
	}
	if c.Kind == bot.ReplyFarewell {
		return "", "", nil
	}
	a := bot.Address{Channel: c.Channel, ID: c.To}
	sealed, err := s.recipient(a)
	if err != nil {
		return "", "", err
	}
	hash, err := s.sealer.Hash(s.hashKey, a)
	return name + " " + sealed, name + " " + hash, err
}

// incoming says what becomes of a message that came. A relayed one is deleted
// at once, unless the thread keeps media of it that a counsellor may have to
// fetch: then with the thread's entry, or before, with the consent.
func (s *Store) incoming(c *bot.Commit, hash string) incoming {
	channel := c.Input.Address.Channel
	in := incoming{Message: entry(channel, c.Input.Message)}
	switch {
	case in.Message == "":
	case !channel.Relayed():
		in.Message += " " + hash
		in.List = ms(s.keep.Chats)
	case slices.ContainsFunc(c.Thread, fetched):
		in.Rest, in.List = ms(s.keep.Threads), ms(s.keep.Threads)
	default:
		in.Rest = ms(s.keep.Delivered)
	}
	return in
}

// fetched reports whether a line of a thread has media that are fetched from
// the provider; a place is in its reference.
func fetched(e bot.ThreadEntry) bool {
	return slices.ContainsFunc(e.Media, func(m bot.Media) bool { return m.Kind != bot.Location })
}

// TrashDue takes the next message that is due, for so long.
func (s *Store) TrashDue(ctx context.Context, length time.Duration) (*bot.Trashed, error) {
	got, err := scripts.trash.Run(ctx, s.db, []string{s.keys.trash(), s.keys.failing()}, ms(length)).Slice()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look into the trash: %w", err)
	}
	t := &bot.Trashed{}
	t.Entry, _ = got[0].(string)
	failing, _ := got[1].(int64)
	t.Failing = time.Duration(failing) * time.Millisecond
	channel, rest, _ := strings.Cut(t.Entry, " ")
	id, sealed, inChat := strings.Cut(rest, " ")
	t.ID = id
	t.Channel, _ = bot.ParseChannel(channel)
	if !inChat {
		return t, nil
	}
	to, err := s.sealer.Open(s.chatKey, []byte(sealed), s.chatContext(t.Channel))
	if err != nil { // nobody will ever know whose chat it is
		return nil, errors.Join(fmt.Errorf("open a message of the trash: %w", err), s.TrashGone(ctx, t))
	}
	t.To = string(to)
	return t, nil
}

// TrashGone notes that the provider has it no more.
func (s *Store) TrashGone(ctx context.Context, t *bot.Trashed) error {
	_, err := s.trashed(ctx, t, "")
	return err
}

// TrashLater makes it due again after pause, or gives it up.
func (s *Store) TrashLater(ctx context.Context, t *bot.Trashed, pause time.Duration) (kept bool, err error) {
	return s.trashed(ctx, t, ms(pause))
}

func (s *Store) trashed(ctx context.Context, t *bot.Trashed, pause any) (kept bool, err error) {
	most := s.keep.Chats
	if t.Channel.Relayed() {
		most = patience
	}
	result, err := scripts.trashed.Run(ctx, s.db, []string{s.keys.trash(), s.keys.failing()}, t.Entry, pause, ms(most)).Text()
	if err != nil {
		return false, fmt.Errorf("settle a message of the trash: %w", err)
	}
	return result == "OK", nil
}
