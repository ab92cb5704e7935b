package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"

	"passerelle/bot"
)

// filePath is where Telegram keeps a file: photos/file_1.jpg.
var filePath = regexp.MustCompile(`^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\.[A-Za-z0-9]+)?$`)

// Fetch opens a file that a person sent (https://core.telegram.org/bots/api#getfile).
// Telegram keeps it for as long as the message is in the chat.
func (t *Telegram) Fetch(ctx context.Context, m bot.Media) (io.ReadCloser, error) {
	var file struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	err := t.call(ctx, "getFile", map[string]string{"file_id": m.Ref}, &file)
	var why *bot.SendError
	switch {
	case errors.As(err, &why) && why.Outcome == bot.SendNever:
		return nil, bot.ErrNotFound
	case err != nil:
		return nil, err
	case file.Size > bot.MostMedia:
		return nil, bot.ErrTooBig
	case !filePath.MatchString(file.Path):
		return nil, errors.New("telegram named no file that can be fetched")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.options.BaseURL+"/file/bot"+t.options.Token+"/"+file.Path, http.NoBody)
	if err != nil {
		return nil, errors.New("the token makes no address")
	}
	// A redirect would carry the token, which is part of the address.
	stay := &http.Client{Transport: t.options.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := stay.Do(req)
	if err != nil {
		return nil, errors.New("telegram could not be reached")
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		return nil, fmt.Errorf("telegram answered %d", res.StatusCode)
	}
	return res.Body, nil
}
