// Package oidctest is a small identity provider on this machine, for tests: discovery,
// keys, and a token endpoint that checks client and PKCE. It lets in whom a test says.
package oidctest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Client and Secret are the one client that the provider knows.
const (
	Client = "desk"
	Secret = "the desk's secret"
)

// IDP is the provider. Its fields are set between two logins.
type IDP struct {
	*httptest.Server
	Subject string         // who logs in next
	Claims  map[string]any // put over those of the next token
	Down    bool           // it answers nothing but errors

	mu    sync.Mutex
	key   *rsa.PrivateKey
	codes map[string]url.Values // what was asked with each code that was not used
}

// New begins a provider that lets "anna" in; it ends with the test.
func New(t testing.TB) *IDP {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &IDP{Subject: "anna", key: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.Down {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// Set changes the provider while nobody is being answered.
func (p *IDP) Set(change func(*IDP)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (p *IDP) discovery(w http.ResponseWriter, _ *http.Request) {
	answer(w, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"RS256"},
	})
}

func (p *IDP) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, map[string]any{"keys": []any{map[string]string{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": base64.RawURLEncoding.EncodeToString(p.key.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(p.key.E)).Bytes()),
	}}})
}

// authorize lets whoever asks in at once, as the subject.
func (p *IDP) authorize(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	if asked.Get("client_id") != Client || asked.Get("response_type") != "code" || asked.Get("code_challenge_method") != "S256" {
		http.Error(w, "not so", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.codes[code] = asked
	back := url.Values{"code": {code}, "state": {asked.Get("state")}, "iss": {p.URL}}
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// token gives a token for a code, once, to whoever asked for the code.
func (p *IDP) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	known, _ := url.QueryUnescape(secret)
	if id != Client || known != Secret {
		http.Error(w, `{"error":"invalid_client"}`, http.StatusUnauthorized)
		return
	}
	code := r.PostFormValue("code")
	asked, unused := p.codes[code]
	delete(p.codes, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !unused || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") || r.PostFormValue("redirect_uri") != asked.Get("redirect_uri") {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	now := time.Now()
	claims := map[string]any{
		"iss": p.URL, "sub": p.Subject, "aud": Client, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(), "nonce": asked.Get("nonce"),
		"email": p.Subject + "@example.org", "email_verified": true,
	}
	maps.Copy(claims, p.Claims)
	answer(w, map[string]any{"access_token": "none", "token_type": "Bearer", "id_token": p.sign(claims)})
}

func (p *IDP) sign(claims map[string]any) string {
	text := func(v any) string {
		plain, err := json.Marshal(v)
		if err != nil {
			panic(err) // a test's own claims
		}
		return base64.RawURLEncoding.EncodeToString(plain)
	}
	said := text(map[string]string{"alg": "RS256", "kid": "1"}) + "." + text(claims)
	sum := sha256.Sum256([]byte(said))
	signed, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err) // the key is good
	}
	return said + "." + base64.RawURLEncoding.EncodeToString(signed)
}
