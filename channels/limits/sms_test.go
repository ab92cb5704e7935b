package limits

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSegments(t *testing.T) {
	for _, c := range []struct {
		name, text, encoding string
		segments, units      int
		forced               []string
	}{
		{"empty", "", "GSM-7", 0, 0, nil},
		{"one full part", strings.Repeat("a", 160), "GSM-7", 1, 160, nil},
		{"one too many", strings.Repeat("a", 161), "GSM-7", 2, 161, nil},
		{"two full parts", strings.Repeat("a", 306), "GSM-7", 2, 306, nil},
		{"a euro costs two", "€", "GSM-7", 1, 2, nil},
		{"a euro is not split", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), "GSM-7", 3, 306, nil},
		{"accents of the alphabet", "é è à ù ì ò ä ö ü Ç É", "GSM-7", 1, 21, nil},
		{"one ê makes it Unicode", strings.Repeat("a", 80) + "ê", "UCS-2", 2, 81, []string{"ê"}},
		{"each once, in order", "çaçaœ", "UCS-2", 1, 5, []string{"ç", "œ"}},
		{"an emoji costs two", "👍", "UCS-2", 1, 2, []string{"👍"}},
		{"an emoji is not split", strings.Repeat("a", 66) + "👍" + strings.Repeat("a", 66), "UCS-2", 3, 134, []string{"👍"}},
		{"70 of Unicode", strings.Repeat("ê", 70), "UCS-2", 1, 70, []string{"ê"}},
		{"71 of Unicode", strings.Repeat("ê", 71), "UCS-2", 2, 71, []string{"ê"}},
	} {
		got := Segments(c.text)
		if got.Encoding != c.encoding || got.Segments != c.segments || got.Units != c.units || !slices.Equal(got.ForcedBy, c.forced) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"« Mémoire pleine »":  `"Mémoire pleine"`,
		"l’œil – là…":         "l'oeil - là...",
		"„Speicher“ «voll»":   `"Speicher" "voll"`,
		"10\u202f000\u00a0fr": "10 000 fr",
		"déjà plain":          "déjà plain",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestEconomise(t *testing.T) {
	long := strings.Repeat("abcdefgh ", 9) // 81 characters: one part, two in Unicode
	for _, c := range []struct{ name, in, want string }{
		{"saves a part", long + "peut-être", long + "peut-etre"},
		{"saves nothing", "peut-être", "peut-être"},
		{"keeps é and à", long + "déjà là ê", long + "déjà là e"},
		{"Italian is", long + "È falso? È un ê", long + "E' falso? E' un e"},
		{"never sûr", long + "c'est sûr, peut-être", long + "c'est sûr, peut-être"},
		{"another sign costs anyway", long + "être 👍", long + "être 👍"},
		{"nothing to do", long, long},
	} {
		if got := Economise(c.in); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestEconomiseNeverCostsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("abé êç€👍 œ'«»{}\n"))).Draw(t, "text")
		plain := Plain(text)
		if a, b := Segments(Economise(plain)).Segments, Segments(plain).Segments; a > b {
			t.Fatalf("%q: %d parts instead of %d", text, a, b)
		}
	})
}
