package twilio

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"passerelle/bot"
)

// mostMedia bounds how many media of one message are read; WhatsApp sends one,
// MMS up to ten.
const mostMedia = 10

// message reads an incoming message.
func message(form url.Values) (bot.Input, error) {
	in := bot.Input{ID: form.Get("MessageSid"), Address: address(form.Get("From")), Text: form.Get("Body")}
	in.Message = in.ID
	if in.ID == "" || in.Address.IsZero() {
		return in, errors.New("a message has MessageSid and From")
	}
	if in.Address.Channel == bot.SMS && strings.Contains(in.Address.ID, ":") {
		return in, errors.New("the sender is neither a number nor on WhatsApp: that platform is not served here")
	}
	// WhatsApp only: a forwarded message, and an answer to one message.
	in.Forward = form.Get("Forwarded") == "true" || form.Get("FrequentlyForwarded") == "true"
	in.Quotes = form.Get("OriginalRepliedMessageSid") != ""
	// A tapped button says what it carries; an older or foreign one its title.
	for _, tap := range [][2]string{{"ButtonPayload", "ButtonText"}, {"ListId", "ListTitle"}} {
		if payload, ok := bot.ParsePayload(form.Get(tap[0])); ok {
			in.Payload = payload
		}
		if in.Text == "" {
			in.Text = form.Get(tap[1])
		}
	}
	n, err := strconv.Atoi(form.Get("NumMedia"))
	if err != nil {
		n = 0
	}
	for i := range min(n, mostMedia) {
		k := strconv.Itoa(i)
		in.Media = append(in.Media, media(in.Address.Channel, form.Get("MediaContentType"+k), form.Get("MediaUrl"+k)))
	}
	if form.Get("Latitude") != "" && form.Get("Longitude") != "" {
		in.Media = append(in.Media, bot.Media{Kind: bot.Location, Ref: form.Get("Latitude") + "," + form.Get("Longitude")})
	}
	return in, nil
}

// address reads From or To: a number, or whatsapp: and a number or another id.
func address(from string) bot.Address {
	if id, ok := strings.CutPrefix(from, "whatsapp:"); ok {
		return bot.Address{Channel: bot.WhatsApp, ID: id}
	}
	return bot.Address{Channel: bot.SMS, ID: from}
}

// media describes something sent. Its reference is the path of Twilio's
// address, without the host: bytes are fetched from Twilio's own hosts only.
func media(c bot.Channel, kind, address string) bot.Media {
	m := bot.Media{Kind: kindOf(c, kind), Type: kind}
	if u, err := url.Parse(address); err == nil {
		m.Ref = u.Path
	}
	return m
}

// kindOf reads a MIME type, with or without parameters: audio/ogg; codecs=opus.
func kindOf(c bot.Channel, kind string) bot.MediaKind {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	first, _, _ := strings.Cut(kind, "/")
	switch {
	case kind == "image/webp" && c == bot.WhatsApp:
		return bot.Sticker // WhatsApp's photos come as JPEG
	case first == "image":
		return bot.Picture
	case first == "audio":
		return bot.Voice
	case first == "video":
		return bot.Video
	case kind == "text/vcard" || kind == "text/x-vcard":
		return bot.ContactCard
	case first == "application" || first == "text":
		return bot.Document
	}
	return bot.OtherMedia
}

// anonymous are what Twilio gives for callers who hide their number.
var anonymous = map[string]bool{"": true, "anonymous": true, "+266696687": true, "+7378742833": true, "+2562533": true, "+8656696": true, "+86282452253": true}

// missedCall reads a call. A hidden number cannot be called back.
func missedCall(form url.Values) (bot.Input, bool) {
	from, id := form.Get("From"), form.Get("CallSid")
	if anonymous[strings.ToLower(from)] || id == "" || !number.MatchString(from) {
		return bot.Input{}, false
	}
	return bot.Input{ID: id, Address: bot.Address{Channel: bot.SMS, ID: from}, Call: true}, true
}

// status reads what became of a reply. A status that says no more than that
// Twilio has it, and one that is not known yet, is DeliveryQueued.
func status(form url.Values) (bot.DeliveryState, string) {
	switch form.Get("MessageStatus") {
	case "sent":
		return bot.DeliverySent, ""
	case "delivered":
		return bot.DeliveryArrived, ""
	case "read":
		return bot.DeliveryRead, ""
	case "failed", "undelivered":
		code, err := strconv.Atoi(form.Get("ErrorCode"))
		if err != nil {
			code = 0
		}
		return bot.DeliveryRefused, meaning(code, 400).Reason
	}
	return bot.DeliveryQueued, ""
}
