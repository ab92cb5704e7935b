package voices_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/voices"
)

func TestCode(t *testing.T) {
	for message, want := range map[string]string{
		"voice 123456": "123456 en", "Voix 000001": "000001 fr", " STIMME  123456 ": "123456 de", "voce 123456\n": "123456 it",
		"start voix-123456": "123456 fr", // how a link of Telegram arrives
		"voice 12345":       "", "voice 1234567": "", "voice123456": "", "123456": "", "voice 12345a": "", "my voice 123456": "", "voice 123456 please": "",
		"voice 123 456": "", "start voice": "", "": "", strings.Repeat(" ", 40) + "voice 123456": "",
	} {
		code, lang, ok := voices.Code(message)
		if got := strings.TrimSpace(code + " " + lang); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", message, got, ok, want)
		}
	}
	for _, lang := range []string{"fr", "de", "it", "en", "pt"} {
		code, err := voices.NewCode()
		if err != nil {
			t.Fatal(err)
		}
		if read, _, ok := voices.Code(voices.Message(lang, code)); !ok || read != code {
			t.Errorf("%s: %q is not read", lang, voices.Message(lang, code))
		}
	}
}

// note is an OGG/Opus stream of a length without a sound in it: its head, its tags
// and one page of which only the time counts.
func note(length time.Duration, skip uint16) []byte {
	var b bytes.Buffer
	page := func(granule int64, body string) {
		b.WriteString("OggS\x00\x00")
		_ = binary.Write(&b, binary.LittleEndian, granule)
		b.Write(make([]byte, 12)) // serial, number, sum: not read
		b.WriteByte(byte(len(body)/255 + 1))
		for n := len(body); ; n -= 255 {
			b.WriteByte(byte(min(n, 255)))
			if n < 255 {
				break
			}
		}
		b.WriteString(body)
	}
	page(0, "OpusHead\x01\x01"+string([]byte{byte(skip), byte(skip >> 8)})+"\x80\xbb\x00\x00\x00\x00\x00")
	page(0, "OpusTags"+strings.Repeat("x", 600))
	page(int64(length.Seconds()*48_000)+int64(skip), "…")
	return b.Bytes()
}

func TestLength(t *testing.T) {
	whole := note(7*time.Second, 312)
	for name, x := range map[string]struct {
		sound []byte
		want  time.Duration
		err   error
	}{
		"seven seconds":      {whole, 7 * time.Second, nil},
		"two minutes":        {note(2*time.Minute, 0), 2 * time.Minute, nil},
		"a moment more":      {note(2*time.Minute+time.Second/100, 0), 0, voices.ErrTooLong},
		"nothing":            {nil, 0, voices.ErrNotVoice},
		"no sound in it":     {note(0, 312), 0, voices.ErrNotVoice},
		"cut off":            {whole[:len(whole)-1], 0, voices.ErrNotVoice},
		"something behind":   {append(bytes.Clone(whole), "ID3"...), 0, voices.ErrNotVoice},
		"vorbis":             {bytes.Replace(whole, []byte("OpusHead"), []byte("\x01vorbis\x00"), 1), 0, voices.ErrNotVoice},
		"mp3":                {[]byte("ID3\x03" + strings.Repeat("x", 100)), 0, voices.ErrNotVoice},
		"a web page":         {[]byte("<html>"), 0, voices.ErrNotVoice},
		"larger than a note": {append(bytes.Clone(whole), make([]byte, voices.MostSize)...), 0, voices.ErrTooLarge},
	} {
		got, err := voices.Length(x.sound)
		if got != x.want || !errors.Is(err, x.err) || (err == nil) != (x.err == nil) {
			t.Errorf("%s: %v, %v; want %v, %v", name, got, err, x.want, x.err)
		}
	}
	real, err := os.ReadFile("../../channels/phone/voice.ogg") // by an encoder that is not ours
	if err != nil {
		t.Fatal(err)
	}
	if got, err := voices.Length(real); err != nil || got < time.Second || got > 5*time.Second {
		t.Errorf("a real one: %v, %v", got, err)
	}
}

// FuzzLength: whatever comes is a voice note of a length that is allowed, or none.
func FuzzLength(f *testing.F) {
	f.Add(note(time.Second, 312))
	f.Add([]byte("OggS"))
	f.Fuzz(func(t *testing.T, sound []byte) {
		if length, err := voices.Length(sound); err == nil && (length <= 0 || length > voices.MostLength) {
			t.Errorf("%v", length)
		}
	})
}

