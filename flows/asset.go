package flows

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// Asset is a picture or a recorded voice of an agency's folder, read once. It is
// known by the sum of its contents: the same file has the same name everywhere,
// another one never does.
type Asset struct {
	Sum  string // sha256 in hexadecimal
	Type string // image/png, image/jpeg, audio/ogg, audio/mpeg, audio/mp4
	Data []byte
}

// Limits of a file, in bytes: what WhatsApp takes.
const (
	mostPicture = 5 << 20
	mostVoice   = 16 << 20
)

// Voice reports whether the asset is heard, not seen.
func (a Asset) Voice() bool { return len(a.Type) > 6 && a.Type[:6] == "audio/" }

// heads are how the files begin that every channel can show or play.
var heads = []struct {
	at   int
	head string
	kind string
}{
	{0, "\x89PNG\r\n\x1a\n", "image/png"}, {0, "\xff\xd8\xff", "image/jpeg"},
	{0, "OggS", "audio/ogg"}, {0, "ID3", "audio/mpeg"}, {0, "\xff\xfb", "audio/mpeg"}, {0, "\xff\xf3", "audio/mpeg"}, {4, "ftypM4A", "audio/mp4"},
}

// ErrAsset means that a file cannot be sent to people.
var ErrAsset = errors.New("not a file that a phone can show or play")

// ReadAsset reads a picture (png, jpeg) or a recorded voice (ogg, mp3, m4a). Its
// error is ErrAsset, or about reading.
func ReadAsset(dir fs.FS, name string) (Asset, error) {
	f, err := dir.Open(name)
	if err != nil {
		return Asset{}, fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(f, mostVoice+1))
	if err != nil {
		return Asset{}, fmt.Errorf("read %s: %w", name, err)
	}
	a := Asset{Data: data}
	for _, h := range heads {
		if len(data) > h.at && bytes.HasPrefix(data[h.at:], []byte(h.head)) {
			a.Type = h.kind
		}
	}
	switch {
	case a.Type == "":
		return Asset{}, fmt.Errorf("%w: %s is no png, jpeg, ogg, mp3 or m4a", ErrAsset, name)
	case !a.Voice() && len(data) > mostPicture, len(data) > mostVoice:
		return Asset{}, fmt.Errorf("%w: %s is too large: pictures have 5 MB at most, voices 16 MB", ErrAsset, name)
	}
	a.Sum = sumOf(data)
	return a, nil
}

// sumOf is the sha256 of a file, in hex.
func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// files are the pictures and voices that a flow names.
func (f *Flow) files() (names []string) {
	picture := func(p *Picture) {
		if p != nil {
			names = append(names, p.File)
		}
	}
	for i := range f.Steps {
		s := &f.Steps[i]
		picture(s.Picture)
		for _, o := range s.Instead {
			picture(o.Picture)
		}
		names = append(names, slices.Sorted(maps.Values(s.Voice.Files))...)
	}
	if f.Check != nil {
		for i := range f.Check.Items {
			item := &f.Check.Items[i]
			picture(item.Picture)
			names = append(names, slices.Sorted(maps.Values(item.Voice.Files))...)
		}
	}
	return names
}

// loadAssets reads what the flows name, from the agency's folder, else from the
// library. What cannot be read is left out: the dialogue says the alternative
// text, and lint says where it is named.
func (s *Set) loadAssets(dirs ...fs.FS) {
	s.Assets = map[string]Asset{}
	for _, f := range s.Flows {
		for _, name := range f.files() {
			if _, known := s.Assets[name]; known {
				continue
			}
			for _, dir := range dirs {
				if dir == nil {
					continue
				}
				if a, err := ReadAsset(dir, name); err == nil {
					s.Assets[name] = a
					break
				}
			}
		}
	}
}
