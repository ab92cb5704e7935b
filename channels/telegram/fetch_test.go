package telegram

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"passerelle/bot"
)

// TestFetchBringsAFile by its reference, and by no other way: a path that leads
// elsewhere, a file too large, one that is gone and a redirect are refused.
func TestFetchBringsAFile(t *testing.T) {
	answers := map[string]string{
		"good":   `{"ok":true,"result":{"file_path":"photos/file_1.jpg","file_size":7}}`,
		"climbs": `{"ok":true,"result":{"file_path":"../../etc/passwd"}}`,
		"asks":   `{"ok":true,"result":{"file_path":"photos/a.jpg?x=1"}}`,
		"large":  `{"ok":true,"result":{"file_path":"a.jpg","file_size":99999999}}`,
		"gone":   `{"ok":false,"error_code":400,"description":"Bad Request: wrong file_id"}`,
		"moved":  `{"ok":true,"result":{"file_path":"photos/moved.jpg"}}`,
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the token went to another host") }))
	defer elsewhere.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bot" + token + "/getFile":
			body, _ := io.ReadAll(r.Body)
			for ref, answer := range answers {
				if strings.Contains(string(body), `"`+ref+`"`) {
					io.WriteString(w, answer)
				}
			}
		case "/file/bot" + token + "/photos/file_1.jpg":
			io.WriteString(w, "picture")
		default:
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		}
	}))
	defer s.Close()
	o := options()
	o.BaseURL = s.URL
	tg := open(t, o)
	for ref, want := range map[string]error{"good": nil, "gone": bot.ErrNotFound, "large": bot.ErrTooBig, "climbs": errAny, "asks": errAny, "moved": errAny} {
		body, err := tg.Fetch(t.Context(), bot.Media{Kind: bot.Picture, Ref: ref})
		switch {
		case errors.Is(want, errAny):
			if err == nil || strings.Contains(err.Error(), token) {
				t.Errorf("%s: %v", ref, err)
			}
		case !errors.Is(err, want):
			t.Errorf("%s: %v, not %v", ref, err, want)
		}
		if err == nil {
			if got, _ := io.ReadAll(body); string(got) != "picture" {
				t.Errorf("%s: %q", ref, got)
			}
			body.Close()
		}
	}
}

var errAny = errors.New("any")
