package bot

import (
	"fmt"
	"log/slog"
	"strings"
)

// Channel is a platform that people write on.
type Channel uint8

// The channels. Their numbers are stored in sessions and never change.
const (
	NoChannel Channel = iota
	SMS
	WhatsApp
	Telegram
)

// Channels lists every channel, in the order in which pages show them.
var Channels = [...]Channel{SMS, WhatsApp, Telegram}

var channelNames = [...]string{"", "sms", "whatsapp", "telegram"}

// String returns the channel's name as it stands in YAML, addresses and metrics.
func (c Channel) String() string {
	if int(c) < len(channelNames) {
		return channelNames[c]
	}
	return ""
}

// Relayed reports whether a provider stands between us and the person's phone
// and keeps a copy of its own, as Twilio does: the copy can go once the message
// arrived, and the phone keeps the message. Elsewhere the platform's one copy is
// what the person sees, and goes at an erasure only.
func (c Channel) Relayed() bool { return c == SMS || c == WhatsApp }

// ParseChannel reads a name written by String. It reports false for any other.
func ParseChannel(name string) (Channel, bool) {
	for _, c := range Channels {
		if c.String() == name {
			return c, true
		}
	}
	return NoChannel, false
}

// Address is where a contact is reached: a channel and the platform's own
// identifier there, such as a number in E.164 or a Telegram chat id.
//
// An address is personal data. It hides itself when printed or logged; code
// that must reach the person calls URI or reads ID.
type Address struct {
	Channel Channel
	ID      string
}

// URI returns the full address, such as sms:+41790000001. It is for the
// provider and for hashing, never for a log, a URL or an error.
func (a Address) URI() string { return a.Channel.String() + ":" + a.ID }

// ParseAddress reads what URI wrote. Its error does not repeat the address.
func ParseAddress(uri string) (Address, error) {
	name, id, found := strings.Cut(uri, ":")
	channel, known := ParseChannel(name)
	if !found || !known || id == "" {
		return Address{}, fmt.Errorf("an address is written channel:identifier, with one of the channels sms, whatsapp, telegram")
	}
	return Address{Channel: channel, ID: id}, nil
}

// IsZero reports whether the address names nobody.
func (a Address) IsZero() bool { return a.ID == "" }

// String shows the channel only.
func (a Address) String() string { return a.Channel.String() + ":…" }

// GoString keeps %#v from showing the identifier.
func (a Address) GoString() string { return a.String() }

// LogValue keeps slog from showing the identifier.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// ContactID is the random name of a person in one agency. Keyed hashes of
// addresses point to it, so that addresses can be joined, left and recycled.
type ContactID string
