package console

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"passerelle/bot"
)

// How long something may take to fetch, and how many a room fetches at once:
// each is in memory whole, for a browser asks for a voice note piece by piece.
const (
	fetchTakes = 30 * time.Second
	mostFetch  = 4
)

// shownMedia is something sent on the page: a picture, a voice note or a film to
// look at or hear on it, a place in words, anything else to download.
type shownMedia struct {
	Word  string // what it is, a key of words.json
	As    string // img, audio, video, file, place; "" where there is nothing to fetch
	URL   string
	Place string // latitude, longitude
}

// shownAs is how each kind is shown.
var shownAs = map[bot.MediaKind]string{
	bot.Picture: "img", bot.Sticker: "img", bot.Voice: "audio", bot.Video: "video", bot.Document: "file", bot.ContactCard: "file", bot.OtherMedia: "file",
}

func (d *describer) media(m bot.Media, at string) shownMedia {
	s := shownMedia{Word: "media_" + m.Kind.String()}
	switch {
	case m.Ref == "":
	case m.Kind == bot.Location:
		s.As, s.Place = "place", strings.ReplaceAll(m.Ref, ",", ", ")
	default:
		s.As, s.URL = shownAs[m.Kind], at+"/media/"+m.Name()
	}
	return s
}

// seen are the types that a browser may show by itself, and what they are told
// as. A type is read from the bytes, never believed: nothing here can run.
var seen = map[string]string{
	"image/jpeg": "image/jpeg", "image/png": "image/png", "image/gif": "image/gif", "image/webp": "image/webp",
	"application/ogg": "audio/ogg", "audio/mpeg": "audio/mpeg", "audio/wave": "audio/wav", "video/mp4": "video/mp4", "video/webm": "video/webm",
}

// endings are how downloaded files end, by what their sender called them.
var endings = map[string]string{
	"application/pdf": ".pdf", "text/plain": ".txt", "text/vcard": ".vcf", "text/x-vcard": ".vcf", "application/zip": ".zip",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
	"application/vnd.oasis.opendocument.text":                                 ".odt",
	"audio/amr": ".amr", "audio/aac": ".aac", "image/heic": ".heic", "video/3gpp": ".3gp",
}

// sentMedia hands on what a person sent. It comes through us, so that no address
// of a provider is on the page, and is fenced so that nothing in it can run.
func (r *room) sentMedia(w http.ResponseWriter, req *http.Request, me bot.Account) {
	ctx, end := context.WithTimeout(req.Context(), fetchTakes)
	defer end()
	m, data, err := r.fetch(ctx, req, me)
	if err != nil {
		r.noMedia(w, req, err)
		return
	}
	kind, inline := seen[http.DetectContentType(data)]
	disposition := "inline"
	if !inline {
		declared, _, _ := strings.Cut(strings.ToLower(m.Type), ";")
		disposition = mime.FormatMediaType("attachment", map[string]string{"filename": m.Kind.String() + cmp.Or(endings[strings.TrimSpace(declared)], ".bin")})
	}
	w.Header().Set("Content-Disposition", disposition)
	fenced(w, req, cmp.Or(kind, "application/octet-stream"), data)
}

// fenced hands on what somebody sent so that nothing in it can run.
func fenced(w http.ResponseWriter, req *http.Request, kind string, data []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(data))
}

func (r *room) fetch(ctx context.Context, req *http.Request, me bot.Account) (bot.Media, []byte, error) {
	select {
	case r.fetches <- struct{}{}:
		defer func() { <-r.fetches }()
	case <-ctx.Done():
		return bot.Media{}, nil, ctx.Err()
	}
	m, from, err := r.Assistant.Media(ctx, req.PathValue("id"), me.Login, req.PathValue("name"))
	if err != nil {
		return m, nil, err
	}
	defer from.Close()
	data, err := io.ReadAll(io.LimitReader(from, bot.MostMedia+1))
	if err == nil && len(data) > bot.MostMedia {
		err = bot.ErrTooBig
	}
	return m, data, err
}

// noMedia says why there is nothing to see.
func (r *room) noMedia(w http.ResponseWriter, req *http.Request, err error) {
	why, status := "media_later", http.StatusBadGateway
	switch {
	case errors.Is(err, bot.ErrNotFound):
		why, status = "media_gone", http.StatusNotFound
	case errors.Is(err, bot.ErrTooBig):
		why, status = "media_big", http.StatusRequestEntityTooLarge
	default:
		r.options.Log.Warn("fetch what a person sent", "error", err)
	}
	back, _, _ := strings.Cut(req.URL.Path, "/media/")
	r.missing(w, req, status, "media_title", why, back, "media_back")
}
