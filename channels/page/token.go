package page

import (
	"context"
	"crypto/subtle"
	"html/template"
	"net/http"
	"regexp"
)

// A page's forms carry a token of the session that it was shown in, so that no
// other site's page can send them (OWASP, Cross-Site Request Forgery Prevention:
// synchronizer token). It stands beside http.CrossOriginProtection, which old
// browsers without Sec-Fetch-Site and Origin pass by.

// tokenField is the hidden field of every form that changes something.
const tokenField = "session-token"

type tokenKey struct{}

// WithToken remembers the token of a request's session.
func WithToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, tokenKey{}, token)
}

// Token is the token of a request's session, "" where there is none.
func Token(ctx context.Context) string {
	token, _ := ctx.Value(tokenKey{}).(string)
	return token
}

// Sent reports whether a form whose body was read carries its session's token.
func Sent(r *http.Request, token string) bool {
	return token != "" && subtle.ConstantTimeCompare([]byte(r.PostForm.Get(tokenField)), []byte(token)) == 1
}

var postForm = regexp.MustCompile(`<form method="post"[^>]*>`)

// withTokens puts the token into every form of a page that changes something: in
// one place, so that no form can lack it.
func withTokens(html []byte, token string) []byte {
	if token == "" {
		return html
	}
	field := []byte(`<input type="hidden" name="` + tokenField + `" value="` + template.HTMLEscapeString(token) + `">`)
	return postForm.ReplaceAllFunc(html, func(form []byte) []byte { return append(form[:len(form):len(form)], field...) })
}
