// Package oidc logs staff in by their organisation's own identity provider: OpenID
// Connect Core 1.0, authorization code with PKCE (RFC 7636, S256), state and nonce.
//
// It says who somebody is there, and nothing else: which account that is, and what it
// may do, is not the provider's to say.
package oidc

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

var (
	// ErrAway says that the provider does not answer, or not as one does.
	ErrAway = errors.New("the identity provider does not answer")
	// ErrRefused says that a callback proves nobody.
	ErrRefused = errors.New("the identity provider's answer is not good")
)

// A provider that is down holds nobody up: one that did not answer is not asked again
// for a moment.
const (
	patience = 5 * time.Second
	tries    = 2
	restful  = 5 * time.Second
	mostRead = 1 << 20 // bytes of one answer
)

// Options are what a provider is reached with.
type Options struct {
	Issuer   string           // https://…, or http on this machine
	ClientID string           // as the provider knows this desk
	Secret   string           // of the client
	Back     string           // the address that the provider leads back to
	Now      func() time.Time // nil: time.Now
}

// Asked is what one ceremony is recognised by: random words, good once.
type Asked struct{ State, Nonce, Verifier string }

// Who is somebody as the provider knows them. Issuer and Subject together name them
// for ever; Mail is "" unless the provider verified it, and names nobody.
type Who struct{ Issuer, Subject, Mail string }

// Provider is one agency's identity provider. It may be used by many at once.
type Provider struct {
	options Options
	client  *http.Client

	mu      sync.Mutex
	found   *discovered
	rests   time.Time // until then it is not asked again
	problem error     // why
}

