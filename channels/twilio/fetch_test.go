package twilio

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"passerelle/bot"
)

const mediaRef = "/Messages/MM0123456789abcdef0123456789abcdef/Media/ME0123456789abcdef0123456789abcdef"

// hops answers each address that is asked for, and notes who was given credentials.
type hops struct {
	answers map[string]*http.Response
	given   map[string]bool // host → with credentials
}

func (h *hops) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _, signed := r.BasicAuth()
	h.given[r.URL.Host] = signed
	a := h.answers[r.URL.Host]
	if a == nil {
		return nil, errors.New("no such host")
	}
	a.Request = r
	return a, nil
}

func answered(status int, location, body string) *http.Response {
	r := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1}
	if location != "" {
		r.Header.Set("Location", location)
	}
	return r
}

// TestFetchFollowsTwilioOnly: the bytes come from Twilio's stores, the
// credentials stay with its API, and no other host is asked.
func TestFetchFollowsTwilioOnly(t *testing.T) {
	large := answered(200, "", "")
	large.ContentLength = bot.MostMedia + 1
	for name, c := range map[string]struct {
		first *http.Response
		want  error
	}{
		"stored":    {answered(307, "https://mms.twiliocdn.com/AC/x?Expires=1", ""), nil},
		"old store": {answered(302, "https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC/x", ""), nil},
		"straight":  {answered(200, "", "picture"), nil},
		"gone":      {answered(404, "", ""), bot.ErrNotFound},
		"large":     {large, bot.ErrTooBig},
		"elsewhere": {answered(302, "https://evil.example.org/x", ""), errAny},
		"bucket":    {answered(302, "https://s3-external-1.amazonaws.com/other/x", ""), errAny},
		"inside":    {answered(302, "http://127.0.0.1:6379/", ""), errAny},
		"plain":     {answered(302, "http://mms.twiliocdn.com/x", ""), errAny},
		"endless":   {answered(302, "https://api.twiliocdn.com/x", ""), errAny},
		"down":      {answered(503, "", ""), errAny},
	} {
		h := &hops{given: map[string]bool{}, answers: map[string]*http.Response{
			"api.twilio.com": c.first, "mms.twiliocdn.com": answered(200, "", "picture"),
			"s3-external-1.amazonaws.com": answered(200, "", "picture"), "api.twiliocdn.com": answered(302, "https://api.twiliocdn.com/x", ""),
		}}
		o := options()
		o.Transport = h
		body, err := open(t, o).Fetch(t.Context(), bot.Media{Kind: bot.Picture, Ref: "/2010-04-01/Accounts/" + o.AccountSID + mediaRef})
		if fails := errors.Is(c.want, errAny); fails && err == nil || !fails && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			if got, _ := io.ReadAll(body); string(got) != "picture" {
				t.Errorf("%s: %q", name, got)
			}
			body.Close()
		}
		for host, signed := range h.given {
			if signed != (host == "api.twilio.com") || !strings.Contains(host, "twilio") && host != "s3-external-1.amazonaws.com" {
				t.Errorf("%s: %s was asked, with credentials: %v", name, host, signed)
			}
		}
	}
}

// TestFetchKnowsItsAccountOnly: what a webhook named leads nowhere else.
func TestFetchKnowsItsAccountOnly(t *testing.T) {
	o := options()
	o.Transport = &hops{given: map[string]bool{}}
	for _, ref := range []string{"", "/2010-04-01/Accounts/AC" + strings.Repeat("0", 32) + mediaRef, "/2010-04-01/Accounts/" + o.AccountSID + ".json", "/2010-04-01/Accounts/" + o.AccountSID + mediaRef + "/../../x", "@evil.example.org/"} {
		if _, err := open(t, o).Fetch(t.Context(), bot.Media{Ref: ref}); !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

var errAny = errors.New("any")
