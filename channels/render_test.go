package channels

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"passerelle/bot"
	"passerelle/channels/limits"
)

var reply = bot.Reply{
	Text: "Posez la feuille – à plat.", Picture: &bot.FlowPicture{Sum: "ab12", Alt: "Une feuille"},
	Choices: []bot.Choice{
		{Number: 1, Label: "C'est fait", Payload: bot.Payload{Kind: bot.PayloadStep, Flow: 3, Step: 1, Arg: 1000}},
		{Number: 2, Payload: bot.Payload{Kind: bot.PayloadStep, Flow: 3, Step: 2, Arg: 1001}}, // understood, not shown
		{Number: 0, Label: "Autre chose", Payload: bot.Payload{Kind: bot.PayloadWord, Arg: 20}},
	},
}

func TestRender(t *testing.T) {
	needed := reply
	needed.Picture = &bot.FlowPicture{Sum: "ab12", Alt: "Une feuille", Needed: true}
	for _, c := range []struct {
		name    string
		reply   bot.Reply
		channel bot.Channel
		byEar   bool
		text    string
		media   string
		keys    []string
	}{
		{"SMS: plain, numbered, no picture", reply, bot.SMS, false, "Posez la feuille - à plat.\n1 C'est fait\n0 Autre chose", "", nil},
		{"SMS: the alternative text where the picture is needed", needed, bot.SMS, false, "Une feuille\nPosez la feuille - à plat.\n1 C'est fait\n0 Autre chose", "", nil},
		{"WhatsApp: numbered, with the picture", reply, bot.WhatsApp, false, "Posez la feuille – à plat.\n1 C'est fait\n0 Autre chose", "ab12", nil},
		{"Telegram: buttons", reply, bot.Telegram, false, "Posez la feuille – à plat.", "ab12", []string{"C'est fait", "Autre chose"}},
		{"Telegram by ear: no picture, its words", reply, bot.Telegram, true, "Une feuille\nPosez la feuille – à plat.", "", []string{"C'est fait", "Autre chose"}},
	} {
		calls := Render(c.reply, bot.Address{Channel: c.channel, ID: "1"}, Options{ByEar: c.byEar, Token: "tok"})
		if len(calls) != 1 || calls[0].Text != c.text || calls[0].Media != c.media || calls[0].ID != "tok.0" {
			t.Errorf("%s: %+v", c.name, calls)
			continue
		}
		var labels []string
		for _, k := range calls[0].Keys {
			labels = append(labels, k.Label)
			if _, ok := bot.ParsePayload(k.Payload); !ok {
				t.Errorf("%s: the payload %q cannot be read back", c.name, k.Payload)
			}
		}
		if !slices.Equal(labels, c.keys) {
			t.Errorf("%s: keys %q", c.name, labels)
		}
	}
}

func TestRenderStaysWithinTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channel := rapid.SampledFrom(bot.Channels[:]).Draw(t, "channel")
		words := rapid.StringOfN(rapid.SampledFrom([]rune("abc é. \nê👍")), 1, 6000, -1).Draw(t, "words")
		calls := Render(bot.Reply{Text: words}, bot.Address{Channel: channel, ID: "1"}, Options{Token: "t", From: 2})
		ids := map[string]bool{}
		for _, c := range calls {
			if n := utf8.RuneCountInString(c.Text); n > Limits(channel).Characters {
				t.Fatalf("a part has %d characters", n)
			}
			if ids[c.ID] || !strings.HasPrefix(c.ID, "t.") {
				t.Fatalf("the id %q is taken or wrong", c.ID)
			}
			ids[c.ID] = true
		}
		if channel != bot.SMS && letters(words) != letters(joined(calls)) {
			t.Fatal("letters were lost")
		}
	})
}

func joined(calls []bot.Call) (all string) {
	for _, c := range calls {
		all += c.Text
	}
	return all
}

func letters(s string) int {
	return strings.Count(s, "a") + strings.Count(s, "é") + strings.Count(s, "👍")
}

func TestLimitsOfEveryChannel(t *testing.T) {
	for _, c := range bot.Channels {
		if l := Limits(c); l.Characters == 0 || l.Choices == 0 || l.Label == 0 && l.Payload != 0 {
			t.Errorf("%s: %+v", c, l)
		}
	}
	if Limits(bot.SMS) != limits.SMS {
		t.Error("SMS has another channel's limits")
	}
}

// TestPictureThatNobodyServes: its words are said on every channel, for the
// step says nothing without it.
func TestPictureThatNobodyServes(t *testing.T) {
	r := bot.Reply{Text: "Cherchez ceci.", Picture: &bot.FlowPicture{File: "x.png", Alt: "Un rond blanc", Needed: true}}
	for _, c := range bot.Channels {
		calls := Render(r, bot.Address{Channel: c, ID: "1"}, Options{Token: "t"})
		if len(calls) != 1 || calls[0].Text != "Un rond blanc\nCherchez ceci." || calls[0].Media != "" {
			t.Errorf("%s: %+v", c, calls)
		}
	}
}

// TestAVoiceGoesFirst, where the channel carries one; the words always go.
func TestAVoiceGoesFirst(t *testing.T) {
	r := reply
	r.Voice = &bot.FlowVoice{File: "v.ogg", Sum: "bb"}
	for channel, want := range map[bot.Channel][]string{bot.SMS: {""}, bot.WhatsApp: {"bb", "ab12"}, bot.Telegram: {"bb", "ab12"}} {
		calls := Render(r, bot.Address{Channel: channel, ID: "1"}, Options{Token: "tok"})
		var media []string
		for _, c := range calls {
			media = append(media, c.Media)
		}
		if !slices.Equal(media, want) || calls[len(calls)-1].Text == "" {
			t.Errorf("%s: %+v", channel, calls)
		}
	}
}

// TestALongTextStandsUnderItsPicture, not in its caption.
func TestALongTextStandsUnderItsPicture(t *testing.T) {
	r := reply
	r.Text = strings.Repeat("Une phrase de plus. ", 60)
	calls := Render(r, bot.Address{Channel: bot.Telegram, ID: "1"}, Options{Token: "tok"})
	if len(calls) != 2 || calls[0].Media != "ab12" || calls[0].Text != "" || calls[0].Alt != "Une feuille" || len(calls[0].Keys) > 0 || calls[1].Text == "" || len(calls[1].Keys) != 2 {
		t.Errorf("%+v", calls)
	}
}

// TestSignsStayWithTheirWord: on a small screen no line begins with a sign that French
// sets apart; on an SMS a no-break space would cost as much as a third of the letters.
func TestSignsStayWithTheirWord(t *testing.T) {
	r := bot.Reply{Text: "Touchez « Wi-Fi ». C'est fait ?"}
	for channel, want := range map[bot.Channel]string{
		bot.WhatsApp: "Touchez «\u00a0Wi-Fi\u00a0». C'est fait\u00a0?",
		bot.Telegram: "Touchez «\u00a0Wi-Fi\u00a0». C'est fait\u00a0?",
	} {
		if got := Render(r, bot.Address{Channel: channel, ID: "x"}, Options{Token: "t"})[0].Text; got != want {
			t.Errorf("%s: %q", channel, got)
		}
	}
	if got := Render(r, bot.Address{Channel: bot.SMS, ID: "x"}, Options{Token: "t"})[0].Text; strings.Contains(got, "\u00a0") {
		t.Errorf("sms: %q", got)
	}
}
