package library_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/flows/pictogram"
	"passerelle/flows/text"
)

// heaviest is how many bytes a picture may have: people pay for what they load.
const heaviest = 12 << 10

// signs are the library's pictures by name, each with its one meaning.
func signs(t *testing.T) map[string]text.Localised {
	t.Helper()
	source, err := os.ReadFile("pictures/signs.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]text.Localised
	if err := json.Unmarshal(source, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPicturesAreDrawn: each picture is the one of its drawing, small enough for a
// dear connection. With -update it draws them again (go generate does).
func TestPicturesAreDrawn(t *testing.T) {
	all := signs(t)
	drawings, err := filepath.Glob("pictures/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := filepath.Glob("pictures/*.png")
	if err != nil {
		t.Fatal(err)
	}
	if len(drawings) != len(all) || len(pictures) != len(all) && !*update {
		t.Errorf("%d drawings, %d pictures, %d meanings", len(drawings), len(pictures), len(all))
	}
	for name := range all {
		source, err := os.ReadFile("pictures/" + name + ".svg")
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Contains(source, []byte("<title>")) || len(source) > 3<<10 {
			t.Errorf("%s: a drawing has a title and 3 kB at most", name)
		}
		drawn, err := pictogram.Draw(source)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		samePicture(t, "pictures/"+name+".png", drawn)
	}
}

func samePicture(t *testing.T, file string, drawn *image.Paletted) {
	t.Helper()
	if *update {
		var out bytes.Buffer
		if err := pictogram.Encode(&out, drawn); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%v: run go generate ./flows/library", err)
		return
	}
	if len(data) > heaviest {
		t.Errorf("%s has %d bytes, more than %d", file, len(data), heaviest)
	}
	kept, err := png.Decode(bytes.NewReader(data))
	if err != nil || kept.Bounds() != drawn.Bounds() {
		t.Errorf("%s: %v, or not of the size of its drawing", file, err)
		return
	}
	// Another processor may round the edge of a curve the other way.
	differ := 0
	for i := range drawn.Pix {
		x, y := i%pictogram.Size, i/pictogram.Size
		r, g, b, a := drawn.At(x, y).RGBA()
		r2, g2, b2, a2 := kept.At(x, y).RGBA()
		if r != r2 || g != g2 || b != b2 || a != a2 {
			differ++
		}
	}
	if differ > 64 {
		t.Errorf("%s is not its drawing's picture (%d pixels differ): run go generate ./flows/library", file, differ)
	}
}

// TestASignMeansTheSameEverywhere: whatever flow shows a sign says the same of it,
// in four languages, and every picture that is named is there.
func TestASignMeansTheSameEverywhere(t *testing.T) {
	set, all := set(t), signs(t)
	for name, alt := range all {
		if len(alt) != 4 || alt["fr"] == "" || alt["de"] == "" || alt["it"] == "" || alt["en"] == "" {
			t.Errorf("%s says its meaning in %v only", name, alt)
		}
	}
	for _, f := range set.Flows {
		for i := range f.Steps {
			checkPicture(t, set, f.ID+"/"+f.Steps[i].ID, f.Steps[i].Picture, all)
			for _, o := range f.Steps[i].Instead {
				checkPicture(t, set, f.ID+"/"+f.Steps[i].ID, o.Picture, all)
			}
		}
	}
}

func checkPicture(t *testing.T, set *flows.Set, where string, p *flows.Picture, all map[string]text.Localised) {
	t.Helper()
	if p == nil {
		return
	}
	if _, there := set.Assets[p.File]; !there {
		t.Errorf("%s: there is no %s", where, p.File)
	}
	name := strings.TrimSuffix(strings.TrimPrefix(p.File, "pictures/"), ".png")
	if alt := all[name]; !maps.Equal(alt, p.Alt) {
		t.Errorf("%s: %s is %v here, and %v in pictures/signs.json", where, p.File, p.Alt, alt)
	}
}

// TestThePageOfPictures: docs/pictures.md shows every sign with its meaning. With
// -update it is written.
func TestThePageOfPictures(t *testing.T) {
	const page = "../../docs/pictures.md"
	all := signs(t)
	var table strings.Builder
	table.WriteString("| sign | `file:` | fr | de | it | en |\n|---|---|---|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		a := all[name]
		fmt.Fprintf(&table, "| <img src=\"../flows/library/pictures/%s.png\" width=\"64\" alt=\"%s\"> | `pictures/%s.png` | %s | %s | %s | %s |\n",
			name, a["en"], name, a["fr"], a["de"], a["it"], a["en"])
	}
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(source), "| sign |")
	if !found {
		t.Fatalf("%s has no table", page)
	}
	if want := before + table.String(); want != string(source) {
		if !*update {
			t.Errorf("%s does not show the signs as they are: run go generate ./flows/library", page)
		} else if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAnAgencyMayUseOurPictures: by the same path, without a copy, and lint finds
// nothing wrong with it.
func TestAnAgencyMayUseOurPictures(t *testing.T) {
	ours, err := library.Few.ReadFile("pictures/wifi.png")
	if err != nil {
		t.Fatal(err)
	}
	set, findings := ownFlow(t, "pictures/wifi.png")
	if len(findings) > 0 {
		t.Error(findings)
	}
	if !bytes.Equal(set.Assets["pictures/wifi.png"].Data, ours) {
		t.Error("the agency's flow does not show our picture")
	}
	if _, findings = ownFlow(t, "pictures/nowhere.png"); len(findings) != 1 || findings[0].Code != "no-file" {
		t.Errorf("a picture that nobody has: %v", findings)
	}
}

// ownFlow is our first help as an agency's own that shows a picture, and what lint
// says of the picture.
func ownFlow(t *testing.T, picture string) (*flows.Set, []flows.Finding) {
	t.Helper()
	folder := fstest.MapFS{}
	for own, shipped := range map[string]string{"agency.yaml": "agency.yaml", "help/mine.yaml": "help/find-place.yaml"} {
		source, err := library.Files.ReadFile(shipped)
		if err != nil {
			t.Fatal(err)
		}
		shown := "steps:\n\n  - id: see\n    say: {fr: Regardez., de: Schauen Sie., it: Guardi., en: Look.}\n" +
			"    picture: {file: " + picture + ", alt: {fr: Un, de: Ein, it: Un, en: One}}\n"
		folder[own] = &fstest.MapFile{Data: []byte(strings.Replace(string(source), "steps:\n", shown, 1))}
	}
	set, findings, err := flows.LoadSet(folder, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	return set, slices.DeleteFunc(findings, func(f flows.Finding) bool { return f.Code != "no-file" && f.Code != "picture-type" })
}