// discovered is what the provider says of itself.
type discovered struct {
	config   oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// New makes a provider; it reaches nobody yet. An issuer that others could read is
// refused.
func New(o Options) (*Provider, error) {
	if err := sealed(o.Issuer); err != nil {
		return nil, fmt.Errorf("the issuer: %w", err)
	}
	if o.ClientID == "" || o.Secret == "" || o.Back == "" {
		return nil, errors.New("an identity provider takes the client's id, its secret and an address to come back to")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Provider{options: o, client: &http.Client{Timeout: patience, CheckRedirect: stay, Transport: bounded{}}}, nil
}

// Issuer is the provider's address.
func (p *Provider) Issuer() string { return p.options.Issuer }

// Find asks the provider what it says of itself, unless that is known. The error is
// ErrAway.
func (p *Provider) Find(ctx context.Context) error {
	_, err := p.discover(ctx)
	return err
}

// Begin returns the provider's address to send a browser to, and what its answer is
// recognised by, to be kept with the browser's session. The error is ErrAway.
func (p *Provider) Begin(ctx context.Context) (address string, a Asked, err error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", a, err
	}
	a = Asked{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	return d.config.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), a, nil
}

// Finish says who came back, by the query of the callback and what was asked. The
// error is ErrRefused or ErrAway; no error holds anything of a token.
func (p *Provider) Finish(ctx context.Context, a Asked, query url.Values) (who Who, err error) {
	if a.State == "" || subtle.ConstantTimeCompare([]byte(a.State), []byte(query.Get("state"))) != 1 {
		return who, fmt.Errorf("%w: another state", ErrRefused)
	}
	// RFC 9207: an answer that names its issuer must name this one.
	if from := query.Get("iss"); from != "" && from != p.options.Issuer {
		return who, fmt.Errorf("%w: another issuer", ErrRefused)
	}
	if query.Get("code") == "" {
		return who, fmt.Errorf("%w: no code", ErrRefused)
	}
	d, err := p.discover(ctx)
	if err != nil {
		return who, err
	}
	ctx, end := context.WithTimeout(oidc.ClientContext(ctx, p.client), patience)
	defer end()
	tokens, err := d.config.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return who, exchangeError(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := d.verifier.Verify(ctx, raw)
	if err != nil {
		return who, fmt.Errorf("%w: the token does not hold", ErrRefused)
	}
	return p.read(token, a)
}

// read takes out of a token that holds who it speaks of.
func (p *Provider) read(token *oidc.IDToken, a Asked) (who Who, err error) {
	var claims struct {
		Party    string `json:"azp"`
		Mail     string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	// Some providers write email_verified as a string: the address then counts as not verified.
	if err := token.Claims(&claims); err != nil {
		claims.Mail = ""
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(a.Nonce)) != 1:
		return who, fmt.Errorf("%w: another nonce", ErrRefused)
	case len(token.Audience) > 1 && claims.Party != p.options.ClientID:
		return who, fmt.Errorf("%w: made for another client too", ErrRefused)
	case token.Subject == "":
		return who, fmt.Errorf("%w: nobody's", ErrRefused)
	}
	if !claims.Verified {
		claims.Mail = ""
	}
	return Who{Issuer: token.Issuer, Subject: token.Subject, Mail: claims.Mail}, nil
}

// exchangeError tells a provider that refuses a code from one that does not answer.
// What the provider wrote is left out: it may speak of somebody.
func exchangeError(err error) error {
	var answered *oauth2.RetrieveError
	if !errors.As(err, &answered) || answered.Response == nil {
		return fmt.Errorf("%w: no token came", ErrAway)
	}
	if status := answered.Response.StatusCode; status >= 500 || status == http.StatusTooManyRequests || status == http.StatusUnauthorized {
		return fmt.Errorf("%w: it gives no token (HTTP %d)", ErrAway, status)
	}
	return fmt.Errorf("%w: the code is not taken", ErrRefused)
}

// discover is what the provider says of itself, asked for at the first need.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	found, rests, problem := p.found, p.rests, p.problem
	p.mu.Unlock()
	if found != nil {
		return found, nil
	}
	if p.options.Now().Before(rests) {
		return nil, problem
	}
	var err error
	for range tries {
		if found, err = p.ask(ctx); err == nil || ctx.Err() != nil {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err == nil:
		p.found = found
		return found, nil
	case ctx.Err() == nil: // a browser that went away says nothing of the provider
		p.rests, p.problem = p.options.Now().Add(restful), err
	}
	return nil, err
}

// ask reads the provider's document of discovery (OpenID Connect Discovery 1.0).
func (p *Provider) ask(ctx context.Context) (*discovered, error) {
	ctx, end := context.WithTimeout(oidc.ClientContext(ctx, p.client), patience)
	defer end()
	it, err := oidc.NewProvider(ctx, p.options.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %s has no document of discovery that fits", ErrAway, p.options.Issuer)
	}
	var says struct {
		Authorize string   `json:"authorization_endpoint"`
		Token     string   `json:"token_endpoint"`
		Keys      string   `json:"jwks_uri"`
		Methods   []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := it.Claims(&says); err != nil {
		return nil, fmt.Errorf("%w: the document of discovery cannot be read", ErrAway)
	}
	if err := errors.Join(sealed(says.Authorize), sealed(says.Token), sealed(says.Keys)); err != nil {
		return nil, fmt.Errorf("%w: an address of %s: %w", ErrAway, p.options.Issuer, err)
	}
	where := it.Endpoint()
	// Chosen, not tried: a code is good once, and a wrong try would use it up.
	where.AuthStyle = oauth2.AuthStyleInHeader
	if len(says.Methods) > 0 && !slices.Contains(says.Methods, "client_secret_basic") {
		where.AuthStyle = oauth2.AuthStyleInParams
	}
	o := p.options
	return &discovered{
		config:   oauth2.Config{ClientID: o.ClientID, ClientSecret: o.Secret, Endpoint: where, RedirectURL: o.Back, Scopes: []string{oidc.ScopeOpenID, "email"}},
		verifier: it.Verifier(&oidc.Config{ClientID: o.ClientID, Now: o.Now}),
	}, nil
}

// bounded reads no more of an answer than it may hold.
type bounded struct{}

// RoundTrip sends a request.
func (bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, mostRead), res.Body}
	}
	return res, err
}
