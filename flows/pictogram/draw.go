package pictogram

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
)

// levels are the steps from "outside" to "inside" at an edge: more of them would
// only make the file larger.
const levels = 8

// Draw paints a sign. Outside its ground it is transparent.
func Draw(source []byte) (*image.Paletted, error) {
	shapes, err := read(source)
	if err != nil {
		return nil, err
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, Size, Size))
	for _, s := range shapes {
		if s.fill.A != 0 {
			paint(canvas, s.fill, filled(s.lines))
		}
		if s.stroke.A != 0 && s.width > 0 {
			paint(canvas, s.stroke, stroked(s.lines, s.width/2))
		}
	}
	return reduce(canvas), nil
}

// Encode writes a drawn sign as small as PNG gets.
func Encode(w io.Writer, sign *image.Paletted) error {
	e := png.Encoder{CompressionLevel: png.BestCompression}
	return e.Encode(w, sign)
}

// paint lays a colour over the canvas, as far as it covers each pixel (0 to 1).
func paint(canvas *image.NRGBA, c color.NRGBA, cover []float64) {
	for i, share := range cover {
		a := math.Round(min(share, 1)*levels) / levels
		if a == 0 {
			continue
		}
		p := canvas.Pix[4*i : 4*i+4]
		under := float64(p[3]) / 255 * (1 - a)
		whole := a + under
		for j, over := range []uint8{c.R, c.G, c.B} {
			p[j] = uint8(math.Round((float64(over)*a + float64(p[j])*under) / whole))
		}
		p[3] = uint8(math.Round(whole * 255))
	}
}

// stroked returns how far a line of half the width, with round ends and corners,
// covers each pixel: that of a point is its distance from the nearest segment.
func stroked(lines [][]point, half float64) []float64 {
	cover := make([]float64, Size*Size)
	for _, line := range lines {
		for i := range max(1, len(line)-1) {
			a, b := line[i], line[min(i+1, len(line)-1)]
			x0, x1 := inside(min(a.x, b.x)-half-1), inside(max(a.x, b.x)+half+1)
			y0, y1 := inside(min(a.y, b.y)-half-1), inside(max(a.y, b.y)+half+1)
			for y := y0; y <= y1; y++ {
				for x := x0; x <= x1; x++ {
					near := half + .5 - distance(point{float64(x) + .5, float64(y) + .5}, a, b)
					cover[y*Size+x] = max(cover[y*Size+x], near)
				}
			}
		}
	}
	return cover
}

func inside(v float64) int { return max(0, min(Size-1, int(v))) }

// distance is that of p from the segment a b.
func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		t = max(0, min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/long))
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}

// reduce gives the picture a palette; a colour beyond the 256th becomes the
// nearest of them.
func reduce(canvas *image.NRGBA) *image.Paletted {
	out := image.NewPaletted(canvas.Bounds(), color.Palette{color.NRGBA{}})
	known := map[color.NRGBA]uint8{{}: 0}
	for i := range out.Pix {
		c := canvas.NRGBAAt(i%Size, i/Size)
		index, ok := known[c]
		switch {
		case ok:
		case len(out.Palette) < 256:
			index = uint8(len(out.Palette))
			out.Palette = append(out.Palette, c)
		default:
			index = uint8(out.Palette.Index(c))
		}
		known[c] = index
		out.Pix[i] = index
	}
	return out
}
