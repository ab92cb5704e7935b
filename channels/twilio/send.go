package twilio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"

	"passerelle/bot"
	"passerelle/channels"
)

// sender sends on one channel of the agency.
type sender struct {
	*Twilio
	prefix, from string
}

// Sender returns the agency's way out on SMS or WhatsApp.
func (t *Twilio) Sender(c bot.Channel) bot.Sender {
	if c == bot.WhatsApp {
		return &sender{t, "whatsapp:", t.options.WhatsApp}
	}
	return &sender{t, "", t.options.SMS}
}

// service makes the library's service for one request, and the carrier that
// knows how it went.
func (t *Twilio) service(ctx context.Context) (*api.ApiService, *carrier) {
	o := &t.options
	c := &carrier{ctx: ctx, under: o.Transport, base: t.base}
	user, password := o.AccountSID, o.AuthToken
	if o.APIKey != "" {
		user, password = o.APIKey, o.APISecret
	}
	one := &client.Client{Credentials: client.NewCredentials(user, password), HTTPClient: &http.Client{Transport: c}}
	one.SetAccountSid(o.AccountSID)
	return api.NewApiServiceWithClient(one), c
}

// Send makes a call and returns Twilio's message SID.
func (s *sender) Send(ctx context.Context, c bot.Call) (string, error) {
	service, carried := s.service(ctx)
	p := &api.CreateMessageParams{}
	p.SetTo(s.prefix + c.To)
	p.SetFrom(s.prefix + s.from)
	p.SetBody(c.Text)
	p.SetStatusCallback(s.statusURL(c.ID))
	if c.Media != "" {
		p.SetMediaUrl([]string{s.options.PublicURL + "/media/" + s.options.Agency + "/" + c.Media})
	}
	m, err := service.CreateMessage(p)
	if err != nil {
		return "", carried.failure(err)
	}
	if m == nil || m.Sid == nil || *m.Sid == "" {
		return "", &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: fmt.Errorf("twilio answered %d without a message SID", carried.status)}
	}
	return *m.Sid, nil
}

// failure says what a failed request means. It passes on Twilio's code and
// nothing else: Twilio's own words repeat the number.
func (c *carrier) failure(err error) error {
	var told *client.TwilioRestError
	switch {
	case errors.As(err, &told) && (told.Code != 0 || told.Status != 0):
		status := c.status
		if status == 0 {
			status = told.Status // the library refused the request itself
		}
		m := meaning(told.Code, status)
		m.After, m.Err = c.after, fmt.Errorf("twilio error %d, HTTP %d", told.Code, status)
		return &m
	case c.status >= 400 && c.status < 500: // a gateway on the way refused it
		m := meaning(0, c.status)
		m.After, m.Err = c.after, fmt.Errorf("HTTP %d without Twilio's error", c.status)
		return &m
	case c.status == 0 && !c.written:
		return &bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown, Err: errors.New("twilio could not be reached")}
	}
	return &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, After: c.after, Err: fmt.Errorf("no readable answer of Twilio's, HTTP %d", c.status)}
}

// clocks is how far Twilio's clock and ours may differ.
const clocks = 30 * time.Second

// searched bounds how many of the newest messages to a number are looked at.
const searched = 50

// Find looks for a call among the messages that Twilio accepted to its number
// since a moment: the same number, the same words.
func (s *sender) Find(ctx context.Context, c bot.Call, since time.Time) (string, bool, error) {
	service, carried := s.service(ctx)
	p := &api.ListMessageParams{}
	p.SetTo(s.prefix + c.To)
	p.SetFrom(s.prefix + s.from)
	p.SetPageSize(searched)
	page, err := service.PageMessage(p, "", "")
	if err != nil {
		return "", false, carried.failure(err)
	}
	for _, m := range page.Messages {
		if m.Sid == nil || m.Body == nil || *m.Body != c.Text || m.DateCreated == nil {
			continue
		}
		made, err := time.Parse(time.RFC1123Z, *m.DateCreated)
		if err == nil && !made.Before(since.Add(-clocks)) {
			return *m.Sid, true, nil
		}
	}
	return "", false, nil
}

// Forget deletes a message at Twilio; one that is gone is deleted.
func (s *sender) Forget(ctx context.Context, _, sid string) error {
	service, carried := s.service(ctx)
	if err := service.DeleteMessage(sid, nil); err != nil && carried.status != http.StatusNotFound {
		return carried.failure(err)
	}
	return nil
}
