// Package twilio speaks SMS and WhatsApp through Twilio: it checks and reads
// Twilio's webhooks, and sends by its REST interface.
//
// Twilio answers STOP, START, HELP and their kin on SMS by itself; what it
// passes on reaches the dialogue like any other word.
package twilio

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"github.com/twilio/twilio-go/client"
)

// Options are what one agency's side of Twilio works with.
type Options struct {
	Agency     string            // the agency's id
	Names      string            // how the names of this agency's settings begin, for messages: PASSERELLE_LIEN_; may be empty
	AccountSID string            // AC and 32 hexadecimal digits
	AuthToken  string            // checks webhooks, and signs requests when there is no API key
	APIKey     string            // SK and 32 hexadecimal digits; may be empty
	APISecret  string            // the API key's; signs requests, never checks webhooks
	PublicURL  string            // scheme://host under which Twilio reaches us: it signs this address
	BaseURL    string            // in place of Twilio's own addresses, for tests and private gateways: https, or http on this machine; may be empty
	SMS        string            // the agency's number for SMS, in E.164
	WhatsApp   string            // the agency's number for WhatsApp, in E.164
	Log        *slog.Logger      // nil: none
	Transport  http.RoundTripper // nil: the standard one; redirects are never followed
	Now        func() time.Time  // nil: time.Now; read beside Twilio's own clock only
}

// Twilio is one agency's side of Twilio.
type Twilio struct {
	options Options
	base    *url.URL // nil: Twilio's own addresses
	check   client.RequestValidator

	// Hidden counts missed calls of hidden numbers: nobody can be called back.
	Hidden atomic.Int64
}

var (
	accountSID = regexp.MustCompile(`^AC[0-9a-fA-F]{32}$`)
	apiKey     = regexp.MustCompile(`^SK[0-9a-fA-F]{32}$`)
	secret     = regexp.MustCompile(`^[A-Za-z0-9]{16,64}$`) // the library refuses any other character
	agencyID   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	number     = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) // E.164
)

// New checks the options; it reaches nobody. Its error tells everything that
// is wrong, and no secret.
func New(o Options) (*Twilio, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.PublicURL = strings.TrimSuffix(o.PublicURL, "/")
	t := &Twilio{options: o, check: client.NewRequestValidator(o.AuthToken)}
	var wrong []error
	must := func(fine bool, help string) {
		if !fine {
			wrong = append(wrong, errors.New("twilio: "+help))
		}
	}
	must(agencyID.MatchString(o.Agency), "the agency's id has letters, digits, - and _ only: it stands in the webhook's address")
	const first = "it stands on the first page of Twilio's console"
	must(accountSID.MatchString(o.AccountSID), o.Names+"TWILIO_ACCOUNT_SID: an account SID is AC and 32 hexadecimal digits; "+first)
	must(secret.MatchString(o.AuthToken), o.Names+"TWILIO_AUTH_TOKEN: an auth token has 16 to 64 letters and digits and nothing else; "+first)
	must((o.APIKey == "") == (o.APISecret == ""), o.Names+"TWILIO_API_KEY and "+o.Names+"TWILIO_API_SECRET: an API key and its secret are given together or not at all")
	must(o.APIKey == "" || apiKey.MatchString(o.APIKey), o.Names+"TWILIO_API_KEY: an API key's SID is SK and 32 hexadecimal digits")
	must(o.APISecret == "" || secret.MatchString(o.APISecret), o.Names+"TWILIO_API_SECRET: an API key's secret has 16 to 64 letters and digits and nothing else")
	must(o.PublicURL != "", "PASSERELLE_PUBLIC_URL is missing: Twilio signs the address that it calls")
	must(o.PublicURL == "" || origin(o.PublicURL), "PASSERELLE_PUBLIC_URL is written https://host, without a path")
	must(o.SMS != "" || o.WhatsApp != "", "agency.yaml names no number under channels: sms or whatsapp")
	for _, n := range []string{o.SMS, o.WhatsApp} {
		must(n == "" || number.MatchString(n), "the agency's number is written +41790000001")
	}
	if o.BaseURL != "" {
		base, err := url.Parse(o.BaseURL)
		must(err == nil && safe(base), "PASSERELLE_TWILIO_BASE_URL is https, or http on this machine")
		t.base = base
	}
	return t, errors.Join(wrong...)
}

// origin reports whether an address is scheme://host alone.
func origin(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && address == u.Scheme+"://"+u.Host
}

// safe reports whether credentials may go there: by https, or on this machine.
func safe(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// path is where this agency's webhooks are.
func (t *Twilio) path() string { return "/twilio/" + t.options.Agency }

// statusURL is where Twilio reports what became of a call. It carries the
// call's id, so that a report that is faster than the answer finds its reply.
func (t *Twilio) statusURL(call string) string {
	return t.options.PublicURL + t.path() + "/status?call=" + url.QueryEscape(call)
}

// String names the agency and hides the credentials.
func (t *Twilio) String() string { return fmt.Sprintf("twilio(%s)", t.options.Agency) }
