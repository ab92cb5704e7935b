package phone

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"

	"passerelle/bot"
)

// Fetch opens what the phone sent: a picture is an invented one, a field with a
// frame. There is no voice on it.
func (p *Phone) Fetch(_ context.Context, m bot.Media) (io.ReadCloser, error) {
	if m.Kind != bot.Picture {
		return nil, bot.ErrNotFound
	}
	const width, height, frame = 240, 160, 12
	img := image.NewGray(image.Rect(0, 0, width, height))
	inner := img.Bounds().Inset(frame)
	for y := range height {
		for x := range width {
			shade := color.Gray{Y: 90}
			if (image.Point{X: x, Y: y}).In(inner) {
				shade.Y = uint8(140 + 100*y/height)
			}
			img.SetGray(x, y, shade)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return io.NopCloser(&b), err
}
