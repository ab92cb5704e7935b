package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
)

// plan is the head of a commit as the script reads it.
type plan struct {
	Revision   uint64        `json:"rev"`
	Contact    bot.ContactID `json:"contact"`
	TTL        int64         `json:"ttl"`
	Mark       bool          `json:"mark"`
	SeenTTL    int64         `json:"seen_ttl"`
	KeyTTL     int64         `json:"key_ttl"`
	AddressTTL int64         `json:"address_ttl"`
	New        bool          `json:"new"`
	Wake       int64         `json:"wake,omitempty"`
	Forget     bool          `json:"forget"`
	Erase      bool          `json:"erase"`
	EraseAfter int64         `json:"erase_after"`
	Leave      bool          `json:"leave"`
	Unlink     bool          `json:"unlink"`
	OfferTTL   int64         `json:"offer_ttl,omitempty"` // ms that the offered words hold; 0 when none are
	Join       bool          `json:"join"`
	Other      bot.ContactID `json:"other,omitempty"`
	OtherRev   uint64        `json:"other_rev"`
	OtherTTL   int64         `json:"other_ttl"`
	Case       string        `json:"case,omitempty"`
	CaseHidden bool          `json:"case_hidden,omitempty"`
	Person     bool          `json:"person,omitempty"` // something of theirs changed that a desk may show, or how long it lives
	CaseScore  int64         `json:"case_score,omitempty"`
	CaseTTL    int64         `json:"case_ttl"`
	ThreadTTL  int64         `json:"thread_ttl"`
	ResultsTTL int64         `json:"results_ttl"`
	LooksTTL   int64         `json:"looks_ttl"`
	Looks      int           `json:"looks"`
	Still      bool          `json:"still"`
	Line       string        `json:"line,omitempty"` // "keep" or "drop" the line in the lists of those who follow
	Address    bool          `json:"address"`        // there is one
	Fields     int           `json:"fields"`
	Recipients int           `json:"recipients"`
	incoming
	Seats  []seating `json:"seats,omitempty"`
	Calls  int       `json:"calls"`
	Thread int       `json:"thread"`
	Events int       `json:"events"`
}

// incoming is what becomes of the message that came, at its provider.
type incoming struct {
	Message string `json:"message,omitempty"`      // its entry; "" when it cannot be deleted
	Rest    int64  `json:"message_rest,omitempty"` // ms until it is deleted; 0 for not by itself
	List    int64  `json:"message_list,omitempty"` // ms during which an erasure deletes it
}

// Commit stores a turn in one round trip (an erasure asks for the joined
// addresses before).
func (s *Store) Commit(ctx context.Context, c *bot.Commit) error {
	key := c.Key
	if c.New {
		fresh, err := s.sealer.NewKey()
		if err != nil {
			return err
		}
		key = fresh
	}
	address, hash, err := s.addressKey(c)
	if err != nil {
		return err
	}
	keys := []string{
		s.keys.session(c.Contact), address, s.keys.seen(c.Input.Address.Channel, c.Input.ID), s.keys.key(c.Contact),
		s.keys.contact(c.Contact), s.keys.mailbox(c.Contact), s.keys.due(), s.keys.thread(c.Contact), s.keys.events(),
		s.keys.queue(), s.keys.oneCase(caseID(c)), s.keys.results(c.Contact), s.keys.parked(c.Contact),
		s.keys.trash(), s.keys.sent(c.Contact),
	}
	joining, err := s.joinKeys(c)
	if err != nil {
		return err
	}
	keys = append(keys, joining[0], s.keys.person(c.Contact), s.keys.people(), s.keys.looks(c.Contact))
	keys = append(keys, joining[1:]...)
	var chats []string
	if c.Erase || c.Unlink {
		var others []string
		if others, chats, err = s.joined(ctx, c, key, hash); err != nil {
			return err
		}
		keys = append(keys, others...)
	}
	keys = append(append(keys, s.roundKeys(c.Seats)...), s.keys.changes())
	args, err := s.arguments(c, key, hash, chats)
	if err != nil {
		return err
	}
	result, err := s.runCommit(ctx, c, keys, args)
	switch {
	case err != nil:
		return fmt.Errorf("store a turn: %w", err)
	case result == "SEEN":
		return bot.ErrSeen
	case result == "CONFLICT":
		s.forget(hash)
		return bot.ErrConflict
	}
	if hash != "" && (c.New || c.Joins != "") && !c.Leave {
		s.remember(hash, c.Contact)
	}
	if c.Leave || c.Erase || c.Unlink {
		s.forget(hash)
	}
	return nil
}

