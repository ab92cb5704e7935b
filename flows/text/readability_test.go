package text

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// TestReadByHand: texts counted by hand, in four languages.
func TestReadByHand(t *testing.T) {
	for _, c := range []struct {
		text, language                                            string
		sentences, words, letters, long, syllables, longest, many int
		score                                                     string
		want                                                      float64
	}{
		// L'é-co(l)e a vingt-deux é-lè-v(es) / El(le) est fer-mée.
		{"L'école a vingt-deux élèves. Elle est fermée !", "fr", 2, 7, 6 + 1 + 9 + 6 + 4 + 3 + 6, 1, 2 + 1 + 2 + 2 + 1 + 1 + 2, 4, 0,
			"kandel_moles", 207 - 1.015*7/2 - 73.6*11/7},
		// Öff-nen Sie die Ka-me-ra / Sie ist am Te-le-fon.
		{"Öffnen Sie die Kamera.\nSie ist am Telefon", "de", 2, 8, 6 + 3 + 3 + 6 + 3 + 3 + 2 + 7, 1, 2 + 1 + 1 + 3 + 1 + 1 + 1 + 3, 4, 2,
			"amstad", 180 - 8.0/2 - 58.5*13/8},
		// A-pra la bi-blio-te-ca (io glides) / Più lon-ta-no.
		{"Apra la biblioteca. Più lontano…", "it", 2, 5, 4 + 2 + 10 + 3 + 7, 2, 2 + 1 + 4 + 1 + 3, 3, 2,
			"gulpease", min(100, 89+(300*2-10*26.0)/5)},
		// O-pen the ta-bl(e) at 10 / Wait.
		{"Open the table at 10. Wait?!", "en", 2, 6, 4 + 3 + 5 + 2 + 2 + 4, 0, 2 + 1 + 1 + 1 + 1 + 1, 5, 0,
			"flesch", 206.835 - 1.015*6/2 - 84.6*7/6},
	} {
		r := Read(c.text, c.language)
		if r.Sentences != c.sentences || r.Words != c.words || r.Letters != c.letters || r.LongWords != c.long || r.Syllables != c.syllables || r.LongestSentence != c.longest || r.many != c.many {
			t.Errorf("%s: %+v, want %+v", c.text, r, c)
		}
		if math.Abs(r.Scores[c.score]-c.want) > 1e-9 {
			t.Errorf("%s: %s %v, want %v", c.text, c.score, r.Scores[c.score], c.want)
		}
		lix := float64(c.words)/float64(c.sentences) + 100*float64(c.long)/float64(c.words)
		if math.Abs(r.Scores["lix"]-lix) > 1e-9 {
			t.Errorf("%s: lix %v, want %v", c.text, r.Scores["lix"], lix)
		}
	}
}

// TestWiener: shares in percent of words of three syllables, of more than six
// letters, of one syllable.
func TestWiener(t *testing.T) {
	r := Read("Öffnen Sie die Kamera.\nSie ist am Telefon", "de")
	want := 0.1935*25 + 0.1672*4 + 0.1297*12.5 - 0.0327*62.5 - 0.875
	if math.Abs(r.Scores["wiener1"]-want) > 1e-9 {
		t.Errorf("%v, want %v", r.Scores["wiener1"], want)
	}
}

// TestSyllables: the rules of each language, one word each.
func TestSyllables(t *testing.T) {
	for language, words := range map[string]map[string]int{
		"fr": {"table": 1, "écoles": 2, "le": 1, "que": 1, "journée": 2, "créer": 2, "naïf": 2, "vingt-deux": 2, "aujourd'hui": 3, "amie": 2, "12": 1, "A1": 2, "œil": 1, "musique": 3},
		"de": {"ein": 1, "Häuser": 2, "Quelle": 2, "pfui": 1, "sehen": 2, "Papier": 2, "Idee": 2, "Bauernhof": 3, "2026": 1},
		"it": {"aiuto": 2, "più": 1, "qui": 1, "guida": 2, "città": 2, "buongiorno": 3, "foglio": 2, "10": 1},
		"en": {"the": 1, "table": 1, "used": 1, "you": 1, "phone": 1, "message": 2, "open": 2, "need": 1},
	} {
		for word, want := range words {
			if got := Syllables(word, language); got != want {
				t.Errorf("%s %s: %d, want %d", language, word, got, want)
			}
		}
	}
}

// TestSentences: what ends one, and where each begins.
func TestSentences(t *testing.T) {
	const s = "Un. Deux ?!… trois\n\n  « Quatre »\r\n— !\nCinq : six"
	var got []string
	for from, sentence := range Sentences(s) {
		if !strings.HasPrefix(s[from:], sentence) {
			t.Errorf("%q does not stand at %d", sentence, from)
		}
		got = append(got, sentence)
	}
	if want := "Un|Deux|trois|« Quatre »|Cinq : six"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestReadNothing: no word, no score, and JSON all the same.
func TestReadNothing(t *testing.T) {
	for _, s := range []string{"", "…", "— !"} {
		out, err := json.Marshal(Read(s, "fr"))
		if want := `{"sentences":0,"words":0,"letters":0,"long_words":0,"syllables":0,"longest_sentence":0,"scores":{}}`; err != nil || string(out) != want {
			t.Errorf("%q: %s %v", s, out, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Öffnen Sie die Kamera. 12 … ?")
	f.Fuzz(func(t *testing.T, s string) {
		for _, language := range []string{"fr", "de", "it", "en", "xx"} {
			r := Read(s, language)
			if r.Words < r.Sentences || r.Syllables < r.Words || r.Letters < r.Words || r.LongestSentence > r.Words || r.LongWords > r.Words {
				t.Errorf("%q in %s: %+v", s, language, r)
			}
			if _, err := json.Marshal(r); err != nil {
				t.Error(err)
			}
		}
	})
}
