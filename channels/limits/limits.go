// Package limits holds what each channel can carry, and counts texts as the
// channels do: the GSM-7 alphabet, SMS segments, characters and bytes.
package limits

// Channel says what one message of a channel can carry.
type Channel struct {
	Characters int  // of one message's text
	Choices    int  // shown at once; the rest is paged
	Label      int  // characters of a button's label; 0 when there are no buttons
	Payload    int  // bytes of a button's payload
	Caption    int  // characters beside a picture
	Pictures   bool // a picture can be sent
	Voice      bool // a voice note can be sent
	Parts      int  // SMS parts that a reply may cost; 0 where messages are free
	Apart      int  // seconds between two messages to one person
}

// The channels' limits. Twilio: 1,600 characters (error 21617), WhatsApp bodies
// of 1,600 by Twilio's Body as well. Telegram: Bot API, sendMessage 4,096,
// caption 1,024, callback_data 64 bytes, about one message a second a chat.
var (
	SMS      = Channel{Characters: 1600, Choices: 5, Parts: 3}
	WhatsApp = Channel{Characters: 1600, Choices: 5, Caption: 1024, Pictures: true, Voice: true}
	Telegram = Channel{Characters: 4096, Choices: 5, Label: 40, Payload: 64, Caption: 1024, Pictures: true, Voice: true, Apart: 1}
)
