package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Keep says how long each kind of data lives. It is the table of bot/privacy
// as far as storage needs it.
type Keep struct {
	Sessions, Threads, Results, Events, Cases, Seen, Statuses, Parked, Flows time.Duration

	Delivered, Unreported time.Duration // a relayed message's copy at its provider
	Chats                 time.Duration // the number of a message in somebody's chat
	Changes               time.Duration // what open pages are told; 0: a day
	Looks                 time.Duration // who opened a person's page
	Audit                 time.Duration // who of the staff opened what
}

// KeepFor keeps everything for as long: a practice room's, and that of tests.
func KeepFor(d time.Duration) Keep {
	return Keep{
		Sessions: d, Threads: d, Results: d, Events: d, Cases: d, Seen: d, Statuses: d, Parked: d, Flows: d,
		Delivered: d, Unreported: d, Chats: d, Changes: d, Looks: d, Audit: d,
	}
}

// joinable is how long words hold that join an address to a contact.
const joinable = 15 * time.Minute

// dissolves is how long the key of a contact who dissolved into another one is
// kept, for replies that are still on their way.
const dissolves = 24 * time.Hour

// farewell is how long an erasure waits for its last reply to be delivered.
const farewell = 10 * time.Minute

// Store is one agency's state.
type Store struct {
	db       redis.UniversalClient
	keys     keys
	sealer   bot.Sealer
	keep     Keep
	hashKey  []byte // makes the hashes of addresses
	chatKey  []byte // seals whose chat a message of the trash is in: it outlives the contact's key
	staffKey []byte // seals the secrets of staff's second steps, and the audit

	mu    sync.Mutex
	known map[string]bot.ContactID // address hash → contact, as last seen by this node
	board *board                   // the open cases, as this node saw them last
}

var _ bot.Store = (*Store)(nil)

// mostKnown bounds how many addresses a node remembers.
const mostKnown = 50_000

// New opens the state of an agency. The agency's own keys are made on first use.
func New(ctx context.Context, db redis.UniversalClient, agency string, sealer bot.Sealer, keep Keep) (*Store, error) {
	s := &Store{db: db, keys: keysOf(agency), sealer: sealer, keep: keep, known: map[string]bot.ContactID{}, board: newBoard()}
	var err error
	if s.hashKey, err = s.agencyKey(ctx, s.keys.hashKey()); err != nil {
		return nil, fmt.Errorf("the agency's hash key: %w", err)
	}
	if s.chatKey, err = s.agencyKey(ctx, s.keys.chatKey()); err != nil {
		return nil, fmt.Errorf("the agency's key of chats: %w", err)
	}
	if s.staffKey, err = s.agencyKey(ctx, s.keys.staffKey()); err != nil {
		return nil, fmt.Errorf("the agency's key of staff: %w", err)
	}
	return s, nil
}

// agencyKey returns a wrapped key of the agency's own, made on first use.
func (s *Store) agencyKey(ctx context.Context, name string) ([]byte, error) {
	fresh, err := s.sealer.NewKey()
	if err != nil {
		return nil, err
	}
	if err := s.db.SetNX(ctx, name, fresh, 0).Err(); err != nil {
		return nil, fmt.Errorf("make it: %w", err)
	}
	key, err := s.db.Get(ctx, name).Bytes()
	if err != nil {
		return nil, fmt.Errorf("read it: %w", err)
	}
	if _, err := s.sealer.Hash(key, bot.Address{}); err != nil {
		return nil, fmt.Errorf("open it: %w", err)
	}
	return key, nil
}

// Load finds the contact behind an address in one round trip when this node
// knows the address, else in two.
func (s *Store) Load(ctx context.Context, address bot.Address, inputID string) (bot.Loaded, error) {
	hash, err := s.sealer.Hash(s.hashKey, address)
	if err != nil {
		return bot.Loaded{}, err
	}
	guess := s.recall(hash)
	pipe := s.db.Pipeline()
	owner := pipe.Get(ctx, s.keys.address(hash))
	seen := pipe.Exists(ctx, s.keys.seen(address.Channel, inputID))
	look := s.look(ctx, pipe, guess)
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return bot.Loaded{}, fmt.Errorf("load a contact: %w", err)
	}
	if inputID != "" && seen.Val() > 0 {
		return bot.Loaded{}, bot.ErrSeen
	}
	contact := bot.ContactID(owner.Val())
	switch contact {
	case "":
		s.forget(hash)
		return bot.Loaded{Contact: bot.ContactID(rand.Text()), New: true}, nil
	case guess:
		return look.open(s, contact)
	}
	s.remember(hash, contact)
	return s.LoadContact(ctx, contact)
}

// LoadContact finds a contact by its id; bot.ErrNotFound when nothing is kept.
func (s *Store) LoadContact(ctx context.Context, contact bot.ContactID) (bot.Loaded, error) {
	pipe := s.db.Pipeline()
	look := s.look(ctx, pipe, contact)
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return bot.Loaded{}, fmt.Errorf("load a contact: %w", err)
	}
	return look.open(s, contact)
}

// look is a session and its key, being fetched.
type look struct{ session, key *redis.StringCmd }

func (s *Store) look(ctx context.Context, pipe redis.Pipeliner, contact bot.ContactID) look {
	return look{pipe.Get(ctx, s.keys.session(contact)), pipe.Get(ctx, s.keys.key(contact))}
}

func (l look) open(s *Store, contact bot.ContactID) (bot.Loaded, error) {
	wrapped, err := l.key.Bytes()
	if errors.Is(err, redis.Nil) {
		return bot.Loaded{}, bot.ErrNotFound
	} else if err != nil {
		return bot.Loaded{}, fmt.Errorf("load a contact's key: %w", err)
	}
	loaded := bot.Loaded{Contact: contact, Key: wrapped}
	value, err := l.session.Result()
	if errors.Is(err, redis.Nil) {
		return loaded, nil
	} else if err != nil {
		return bot.Loaded{}, fmt.Errorf("load a session: %w", err)
	}
	number, sealed, _ := strings.Cut(value, " ")
	if loaded.Revision, err = strconv.ParseUint(number, 10, 64); err != nil {
		return bot.Loaded{}, fmt.Errorf("a stored session has no revision: %w", err)
	}
	loaded.Session, err = s.sealer.Open(wrapped, []byte(sealed), s.context(contact, loaded.Revision))
	return loaded, err
}

// context binds a sealed session to its key's name and its revision.
func (s *Store) context(contact bot.ContactID, revision uint64) []byte {
	return []byte(s.keys.session(contact) + " " + strconv.FormatUint(revision, 10))
}

func (s *Store) recall(hash string) bot.ContactID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[hash]
}

func (s *Store) remember(hash string, contact bot.ContactID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostKnown {
		clear(s.known)
	}
	s.known[hash] = contact
}

func (s *Store) forget(hash string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, hash)
}
