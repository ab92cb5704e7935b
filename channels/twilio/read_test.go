package twilio

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/bot"
)

func TestWebhookReads(t *testing.T) {
	payload := bot.Payload{Kind: bot.PayloadStep, Flow: 3, Step: 2, Arg: 1}
	anna := bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	wa := bot.Address{Channel: bot.WhatsApp, ID: "+41790000001"}
	for name, c := range map[string]struct {
		form url.Values
		want bot.Input
	}{
		"words":                   {pairs("From", "+41790000001", "Body", "Ça va ? 😀"), bot.Input{Address: anna, Text: "Ça va ? 😀"}},
		"nothing":                 {pairs("From", "+41790000001", "Body", ""), bot.Input{Address: anna}},
		"broken UTF-8":            {pairs("From", "+41790000001", "Body", "a\xffb"), bot.Input{Address: anna, Text: "a\uFFFDb"}},
		"an id that is no number": {pairs("From", "whatsapp:CH.1234abcd", "Body", "x"), bot.Input{Address: bot.Address{Channel: bot.WhatsApp, ID: "CH.1234abcd"}, Text: "x"}},
		"stop":                    {pairs("From", "+41790000001", "Body", "STOP", "OptOutType", "STOP"), bot.Input{Address: anna, Text: "STOP"}},
		"forwarded":               {pairs("From", "whatsapp:+41790000001", "Body", "x", "Forwarded", "true"), bot.Input{Address: wa, Text: "x", Forward: true}},
		"a reply":                 {pairs("From", "whatsapp:+41790000001", "Body", "x", "OriginalRepliedMessageSid", "SM1"), bot.Input{Address: wa, Text: "x", Quotes: true}},
		"our button":              {pairs("From", "whatsapp:+41790000001", "Body", "Oui", "ButtonPayload", payload.String(), "ButtonText", "Oui"), bot.Input{Address: wa, Text: "Oui", Payload: payload}},
		"a strange button":        {pairs("From", "whatsapp:+41790000001", "ButtonPayload", "old-one", "ButtonText", "Oui"), bot.Input{Address: wa, Text: "Oui"}},
		"a list":                  {pairs("From", "whatsapp:+41790000001", "ListId", payload.String(), "ListTitle", "Wi-Fi"), bot.Input{Address: wa, Text: "Wi-Fi", Payload: payload}},
		"a voice note":            {pairs("From", "whatsapp:+41790000001", "NumMedia", "1", "MediaContentType0", "audio/ogg", "MediaUrl0", "https://api.twilio.com/2010/Media/ME1"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Voice, Type: "audio/ogg", Ref: "/2010/Media/ME1"}}}},
		"two media": {pairs("From", "+41790000001", "NumMedia", "2", "MediaContentType0", "image/jpeg", "MediaUrl0", "https://x/1", "MediaContentType1", "application/pdf", "MediaUrl1", "https://x/2"),
			bot.Input{Address: anna, Media: []bot.Media{{Kind: bot.Picture, Type: "image/jpeg", Ref: "/1"}, {Kind: bot.Document, Type: "application/pdf", Ref: "/2"}}}},
		"a place":               {pairs("From", "whatsapp:+41790000001", "Latitude", "46.8", "Longitude", "7.1"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Location, Ref: "46.8,7.1"}}}},
		"its name and codec":    {pairs("From", "whatsapp:+41790000001", "NumMedia", "1", "MediaContentType0", "Audio/OGG; codecs=opus", "MediaUrl0", "https://api.twilio.com/ME1?sig=x"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Voice, Type: "Audio/OGG; codecs=opus", Ref: "/ME1"}}}},
		"half a place":          {pairs("From", "whatsapp:+41790000001", "Body", "x", "Latitude", "46.8"), bot.Input{Address: wa, Text: "x"}},
		"an advertisement":      {pairs("From", "whatsapp:+41790000001", "Body", "x", "ReferralBody", "buy", "ReferralHeadline", "now"), bot.Input{Address: wa, Text: "x"}},
		"less than nothing":     {pairs("From", "+41790000001", "Body", "x", "NumMedia", "-3"), bot.Input{Address: anna, Text: "x"}},
		"more than it says":     {pairs("From", "+41790000001", "NumMedia", "1", "MediaContentType0", "odd", "MediaUrl0", "http://[", "MediaContentType1", "video/mp4"), bot.Input{Address: anna, Media: []bot.Media{{Kind: bot.OtherMedia, Type: "odd"}}}},
		"NUL and their kin":     {pairs("From", "+41790000001", "Body", "a\x00\x1b\u202eb\r\n"), bot.Input{Address: anna, Text: "a\x00\x1b\u202eb\r\n"}},
		"a short code":          {pairs("From", "12345", "Body", "x"), bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "12345"}, Text: "x"}},
		"a list of others":      {pairs("From", "whatsapp:+41790000001", "ListId", "wifi", "ListTitle", "Wi-Fi"), bot.Input{Address: wa, Text: "Wi-Fi"}},
		"a sticker":             {pairs("From", "whatsapp:+41790000001", "NumMedia", "1", "MediaContentType0", "image/webp"), bot.Input{Address: wa, Media: []bot.Media{{Kind: bot.Sticker, Type: "image/webp"}}}},
		"what is not known yet": {pairs("From", "+41790000001", "Body", "x", "NewThing", "y", "NumMedia", "many"), bot.Input{Address: anna, Text: "x"}},
		"webp, video and vcf":   {pairs("From", "+41790000001", "NumMedia", "3", "MediaContentType0", "image/webp", "MediaContentType1", "video/mp4", "MediaContentType2", "text/vcard; charset=utf-8"), bot.Input{Address: anna, Media: []bot.Media{{Kind: bot.Picture, Type: "image/webp"}, {Kind: bot.Video, Type: "video/mp4"}, {Kind: bot.ContactCard, Type: "text/vcard; charset=utf-8"}}}},
	} {
		c.form.Set("MessageSid", "SM1")
		c.want.ID, c.want.Message = "SM1", "SM1"
		l := &loop{}
		w := call(open(t, options()).Handler(l), hook, c.form, nil)
		if w.Code != 200 || w.Body.String() != nothing || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/xml") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
			continue
		}
		if diff := cmp.Diff([]bot.Input{c.want}, l.inputs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, form := range map[string]url.Values{"no sender": pairs("MessageSid", "SM1"), "no id": pairs("From", "+41790000001"), "nobody": pairs("MessageSid", "SM1", "From", "whatsapp:"), "another platform": pairs("MessageSid", "SM1", "From", "messenger:1234")} {
		l := &loop{}
		if w := call(open(t, options()).Handler(l), hook, form, nil); w.Code != 400 || len(l.inputs) != 0 || strings.Contains(w.Body.String(), "1234") {
			t.Errorf("%s: %d %s, %d inputs", name, w.Code, w.Body, len(l.inputs))
		}
	}
}

