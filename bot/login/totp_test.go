package login

import (
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passerelle/bot"
)

// vectors are those of RFC 6238, appendix B, for SHA-1; six digits are the last of its eight.
var (
	rfcSecret = base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	vectors   = map[int64]string{59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130"}
)

func TestStepRFC6238(t *testing.T) {
	for at, eight := range vectors {
		if step, ok := Step(rfcSecret, eight[2:], time.Unix(at, 0), 0); !ok || step != at/30 {
			t.Errorf("at %d: step %d, %v", at, step, ok)
		}
		if _, ok := Step(rfcSecret, eight, time.Unix(at, 0), 0); ok {
			t.Errorf("at %d: eight digits were taken", at)
		}
	}
}

// TestStepDrift: one step of drift on either side, and never the same code twice.
func TestStepDrift(t *testing.T) {
	const at = 1234567890
	code := vectors[at][2:]
	for seconds, want := range map[int64]bool{-60: false, -30: true, 0: true, 30: true, 60: false} {
		if _, ok := Step(rfcSecret, code, time.Unix(at+seconds, 0), 0); ok != want {
			t.Errorf("%d s away: %v", seconds, ok)
		}
	}
	for last, want := range map[int64]bool{at/30 - 1: true, at / 30: false, at/30 + 1: false} {
		if _, ok := Step(rfcSecret, code, time.Unix(at, 0), last); ok != want {
			t.Errorf("after step %d: %v", last-at/30, ok)
		}
	}
	for _, wrong := range []string{"", "000000", "12345", "１２３４５６"} {
		if _, ok := Step(rfcSecret, wrong, time.Unix(at, 0), 0); ok {
			t.Errorf("%q was taken", wrong)
		}
	}
	if _, ok := Step("not base32!", code, time.Unix(at, 0), 0); ok {
		t.Error("a secret that is none")
	}
}

func TestAddress(t *testing.T) {
	got := Address("Espace Lien: Fribourg", "marie", "ABC")
	if got != "otpauth://totp/Espace%20Lien%20%20Fribourg:marie?algorithm=SHA1&digits=6&issuer=Espace%20Lien%3A%20Fribourg&period=30&secret=ABC" {
		t.Error(got)
	}
	if s := Secret(); len(s) != 32 || s == Secret() {
		t.Errorf("secret of %d letters", len(s))
	}
}

// TestTake: whatever codes come in whatever order, none opens twice.
func TestTake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes, hashes := Recovery()
		a := bot.Account{Second: &bot.SecondStep{Secret: []byte(rfcSecret), Recovery: hashes}}
		used := map[string]bool{}
		for range rapid.IntRange(1, 30).Draw(t, "tries") {
			code := rapid.SampledFrom(codes).Draw(t, "code")
			typed := code
			if rapid.Bool().Draw(t, "as people type") {
				typed = " " + strings.ToLower(strings.ReplaceAll(code, "-", " "))
			}
			if err := Take(&a, typed, time.Unix(59, 0)); (err == nil) == used[code] {
				t.Fatalf("used %v: %v", used[code], err)
			}
			used[code] = true
		}
		if len(a.Second.Recovery) != Spare-len(used) {
			t.Fatalf("%d left after %d", len(a.Second.Recovery), len(used))
		}
	})
}

func TestBeginAndTake(t *testing.T) {
	a, now := bot.Account{}, time.Unix(1111111109, 0)
	if err := Take(&a, "081804", now); !errors.Is(err, ErrCode) {
		t.Errorf("without a second step: %v", err)
	}
	if _, err := Begin(&a, rfcSecret, "081805", now); !errors.Is(err, ErrCode) || a.Second != nil {
		t.Errorf("a wrong first code: %v", err)
	}
	codes, err := Begin(&a, rfcSecret, "081 804", now)
	if err != nil || len(codes) != Spare {
		t.Fatal(codes, err)
	}
	if slices.Contains(a.Second.Recovery, codes[0]) {
		t.Error("a recovery code is kept as it is")
	}
	if err := Take(&a, "081804", now); !errors.Is(err, ErrCode) {
		t.Errorf("the code that began it works again: %v", err)
	}
	if err := Take(&a, "050471", now.Add(2*time.Second)); err != nil {
		t.Errorf("the next step: %v", err)
	}
}
