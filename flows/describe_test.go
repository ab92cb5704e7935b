package flows

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// TestEveryKeyIsDescribed: every key of the table has words in four languages,
// and no words are left without a key.
func TestEveryKeyIsDescribed(t *testing.T) {
	used := map[string]bool{}
	eachShape(func(s *shape) {
		for name := range s.keys {
			key := described(s, name)
			if key == "" {
				t.Errorf("%s.%s has no description in keys.json", s.place, name)
			}
			used[key] = true
		}
	})
	for key, by := range descriptions {
		if !used[key] {
			t.Errorf("%s describes no key", key)
		}
		for _, language := range []string{"fr", "de", "it", "en"} {
			if strings.TrimSpace(by[language]) == "" {
				t.Errorf("%s has no words in %s", key, language)
			}
		}
	}
}

// TestSchemaSpeaksTheAuthorsLanguage, where an editor shows what a key is for.
func TestSchemaSpeaksTheAuthorsLanguage(t *testing.T) {
	for language, want := range map[string]string{
		"fr": "ce qu'il faut faire : une seule action", "de": "was zu tun ist: eine einzige Handlung", "it": "che cosa fare: una sola azione",
		"en": "what to do: one action", "xx": "what to do: one action",
	} {
		source, err := Schema(language)
		if err != nil {
			t.Fatal(err)
		}
		words, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(source), string(words)) {
			t.Errorf("the schema in %s does not say %q", language, want)
		}
	}
}

// TestWordsAreKnown: what foreign words lead to are words of the table.
func TestWordsAreKnown(t *testing.T) {
	known := slices.Clone(allKeys)
	eachShape(func(s *shape) {
		for _, k := range s.keys {
			known = append(known, k.values...)
		}
	})
	known = append(known, "end", "talk", "menu", "true", "false", "place", "help", "eye", "ear")
	known = append(known, allDevices...)
	for word, meant := range wordsOf {
		for _, m := range meant {
			if !slices.Contains(known, m) {
				t.Errorf("%q leads to %q, which is no word of the language", word, m)
			}
		}
	}
}

// TestNearest: by meaning, in capitals too, else by spelling; and when that is
// sure enough to be changed without asking.
func TestNearest(t *testing.T) {
	steps := []string{"say", "ask", "go", "stuck", "choices", "picture"}
	for _, c := range []struct {
		word    string
		allowed []string
		want    string
		sure    bool
	}{
		{"dire", steps, "say", true}, {"Dire", steps, "say", true}, {"FRAGE", steps, "ask", true}, {"choises", steps, "choices", true},
		{"aide", steps, "stuck", true}, {"aide", []string{"help", "check"}, "help", true}, {"publié", []string{"draft", "published", "retired"}, "published", true},
		{"Entwurf", []string{"draft", "published"}, "draft", true}, {"Schritte", []string{"steps", "goal"}, "steps", true}, {"picsture", steps, "picture", true},
		{"pictrues", steps, "picture", false}, {"xyzzy", steps, "", false}, {"cat", []string{"car", "cap"}, "car", false}, {"gg", steps, "", false},
	} {
		if got, sure := nearest(c.word, c.allowed); got != c.want || sure != c.sure {
			t.Errorf("%s: %q sure %v, want %q %v", c.word, got, sure, c.want, c.sure)
		}
	}
}

// TestFix: words change, notes and line ends do not; what is not sure stays.
func TestFix(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a French file", "\ufeffpasserelle: 1\r\nkind: aide # une aide\r\nid: a\r\ntitre: {fr: A}\r\nstatut: \"publié\"\r\nbut: {fr: B}\r\nÉtapes:\r\n  - id: eins\r\n    dire: {fr: dire}   # dire\r\n",
			"\ufeffpasserelle: 1\r\nkind: help # une aide\r\nid: a\r\ntitle: {fr: A}\r\nstatus: \"published\"\r\ngoal: {fr: B}\r\nsteps:\r\n  - id: eins\r\n    say: {fr: dire}   # dire\r\n"},
		{"where it leads", "passerelle: 1\nkind: help\nid: a\ntitle: {fr: A}\ngoal: {fr: B}\nsteps: [{id: one, say: {fr: C}, go: fin}, {id: two, say: {fr: D}, go: oen}]\n", "passerelle: 1\nkind: help\nid: a\ntitle: {fr: A}\ngoal: {fr: B}\nsteps: [{id: one, say: {fr: C}, go: end}, {id: two, say: {fr: D}, go: oen}]\n"},
		{"not sure", "passerelle: 1\nkind: help\nid: a\nxyzzy: 1\n", "passerelle: 1\nkind: help\nid: a\nxyzzy: 1\n"},
		{"unreadable", "a: [\n", "a: [\n"},
		{"accents before it", "passerelle: 1\nkind: help\nid: a\ntitle: {fr: é}\ngoal: {fr: B}\nsteps: [{id: x, say: {fr: éàü}, aller: end}]\n", "passerelle: 1\nkind: help\nid: a\ntitle: {fr: é}\ngoal: {fr: B}\nsteps: [{id: x, say: {fr: éàü}, go: end}]\n"},
	} {
		fixed, changes := Fix(c.name, []byte(c.source))
		if string(fixed) != c.want {
			t.Errorf("%s: %q\nwant %q\n%v", c.name, fixed, c.want, changes)
		}
		if again, more := Fix(c.name, fixed); len(more) > 0 || string(again) != string(fixed) {
			t.Errorf("%s: fixed twice it changes again: %v", c.name, more)
		}
	}
}

// TestMessagesNamePlacesAndForms: a place and a form have words in four
// languages, and no words are left.
func TestMessagesNamePlacesAndForms(t *testing.T) {
	used := map[string]bool{"place.text": true, "place.file": true, "place.offer": true}
	eachShape(func(s *shape) {
		used["place."+s.place] = true
		for _, k := range s.keys {
			used["form."+formNames[k.form]] = true
		}
	})
	for name := range used {
		if len(placesAndForms[name]) != 4 {
			t.Errorf("%s has words in %v", name, placesAndForms[name])
		}
	}
	for name := range placesAndForms {
		if !used[name] {
			t.Errorf("%s names nothing", name)
		}
	}
}
