package print

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"rsc.io/qr"

	"passerelle/flows"
)

// contact is how the agency is reached from the sheet.
type contact struct {
	Phone string        // the number as people read it; "" when there is none
	Way   string        // SMS, WhatsApp or Telegram
	Word  string        // what to write
	Code  template.HTML // the QR code as a drawing; "" when there is no way
}

// contact returns the first way that the agency has: by SMS, which every phone
// can do; by WhatsApp; by Telegram. The code opens a message with the flow's word.
func (w *writer) contact() (c contact, err error) {
	c.Word = w.word()
	var link string
	if c.Way, c.Phone, link = way(w.set.Agency.Channels, c.Word); link == "" {
		return c, nil
	}
	c.Code, err = QR(link)
	return c, err
}

// Way is one way in which a message reaches an agency.
type Way struct {
	Channel string // sms, whatsapp or telegram
	Name    string // as people call it
	Shown   string // the number, or the name of the bot, as people read it
	Link    string // opens a message with the words in it
}

// Ways are those that an agency has, the one that every phone can do first. Each
// link opens a message with the words; Telegram's hands them over by the button
// "start", in letters, digits, - and _ only.
func Ways(channels map[string]flows.ChannelSetup, words string) (list []Way) {
	sms, whatsapp, telegram := channels["sms"].Number, channels["whatsapp"].Number, channels["telegram"].Bot
	if sms != "" {
		list = append(list, Way{"sms", "SMS", spaced(sms), "SMSTO:" + sms + ":" + words})
	}
	if whatsapp != "" {
		list = append(list, Way{"whatsapp", "WhatsApp", spaced(whatsapp), "https://wa.me/" + strings.TrimPrefix(whatsapp, "+") + "?text=" + url.QueryEscape(words)})
	}
	if telegram != "" {
		list = append(list, Way{"telegram", "Telegram", "@" + telegram, "https://t.me/" + telegram + "?start=" + startable(words)})
	}
	return list
}

// startable writes words as Telegram lets a link hand them over: it takes
// A-Z a-z 0-9 _ and - only, and 64 of them.
func startable(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			return r
		}
		return '-'
	}, words)
}

// way is what the code opens, and what stands beside it; nothing where the
// agency has no channel.
func way(channels map[string]flows.ChannelSetup, word string) (name, phone, link string) {
	ways := Ways(channels, word)
	if len(ways) == 0 {
		return "", "", ""
	}
	first := ways[0]
	if first.Channel == "telegram" { // a flow is found by writing its word
		first.Link, _, _ = strings.Cut(first.Link, "?")
	}
	return first.Name, first.Shown, first.Link
}

// word is the shortest of what the flow is found by in the sheet's language, else
// what it is called.
func (w *writer) word() string {
	word := ""
	for _, said := range w.flow.FoundBy[w.language] {
		if word == "" || len(said) < len(word) {
			word = said
		}
	}
	if word == "" {
		return w.say(w.flow.Title)
	}
	return word
}

// QR makes a QR code of a link as a drawing that is sharp on paper.
func QR(link string) (template.HTML, error) {
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return "", fmt.Errorf("the QR code: %w", err)
	}
	const quiet = 4 // white around it, as readers want
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	size := code.Size + 2*quiet
	svg := fmt.Sprintf(`<svg class="code" viewBox="0 0 %d %d" role="img" aria-label="QR" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`, size, size, size, size, path.String())
	return template.HTML(svg), nil //nolint:gosec // numbers of our own
}

// spaced writes a number as people read it: +41 79 000 00 01.
func spaced(number string) string {
	if len(number) == 12 && strings.HasPrefix(number, "+41") {
		return fmt.Sprint(number[:3], " ", number[3:5], " ", number[5:8], " ", number[8:10], " ", number[10:])
	}
	return number
}
