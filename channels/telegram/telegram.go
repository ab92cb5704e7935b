// Package telegram speaks Telegram: its own webhook handler and long polling,
// and sending. The library gives the types of updates; requests are our own
// JSON, for the library puts an empty copy_text into every button.
package telegram

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"passerelle/flows"
)

// apiURL is Telegram's own address.
const apiURL = "https://api.telegram.org"

// Options are what one agency's bot works with.
type Options struct {
	Agency    string            // the agency's id
	Names     string            // how the names of this agency's settings begin, for messages: PASSERELLE_LIEN_; may be empty
	Token     string            // from @BotFather
	Secret    string            // of the webhook: 1 to 256 of A-Z a-z 0-9 _ -; may be empty when polling
	PublicURL string            // scheme://host under which Telegram reaches us; empty when polling
	BaseURL   string            // in place of Telegram's address, for tests and private gateways; may be empty
	Log       *slog.Logger      // nil: none
	Transport http.RoundTripper // nil: the standard one
	// Media finds a picture or a voice of the agency's flows by its sum; nil: none.
	Media func(sum string) (flows.Asset, bool)
}

// Telegram is one agency's bot.
type Telegram struct {
	options Options
	client  *http.Client
	files   sync.Map // sum → the id under which Telegram keeps the file
}

var (
	tokens  = regexp.MustCompile(`^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$`)
	secrets = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`) // fewer than 16 could be guessed
)

// New checks the options; it reaches nobody. Its error tells everything that
// is wrong, and no secret.
func New(o Options) (*Telegram, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.BaseURL == "" {
		o.BaseURL = apiURL
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	var wrong []error
	if !tokens.MatchString(o.Token) {
		wrong = append(wrong, errors.New("telegram: "+o.Names+"TELEGRAM_TOKEN: a token looks like 123456:ABC-DEF…; @BotFather gives it"))
	}
	if o.PublicURL != "" && !secrets.MatchString(o.Secret) {
		wrong = append(wrong, errors.New("telegram: "+o.Names+"TELEGRAM_SECRET: the secret of the webhook has 16 to 256 of A-Z a-z 0-9 _ and -; invent one"))
	}
	if u, err := url.Parse(o.BaseURL); err != nil || !safe(u) {
		wrong = append(wrong, errors.New("telegram: PASSERELLE_TELEGRAM_BASE_URL is https, or http on this machine"))
	}
	return &Telegram{options: o, client: &http.Client{Transport: o.Transport}}, errors.Join(wrong...)
}

// safe reports whether the token may go there: by https, or on this machine.
func safe(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// String names the agency and hides the token.
func (t *Telegram) String() string { return "telegram(" + t.options.Agency + ")" }
