package twilio

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"

	"passerelle/bot"
)

// clocks is how far the clocks of Twilio, of the store and of this machine may
// differ once the Date of Twilio's answer is taken into account; Twilio's
// dates have whole seconds.
const clocks = 10 * time.Second

// What is looked at: the newest messages from us to a number, page by page.
const (
	pageSize  = 50
	mostPages = 10
)

// Find looks for a call among the messages that Twilio accepted to its number
// since a moment: the same number, the same words. Twilio's own filter by date
// knows days only, and passes over what is accepted but not yet sent; so dates
// are compared here. The same words sent twice within seconds cannot be told
// apart.
func (s *sender) Find(ctx context.Context, c bot.Call, since time.Time) (string, bool, error) {
	service, carried := s.service(ctx)
	p := &api.ListMessageParams{}
	p.SetTo(s.prefix + c.To)
	p.SetFrom(s.prefix + s.from)
	p.SetPageSize(pageSize)
	carried.exact = url.Values{"To": {*p.To}, "From": {*p.From}}
	token, number := "", ""
	for range mostPages {
		page, err := service.PageMessage(p, token, number)
		if err != nil || carried.status != http.StatusOK {
			return "", false, carried.failure(err)
		}
		sid, older := among(page.Messages, c.Text, since.Add(carried.ahead-clocks))
		if sid != "" {
			return sid, true, nil
		}
		if token, number = next(page); older || token == "" {
			break
		}
		carried.exact.Set("PageToken", token)
	}
	return "", false, nil
}

// among looks for a text that was accepted since a moment, among messages that
// come newest first; older says that the last of them is from before.
func among(messages []api.ApiV2010Message, text string, since time.Time) (sid string, older bool) {
	for i := range messages {
		m := &messages[i]
		date := m.DateCreated
		if date == nil {
			date = m.DateSent
		}
		if date == nil || m.Sid == nil || m.Body == nil {
			continue
		}
		made, err := time.Parse(time.RFC1123Z, *date)
		if err != nil {
			continue
		}
		older = made.Before(since)
		if !older && strings.TrimSpace(*m.Body) == strings.TrimSpace(text) {
			return *m.Sid, false
		}
	}
	return "", older
}

// next is where the following page begins; an empty token means nowhere.
func next(page *api.ListMessageResponse) (token, number string) {
	if page.NextPageUri == nil {
		return "", ""
	}
	u, err := url.Parse(*page.NextPageUri)
	if err != nil {
		return "", ""
	}
	return u.Query().Get("PageToken"), u.Query().Get("Page")
}

// Forget deletes a message at Twilio, its words and its media; one that is gone
// is deleted.
func (s *sender) Forget(ctx context.Context, _, sid string) error {
	service, carried := s.service(ctx)
	err := service.DeleteMessage(sid, nil)
	var told *client.TwilioRestError
	if carried.status == http.StatusNotFound && errors.As(err, &told) && told.Code != 0 {
		return nil // Twilio's own answer; a gateway's says nothing of the message
	}
	if err == nil && carried.status < 300 {
		return nil
	}
	return carried.failure(err)
}
