package phone

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
)

//go:embed phone.html screens.html
var files embed.FS

// Screens is the inner template that draws phones, for pages that try flows in
// another way: {{template "screens" (dict "Lang" .Lang "Screens" .List)}} with a
// list of Screen. It needs the words of ScreenWords.
var Screens fs.FS = files

// ScreenWords are the words that the phones are drawn with.
func ScreenWords() page.Words { return words }

//go:embed words.json
var wordSource []byte

var (
	words = page.MustWords(wordSource)
	view  = page.Template(files, words, "phone.html", "screens.html")
)

// mostText bounds a typed message, in bytes: a person may paste 3,000 characters.
const mostText = 64 << 10

// Handler serves the phone under /phone. log may be nil.
func (p *Phone) Handler(log *slog.Logger) http.Handler {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /phone", func(w http.ResponseWriter, r *http.Request) {
		if err := page.Show(w, view, http.StatusOK, p.frame(page.Language(w, r), "", "")); err != nil {
			log.Warn("show the phone", "error", err)
		}
	})
	mux.HandleFunc("GET /phone/live", func(w http.ResponseWriter, r *http.Request) {
		page.Stream(w, r, 200*time.Millisecond, func(context.Context) (string, error) { return p.mark(), nil })
	})
	mux.HandleFunc("POST /phone/send", func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostText)
		if err := r.ParseForm(); err != nil {
			http.Error(w, "the form cannot be read", http.StatusBadRequest)
			return
		}
		err := p.form(r)
		if errors.Is(err, errNoLine) {
			f := p.frame(page.Language(w, r), "no_line", r.Form.Get("text"))
			if err := page.Show(w, view, http.StatusBadRequest, f); err != nil {
				log.Warn("show the phone", "error", err)
			}
			return
		}
		if err != nil {
			log.Warn("write from the phone", "error", err)
			http.Error(w, "the bot is not there just now", http.StatusServiceUnavailable)
			return
		}
		http.Redirect(w, r, "/phone", http.StatusSeeOther)
	})
	return http.NewCrossOriginProtection().Handler(page.Fence(mux))
}

// errNoLine means that nothing was written, for no line is on.
var errNoLine = errors.New("no line is on")

// form does what the page's form says.
func (p *Phone) form(r *http.Request) error {
	if r.Form.Get("do") == "new" {
		p.renew()
		return nil
	}
	if r.Form.Has("lines") {
		p.choose(r.Form["line"])
	}
	in, b := bot.Input{}, Bubble{}
	switch do, arg, _ := strings.Cut(r.Form.Get("do"), ":"); do {
	case "press":
		payload, ok := bot.ParsePayload(arg)
		if !ok {
			return nil
		}
		in.Payload, b.Text = payload, r.Form.Get("label:"+arg)
		in.Text = b.Text
	case "forward", "reply":
		in.Text, in.Forward, in.Quotes, b.Media = "…", do == "forward", do == "reply", do
	case "send":
		kind, ok := bot.ParseMediaKind(arg)
		if !ok {
			return nil
		}
		in.Media, b.Media = []bot.Media{{Kind: kind, Ref: "invented"}}, arg
	case "call":
		in.Call, b.Media = true, "call"
	default:
		in.Text = strings.TrimSpace(r.Form.Get("text"))
		b.Text = in.Text
		if in.Text == "" {
			return nil
		}
	}
	if !p.anyOn() {
		return errNoLine
	}
	return p.write(r.Context(), in, b)
}

// choose sets which lines typed words go to.
func (p *Phone) choose(names []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, c := range bot.Channels {
		p.lines[i].on = false
		for _, n := range names {
			p.lines[i].on = p.lines[i].on || n == c.String()
		}
	}
	p.changes++
}

// anyOn reports whether typed words go anywhere.
func (p *Phone) anyOn() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.lines[:], func(l line) bool { return l.on })
}

func (p *Phone) mark() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strconv.Itoa(p.changes)
}

// shownPhone is what phone.html shows.
type shownPhone struct {
	Lines   []Screen
	Problem string // a key of words.json: why nothing was written
	Text    string // what was typed then
}

// Screen is one phone as the template draws it.
type Screen struct {
	Channel, Name, Number string
	On                    bool
	Talk                  []Bubble
	Sent, Received        int // SMS parts both ways
}

// Bubble is one message on a screen.
type Bubble struct {
	Mine     bool
	Happened bool // no message: time that went by
	Text     string
	Keys     []Button
	Media    string // what was sent that is not text, a word's key
	File     string // where the picture or the voice is that the bot sent
	Voice    bool   // it is a voice
	Alt      string // what the picture shows
	Parts    int    // SMS parts; 0 on other channels
}

// Button is one of a message's buttons.
type Button struct {
	Label string
	Do    string // what the form sends when it is pressed
	Name  string // of a hidden field that sends the label along; "" for none
}

// NewScreen is a channel's phone with a talk on it, and what the talk cost.
func NewScreen(c bot.Channel, talk []Bubble) Screen {
	names := map[bot.Channel]string{bot.SMS: "SMS", bot.WhatsApp: "WhatsApp", bot.Telegram: "Telegram"}
	s := Screen{Channel: c.String(), Name: names[c], Talk: talk}
	for _, b := range talk {
		if b.Mine {
			s.Sent += b.Parts
		} else {
			s.Received += b.Parts
		}
	}
	return s
}

func (p *Phone) frame(lang, problem, typed string) page.Frame {
	p.mu.Lock()
	defer p.mu.Unlock()
	var screens []Screen
	for _, l := range p.lines {
		s := NewScreen(l.address.Channel, slices.Clone(l.talk))
		s.Number, s.On = spaced(l.address.ID), l.on
		screens = append(screens, s)
	}
	return page.Frame{Lang: lang, Title: words.In(lang, "title"), Band: words.In(lang, "band"), Live: "/phone/live", Path: "/phone", Page: shownPhone{screens, problem, typed}}
}

// spaced writes a number as people read it: +41 79 000 12 34.
func spaced(id string) string {
	if len(id) == 12 && id[0] == '+' {
		id = fmt.Sprint(id[:3], " ", id[3:5], " ", id[5:8], " ", id[8:10], " ", id[10:])
	}
	return id
}
