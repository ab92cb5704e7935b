package bot

// ReplyKind says why a reply is sent; the thread and the outreach gate read it.
type ReplyKind uint8

// The kinds of reply.
const (
	ReplyAnswer    ReplyKind = iota + 1 // answers what the person just did
	ReplyStaff                          // a counsellor's own words
	ReplyReminder                       // sent later, because the person wanted it
	ReplyDangerous                      // help in danger; never shown in chat again, never exported by chat
	ReplyFarewell                       // the last reply before an erasure
)

// Reply is one message of the bot, before a channel gives it its shape.
type Reply struct {
	Kind    ReplyKind
	Text    string
	Picture *FlowPicture
	Voice   *FlowVoice
	// Speak says that the text may be heard too and is wanted so; Voice is what is
	// heard, where it has been made.
	Speak   bool
	Choices []Choice
	// To is where it goes; zero is where the person wrote from last.
	To Address
	// Template is the message that WhatsApp takes outside its window; its text is
	// what it says there.
	Template string
	// From is the name of the counsellor who speaks, empty for the bot.
	From string
}

// Choice is one answer that can be picked, by its number, its label or its
// button. A choice without a label is understood but not shown: the text has
// already said what its number does.
type Choice struct {
	Number  int
	Label   string
	Payload Payload
}

// FlowPicture is a picture of a flow, never one that a person sent.
type FlowPicture struct {
	File   string // path within the agency's folder
	Sum    string // sha256 of the file in hexadecimal; /media serves it under this name
	Alt    string
	Needed bool // the step says nothing without it: SMS gets the alternative text
}

// FlowVoice is a recorded voice of a flow, or the machine's, never one that a person
// sent.
type FlowVoice struct {
	File string // path within the agency's folder; empty for the machine's voice
	Sum  string // sha256 in hexadecimal: of the file, or of what the machine's voice was made of
}

// Aloud is a text of a flow as the machine reads it aloud.
type Aloud struct{ Language, Words string }

// Call is one request to a provider: the unit that is queued, sent, retried
// and acknowledged. A reply becomes one call or several.
type Call struct {
	ID       string    `json:"id"` // random; the status callback's URL carries it
	Kind     ReplyKind `json:"k,omitempty"`
	Channel  Channel   `json:"c"`
	To       string    `json:"to"` // the address's identifier on the channel
	Text     string    `json:"t,omitempty"`
	Template string    `json:"tpl,omitempty"` // sent in place of the text, which says the same
	Media    string    `json:"m,omitempty"`   // sha256 of a flow picture or voice file
	Alt      string    `json:"a,omitempty"`   // what the picture shows, for who does not see it
	Keys     []Key     `json:"b,omitempty"`   // buttons, where the channel has them
}

// Key is one button of a call.
type Key struct {
	Label   string `json:"l"`
	Payload string `json:"p"`
}