func TestVoiceMeansCallMeBack(t *testing.T) {
	for from, want := range map[string]int{"+41790000001": 1, "": 0, "Anonymous": 0, "+266696687": 0, "sip:someone@example.org": 0} {
		l := &loop{}
		w := call(open(t, options()).Handler(l), hook+"/voice", pairs("CallSid", "CA1", "From", from), nil)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `<Reject reason="busy"/>`) || len(l.inputs) != want {
			t.Errorf("%q: %d %s, %d inputs", from, w.Code, w.Body, len(l.inputs))
		}
		if want == 1 && (!l.inputs[0].Call || l.inputs[0].ID != "CA1" || l.inputs[0].Message != "" || l.inputs[0].Address.ID != from) {
			t.Errorf("%q: %+v", from, l.inputs[0])
		}
	}
}

// said is a report of a call on SMS.
func said(state bot.DeliveryState, reason string) []bot.Report {
	return []bot.Report{{Call: "A.0", Channel: bot.SMS, Message: "SM1", State: state, Reason: reason}}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		status, code string
		want         []bot.Report
	}{
		{"queued", "", nil}, {"accepted", "", nil}, {"scheduled", "", nil}, {"sending", "", nil}, {"something-new", "", nil}, {"", "", nil},
		{"sent", "", said(bot.DeliverySent, "")},
		{"delivered", "", said(bot.DeliveryArrived, "")},
		{"read", "", said(bot.DeliveryRead, "")},
		{"failed", "21610", said(bot.DeliveryRefused, "blocked")},
		{"undelivered", "30003", said(bot.DeliveryRefused, "unreachable")},
		{"undelivered", "63016", said(bot.DeliveryRefused, "window-closed")},
		{"failed", "99999", said(bot.DeliveryRefused, "refused")},
		{"failed", "many", said(bot.DeliveryRefused, "refused")},
		{"undelivered", "", said(bot.DeliveryRefused, "refused")},
	} {
		l := &loop{}
		tw := open(t, options())
		path := strings.TrimPrefix(tw.statusURL("A.0"), public)
		if w := call(tw.Handler(l), path, pairs("MessageSid", "SM1", "MessageStatus", c.status, "ErrorCode", c.code, "To", "+41790000001"), nil); w.Code != 200 {
			t.Errorf("%s: %d %s", c.status, w.Code, w.Body)
		}
		if diff := cmp.Diff(c.want, l.statuses); diff != "" {
			t.Errorf("%s: %s", c.status, diff)
		}
	}
}

// TestStatusNamesItsChannel: the copy at Twilio is deleted through it.
func TestStatusNamesItsChannel(t *testing.T) {
	l := &loop{}
	call(open(t, options()).Handler(l), hook+"/status?call=A.0", pairs("MessageSid", "SM1", "MessageStatus", "read", "To", "whatsapp:+41790000001"), nil)
	if len(l.statuses) != 1 || l.statuses[0].Channel != bot.WhatsApp {
		t.Errorf("%+v", l.statuses)
	}
}

// TestStatusOfWhatIsNotOurs: a report without a call's id is of a message that
// somebody else sent from the agency's number.
func TestStatusOfWhatIsNotOurs(t *testing.T) {
	l := &loop{}
	if w := call(open(t, options()).Handler(l), hook+"/status", pairs("MessageSid", "SM1", "MessageStatus", "sent"), nil); w.Code != 200 || len(l.statuses) != 0 {
		t.Errorf("%d %v", w.Code, l.statuses)
	}
}