// addressKey names the address that the input came from. Inputs that came from
// no address get a key that nothing is ever stored under.
func (s *Store) addressKey(c *bot.Commit) (key, hash string, err error) {
	if c.Input.Address.IsZero() {
		return s.keys.address("-"), "", nil
	}
	hash, err = s.sealer.Hash(s.hashKey, c.Input.Address)
	return s.keys.address(hash), hash, err
}

func caseID(c *bot.Commit) string {
	if c.Case == nil {
		return "-"
	}
	return c.Case.ID
}

// arguments seals what speaks of the person and lays everything out as the
// script reads it. chats are hashes of addresses and their sealed recipients.
func (s *Store) arguments(c *bot.Commit, key []byte, hash string, chats []string) ([]any, error) {
	revision := c.Revision + 1
	sealed, err := s.sealer.Seal(key, c.Next, s.context(c.Contact, revision))
	if err != nil {
		return nil, err
	}
	p := plan{
		Revision: c.Revision, Contact: c.Contact, TTL: ms(c.TTL), Mark: c.Input.ID != "", SeenTTL: ms(s.keep.Seen),
		KeyTTL:     ms(max(s.keep.Sessions, s.keep.Results, s.keep.Threads)) + ms(24*time.Hour),
		AddressTTL: ms(s.keep.Sessions), New: c.New, Forget: c.Forget, Erase: c.Erase,
		EraseAfter: ms(farewell), Leave: c.Leave, Unlink: c.Unlink,
		Join: c.Joins != "", Other: c.Other.Contact, OtherRev: c.Other.Revision, OtherTTL: ms(dissolves), CaseTTL: ms(s.keep.Sessions), ThreadTTL: ms(s.keep.Threads), ResultsTTL: ms(s.keep.Results),
		Calls: len(c.Calls), Thread: len(c.Thread), Events: len(c.Events), Recipients: len(chats) / 2, incoming: s.incoming(c, hash),
		Looks: len(c.Looks), LooksTTL: ms(s.keep.Looks), Still: c.Still, Address: hash != "",
		Seats: seatings(c.Seats),
	}
	if c.Offers != "" {
		p.OfferTTL = ms(cmp.Or(c.OfferFor, joinable))
	}
	line, err := s.line(c, key, &p)
	if err != nil {
		return nil, err
	}
	if !c.Wake.IsZero() {
		p.Wake = c.Wake.UnixMilli()
	}
	var projection []byte
	if c.Case != nil {
		p.Case, p.CaseHidden = c.Case.ID, c.Case.Hidden
		if projection, err = s.sealJSON(key, s.keys.oneCase(c.Case.ID), c.Case); err != nil {
			return nil, err
		}
		if c.Case.State != bot.CaseClosed {
			p.CaseScore = urgency(c.Case)
		} else {
			p.CaseTTL = ms(s.keep.Cases)
		}
	}
	if c.Ends {
		p.KeyTTL, p.CaseTTL = p.TTL, p.TTL
	}
	p.Person = len(c.Thread) > 0 || len(c.Fields) > 0 || c.Results != nil || c.Forget || c.Erase || c.Unlink || c.Ends || p.Line != ""
	var result []byte
	if c.Results != nil {
		if result, err = s.sealer.Seal(key, c.Results, []byte(s.keys.results(c.Contact))); err != nil {
			return nil, err
		}
	}
	lists, fields, err := s.lists(c, key, hash)
	if err != nil {
		return nil, err
	}
	p.Fields = fields
	for _, value := range chats {
		lists = append(lists, value)
	}
	head, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	value := strconv.FormatUint(revision, 10) + " " + string(sealed)
	return append([]any{head, value, key, projection, result, line}, lists...), nil
}

