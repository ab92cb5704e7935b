package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"passerelle/channels"
)

// mostBody bounds a webhook's body, in bytes.
const mostBody = 1 << 20

// secretHeader carries the secret that Telegram was told.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// wanted are the kinds of update that are asked for.
var wanted = []string{"message", "edited_message", "callback_query"}

func (t *Telegram) path() string { return "/telegram/" + t.options.Agency }

// Handler serves POST /telegram/{agency}. It answers 200 only once everything
// is stored.
func (t *Telegram) Handler(r channels.Receiver) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+t.path(), func(w http.ResponseWriter, req *http.Request) {
		update, code, problem := t.read(w, req)
		if problem != "" {
			t.options.Log.Warn("a webhook was refused", "platform", "telegram", "agency", t.options.Agency, "status", code, "problem", problem)
			http.Error(w, problem, code)
			return
		}
		if err := t.take(req.Context(), r, update); err != nil {
			t.options.Log.Error("a webhook could not be stored", "platform", "telegram", "agency", t.options.Agency, "error", err)
			http.Error(w, "not stored: try again", http.StatusServiceUnavailable)
		}
	})
	return mux
}

// read returns the update of a request, or the status and the problem.
func (t *Telegram) read(w http.ResponseWriter, r *http.Request) (update json.RawMessage, code int, problem string) {
	given, want := sha256.Sum256([]byte(r.Header.Get(secretHeader))), sha256.Sum256([]byte(t.options.Secret))
	if t.options.Secret == "" || subtle.ConstantTimeCompare(given[:], want[:]) != 1 {
		return nil, http.StatusForbidden, "the secret does not fit"
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, http.StatusUnsupportedMediaType, "an update is JSON"
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge, "an update has at most 1 MiB"
	}
	if err != nil || !json.Valid(body) {
		return nil, http.StatusBadRequest, "the update cannot be read"
	}
	return body, 0, ""
}

// take applies an update, then lets go of the button that was pressed. nil
// means that it is stored or that it is not for us.
func (t *Telegram) take(ctx context.Context, r channels.Receiver, raw json.RawMessage) error {
	var update models.Update
	if err := json.Unmarshal(raw, &update); err != nil {
		// Telegram would bring it again and again, and it would never be read.
		t.options.Log.Warn("an update has a shape that is not known", "platform", "telegram", "agency", t.options.Agency)
		return nil
	}
	in, known := input(&update)
	if !known {
		return nil
	}
	in.Text = strings.ToValidUTF8(in.Text, "\uFFFD")
	if err := r.Receive(ctx, in); err != nil {
		return fmt.Errorf("apply an update: %w", err)
	}
	if update.CallbackQuery != nil {
		t.release(ctx, update.CallbackQuery)
	}
	return nil
}

// politeTime bounds what is done for a pressed button once it is stored.
const politeTime = 2 * time.Second

// release stops the button's clock and takes the answered keyboard away, so
// that nobody, and no screen reader, comes upon old buttons. If it fails, the
// buttons stay, and still mean what they said.
func (t *Telegram) release(ctx context.Context, q *models.CallbackQuery) {
	ctx, end := context.WithTimeout(context.WithoutCancel(ctx), politeTime)
	defer end()
	err := t.call(ctx, "answerCallbackQuery", map[string]string{"callback_query_id": q.ID}, nil)
	if m := q.Message.Message; err == nil && m != nil {
		err = t.call(ctx, "editMessageReplyMarkup", messageOf{address(m.Chat).ID, int64(m.ID)}, nil)
	}
	if err != nil {
		t.options.Log.Info("a button could not be let go", "agency", t.options.Agency, "error", err)
	}
}

// RegisterWebhook tells Telegram where the webhook is.
func (t *Telegram) RegisterWebhook(ctx context.Context) error {
	return t.call(ctx, "setWebhook", map[string]any{
		"url": strings.TrimSuffix(t.options.PublicURL, "/") + t.path(), "secret_token": t.options.Secret, "allowed_updates": wanted,
	}, nil)
}
