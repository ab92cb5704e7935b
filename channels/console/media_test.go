package console

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
)

// provider hands out bytes by reference.
type provider map[string]string

func (p provider) Fetch(_ context.Context, m bot.Media) (io.ReadCloser, error) {
	b, ok := p[m.Ref]
	if !ok {
		return nil, bot.ErrNotFound
	}
	return io.NopCloser(strings.NewReader(b)), nil
}

const (
	pngBytes = "\x89PNG\x0D\x0A\x1A\x0A and so on"
	oggBytes = "OggS\x00 and so on"
	evil     = "<html><script>alert(1)</script>"
)

// TestWhatWasSentIsShownSafely: pictures and voice notes on the page, through us
// and by a name that is not the provider's; what says that it is a picture and is
// not is downloaded; nothing of it can run.
func TestWhatWasSentIsShownSafely(t *testing.T) {
	p := newPlace(t)
	maps.Copy(p.sent, provider{"png-1": pngBytes, "ogg-1": oggBytes, "evil-1": evil, "huge": strings.Repeat("x", bot.MostMedia+1)})
	marie := p.caller(t)
	marie.login("marie", password)
	from, id, _ := p.byWhatsApp(t, marie)
	at := "/console/lien/case/" + id
	for _, m := range []bot.Media{
		{Kind: bot.Picture, Type: "image/png", Ref: "png-1"}, {Kind: bot.Voice, Type: "audio/ogg", Ref: "ogg-1"},
		{Kind: bot.Picture, Type: "image/jpeg", Ref: "evil-1"}, {Kind: bot.Picture, Ref: "gone"}, {Kind: bot.Video, Ref: "huge"},
		{Kind: bot.Location, Ref: "46.51910,6.63230"}, {Kind: bot.Sticker},
	} {
		p.count++
		in := bot.Input{Address: from, ID: fmt.Sprint("media", p.count), Media: []bot.Media{m}}
		if err := p.desk.Receive(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	text := marie.get(at).text
	for _, want := range []string{"<img src=", "<audio controls", "<video controls", "46.51910, 6.63230", "[sticker]"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, "png-1") {
		t.Error("the provider's reference is on the page")
	}
	links := regexp.MustCompile(`<a[^>]* href="(/console/lien/case/[^"]+/media/[0-9a-f]+)"`).FindAllStringSubmatch(text, -1)
	if len(links) != 5 {
		t.Fatalf("%d links", len(links))
	}
	want := []struct {
		status            int
		kind, disposition string
		body              string
	}{
		{200, "image/png", "inline", pngBytes}, {200, "audio/ogg", "inline", oggBytes}, {200, "application/octet-stream", "attachment; filename=picture.bin", evil},
		{404, "text/html; charset=utf-8", "", ""}, {413, "text/html; charset=utf-8", "", ""},
	}
	for i, w := range want {
		res, body := marie.raw(p.URL + links[i][1])
		if res.StatusCode != w.status || res.Header.Get("Content-Type") != w.kind || res.Header.Get("Content-Disposition") != w.disposition || w.body != "" && !bytes.Equal(body, []byte(w.body)) {
			t.Errorf("%d: %d %s %s", i, res.StatusCode, res.Header.Get("Content-Type"), res.Header.Get("Content-Disposition"))
		}
		if w.status == 200 && (!strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Cache-Control") != "no-store") {
			t.Errorf("%d is not fenced: %v", i, res.Header)
		}
	}
	if res, _ := marie.raw(p.URL + at + "/media/" + (bot.Media{Ref: "png-1"}).Name()); res.StatusCode != http.StatusNotFound {
		t.Error("a name of another channel's is found")
	}
	if a := p.caller(t).get(links[0][1]); !strings.Contains(a.path, "/login") {
		t.Error("a stranger sees it")
	}
}

// raw gets an address as it is answered.
func (c *caller) raw(address string) (*http.Response, []byte) {
	c.t.Helper()
	res, err := c.Get(address)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res, body
}