// lists lays out calls, thread, looks, events and fields.
func (s *Store) lists(c *bot.Commit, key []byte, hash string) (all []any, fields int, err error) {
	add := func(prefix, where string, v any) {
		var sealed []byte
		if err == nil {
			sealed, err = s.sealJSON(key, where, v)
			all = append(all, prefix+string(sealed))
		}
	}
	for _, call := range c.Calls {
		add(call.ID+" ", s.keys.mailbox(c.Contact), call)
	}
	for _, entry := range c.Thread {
		add("", s.keys.thread(c.Contact), entry)
	}
	for _, look := range c.Looks {
		add("", s.keys.looks(c.Contact), look)
	}
	for _, e := range c.Events {
		plain, bad := json.Marshal(e)
		if bad != nil {
			return nil, 0, bad
		}
		all = append(all, plain)
	}
	if (c.New || c.Joins != "") && hash != "" {
		all = append(all, addressField+hash)
		add("", s.keys.contact(c.Contact), c.Input.Address.URI())
		fields++
	}
	for name, value := range c.Fields {
		all = append(all, name)
		fields++
		if value == "" {
			all = append(all, "")
			continue
		}
		add("", s.keys.contact(c.Contact), value)
	}
	return all, fields, err
}

// addressField begins the names of the contact's fields that hold addresses.
const addressField = "address:"

// joined returns the keys of every address that points to a contact, and the
// hashes of those with a chat of the person's, each followed by its recipient
// sealed for the trash.
func (s *Store) joined(ctx context.Context, c *bot.Commit, key []byte, own string) (keys, chats []string, err error) {
	fields, err := s.db.HGetAll(ctx, s.keys.contact(c.Contact)).Result()
	if err != nil {
		return nil, nil, fmt.Errorf("list a contact's addresses: %w", err)
	}
	known := map[string]bot.Address{}
	if own != "" {
		known[own] = c.Input.Address
	}
	for name, sealed := range fields {
		hash, ok := strings.CutPrefix(name, addressField)
		if !ok {
			continue
		}
		keys = append(keys, s.keys.address(hash))
		var uri string
		// One that cannot be opened must not keep the rest from being erased.
		if s.openJSON(key, s.keys.contact(c.Contact), sealed, &uri) == nil {
			if a, err := bot.ParseAddress(uri); err == nil {
				known[hash] = a
			}
		}
	}
	slices.Sort(keys)
	for hash, a := range known {
		if a.Channel.Relayed() {
			continue
		}
		sealed, err := s.recipient(a)
		if err != nil {
			return nil, nil, err
		}
		chats = append(chats, hash, sealed)
	}
	return keys, chats, nil
}

// urgency orders the queue: danger first, then by "answer before".
func urgency(c *bot.Case) int64 {
	due := c.Due.Unix()
	if !c.Answer.IsZero() {
		due = c.Answer.Unix()
	}
	if due < 1 {
		due = c.Requested.Unix()
	}
	if c.Danger != bot.NoDanger || c.Urgent {
		return 1 + due/1000
	}
	return max(2, due)
}

func (s *Store) sealJSON(key []byte, where string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return s.sealer.Seal(key, plain, []byte(where))
}

func (s *Store) openJSON(key []byte, where, sealed string, v any) error {
	plain, err := s.sealer.Open(key, []byte(sealed), []byte(where))
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, v)
}

func ms(d time.Duration) int64 { return max(1, d.Milliseconds()) }
