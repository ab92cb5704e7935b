package dialogue_test

import (
	"strings"
	"testing"

	"passerelle/bot"
)

// TestHostileTexts: whatever is written, the answer is friendly and shows a way on.
func TestHostileTexts(t *testing.T) {
	b := book(t)
	for name, text := range map[string]string{
		"a megabyte of one letter":   strings.Repeat("a", 1<<20),
		"a megabyte of words":        strings.Repeat("wifi maman ", 1<<17),
		"signs upon signs":           "h" + strings.Repeat("\u0301\u0316\u0347", 4000) + "elp",
		"emoji only":                 strings.Repeat("😀👩‍👩‍👧", 300),
		"many scripts":               "привет γειά שלום سلام 你好 안녕 bonjour",
		"right to left":              "\u202eolleh\u202c\u2066x",
		"null bytes":                 "wifi\x00\x00\xff\xfe",
		"broken utf-8":               strings.Repeat("\xff\xc0", 5000),
		"a lot of lines":             strings.Repeat("x\n", 5000),
		"brackets of our own syntax": "{agency.name} (a|b) ... # {{.}} <b>",
	} {
		p := newPerson(t, b)
		said := p.does(bot.Input{Kind: bot.FromContact, Address: anna, Text: text})
		if !strings.Contains(said, "[1 ") || strings.Contains(said, "<b>") || strings.Contains(said, "{agency") {
			t.Errorf("%s: %.200q", name, said)
		}
	}
}
