package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/channels"
)

// mostAnswer bounds an answer of Telegram's, in bytes; a hundred updates fit.
const mostAnswer = 16 << 20

// answer is how every method answers.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// call makes a request of the Bot API and reads its result. Its error is a
// *bot.SendError without address, text or token: the token is part of the
// URL, so that the client's own errors are not passed on.
func (t *Telegram) call(ctx context.Context, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return &bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused, Err: fmt.Errorf("%s cannot be written as JSON", method)}
	}
	return t.post(ctx, method, "application/json", body, result)
}

// post makes a request of the Bot API with a body of any type.
func (t *Telegram) post(ctx context.Context, method, contentType string, body []byte, result any) error {
	written := false
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written = true }})
	req, err := http.NewRequestWithContext(traced, http.MethodPost, t.options.BaseURL+"/bot"+t.options.Token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return &bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonCredentials, Err: errors.New("the token makes no address")}
	}
	req.Header.Set("Content-Type", contentType)
	res, err := t.client.Do(req)
	if err != nil {
		if !written {
			return &bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown, Err: errors.New("telegram could not be reached")}
		}
		return &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: errors.New("no answer of Telegram's")}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	var a answer
	if err != nil || json.Unmarshal(text, &a) != nil || !a.OK && a.Code == 0 {
		return unreadable(res.StatusCode)
	}
	if !a.OK {
		return meaning(a)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(a.Result, result); err != nil {
		return unreadable(res.StatusCode)
	}
	return nil
}

// unreadable is an answer that is not Telegram's: what a gateway on the way
// refused did not arrive, anything else may have.
func unreadable(status int) error {
	e := &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: fmt.Errorf("no readable answer of Telegram's, HTTP %d", status)}
	if status >= 400 && status < 500 {
		e.Outcome = bot.SendRetry
	}
	return e
}

// meaning says what a refusal means (https://core.telegram.org/api/errors).
func meaning(a answer) error {
	e := &bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused, Err: fmt.Errorf("telegram error %d", a.Code)}
	said := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(strings.ToLower(a.Description), w) {
				return true
			}
		}
		return false
	}
	switch {
	case a.Code == 429:
		e.Outcome, e.Reason = bot.SendRetry, channels.ReasonLimited
		e.After = time.Duration(a.Parameters.RetryAfter) * time.Second
	case a.Code >= 500:
		e.Outcome, e.Reason = bot.SendRetry, channels.ReasonDown
	case a.Code == 401 || a.Code == 404: // a token that Telegram does not know
		e.Outcome, e.Reason, e.After = bot.SendRetry, channels.ReasonCredentials, channels.Mend
	case a.Code == 403:
		e.Reason = channels.ReasonBlocked
	case said("chat not found", "user is deactivated", "peer_id_invalid"):
		e.Reason = channels.ReasonUnreachable
	case said("too long"):
		e.Reason = channels.ReasonTooLong
	}
	return e
}
