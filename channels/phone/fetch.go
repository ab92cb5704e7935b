package phone

import (
	"bytes"
	"context"
	_ "embed"
	"image"
	"image/color"
	"image/png"
	"io"

	"passerelle/bot"
)

// voice is an invented voice note, as WhatsApp and Telegram send them.
//
//go:embed voice.ogg
var voice []byte

// Fetch opens what the phone sent: a picture is an invented one, a field with a
// frame; a voice note hums.
func (p *Phone) Fetch(_ context.Context, m bot.Media) (io.ReadCloser, error) {
	switch m.Kind {
	case bot.Voice:
		return io.NopCloser(bytes.NewReader(voice)), nil
	case bot.Picture:
		return drawn()
	}
	return nil, bot.ErrNotFound
}

// drawn is the invented picture.
func drawn() (io.ReadCloser, error) {
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
