package login

import (
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/webauthn"

	"passerelle/bot"
)

// holder is an account as the library asks for it.
type holder struct {
	handle []byte
	name   string
	shown  string
	keys   []webauthn.Credential // in the order of the account's passkeys
}

func holderOf(a *bot.Account) (holder, error) {
	h := holder{handle: a.Handle, name: a.Login, shown: a.Name}
	for _, p := range a.Passkeys {
		var key webauthn.Credential
		if err := json.Unmarshal(p.Key, &key); err != nil {
			return h, fmt.Errorf("read a passkey of %s: %w", a.Login, err)
		}
		h.keys = append(h.keys, key)
	}
	return h, nil
}

// WebAuthnID is the account's handle.
func (h holder) WebAuthnID() []byte { return h.handle }

// WebAuthnName is the login.
func (h holder) WebAuthnName() string { return h.name }

// WebAuthnDisplayName is the name.
func (h holder) WebAuthnDisplayName() string { return h.shown }

// WebAuthnCredentials are the account's keys.
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }
