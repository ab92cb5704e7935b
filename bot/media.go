package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
)

// MediaKind says what a person sent that is not text.
type MediaKind uint8

// The kinds of media. Their numbers are stored and never change.
const (
	NoMedia MediaKind = iota
	Picture
	Voice
	Location
	Sticker
	Video
	Document
	ContactCard
	OtherMedia
)

var mediaNames = [...]string{"", "picture", "voice", "location", "sticker", "video", "document", "card", "other"}

// String returns the kind's name as it stands in YAML, transcripts and events.
func (k MediaKind) String() string {
	if int(k) < len(mediaNames) {
		return mediaNames[k]
	}
	return ""
}

// ParseMediaKind reads a name written by String. It reports false for any other.
func ParseMediaKind(name string) (MediaKind, bool) {
	for i, n := range mediaNames {
		if i > 0 && n == name {
			return MediaKind(i), true
		}
	}
	return NoMedia, false
}

// Media is a picture, voice note or other thing that a contact sent. Its bytes
// are not stored: Ref is the provider's own opaque identifier, through which
// the channel can fetch them while the provider keeps them.
type Media struct {
	Kind    MediaKind `json:"kind"`
	Type    string    `json:"type,omitempty"` // MIME type as the provider gave it
	Size    int64     `json:"size,omitempty"` // bytes; 0 when the provider does not say
	Ref     string    `json:"ref,omitempty"`  // of a Location: its latitude and longitude, in degrees: 46.52,6.63
	Channel Channel   `json:"channel,omitempty"`
}

// Name is what a page calls it: the provider's own reference stays out of
// addresses.
func (m Media) Name() string {
	sum := sha256.Sum256([]byte(m.Channel.String() + " " + m.Ref))
	return hex.EncodeToString(sum[:16])
}

// MostMedia is how large something is that is still fetched, in bytes. WhatsApp
// carries no more, Telegram gives bots up to 20 MB.
const MostMedia = 16 << 20

// ErrTooBig means that something sent is larger than MostMedia.
var ErrTooBig = errors.New("larger than what is fetched")

// Fetcher brings what a person sent, while the provider keeps it.
type Fetcher interface {
	// Fetch opens the bytes; the caller reads at most MostMedia and closes.
	// ErrNotFound: the provider does not have it any more. Any other error names
	// neither the reference nor an address.
	Fetch(ctx context.Context, m Media) (io.ReadCloser, error)
}
