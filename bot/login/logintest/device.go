// Package logintest is a device that makes passkeys and answers with them, for
// tests: what a telephone does when somebody lays a finger on it, in Go. It reads and
// makes the JSON that browsers do (Web Authentication, Level 3, section 5.1).
package logintest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// Device keeps one passkey. What a test changes, the device does wrong.
type Device struct {
	Origin  string // the address that its browser sees, such as https://desk.example.org
	Site    string // the host that it binds keys to, such as desk.example.org
	Handle  []byte // whose passkey it keeps
	Count   uint32 // how often it answered
	Unasked bool   // it did not ask for a finger, a face or a PIN

	id  []byte
	key *ecdsa.PrivateKey
}

// The flags of authenticator data (section 6.1).
const (
	present, verified, attested = 1 << 0, 1 << 2, 1 << 6
)

var raw = base64.RawURLEncoding

// Make makes a passkey as the options ask, and returns the answer.
func (d *Device) Make(t *testing.T, options []byte) []byte {
	t.Helper()
	var asked struct {
		Challenge string                `json:"challenge"`
		User      struct{ ID string }   `json:"user"`
		RP        struct{ ID string }   `json:"rp"`
		Exclude   []struct{ ID string } `json:"excludeCredentials"`
	}
	must(t, json.Unmarshal(options, &asked))
	var err error
	d.Handle, err = raw.DecodeString(asked.User.ID)
	must(t, err)
	d.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	d.id = make([]byte, 16)
	_, _ = rand.Read(d.id)
	if d.Site == "" {
		d.Site = asked.RP.ID
	}
	point, err := d.key.PublicKey.Bytes() // 4, x, y
	must(t, err)
	public, err := webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         int64(webauthncose.P256), XCoord: point[1:33], YCoord: point[33:],
	})
	must(t, err)
	data := append(d.data(attested), make([]byte, 16)...) // the make: none
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.id)))
	data = append(append(data, d.id...), public...)
	object, err := webauthncbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	must(t, err)
	return d.answer(t, map[string]string{"clientDataJSON": raw.EncodeToString(d.client(t, "webauthn.create", asked.Challenge)), "attestationObject": raw.EncodeToString(object)})
}

// Answer answers options that ask for a passkey.
func (d *Device) Answer(t *testing.T, options []byte) []byte {
	t.Helper()
	var asked struct {
		Challenge string `json:"challenge"`
	}
	must(t, json.Unmarshal(options, &asked))
	d.Count++
	client, data := d.client(t, "webauthn.get", asked.Challenge), d.data(0)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(data, hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	must(t, err)
	return d.answer(t, map[string]string{"clientDataJSON": raw.EncodeToString(client), "authenticatorData": raw.EncodeToString(data[:37]),
		"signature": raw.EncodeToString(signature), "userHandle": raw.EncodeToString(d.Handle)})
}

func (d *Device) answer(t *testing.T, response map[string]string) []byte {
	t.Helper()
	answer, err := json.Marshal(map[string]any{"id": raw.EncodeToString(d.id), "rawId": raw.EncodeToString(d.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	must(t, err)
	return answer
}

// client is what a browser adds of its own.
func (d *Device) client(t *testing.T, kind, challenge string) []byte {
	t.Helper()
	client, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": false})
	must(t, err)
	return client
}

func (d *Device) data(more byte) []byte {
	site := sha256.Sum256([]byte(d.Site))
	flags := more | present | verified
	if d.Unasked {
		flags &^= verified
	}
	return binary.BigEndian.AppendUint32(append(site[:], flags), d.Count)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
