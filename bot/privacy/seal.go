package privacy

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"

	"passerelle/bot"
)

// keySize is the size of every key, in bytes: AES-256.
const keySize = 32

// mostKeys bounds how many opened data keys a node keeps in memory.
const mostKeys = 10_000

// ErrSealed means that something cannot be opened with the keys at hand. The error says
// nothing of what was inside.
var ErrSealed = errors.New("this cannot be opened with the present master key")

// wrapping binds wrapped keys to their use, so that one kind cannot stand for
// another.
var wrapping = []byte("passerelle key 1")

// Sealer encrypts with AES-256-GCM. Each contact's data key is wrapped by the
// operator's master key; without the master key everything stays shut.
type Sealer struct {
	master *subtle.AESGCM
	old    *subtle.AESGCM // may open, never seals

	mu     sync.Mutex
	opened map[string][]byte // wrapped → data key
}

var _ bot.Sealer = (*Sealer)(nil)

// NewSealer makes a sealer of the master key, and of an earlier one that may
// still open ("" when there is none); both are 32 bytes in base64.
func NewSealer(master, old string) (*Sealer, error) {
	s := &Sealer{opened: map[string][]byte{}}
	var err error
	if s.master, err = masterKey(master); err != nil {
		return nil, fmt.Errorf("PASSERELLE_MASTER_KEY: %w", err)
	}
	if old != "" {
		if s.old, err = masterKey(old); err != nil {
			return nil, fmt.Errorf("PASSERELLE_MASTER_KEY_OLD: %w", err)
		}
	}
	return s, nil
}

func masterKey(text string) (*subtle.AESGCM, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("it must be 32 bytes in base64; make one with: passerelle doctor --new-key")
	}
	return subtle.NewAESGCM(key)
}

// NewMasterKey makes a master key for the operator to keep.
func NewMasterKey() string {
	key := make([]byte, keySize)
	rand.Read(key)
	return base64.StdEncoding.EncodeToString(key)
}

// NewKey makes a data key and returns it wrapped.
func (s *Sealer) NewKey() ([]byte, error) {
	key := make([]byte, keySize)
	rand.Read(key)
	wrapped, err := s.master.Encrypt(key, wrapping)
	if err != nil {
		return nil, fmt.Errorf("wrap a data key: %w", err)
	}
	return wrapped, nil
}

// unwrap opens a data key, with the present master key or the earlier one.
func (s *Sealer) unwrap(wrapped []byte) ([]byte, error) {
	s.mu.Lock()
	key, ok := s.opened[string(wrapped)]
	s.mu.Unlock()
	if ok {
		return key, nil
	}
	key, err := s.master.Decrypt(wrapped, wrapping)
	if err != nil && s.old != nil {
		key, err = s.old.Decrypt(wrapped, wrapping)
	}
	if err != nil || len(key) != keySize {
		return nil, ErrSealed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.opened) >= mostKeys {
		clear(s.opened)
	}
	s.opened[string(wrapped)] = key
	return key, nil
}

func (s *Sealer) cipher(wrapped []byte) (*subtle.AESGCM, error) {
	key, err := s.unwrap(wrapped)
	if err != nil {
		return nil, err
	}
	return subtle.NewAESGCM(key)
}

// Seal encrypts plain under a wrapped data key, bound to its context.
func (s *Sealer) Seal(wrapped, plain, context []byte) ([]byte, error) {
	c, err := s.cipher(wrapped)
	if err != nil {
		return nil, err
	}
	sealed, err := c.Encrypt(plain, context)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return sealed, nil
}

// Open decrypts what Seal wrote with the same key and context, else ErrSealed.
func (s *Sealer) Open(wrapped, sealed, context []byte) ([]byte, error) {
	c, err := s.cipher(wrapped)
	if err != nil {
		return nil, err
	}
	plain, err := c.Decrypt(sealed, context)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Hash returns HMAC-SHA-256 of an address under a wrapped hash key: the same
// address always has the same hash, and nobody without the key can try numbers.
func (s *Sealer) Hash(wrapped []byte, address bot.Address) (string, error) {
	key, err := s.unwrap(wrapped)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(address.URI()))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}
