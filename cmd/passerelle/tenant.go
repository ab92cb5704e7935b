package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"passerelle/bot"
	"passerelle/channels/oidc"
	"passerelle/channels/telegram"
	"passerelle/channels/twilio"
	"passerelle/flows"
)

// tenant is one agency with its platforms.
type tenant struct {
	service *service
	set     *flows.Set
	ways
	twilio   *twilio.Twilio
	telegram *telegram.Telegram
	outside  *oidc.Provider // the organisation's own login; nil: there is none
	polls    bool
	desk     *desk
	practice *practiceRoom
}

// newTenant prepares an agency's platforms; it reaches nobody yet.
func (s *service) newTenant(set *flows.Set) (*tenant, error) {
	t := &tenant{service: s, set: set, ways: ways{senders: map[bot.Channel]bot.Sender{}, fetchers: map[bot.Channel]bot.Fetcher{}}}
	s.shelf.Put(set)
	a, err := s.accountOf(set.Agency.ID)
	if err != nil {
		return t, err
	}
	if err := errors.Join(t.withTwilio(a), t.withTelegram(a), t.withOutside(a)); err != nil {
		return t, fmt.Errorf("agency %s: %w", set.Agency.ID, err)
	}
	if len(t.senders) == 0 {
		s.log.Warn("no platform is connected", "agency", set.Agency.ID, "help", "set "+prefixOf(set.Agency.ID)+"TWILIO_ACCOUNT_SID or …TELEGRAM_TOKEN")
	}
	return t, nil
}

// platforms says where the agency is reached.
func (t *tenant) platforms() string {
	var names []string
	for _, c := range bot.Channels {
		if t.senders[c] != nil {
			names = append(names, c.String())
		}
	}
	if len(names) == 0 {
		return "none is connected yet"
	}
	return strings.Join(names, ", ")
}

// public is the public URL, or one that is well written where it is not: that
// is told once, not by every platform of every agency.
func (t *tenant) public() string {
	if checkPublic(t.service.PublicURL) != nil {
		return "https://example.org"
	}
	return t.service.PublicURL
}

func (t *tenant) withTwilio(a account) (err error) {
	if a.TwilioSID == "" && a.TwilioToken == "" && a.TwilioKey == "" && a.TwilioSecret == "" {
		return nil
	}
	agency := t.set.Agency
	t.twilio, err = twilio.New(twilio.Options{
		Agency: agency.ID, Names: prefixOf(agency.ID), AccountSID: a.TwilioSID, AuthToken: a.TwilioToken, APIKey: a.TwilioKey, APISecret: a.TwilioSecret,
		PublicURL: t.public(), BaseURL: a.TwilioEndpoint, Log: t.service.log,
		SMS: agency.Channels["sms"].Number, WhatsApp: agency.Channels["whatsapp"].Number,
	})
	if err != nil {
		return err
	}
	for name, channel := range map[string]bot.Channel{"sms": bot.SMS, "whatsapp": bot.WhatsApp} {
		if agency.Channels[name].Number != "" {
			t.senders[channel], t.fetchers[channel] = t.twilio.Sender(channel), t.twilio
		}
	}
	return nil
}

func (t *tenant) withTelegram(a account) (err error) {
	prefix := prefixOf(t.set.Agency.ID)
	if a.TelegramToken == "" && a.TelegramSecret == "" && a.TelegramMode == "" {
		return nil
	}
	var wrong error
	switch a.TelegramMode {
	case "poll":
		t.polls = true
	case "":
		t.polls = t.service.PublicURL == ""
	case "webhook":
		if t.service.PublicURL == "" {
			wrong = fmt.Errorf("%sTELEGRAM_MODE=webhook needs %sPUBLIC_URL; without a public address, use poll", prefix, ours)
		}
	default:
		wrong = fmt.Errorf("%sTELEGRAM_MODE is webhook or poll, not %q", prefix, a.TelegramMode)
	}
	options := telegram.Options{Agency: t.set.Agency.ID, Names: prefix, Token: a.TelegramToken, BaseURL: a.TelegramAddress, Log: t.service.log,
		Media: t.service.shelf.Of(t.set.Agency.ID)}
	if !t.polls {
		options.Secret, options.PublicURL = a.TelegramSecret, t.public()
	}
	t.telegram, err = telegram.New(options)
	if err = errors.Join(wrong, err); err != nil {
		return err
	}
	t.senders[bot.Telegram], t.fetchers[bot.Telegram] = t.telegram.Sender(), t.telegram
	return nil
}