func TestSecondEar(t *testing.T) {
	now := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	for name, x := range map[string]struct {
		do   func(*bot.Take) error
		want bot.TakeState
		err  error
	}{
		"approved":           {func(t *bot.Take) error { return voices.Approve(t, "ahmed", "sum", now) }, bot.TakeUsed, nil},
		"one's own":          {func(t *bot.Take) error { return voices.Approve(t, "marie", "sum", now) }, bot.TakeWaits, voices.ErrOwn},
		"another text":       {func(t *bot.Take) error { return voices.Approve(t, "ahmed", "other", now) }, bot.TakeWaits, voices.ErrChanged},
		"no text any more":   {func(t *bot.Take) error { return voices.Approve(t, "ahmed", "", now) }, bot.TakeWaits, voices.ErrChanged},
		"refused":            {func(t *bot.Take) error { return voices.Refuse(t, "ahmed", " a dog \n barks", now) }, bot.TakeRefused, nil},
		"refused by oneself": {func(t *bot.Take) error { return voices.Refuse(t, "marie", "a dog", now) }, bot.TakeWaits, voices.ErrOwn},
		"without a reason":   {func(t *bot.Take) error { return voices.Refuse(t, "ahmed", " \n", now) }, bot.TakeWaits, voices.ErrNoWhy},
		"a long story":       {func(t *bot.Take) error { return voices.Refuse(t, "ahmed", strings.Repeat("é", voices.MostWhy+1), now) }, bot.TakeWaits, voices.ErrNoWhy},
	} {
		take := bot.Take{Words: "sum", By: "marie", State: bot.TakeWaits}
		err := x.do(&take)
		if !errors.Is(err, x.err) || (err == nil) != (x.err == nil) || take.State != x.want || (take.Heard == "ahmed") != (err == nil) {
			t.Errorf("%s: %+v, %v", name, take, err)
		}
		if name == "refused" && take.Why != "a dog barks" {
			t.Errorf("why: %q", take.Why)
		}
	}
}

// TestUsed: only what is approved is heard, and of the same words what was approved last.
func TestUsed(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 9, 0, 0, 0, time.UTC) }
	got := voices.Used([]bot.Take{
		{Words: "a", File: "old", State: bot.TakeUsed, HeardAt: day(1)}, {Words: "a", File: "new", State: bot.TakeUsed, HeardAt: day(3)}, {Words: "a", File: "between", State: bot.TakeUsed, HeardAt: day(2)},
		{Words: "b", File: "waits", State: bot.TakeWaits}, {Words: "c", File: "not", State: bot.TakeRefused, HeardAt: day(4)},
	})
	if len(got) != 1 || got["a"] != "new" {
		t.Error(got)
	}
}

// TestEverySentence is there in every language, and nothing in it waits to be filled
// that nobody fills.
func TestEverySentence(t *testing.T) {
	for _, lang := range []string{"fr", "de", "it", "en"} {
		seen := map[string]bool{}
		for _, key := range []string{"now", "thanks", "wrong", "tries", "not_sms", "not_voice", "too_long", "too_large", "not_here", "full", "changed"} {
			got := voices.Say(lang, key, "{title}", "T", "{step}", "3", "{text}", "W")
			if got == "" || seen[got] || strings.ContainsAny(got, "{}") {
				t.Errorf("%s in %s: %q", key, lang, got)
			}
			seen[got] = true
		}
	}
	if voices.SayWrong("en", voices.MostTries) != voices.Say("en", "wrong") || voices.SayWrong("en", voices.MostTries+1) != voices.Say("en", "tries") || voices.SayWrong("en", voices.MostTries+2) != "" {
		t.Error("tries")
	}
	for err, key := range map[error]string{voices.ErrNotVoice: "not_voice", voices.ErrTooLong: "too_long", voices.ErrTooLarge: "too_large", bot.ErrTooBig: "too_large", bot.ErrNotFound: "not_here"} {
		if voices.SayNot("de", err) != voices.Say("de", key) {
			t.Errorf("%v: %q", err, voices.SayNot("de", err))
		}
	}
}
