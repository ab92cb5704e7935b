package flows

import "encoding/json"

// The parts of SARIF 2.1.0 (OASIS) that a list of findings needs.
type (
	sarifText  map[string]string
	sarifRules []map[string]any
)

// SARIF returns findings as a SARIF 2.1.0 log, for code hosts and editors that
// read it. Columns are in characters.
func SARIF(findings []Finding, language string) ([]byte, error) {
	results := []any{}
	seen := map[string]bool{}
	rules := sarifRules{}
	for _, f := range findings {
		f = f.In(language)
		if !seen[f.Code] {
			seen[f.Code] = true
			rules = append(rules, rule(f.Code, language))
		}
		results = append(results, map[string]any{
			"ruleId": f.Code, "level": string(f.Severity), "message": sarifText{"text": f.Message + "\n" + f.Advice(language)},
			"locations": []any{map[string]any{"physicalLocation": map[string]any{
				"artifactLocation": map[string]any{"uri": f.File},
				"region":           map[string]any{"startLine": f.Line, "startColumn": f.Col, "endColumn": f.Col + max(1, f.Width)},
			}}},
		})
	}
	return json.MarshalIndent(map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "passerelle flows lint", "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	}, "", "  ")
}

func rule(code, language string) map[string]any {
	page, _ := Explain(code, language)
	return map[string]any{
		"id": code, "shortDescription": sarifText{"text": plainTitle(code, language)},
		"help": sarifText{"text": page, "markdown": page},
	}
}
