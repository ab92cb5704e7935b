package flows

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed keys.json
var keySource []byte

// descriptions holds place.key → language → what the key is for. The file is
// part of the program.
var descriptions = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(keySource, &all); err != nil {
		panic(fmt.Errorf("keys.json: %w", err))
	}
	return all
}()

// described is the name in keys.json that describes a key of a place: its own,
// else one that several places share. "" when there is none.
func described(s *shape, name string) string {
	candidates := []string{s.place + "." + name}
	if _, kind := shapes[Kind(s.place)]; kind || s.place == "file" {
		candidates = append(candidates, "head."+name)
	}
	if slices.Contains(weekKeys, name) {
		candidates = append(candidates, "hours.day")
	}
	if s.place == "area" && slices.Contains(tags, name) {
		candidates = append(candidates, "area.name")
	}
	for _, c := range candidates {
		if _, known := descriptions[c]; known {
			return c
		}
	}
	return ""
}

func describe(s *shape, name, language string) string {
	return descriptions[described(s, name)][known(language)]
}

// example is how a key's value looks, in one line of a table: a link where it
// has keys of its own.
func (k key) example() string {
	switch {
	case k.shape != nil:
		return "[" + k.shape.place + "](#" + k.shape.place + ")"
	case k.values != nil:
		return "`" + strings.Join(k.values, "` `") + "`"
	}
	return "`" + example[k.form] + "`"
}

// pageWords are the words of the reference page.
var pageWords = map[string]map[string]string{
	"title":    {"fr": "Les mots du langage", "de": "Die Wörter der Sprache", "it": "Le parole del linguaggio", "en": "The words of the language"},
	"made":     {"fr": "Cette page est faite à partir de la table des mots ; ne la changez pas ici.", "de": "Diese Seite entsteht aus der Tabelle der Wörter; ändern Sie sie nicht hier.", "it": "Questa pagina nasce dalla tabella delle parole; non la cambi qui.", "en": "This page is made from the table of keys; do not change it here."},
	"head":     {"fr": "mot | ce que c'est | exemple | obligatoire", "de": "Wort | was es ist | Beispiel | nötig", "it": "parola | che cos'è | esempio | obbligatorio", "en": "key | what it is | example | required"},
	"required": {"fr": "oui", "de": "ja", "it": "sì", "en": "yes"},
}

// Reference returns the reference page of the language in an author's language,
// one table a place, in Markdown. It is made from the table of keys.
func Reference(language string) string {
	language = known(language)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", pageWords["title"][language], pageWords["made"][language])
	last := ""
	eachShape(func(s *shape) {
		if s == weekShape || s.place == last {
			return
		}
		last = s.place
		fmt.Fprintf(&b, "\n## %s\n\n| %s |\n|---|---|---|---|\n", s.place, pageWords["head"][language])
		days := false
		for _, name := range slices.Sorted(maps.Keys(s.keys)) {
			k, shown := s.keys[name], name
			if slices.Contains(weekKeys, name) {
				if days {
					continue
				}
				days, shown = true, "mon … sun, mon-fri …"
			}
			required := ""
			if k.required {
				required = pageWords["required"][language]
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", shown, describe(s, name, language), k.example(), required)
		}
	})
	return b.String()
}
