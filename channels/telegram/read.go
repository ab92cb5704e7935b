package telegram

import (
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"passerelle/bot"
)

// input reads an update. It reports false for what is not a person writing to
// the bot alone: groups, channels, what the bot is told about itself.
func input(u *models.Update) (bot.Input, bool) {
	in := bot.Input{ID: "update:" + strconv.FormatInt(u.ID, 10)}
	switch {
	case u.CallbackQuery != nil:
		return pressed(in, u.CallbackQuery)
	case u.Message != nil:
		return written(in, u.Message)
	case u.EditedMessage != nil:
		in.Edited = true
		return written(in, u.EditedMessage)
	}
	return in, false
}

func address(chat models.Chat) bot.Address {
	return bot.Address{Channel: bot.Telegram, ID: strconv.FormatInt(chat.ID, 10)}
}

// pressed reads a button. What it carries may be from an older or a foreign
// message: then its label is what the person said.
func pressed(in bot.Input, q *models.CallbackQuery) (bot.Input, bool) {
	in.Payload, _ = bot.ParsePayload(q.Data)
	switch {
	case q.Message.Message != nil:
		if q.Message.Message.Chat.Type != models.ChatTypePrivate {
			return in, false
		}
		in.Address, in.Text = address(q.Message.Message.Chat), label(q)
	case q.Message.InaccessibleMessage != nil:
		in.Address = address(q.Message.InaccessibleMessage.Chat)
	default:
		return in, false
	}
	return in, in.Address.ID != "0"
}

func label(q *models.CallbackQuery) string {
	markup := q.Message.Message.ReplyMarkup
	if markup == nil {
		return ""
	}
	for _, row := range markup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData == q.Data {
				return b.Text
			}
		}
	}
	return ""
}

func written(in bot.Input, m *models.Message) (bot.Input, bool) {
	in.Address, in.Text = address(m.Chat), command(m.Text)
	if in.Text == "" {
		in.Text = command(m.Caption)
	}
	in.Media, in.Message = media(m), strconv.Itoa(m.ID)
	in.Forward, in.Quotes = m.ForwardOrigin != nil, m.ReplyToMessage != nil
	return in, m.Chat.Type == models.ChatTypePrivate && m.Chat.ID != 0
}

// command turns "/menu@LienBot now" into "menu now". The library finds commands
// by offsets that it counts wrongly, so they are read from the words.
func command(text string) string {
	words, isCommand := strings.CutPrefix(text, "/")
	if !isCommand {
		return text
	}
	name, rest, _ := strings.Cut(words, " ")
	name, _, _ = strings.Cut(name, "@")
	return strings.TrimSpace(strings.ReplaceAll(name, "_", "-") + " " + rest)
}

func media(m *models.Message) []bot.Media {
	one := func(kind bot.MediaKind, kindOf string, size int64, ref string) []bot.Media {
		return []bot.Media{{Kind: kind, Type: kindOf, Size: size, Ref: ref}}
	}
	switch {
	case len(m.Photo) > 0:
		best := m.Photo[len(m.Photo)-1] // the last is the largest
		return one(bot.Picture, "image/jpeg", int64(best.FileSize), best.FileID)
	case m.Voice != nil:
		return one(bot.Voice, m.Voice.MimeType, m.Voice.FileSize, m.Voice.FileID)
	case m.Audio != nil:
		return one(bot.Voice, m.Audio.MimeType, m.Audio.FileSize, m.Audio.FileID)
	case m.Video != nil:
		return one(bot.Video, m.Video.MimeType, m.Video.FileSize, m.Video.FileID)
	case m.VideoNote != nil:
		return one(bot.Video, "", int64(m.VideoNote.FileSize), m.VideoNote.FileID)
	case m.Sticker != nil:
		return one(bot.Sticker, "", int64(m.Sticker.FileSize), m.Sticker.FileID)
	case m.Document != nil:
		return one(bot.Document, m.Document.MimeType, m.Document.FileSize, m.Document.FileID)
	case m.Location != nil:
		return one(bot.Location, "", 0, strconv.FormatFloat(m.Location.Latitude, 'f', 5, 64)+","+strconv.FormatFloat(m.Location.Longitude, 'f', 5, 64))
	case m.Contact != nil:
		return one(bot.ContactCard, "", 0, "")
	case m.Text == "" && m.Caption == "":
		return one(bot.OtherMedia, "", 0, "")
	}
	return nil
}
