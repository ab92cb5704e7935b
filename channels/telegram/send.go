package telegram

import (
	"context"
	"errors"
	"strconv"
	"time"

	"passerelle/bot"
)

// The requests of the Bot API, as far as we make them.
type (
	sendMessage struct {
		Chat     string    `json:"chat_id"`
		Text     string    `json:"text"`
		Preview  preview   `json:"link_preview_options"`
		Keyboard *keyboard `json:"reply_markup,omitempty"`
	}
	preview struct {
		Disabled bool `json:"is_disabled"`
	}
	keyboard struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	button struct {
		Text string `json:"text"`
		Data string `json:"callback_data"`
	}
	sent struct {
		ID int64 `json:"message_id"`
	}
	messageOf struct {
		Chat string `json:"chat_id"`
		ID   int64  `json:"message_id"`
	}
)

type sender struct{ *Telegram }

// Sender returns the agency's way out on Telegram.
func (t *Telegram) Sender() bot.Sender { return &sender{t} }

// Send makes a call and returns the message's number in its chat. There is no
// parse mode: texts go out as they are written.
func (s *sender) Send(ctx context.Context, c bot.Call) (string, error) {
	if c.Media != "" {
		if id, err := s.sendFile(ctx, c); !errors.Is(err, errNoFile) || c.Text == "" {
			return id, err
		} // the words go without it
	}
	m := sendMessage{Chat: c.To, Text: c.Text, Preview: preview{Disabled: true}, Keyboard: keys(c)}
	var got sent
	if err := s.call(ctx, "sendMessage", m, &got); err != nil {
		return "", err
	}
	return strconv.FormatInt(got.ID, 10), nil
}

// keys are a call's buttons, one a row; nil for none.
func keys(c bot.Call) *keyboard {
	if len(c.Keys) == 0 {
		return nil
	}
	k := &keyboard{}
	for _, one := range c.Keys {
		k.Rows = append(k.Rows, []button{{one.Label, one.Payload}})
	}
	return k
}

// Find tells that Telegram has no way to ask what a bot sent.
func (s *sender) Find(context.Context, bot.Call, time.Time) (string, bool, error) {
	return "", false, bot.ErrCannotTell
}

// Forget deletes a message younger than 48 hours; an older one stays, which
// Telegram refuses in the same words as one that is gone.
func (s *sender) Forget(ctx context.Context, to, providerID string) error {
	id, err := strconv.ParseInt(providerID, 10, 64)
	if err != nil {
		return errors.New("a message of Telegram's has a number")
	}
	err = s.call(ctx, "deleteMessage", messageOf{to, id}, nil)
	var why *bot.SendError
	if errors.As(err, &why) && why.Outcome == bot.SendNever {
		return nil
	}
	return err
}
