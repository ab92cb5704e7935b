// Package limits holds what each channel can carry, and counts texts as the
// channels do: the GSM-7 alphabet, SMS segments, characters and bytes.
package limits

// Channel says what one message of a channel can carry.
type Channel struct {
	Characters   int // of one message's text
	Choices      int // shown at once; the rest is paged
	Label        int // characters of a button's label; 0 when there are no buttons
	Payload      int // bytes of a button's payload
	Pictures     bool
	Voice        bool
	Parts        int // of an SMS that costs; 0 where messages are free
	PicturesIn   bool
	VoiceIn      bool
	Deletes      bool // a sent message can be deleted
	SecondsApart int  // between two messages to one person
}
