package login

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
)

const good = "three words apart"

func TestPasswordRules(t *testing.T) {
	for password, want := range map[string]error{"short": ErrShort, "ééééééééé": ErrShort, "äöüäöüäöüä": nil, good: nil, strings.Repeat("x", Longest): nil, strings.Repeat("x", Longest+1): ErrLong} {
		_, err := Hash(password)
		if !errors.Is(err, want) {
			t.Errorf("%d characters: %v, want %v", len(password), err, want)
		}
		if err != nil && strings.Contains(err.Error(), password) {
			t.Error("the error repeats the password")
		}
	}
}

func TestHashAndFits(t *testing.T) {
	hash, err := Hash(good)
	again, err2 := Hash(good)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$`).Match(hash) {
		t.Errorf("not the PHC format: %s", hash)
	}
	if bytes.Equal(hash, again) {
		t.Error("two hashes have one salt")
	}
	if fits, old := Fits(hash, good); !fits || old {
		t.Errorf("the right password: fits %v, old %v", fits, old)
	}
	for _, wrong := range []string{"", "three words apar", good + " ", strings.Repeat("x", Longest+1)} {
		if fits, _ := Fits(hash, wrong); fits {
			t.Errorf("%q fits", wrong)
		}
	}
}

// TestHashWord: a word that is said aloud may be short, and is no less hidden.
func TestHashWord(t *testing.T) {
	hash, err := HashWord("pomme")
	if err != nil {
		t.Fatal(err)
	}
	if fits, _ := Fits(hash, "pomme"); !fits || bytes.Contains(hash, []byte("pomme")) {
		t.Errorf("%s", hash)
	}
	if fits, _ := Fits(hash, "pommes"); fits {
		t.Error("another word fits")
	}
	if _, err := HashWord(strings.Repeat("x", Longest+1)); !errors.Is(err, ErrLong) {
		t.Errorf("too long: %v", err)
	}
}

// TestOldHashes: what bcrypt made, and what another cost made, still opens and asks to be made anew.
func TestOldHashes(t *testing.T) {
	old, err := bcrypt.GenerateFromPassword([]byte(good), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	if fits, stale := Fits(old, good); !fits || !stale {
		t.Errorf("bcrypt: fits %v, old %v", fits, stale)
	}
	if fits, _ := Fits(old, "another password"); fits {
		t.Error("bcrypt takes another password")
	}

	cheap := []byte("$argon2id$v=19$m=64,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$")
	tag := argon2.IDKey([]byte(good), []byte("somesaltsomesalt"), 3, 64, 1, 32)
	cheap = append(cheap, []byte(b64(tag))...)
	if fits, stale := Fits(cheap, good); !fits || !stale {
		t.Errorf("another cost: fits %v, old %v", fits, stale)
	}
}

// TestArgon2id is a vector of the reference program's own test.c: version 0x13,
// two passes, 64 MiB, one lane, "password" and "somesalt".
func TestArgon2id(t *testing.T) {
	got := hex.EncodeToString(argon2.IDKey([]byte("password"), []byte("somesalt"), 2, 65536, 1, 32))
	if got != "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7" {
		t.Error(got)
	}
}

// TestNoHash: what is no hash of ours fits nothing, and neither panics nor takes
// the machine's memory.
func TestNoHash(t *testing.T) {
	hash, err := Hash(good)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(old, new string) string { return strings.Replace(string(hash), old, new, 1) }
	for _, wrong := range []string{"", "x", "$2", "$argon2id$", changed("argon2id", "argon2i"), changed("v=19", "v=16"), changed("t=2", "t=0"),
		changed("p=1", "p=0"), changed("m=19456", "m=4294967295"), changed("m=19456", "m=1"), changed("t=2", "t=4000000"), changed("m=", "x="), string(hash[:len(hash)-40])} {
		if fits, _ := Fits([]byte(wrong), good); fits {
			t.Errorf("%s fits", wrong)
		}
	}
}

func b64(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }
