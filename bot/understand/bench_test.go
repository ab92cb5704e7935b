package understand_test

import (
	"strings"
	"testing"
)

// benchTexts are a short answer, a wish and a story.
var benchTexts = map[string]string{
	"short": "oui merci",
	"wish":  "bonjour je dois envoyer un papier à l'assurance par photo mais je ne sais pas comment faire",
	"story": strings.Repeat("ich habe eine frage zu meinem antrag und weiss nicht wie das geht ", 9),
}

func BenchmarkDanger(b *testing.B) {
	r := reader(b)
	for name, text := range benchTexts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Danger(text)
			}
		})
	}
}

func BenchmarkExact(b *testing.B) {
	r := reader(b)
	for name, text := range benchTexts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Exact(text, "fr")
			}
		})
	}
}

func BenchmarkMisspelt(b *testing.B) {
	r := reader(b)
	b.ReportAllocs()
	for b.Loop() {
		r.Misspelt("mennu", "fr")
	}
}

func BenchmarkLanguage(b *testing.B) {
	r := reader(b)
	b.ReportAllocs()
	for b.Loop() {
		r.Language(benchTexts["wish"])
	}
}

func BenchmarkTopics(b *testing.B) {
	r := reader(b)
	b.ReportAllocs()
	for b.Loop() {
		r.Topics(benchTexts["wish"])
	}
}
