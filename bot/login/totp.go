package login

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// How a second step is made, as the telephones' programs expect it (RFC 6238:
// HMAC-SHA-1, six digits, thirty seconds), and how far a telephone's clock may
// be off: one step, as section 5.2 recommends.
const (
	period = 30 // seconds
	drift  = 1  // steps
	digits = otp.DigitsSix
)

// Secret makes the secret that a telephone and we share, in base32: 160 bits, as
// RFC 4226, section 4, recommends.
func Secret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	return base32.StdEncoding.EncodeToString(b)
}

// Address is the secret as a telephone's camera reads it: otpauth://totp/…
// (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
func Address(issuer, account, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	// A colon parts issuer and account, and + is not read as a space everywhere.
	label := url.PathEscape(strings.ReplaceAll(issuer, ":", " ")) + ":" + url.PathEscape(account)
	return "otpauth://totp/" + label + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// Step says which step a code of six digits belongs to, when it is one of now or
// of drift steps beside it, and later than the last one that was used: a code
// works once (RFC 6238, section 5.2).
func Step(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	at := now.Unix() / period
	for s := at - drift; s <= at+drift; s++ {
		if s <= last || s < 0 {
			continue
		}
		fits, err := hotp.ValidateCustom(code, uint64(s), secret, hotp.ValidateOpts{Digits: digits, Algorithm: otp.AlgorithmSHA1})
		if err == nil && fits {
			return s, true
		}
	}
	return 0, false
}

// Spare is how many recovery codes somebody has, for the day on which the
// telephone is lost.
const Spare = 10

// spareLen is in letters of five bits. Eighty bits cannot be guessed even by who
// has their hashes, so that a fast hash does.
const spareLen = 16

// Recovery makes Spare codes, to be shown once, and the hashes to keep.
func Recovery() (codes, hashes []string) {
	for range Spare {
		code := rand.Text()[:spareLen]
		codes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
		hashes = append(hashes, recoveryHash(code))
	}
	return codes, hashes
}

// Recover takes a recovery code from those that are left.
func Recover(hashes []string, code string) (left []string, ok bool) {
	hash := recoveryHash(Plain(code))
	for _, h := range hashes {
		if !ok && subtle.ConstantTimeCompare([]byte(h), []byte(hash)) == 1 {
			ok = true
			continue
		}
		left = append(left, h)
	}
	return left, ok
}

// Plain is a code without the spaces and dashes that people type.
func Plain(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(code))
}

func recoveryHash(code string) string {
	sum := sha256.Sum256([]byte("recovery " + code))
	return hex.EncodeToString(sum[:])
}
