// Package page is what our web pages share: the frame, the style, the words of
// the interface in four languages, the script that keeps a page fresh, and the
// headers that fence it in.
//
// Every page works without the script: forms post, and the answer is the page.
package page

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"

	"golang.org/x/text/language"
)

//go:embed frame.html style.css live.js morph.js draft.js cost.js stream.js announce.js keys.js passkey.js
var files embed.FS

//go:embed words.json
var wordSource []byte

// own are the words of the frame and of its script.
var own = MustWords(wordSource)

// Languages are those of the interface, the first for whoever asks for another.
var Languages = []string{"fr", "de", "it", "en"}

var matcher = language.NewMatcher([]language.Tag{language.French, language.German, language.Italian, language.English})

// langCookie remembers the language that somebody chose.
const langCookie = "lang"

// Language returns the language for a request: chosen by ?lang, chosen before,
// or the browser's.
func Language(w http.ResponseWriter, r *http.Request) string {
	if chosen := r.URL.Query().Get("lang"); slices.Contains(Languages, chosen) {
		http.SetCookie(w, &http.Cookie{Name: langCookie, Value: chosen, Path: "/", SameSite: http.SameSiteLaxMode, HttpOnly: true, MaxAge: 365 * 24 * 3600})
		return chosen
	}
	if c, err := r.Cookie(langCookie); err == nil && slices.Contains(Languages, c.Value) {
		return c.Value
	}
	_, i := language.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return Languages[i]
}

// Words are an interface's texts: key → language → text.
type Words map[string]map[string]string

// ReadWords reads words.json of a package. Every key must have every language.
func ReadWords(source []byte) (Words, error) {
	var w Words
	if err := json.Unmarshal(source, &w); err != nil {
		return nil, fmt.Errorf("words.json: %w", err)
	}
	for key, by := range w {
		for _, l := range Languages {
			if by[l] == "" {
				return nil, fmt.Errorf("words.json: %q has no text in %s", key, l)
			}
		}
	}
	return w, nil
}

// MustWords is ReadWords for a file that is part of the program.
func MustWords(source []byte) Words {
	w, err := ReadWords(source)
	if err != nil {
		panic(err)
	}
	return w
}

// In returns the text of a key, or the key when there is none: a page with a
// strange word is better than no page, and a test finds it.
func (w Words) In(lang, key string) string {
	if text, ok := w[key][lang]; ok {
		return text
	}
	return key
}

// Frame is what every page shows around its content.
type Frame struct {
	Lang  string
	Title string
	Band  string // a red band across the top: "demonstration …"
	Live  string // path of the page's event stream, "" for none
	Path  string // of the page, for the links to other languages
	Who   string // a mark of who looks: what one person typed is not given back to another
	Keys  bool   // single keys act, as whoever looks wants it
	Token string // of the session: the page's forms carry it; "" for none
	Still bool   // the page holds what a look at it in another language would lose
	Page  any
}

// Languages lists the languages for the picker, with their own names.
func (Frame) Languages() [][2]string {
	return [][2]string{{"fr", "Français"}, {"de", "Deutsch"}, {"it", "Italiano"}, {"en", "English"}}
}

// Shortcuts are the single keys that act, and the words that say what they do.
func (Frame) Shortcuts() [][2]string {
	return [][2]string{{"j", "key_j"}, {"k", "key_k"}, {"o", "key_o"}, {"c", "key_c"}, {"n", "key_n"}, {"r", "key_r"}, {"b", "key_b"}, {"q", "key_q"}, {"f", "key_f"}, {"?", "key_list"}}
}

// Say returns what the frame or the page's script says.
func (f Frame) Say(key string) string { return own.In(f.Lang, key) }

// Template parses a page's own templates, one of which defines "content", into
// the frame. words become the function T: {{T .Lang "key"}}; {{dict "A" .B}}
// hands several values to an inner template.
func Template(dir fs.FS, words Words, names ...string) *template.Template {
	t := template.New("frame.html").Funcs(template.FuncMap{"T": words.In, "dict": dict})
	t = template.Must(t.ParseFS(files, "frame.html"))
	return template.Must(t.ParseFS(dir, names...))
}

func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: name %d is no text", i/2)
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// Show writes a page.
func Show(w http.ResponseWriter, t *template.Template, status int, f Frame) error {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "frame.html", f); err != nil {
		http.Error(w, "this page cannot be shown", http.StatusInternalServerError)
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(withTokens(b.Bytes(), f.Token))
	return err
}

// Static serves the style and the script under /static/.
func Static() http.Handler {
	return http.StripPrefix("/static/", http.FileServerFS(files))
}

// Fence sets the headers that keep a page to itself: nothing from elsewhere is
// loaded, nobody frames it, nothing is kept by caches on the way.
func Fence(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
