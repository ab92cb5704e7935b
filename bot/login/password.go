package login

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
)

// What a password costs. OWASP's Password Storage Cheat Sheet gives 19 MiB, two
// passes, one lane as the least for Argon2id (RFC 9106); two at once then take 38
// MiB of a small server, where the RFC's own 64 MiB and four lanes would take 128.
// Salt and tag are as long as RFC 9106, section 4, recommends.
const (
	memory   = 19 * 1024 // KiB
	passes   = 2
	lanes    = 1
	saltLen  = 16 // bytes
	tagLen   = 32 // bytes
	mostCost = 8  // how many times the memory and the passes of a hash that is opened may be these
)

// Shortest is the least of a password, in characters: a second step stands beside
// it (NIST SP 800-63B asks for 8 then). Longest is the most, in bytes; it only
// bounds a form.
const (
	Shortest = 10
	Longest  = 1024
)

// ErrShort and ErrLong say what is wrong with a password, never what it was.
var (
	ErrShort = fmt.Errorf("a password has at least %d characters: three words that do not belong together are good", Shortest)
	ErrLong  = fmt.Errorf("a password has at most %d bytes", Longest)
)

var errForm = errors.New("not a hash of ours")

// Hash makes the hash that an account keeps, in the PHC string format
// $argon2id$v=19$m=…,t=…,p=…$salt$tag
// (https://github.com/P-H-C/phc-string-format). Its error is ErrShort or ErrLong.
func Hash(password string) ([]byte, error) {
	if len([]rune(password)) < Shortest {
		return nil, ErrShort
	}
	if len(password) > Longest {
		return nil, ErrLong
	}
	return salted(password), nil
}

// HashWord makes such a hash of a secret word that somebody of the team asks for
// in a conversation. It may be short, for whoever says it stands there or is on
// the telephone: nobody tries words by the thousand. Its error is ErrLong.
func HashWord(word string) ([]byte, error) {
	if len(word) > Longest {
		return nil, ErrLong
	}
	return salted(word), nil
}

func salted(password string) []byte {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails
	return phc(password, salt)
}

func phc(password string, salt []byte) []byte {
	tag := argon2.IDKey([]byte(password), salt, passes, memory, lanes, tagLen)
	raw := base64.RawStdEncoding
	return fmt.Appendf(nil, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes, raw.EncodeToString(salt), raw.EncodeToString(tag))
}

// Fits reports whether a password belongs to a hash, and whether the hash is old
// (bcrypt, or made at another cost) and should be made anew while the password is
// at hand. What is no hash fits nothing.
func Fits(hash []byte, password string) (fits, old bool) {
	if len(password) > Longest {
		return false, false
	}
	if bytes.HasPrefix(hash, []byte("$2")) {
		return bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil, true
	}
	p, err := parse(hash)
	if err != nil {
		return false, false
	}
	tag := argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.lanes, uint32(len(p.tag))) //nolint:gosec // at most 64
	return subtle.ConstantTimeCompare(tag, p.tag) == 1, p.memory != memory || p.passes != passes || p.lanes != lanes || len(p.tag) != tagLen
}

// parts are what a PHC string holds.
type parts struct {
	memory, passes uint32
	lanes          uint8
	salt, tag      []byte
}

func parse(hash []byte) (p parts, err error) {
	fields := bytes.Split(hash, []byte("$"))
	if len(fields) != 6 || string(fields[1]) != "argon2id" || string(fields[2]) != fmt.Sprintf("v=%d", argon2.Version) {
		return p, errForm
	}
	if _, err := fmt.Sscanf(string(fields[3]), "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return p, errForm
	}
	raw := base64.RawStdEncoding
	salt, err1 := raw.DecodeString(string(fields[4]))
	tag, err2 := raw.DecodeString(string(fields[5]))
	// What costs too much would stop the desk; what costs nothing would panic.
	cheap := p.passes < 1 || p.lanes < 1 || p.memory < 8*uint32(p.lanes) || len(tag) < 16
	dear := p.passes > mostCost*passes || p.memory > mostCost*memory || len(tag) > 64
	if errors.Join(err1, err2) != nil || cheap || dear {
		return p, errForm
	}
	p.salt, p.tag = salt, tag
	return p, nil
}
