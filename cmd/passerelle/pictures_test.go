package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// photo takes a picture or a voice as Telegram does.
func (p *platforms) photo(t *testing.T, w http.ResponseWriter, r *http.Request) {
	f, _, err := r.FormFile(strings.ToLower(strings.TrimPrefix(r.PathValue("method"), "send")))
	if err != nil {
		t.Error(err)
		return
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Error(err)
	}
	p.note(fmt.Sprintf("telegram:%s: [%d bytes] %s", r.FormValue("chat_id"), len(data), r.FormValue("caption")), "")
	fmt.Fprint(w, `{"ok":true,"result":{"message_id":1,"photo":[{"file_id":"kept"}]}}`)
}

// teaHead begins a help that an author adds while the service runs.
const teaHead = `passerelle: 1
kind: help
id: tea
title: {de: Kräutertee kochen}
status: published
goal: {de: Sie können Tee kochen.}
found_by: {de: [kräutertee kochen]}
steps:
`

// pictures: an author adds a help with a picture while the service runs; it is
// served under its sum, and goes to Telegram.
func (s *served) pictures(p *platforms) {
	s.t.Helper()
	const png = "\x89PNG\r\n\x1a\n a white circle"
	write(s.t, filepath.Join(s.agency, "pictures", "circle.png"), png)
	write(s.t, filepath.Join(s.agency, "tea.yaml"), teaHead+`  - id: find
    say: {de: Suchen Sie diesen Kreis.}
    picture: {file: pictures/circle.png, alt: {de: Ein weisser Kreis}}
`)
	sum := sha256.Sum256([]byte(png))
	address := s.site + "/media/espace-lien/" + hex.EncodeToString(sum[:])
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if code, body := s.get(address); code == 200 {
			if body != png {
				s.t.Errorf("another picture is served: %q", body)
			}
			break
		}
		if time.Now().After(end) {
			s.t.Fatalf("the picture is not served:\n%s", s.talk)
		}
	}
	if code, _ := s.get(s.site + "/media/espace-lien/" + strings.Repeat("0", 64)); code != 404 {
		s.t.Errorf("what is not there: %d", code)
	}
	p.tell("Grüezi, ich möchte Kräutertee kochen")
	p.wants(s.t, "telegram:79000001", "Kräutertee kochen?")
	p.tell("ja")
	p.wants(s.t, "telegram:79000001", fmt.Sprintf("[%d bytes] Suchen Sie diesen Kreis.", len(png)))
}
