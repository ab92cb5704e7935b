package twilio

import (
	"context"
	"fmt"
	"net/http"

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

// service makes the library's service for one question, and the carrier that
// knows how it went.
func (t *Twilio) service(ctx context.Context) (*api.ApiService, *carrier) {
	o := &t.options
	c := &carrier{ctx: ctx, under: o.Transport, base: t.base, now: o.Now}
	user, password := t.credentials()
	one := &client.Client{Credentials: client.NewCredentials(user, password), HTTPClient: &http.Client{Transport: c, CheckRedirect: stay}}
	one.SetAccountSid(o.AccountSID)
	return api.NewApiServiceWithClient(one), c
}

// stay follows no redirect: it would carry a number, a text or our credentials to
// whom nobody chose.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// credentials sign what we ask of Twilio.
func (t *Twilio) credentials() (user, password string) {
	o := &t.options
	if o.APIKey != "" {
		return o.APIKey, o.APISecret
	}
	return o.AccountSID, o.AuthToken
}

// Send makes a call, within the context's deadline, and returns Twilio's message SID.
func (s *sender) Send(ctx context.Context, c bot.Call) (string, error) {
	service, carried := s.service(ctx)
	p := &api.CreateMessageParams{}
	p.SetTo(s.prefix + c.To)
	p.SetFrom(s.prefix + s.from)
	switch {
	case c.Template != "":
		p.SetContentSid(c.Template)
	case c.Text != "":
		p.SetBody(c.Text)
	}
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
