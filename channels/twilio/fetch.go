package twilio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"passerelle/bot"
)

// twilioAPI is Twilio's own address.
const twilioAPI = "https://api.twilio.com"

// mostHops is how many redirects lead to the bytes at most.
const mostHops = 3

// mediaPath is where Twilio keeps what came with a message, with the account first.
var mediaPath = regexp.MustCompile(`^/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages/[SM]M[0-9a-fA-F]{32}/Media/ME[0-9a-fA-F]{32}$`)

// Fetch opens what came with a message. Twilio leads on from its API to where
// the bytes lie for a few hours
// (https://help.twilio.com/articles/223183748): the credentials go to the API
// alone, and the bytes come from Twilio's own stores alone.
func (t *Twilio) Fetch(ctx context.Context, m bot.Media) (io.ReadCloser, error) {
	found := mediaPath.FindStringSubmatch(m.Ref)
	if found == nil || found[1] != t.options.AccountSID {
		return nil, bot.ErrNotFound
	}
	at, err := url.Parse(cmp.Or(strings.TrimSuffix(t.options.BaseURL, "/"), twilioAPI) + m.Ref)
	if err != nil {
		return nil, errors.New("twilio's base address cannot be read")
	}
	client := &http.Client{Transport: t.options.Transport, CheckRedirect: stay}
	for hop := range mostHops {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
		if err != nil {
			return nil, errors.New("twilio named no address that can be fetched")
		}
		if hop == 0 {
			req.SetBasicAuth(t.credentials())
		}
		res, err := client.Do(req)
		if err != nil {
			return nil, errors.New("twilio could not be reached")
		}
		next, err := t.arrived(res)
		if err == nil && next == nil {
			return res.Body, nil
		}
		res.Body.Close()
		if err != nil {
			return nil, err
		}
		at = next
	}
	return nil, errors.New("twilio leads on without an end")
}

// arrived reads an answer: nil and nil mean that these are the bytes, an address
// where they are instead.
func (t *Twilio) arrived(res *http.Response) (*url.URL, error) {
	switch {
	case res.StatusCode == http.StatusOK && res.ContentLength > bot.MostMedia:
		return nil, bot.ErrTooBig
	case res.StatusCode == http.StatusOK:
		return nil, nil
	case res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		return nil, bot.ErrNotFound
	case res.StatusCode < 300 || res.StatusCode > 399:
		return nil, fmt.Errorf("twilio answered %d", res.StatusCode)
	}
	next, err := res.Location()
	if err != nil || !t.ours(next) {
		return nil, errors.New("twilio leads to a host that is not its own")
	}
	return next, nil
}

// ours reports whether bytes may be fetched from there: from Twilio's stores,
// or from the host that was set in their place.
func (t *Twilio) ours(u *url.URL) bool {
	if u.User != nil {
		return false
	}
	if t.base != nil {
		return u.Scheme == t.base.Scheme && u.Host == t.base.Host
	}
	return u.Scheme == "https" && (strings.HasSuffix(u.Host, ".twiliocdn.com") ||
		u.Host == "s3-external-1.amazonaws.com" && strings.HasPrefix(u.Path, "/media.twiliocdn.com/"))
}
