package pictogram

import (
	"bytes"
	"errors"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" fill="none" stroke="#1d2433" stroke-width="20">`

// TestDraw asks single pixels of small drawings: inside, outside, beside.
func TestDraw(t *testing.T) {
	ink, accent, none := Colours["#1d2433"], Colours["#0b5c63"], color.NRGBA{}
	for name, c := range map[string]struct {
		body string
		want map[[2]int]color.NRGBA
	}{
		"a line has round ends": {`<line x1="100" y1="100" x2="200" y2="100"/>`,
			map[[2]int]color.NRGBA{{150, 100}: ink, {94, 100}: ink, {205, 104}: ink, {92, 92}: none, {150, 112}: none}},
		"a point is a dot": {`<path d="M100 100z"/>`, map[[2]int]color.NRGBA{{100, 100}: ink, {106, 100}: ink, {112, 100}: none}},
		"a circle, its line and its inside": {`<circle cx="256" cy="256" r="100" fill="#0b5c63"/>`,
			map[[2]int]color.NRGBA{{256, 256}: accent, {356, 256}: ink, {256, 156}: ink, {186, 186}: ink, {140, 256}: none}},
		"a rect with round corners": {`<rect x="100" y="100" width="200" height="100" rx="40" fill="#0b5c63" stroke="none"/>`,
			map[[2]int]color.NRGBA{{102, 102}: none, {150, 101}: accent, {101, 150}: accent, {299, 150}: accent, {298, 198}: none, {310, 150}: none}},
		"points after the first are absolute where it is": {`<polygon points="100,100 300,100 300,300" fill="#0b5c63"/>`,
			map[[2]int]color.NRGBA{{280, 150}: accent, {120, 280}: none, {200, 200}: ink, {400, 200}: none}},
		"and relative where it is": {`<path d="m100 100 200 0 0 200"/>`, map[[2]int]color.NRGBA{{200, 100}: ink, {300, 200}: ink, {200, 200}: none}},
		"the longer arc":           {`<path d="M200 100a100 100 0 1 1 -100 100"/>`, map[[2]int]color.NRGBA{{300, 200}: ink, {200, 300}: ink, {129, 129}: none}},
		"the shorter arc":          {`<path d="M200 100a100 100 0 0 0 -100 100"/>`, map[[2]int]color.NRGBA{{129, 129}: ink, {300, 200}: none}},
		"curves":                   {`<path d="M100 300Q200 100 300 300C300 400 400 400 400 300V200H450"/>`, map[[2]int]color.NRGBA{{200, 200}: ink, {350, 375}: ink, {400, 250}: ink, {430, 200}: ink}},
		"a hole goes the other way": {`<path d="M100 100H300V300H100ZM150 150V250H250V150Z" fill="#0b5c63" stroke="none"/>`,
			map[[2]int]color.NRGBA{{120, 200}: accent, {200, 200}: none, {280, 200}: accent}},
		"a group turns and moves": {`<g transform="translate(0 100)" stroke="#0b5c63"><line x1="100" y1="100" x2="200" y2="100" transform="rotate(90 100 100)"/></g>`,
			map[[2]int]color.NRGBA{{100, 250}: accent, {100, 299}: accent, {150, 200}: none, {100, 150}: none}},
		"what is outside is cut": {`<rect x="-50" y="-50" width="1000" height="1000" fill="#0b5c63"/>`, map[[2]int]color.NRGBA{{0, 0}: accent, {511, 511}: accent}},
	} {
		sign, err := Draw([]byte(head + c.body + "</svg>"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for at, want := range c.want {
			if got := color.NRGBAModel.Convert(sign.At(at[0], at[1])); got != want {
				t.Errorf("%s: %v is %v, not %v", name, at, got, want)
			}
		}
	}
}

// TestWhatIsNoSign: what a browser would draw and we would not is refused.
func TestWhatIsNoSign(t *testing.T) {
	for _, body := range []string{
		`<text>Wifi</text>`, `<circle r="10" style="fill:red"/>`, `<circle r="10" fill="red"/>`, `<path d="M0 0S1 1 2 2"/>`, `<path d="L1 1"/>`, `<path d="M1"/>`,
		`<path d="M0 0Z4"/>`, `<path d="M0 0L"/>`, `<line transform="scale(2)"/>`, `<line transform="rotate(2)"/>`, `<line stroke-width="thick"/>`, `<rect width="10" height="10" rx="9"/>`, `<g>`, `<image/>`, `<script/>`,
	} {
		if _, err := Draw([]byte(head + body + "</svg>")); !errors.Is(err, ErrSign) {
			t.Errorf("%s is drawn: %v", body, err)
		}
	}
}

// TestEncode: a phone reads what was drawn, with clear edges in few colours.
func TestEncode(t *testing.T) {
	sign, err := Draw([]byte(head + strings.Repeat(`<circle cx="256" cy="256" r="200" fill="#ffffff"/><circle cx="200" cy="256" r="90" stroke="#b3261e"/>`, 3) + "</svg>"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Encode(&out, sign); err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	for i := range Size * Size {
		x, y := i%Size, i/Size
		if was, is := color.NRGBAModel.Convert(sign.At(x, y)), color.NRGBAModel.Convert(back.At(x, y)); is != was {
			t.Fatalf("(%d, %d) is %v, was %v", x, y, is, was)
		}
	}
	if n := len(sign.Palette); n < 4 || n > 200 {
		t.Errorf("%d colours", n)
	}
}
