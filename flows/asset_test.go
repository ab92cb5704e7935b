package flows_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

func TestReadAsset(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n and the rest"
	dir := fstest.MapFS{
		"a.png": {Data: []byte(png)}, "wrong-name.gif": {Data: []byte("\xff\xd8\xff\xe0 a jpeg")}, "v.ogg": {Data: []byte("OggS spoken")},
		"v.mp3": {Data: []byte("ID3 spoken")}, "v.m4a": {Data: []byte("\x00\x00\x00\x20ftypM4A spoken")},
		"page.png": {Data: []byte("<html>")}, "empty.png": {}, "huge.png": {Data: []byte(png + strings.Repeat("x", 6<<20))},
	}
	for name, want := range map[string]string{
		"a.png": "image/png", "wrong-name.gif": "image/jpeg", "v.ogg": "audio/ogg", "v.mp3": "audio/mpeg", "v.m4a": "audio/mp4",
		"page.png": "", "empty.png": "", "huge.png": "",
	} {
		a, err := flows.ReadAsset(dir, name)
		if a.Type != want || (want == "") != errors.Is(err, flows.ErrAsset) || a.Voice() != strings.HasPrefix(want, "audio/") {
			t.Errorf("%s: %q, %v", name, a.Type, err)
		}
		if want == "" && !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
	for _, name := range []string{"nowhere.png", "../etc/passwd", "/etc/passwd"} {
		if _, err := flows.ReadAsset(dir, name); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	sum := sha256.Sum256([]byte(png))
	if a, _ := flows.ReadAsset(dir, "a.png"); a.Sum != hex.EncodeToString(sum[:]) {
		t.Errorf("sum %s", a.Sum)
	}
}

// TestSetHoldsTheFilesThatItsFlowsName, and no others.
func TestSetHoldsTheFilesThatItsFlowsName(t *testing.T) {
	source := strings.Replace(good, "    stuck:\n", "    picture: {file: p/a.png, alt: {fr: Un, de: Ein}}\n    voice: v.ogg\n    stuck:\n", 1)
	set, _, err := flows.LoadSet(fstest.MapFS{
		"lamp.yaml": {Data: []byte(source)}, "p/a.png": {Data: []byte("\x89PNG\r\n\x1a\n")}, "v.ogg": {Data: []byte("OggS")}, "p/private.png": {Data: []byte("\x89PNG\r\n\x1a\n not named")},
	}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(set.Assets, func(file string, _ flows.Asset) bool { return strings.HasPrefix(file, "pictures/") }) // of the library's own flows
	if len(set.Assets) != 2 || set.Assets["p/a.png"].Type != "image/png" || set.Assets["v.ogg"].Type != "audio/ogg" {
		t.Errorf("%v", slices.Sorted(maps.Keys(set.Assets)))
	}
}
