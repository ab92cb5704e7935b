package linear

import (
	"fmt"
	"slices"
	"testing"
)

// small is a classifier of three everyday things.
func small(t testing.TB) *Model {
	t.Helper()
	var all []Example
	for class, lines := range [][]string{
		{"le wifi ne marche pas", "pas de wifi", "je n ai pas internet a la maison", "mot de passe du wifi", "connexion wifi perdue"},
		{"envoyer un mail", "je dois ecrire un mail a mon docteur", "mail avec une photo", "repondre a un mail", "mon adresse mail"},
		{"il fait beau", "bonjour ca va", "merci beaucoup", "mon chien est malade", "rien du tout"},
	} {
		for _, l := range lines {
			all = append(all, Example{l, class})
		}
	}
	return Train(all, 3, Options{Same: map[string]string{"uifi": "wifi"}, Rounds: 6, Shrink: 0.08})
}

func TestClassify(t *testing.T) {
	m := small(t)
	for text, want := range map[string]int{"wifi": 0, "le wify marche pas": 0, "uifi": 0, "un mial a mon docteur": 1, "mails": 1, "merci mon chien": 2} {
		got := m.Classify(text, 3)
		if len(got) != 3 || got[0].Class != want {
			t.Errorf("%q: %+v, want %d", text, got, want)
		}
		sum := 0.0
		for _, s := range got {
			sum += s.P
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("%q: the probabilities are %v together", text, sum)
		}
	}
	if because := m.Because("bonjour je cherche le wifi", 0, 1); !slices.Equal(because, []string{"wifi"}) {
		t.Errorf("because %q", because)
	}
	if !m.Knows("wifi") || m.Knows("zzz") {
		t.Error("known words")
	}
}

// TestTheSameTwice: two trainings give the same answers, to the last bit.
func TestTheSameTwice(t *testing.T) {
	a, b := small(t), small(t)
	for _, text := range []string{"wifi", "mail photo", "", "xyz", "le mail du wifi"} {
		if x, y := fmt.Sprint(a.Classify(text, 3)), fmt.Sprint(b.Classify(text, 3)); x != y {
			t.Errorf("%q: %s and %s", text, x, y)
		}
	}
}

// TestSound: what is written as it sounds sounds the same.
func TestSound(t *testing.T) {
	for a, b := range map[string]string{"quelque": "kelk", "scrivere": "skrivere", "photo": "foto", "eau": "o", "wlan": "vlan"} {
		if x, y := string(sound(nil, a)), string(sound(nil, b)); x != y {
			t.Errorf("%s sounds %s, %s sounds %s", a, x, b, y)
		}
	}
}

func FuzzClassify(f *testing.F) {
	m := small(f)
	for _, s := range []string{"", "wifi", "\x00", "ééé", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := m.Classify(text, 2); len(got) != 2 || got[0].P < got[1].P {
			t.Errorf("%q: %+v", text, got)
		}
		m.Because(text, 0, 3)
	})
}