// mount adds the agency's webhooks.
func (t *tenant) mount(mux *http.ServeMux) {
	id := t.set.Agency.ID
	if t.twilio != nil {
		h := inTime(t.twilio.Handler(t.desk.assistant))
		mux.Handle("/twilio/"+id, h)
		mux.Handle("/twilio/"+id+"/", h)
	}
	if t.telegram != nil && !t.polls {
		mux.Handle("/telegram/"+id, inTime(t.telegram.Handler(t.desk.assistant)))
	}
}

// hookTime bounds the work for a webhook. Twilio waits 15 seconds for an answer;
// a Redis that hangs must cost neither it nor us so long, for it comes again.
const hookTime = 5 * time.Second

// inTime ends what a webhook asks of storage after hookTime.
func inTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := context.WithTimeout(r.Context(), hookTime)
		defer end()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// loops runs what goes on beside the requests; the function that it returns
// waits for its end.
func (s *service) loops(ctx context.Context) (wait func()) {
	var group sync.WaitGroup
	var asked []chan struct{}
	for _, t := range s.tenants {
		ask := make(chan struct{}, 1)
		asked = append(asked, ask)
		follows := &follower{dir: t.set.Agency.Dir, desk: t.desk, shelf: &s.shelf, cache: s.voices, log: s.log}
		group.Go(func() { follows.follow(ctx, ask) })
		switch {
		case t.telegram == nil:
		case t.polls:
			group.Go(func() { t.poll(ctx) })
		default:
			group.Go(func() { t.register(ctx) })
		}
	}
	group.Go(func() { hangUps(ctx, asked) })
	return group.Wait
}

// Times of the right to poll: one node has it, and another takes it over soon.
const (
	pollHeld  = 15 * time.Second
	pollAgain = 5 * time.Second
)

// poll asks Telegram for messages while this node has the right to.
func (t *tenant) poll(ctx context.Context) {
	owner := t.desk.assistant.Node()
	tick := time.NewTicker(pollAgain)
	defer tick.Stop()
	p := poller{tenant: t}
	for {
		mine, err := t.desk.store.Hold(ctx, "poll", owner, pollHeld)
		if err == nil && mine {
			p.start(ctx)
		} else {
			p.stop()
		}
		select {
		case <-ctx.Done():
			p.stop()
			if err := t.desk.store.LetGo(context.WithoutCancel(ctx), "poll", owner); err != nil {
				t.service.log.Warn("give back the right to poll", "error", err)
			}
			return
		case <-tick.C:
		}
	}
}

// poller polls between start and stop.
type poller struct {
	*tenant
	end  context.CancelFunc
	done sync.WaitGroup
}

func (p *poller) start(ctx context.Context) {
	if p.end != nil {
		return
	}
	ctx, p.end = context.WithCancel(ctx)
	p.done.Go(func() { p.telegram.Poll(ctx, p.desk.assistant) })
}

func (p *poller) stop() {
	if p.end == nil {
		return
	}
	p.end()
	p.done.Wait()
	p.end = nil
}

// register tells Telegram where our webhook is, until it heard.
func (t *tenant) register(ctx context.Context) {
	for wait := time.Second; ; wait = min(2*wait, 5*time.Minute) {
		err := t.telegram.RegisterWebhook(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		t.service.log.Error("Telegram does not know our webhook yet", "agency", t.desk.id, "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
