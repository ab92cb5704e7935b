package channels

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/channels/limits"
)

// Options are what rendering must know of the contact.
type Options struct {
	ByEar bool   // the alternative text goes along with a picture
	Token string // names the calls: unique for the turn
	From  int    // how many calls the turn has already
}

// Limits returns what a channel can carry.
func Limits(c bot.Channel) limits.Channel {
	switch c {
	case bot.WhatsApp:
		return limits.WhatsApp
	case bot.Telegram:
		return limits.Telegram
	}
	return limits.SMS
}

// Render gives a reply the shape of a channel: one provider call, or several
// where the text is longer than one message. It is pure.
func Render(r bot.Reply, to bot.Address, o Options) []bot.Call {
	limit := Limits(to.Channel)
	words := r.Text
	// A picture that the channel cannot show, or that nobody serves, is said where
	// it is needed; to who reads by ear it is always said and never sent.
	shown := r.Picture != nil && limit.Pictures && r.Picture.Sum != "" && !o.ByEar
	if p := r.Picture; p != nil && !shown && (p.Needed || o.ByEar) && p.Alt != "" {
		words = p.Alt + "\n" + words
	}
	var keys []bot.Key
	if limit.Label > 0 {
		keys = buttons(r.Choices)
	} else {
		words = numbered(words, r.Choices)
	}
	if to.Channel == bot.SMS {
		words = limits.Economise(limits.Plain(words))
	} else {
		words = together.Replace(words)
	}
	var calls []bot.Call
	add := func(c bot.Call) {
		c.ID, c.Kind, c.Channel, c.To = o.Token+"."+strconv.Itoa(o.From+len(calls)), r.Kind, to.Channel, to.ID
		calls = append(calls, c)
	}
	if r.Voice != nil && limit.Voice && r.Voice.Sum != "" {
		add(bot.Call{Media: r.Voice.Sum})
	}
	parts := split(words, limit.Characters)
	first := len(calls)
	if shown && utf8.RuneCountInString(parts[0]) > limit.Caption { // too long to stand beside it
		add(bot.Call{})
	}
	for _, part := range parts {
		add(bot.Call{Text: part})
	}
	calls[len(calls)-1].Keys = keys
	calls[first].Template = r.Template
	if shown {
		calls[first].Media, calls[first].Alt = r.Picture.Sum, r.Picture.Alt
	}
	return calls
}

// together keeps the signs that French sets apart on the line of their word: on a small
// screen no line begins with "»" or "?". A no-break space would make an SMS dearer.
var together = strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»", " ?", "\u00a0?", " !", "\u00a0!", " :", "\u00a0:", " ;", "\u00a0;")

// numbered writes the choices under the words, one a line.
func numbered(words string, choices []bot.Choice) string {
	var b strings.Builder
	b.WriteString(words)
	for _, c := range choices {
		if c.Label != "" {
			b.WriteString("\n" + strconv.Itoa(c.Number) + " " + c.Label)
		}
	}
	return b.String()
}

func buttons(choices []bot.Choice) (keys []bot.Key) {
	for _, c := range choices {
		if c.Label != "" {
			keys = append(keys, bot.Key{Label: c.Label, Payload: c.Payload.String()})
		}
	}
	return keys
}

// split cuts a text that is too long for one message at a line, a sentence or
// a word, the last of them that fits. n is in characters.
func split(words string, n int) []string {
	var parts []string
	for utf8.RuneCountInString(words) > n {
		end := byteOf(words, n)
		cut := end
		for _, at := range []int{strings.LastIndex(words[:end], "\n"), strings.LastIndex(words[:end], ". ") + 1, strings.LastIndex(words[:end], " ")} {
			if at > end/2 {
				cut = at
				break
			}
		}
		parts = append(parts, strings.TrimSpace(words[:cut]))
		words = strings.TrimSpace(words[cut:])
	}
	return append(parts, words)
}

// byteOf returns the byte offset of the nth character.
func byteOf(s string, n int) int {
	for i := range s {
		if n--; n < 0 {
			return i
		}
	}
	return len(s)
}
