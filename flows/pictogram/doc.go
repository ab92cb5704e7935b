// Package pictogram turns the library's hand-written signs (SVG) into pictures
// that every channel takes (PNG with a palette). It knows the few shapes that our
// signs are drawn with and refuses the rest: what it accepts looks the same in a
// browser and on a phone, and belongs to one visual language.
//
// Lengths are pixels of a square of Size × Size.
package pictogram

import (
	"errors"
	"image/color"
)

// Size is the width and the height of a sign, in pixels.
const Size = 512

// ErrSign means that a source is no sign as this package draws them.
var ErrSign = errors.New("not a sign of the library")

// Colours are all colours of a sign: white ground, ink, one accent, and a warm one
// for danger and stop. Ink on white has a contrast of 15:1, the accent 7.5:1, the
// warm one 6.5:1 (WCAG 2.2 asks 3:1 of a sign).
var Colours = map[string]color.NRGBA{
	"#ffffff": {0xff, 0xff, 0xff, 0xff},
	"#1d2433": {0x1d, 0x24, 0x33, 0xff},
	"#0b5c63": {0x0b, 0x5c, 0x63, 0xff},
	"#b3261e": {0xb3, 0x26, 0x1e, 0xff},
}
