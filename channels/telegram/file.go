package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"strconv"

	"passerelle/bot"
	"passerelle/channels"
	"passerelle/flows"
)

// errNoFile means that a picture or a voice is not here any more.
var errNoFile = errors.New("this node does not have the file")

// ways are how each type of file is sent: the method and the field's name.
var ways = map[string]struct{ method, field, name string }{
	"image/png": {"sendPhoto", "photo", "picture.png"}, "image/jpeg": {"sendPhoto", "photo", "picture.jpg"},
	"audio/ogg":  {"sendVoice", "voice", "voice.ogg"}, // shown as a voice note
	"audio/mpeg": {"sendAudio", "audio", "voice.mp3"}, "audio/mp4": {"sendAudio", "audio", "voice.m4a"},
}

// kept is where an answer says under which id Telegram keeps the file.
type kept struct {
	ID    int64 `json:"message_id"`
	Photo []struct {
		File string `json:"file_id"`
	} `json:"photo"`
	Voice, Audio struct {
		File string `json:"file_id"`
	}
}

func (k kept) file() string {
	if n := len(k.Photo); n > 0 {
		return k.Photo[n-1].File // the largest
	}
	return k.Voice.File + k.Audio.File
}

// sendFile sends a picture or a voice with the words as its caption. The file
// goes up once: after that Telegram has an id for it. An id that it does not
// know any more is forgotten, and the file goes up again.
func (s *sender) sendFile(ctx context.Context, c bot.Call) (string, error) {
	var asset flows.Asset
	ok := false
	if s.options.Media != nil {
		asset, ok = s.options.Media(c.Media)
	}
	if _, known := ways[asset.Type]; !ok || !known {
		return "", &bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused, Err: errNoFile}
	}
	if id, ok := s.files.Load(c.Media); ok {
		sent, err := s.upload(ctx, c, asset, id.(string))
		var why *bot.SendError
		if !errors.As(err, &why) || why.Reason != channels.ReasonRefused {
			return sent, err
		}
		s.files.Delete(c.Media)
	}
	return s.upload(ctx, c, asset, "")
}

// upload sends the file itself, or the id under which Telegram has it.
func (s *sender) upload(ctx context.Context, c bot.Call, asset flows.Asset, id string) (string, error) {
	way := ways[asset.Type]
	body, contentType, err := form(c, asset, id)
	if err != nil {
		return "", &bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused, Err: fmt.Errorf("%s cannot be written as a form", way.method)}
	}
	var got kept
	if err := s.post(ctx, way.method, contentType, body, &got); err != nil {
		return "", err
	}
	if f := got.file(); f != "" {
		s.files.Store(c.Media, f)
	}
	return strconv.FormatInt(got.ID, 10), nil
}

func form(c bot.Call, asset flows.Asset, id string) ([]byte, string, error) {
	way := ways[asset.Type]
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fields := [][2]string{{"chat_id", c.To}}
	if c.Text != "" {
		fields = append(fields, [2]string{"caption", c.Text})
	}
	if k := keys(c); k != nil {
		markup, err := json.Marshal(k)
		if err != nil {
			return nil, "", err
		}
		fields = append(fields, [2]string{"reply_markup", string(markup)})
	}
	if id != "" {
		fields = append(fields, [2]string{way.field, id})
	}
	for _, f := range fields {
		if err := w.WriteField(f[0], f[1]); err != nil {
			return nil, "", err
		}
	}
	if id == "" {
		part, err := w.CreateFormFile(way.field, way.name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(asset.Data); err != nil {
			return nil, "", err
		}
	}
	err := w.Close() // writes the end
	return b.Bytes(), w.FormDataContentType(), err
}
