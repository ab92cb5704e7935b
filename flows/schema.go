package flows

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Schema returns the language as a JSON Schema (draft 2020-12), made from the
// table of keys: editors complete and check with it while an author types. What
// needs more than one line to be judged is lint's.
// language is that of the descriptions which editors show: fr, de, it, or
// English.
func Schema(language ...string) ([]byte, error) {
	said := known(strings.Join(language, ""))
	var kinds []any
	for _, kind := range slices.Sorted(maps.Keys(shapes)) {
		s := object(shapes[kind], said)
		s["properties"].(map[string]any)["kind"] = map[string]any{"const": kind}
		kinds = append(kinds, map[string]any{
			"if":   map[string]any{"properties": map[string]any{"kind": map[string]any{"const": kind}}, "required": []string{"kind"}},
			"then": s,
		})
	}
	return json.MarshalIndent(map[string]any{
		"$schema":  "https://json-schema.org/draft/2020-12/schema",
		"title":    "Passerelle",
		"type":     "object",
		"required": []string{"passerelle", "kind", "id"},
		"properties": map[string]any{
			"passerelle": map[string]any{"const": 1},
			"kind":       map[string]any{"enum": slices.Sorted(maps.Keys(shapes))},
		},
		"allOf": kinds,
	}, "", "  ")
}

// object is a place's keys.
func object(s *shape, language string) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, name := range slices.Sorted(maps.Keys(s.keys)) {
		row := s.keys[name]
		properties[name] = describing(row.schema(language), "description", describe(s, name, language))
		if row.required {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// describing is a copy of a map with one more key: forms are shared by many keys.
func describing(m map[string]any, key, value string) map[string]any {
	m = maps.Clone(m)
	m[key] = value
	return m
}

// Schemas of the forms that are not made of others.
var (
	wordSchema = map[string]any{"type": []string{"string", "number", "boolean"}, "minLength": 1}
	textSchema = map[string]any{"anyOf": []any{
		wordSchema,
		map[string]any{"type": "object", "additionalProperties": false, "properties": perLanguage()},
	}}
	formSchemas = map[form]map[string]any{
		aText: textSchema, aVoice: textSchema, aWord: wordSchema, aPicture: wordSchema, aTarget: wordSchema,
		aNumber: {"type": "number"}, aFlag: {"type": "boolean"},
		aDate:     {"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}$`},
		aSpan:     {"type": "string", "pattern": `^\s*\d+ (minute|hour|day|week|month|year)s?\s*$`},
		anID:      {"type": []string{"string", "number"}, "pattern": idPattern.String(), "not": map[string]any{"enum": refused}},
		aRange:    {"type": "string", "pattern": `^\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*\s*$`},
		theNumber: {"type": []string{"string", "number"}, "pattern": `^\d`},
		words:     listOf(wordSchema), texts: listOf(textSchema),
		textBy: mapOf(textSchema), wordBy: mapOf(wordSchema), wordsBy: mapOf(listOf(wordSchema)),
		aWhen:   {"type": "object"},
		anOffer: listOf(map[string]any{"anyOf": []any{map[string]any{"const": "talk"}, map[string]any{"type": "object", "minProperties": 1, "additionalProperties": false, "properties": map[string]any{"place": wordSchema, "measure": wordSchema, "help": wordSchema, "talk": wordSchema}}}}),
	}
)

func perLanguage() map[string]any {
	all := map[string]any{}
	for _, tag := range tags {
		all[tag] = wordSchema
	}
	return all
}

func listOf(of map[string]any) map[string]any { return map[string]any{"type": "array", "items": of} }

func mapOf(of map[string]any) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": of}
}

// schema is what a row of the table takes.
func (k key) schema(language string) map[string]any {
	switch k.form {
	case oneOf:
		return map[string]any{"enum": k.values}
	case words:
		if k.values != nil {
			return listOf(map[string]any{"enum": k.values})
		}
	case inside:
		return object(k.shape, language)
	case things:
		return listOf(object(k.shape, language))
	case named:
		return mapOf(object(k.shape, language))
	}
	return formSchemas[k.form]
}
