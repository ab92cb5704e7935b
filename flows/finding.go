package flows

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a finding blocks publishing.
type Severity string

// The severities. Errors are only what harms: what cannot be read, dangles,
// leads nowhere or traps. The rest warns.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is one thing that lint says about a file.
type Finding struct {
	File       string   `json:"file"`
	Line       int      `json:"line"`
	Col        int      `json:"col"` // in characters, from 1
	Width      int      `json:"-"`   // characters to underline
	Code       string   `json:"code"`
	Severity   Severity `json:"severity"`
	Message    string   `json:"message"`
	Help       string   `json:"help"`
	Suggestion string   `json:"suggestion"`
	args       []string
	about      string // what the suggested key is for
	sure       bool   // that the suggestion is what was meant
}

//go:embed messages.json
var messageSource []byte

// saying is what a code means, in one language.
type saying struct {
	Message string `json:"message"`
	Help    string `json:"help"`
}

// messages holds code → language → saying. The file is part of the program.
var messages = func() (all map[string]map[string]saying) {
	if err := json.Unmarshal(messageSource, &all); err != nil {
		panic(fmt.Errorf("messages.json: %w", err))
	}
	return all
}()

// In returns the finding with its message and help in a language, English when
// it is not one of the four.
func (f Finding) In(language string) Finding {
	said, ok := messages[f.Code][language]
	if !ok {
		said = messages[f.Code]["en"]
	}
	args := make([]string, len(f.args))
	for i, a := range f.args {
		args[i] = inWords(a, language)
	}
	f.Message, f.Help = put(said.Message, args), put(said.Help, args)
	if f.Suggestion != "" {
		f.Help = put(messages["suggestion"][known(language)].Message, []string{f.Suggestion})
		if f.about != "" {
			f.Help += " (" + inWords(f.about, language) + ")"
		}
	}
	return f
}

func known(language string) string {
	if _, ok := messages["suggestion"][language]; ok {
		return language
	}
	return "en"
}

func put(template string, args []string) string {
	for i, a := range args {
		template = strings.ReplaceAll(template, fmt.Sprintf("{%d}", i), a)
	}
	return template
}

// Show prints a finding for people: place, message, the line with a caret, and
// how to mend it. source is the file's bytes.
func (f Finding) Show(language string, source []byte) string {
	f = f.In(language)
	words := messages["severities"][known(language)]
	severity := words.Message
	if f.Severity == Warning {
		severity = words.Help
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", f.File, f.Line, f.Col, severity, f.Message, f.Code)
	lines := linesOf(source)
	if f.Line >= 1 && f.Line <= len(lines) {
		line, col, width := shownOf(lines[f.Line-1], f.Col, f.Width)
		caret := strings.Repeat(" ", col-1) + strings.Repeat("^", width)
		fmt.Fprintf(&b, "%5d | %s\n      | %s", f.Line, line, caret)
		if f.Suggestion != "" {
			b.WriteString(" " + f.Suggestion)
		}
		b.WriteString("\n")
	}
	if help := f.Advice(language); help != "" {
		fmt.Fprintf(&b, "      = %s\n", help)
	}
	fmt.Fprintf(&b, "      = %s\n", f.Page(language))
	return b.String()
}

// widest is how many characters of a line are shown.
const widest = 160

// shownOf is the part of a line that is shown, with where the caret stands in it
// and how long it is: a line may be as long as a file.
func shownOf(line string, col, width int) (string, int, int) {
	runes := []rune(strings.ReplaceAll(line, "\t", " "))
	col, width = max(1, col), max(1, width)
	if from := min(max(0, col-1-widest/2), len(runes)); len(runes) > widest {
		runes, col = runes[from:min(len(runes), from+widest)], col-from
	}
	return string(runes), col, min(width, widest)
}

// Advice is how to mend it, for people: the help with the word "help" before
// it, in a language. "" when there is none.
func (f Finding) Advice(language string) string {
	if f = f.In(language); f.Help == "" {
		return ""
	}
	return put(messages["labels"][known(language)].Message, []string{f.Help})
}

// NothingWrong says in a language that lint found nothing.
func NothingWrong(language string) string { return messages["nothing"][known(language)].Message }

// sortFindings puts findings in the order of the files, and drops repeats.
func sortFindings(list []Finding) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(list, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Code == b.Code && slices.Equal(a.args, b.args)
	})
}

// HasErrors reports whether any finding blocks publishing.
func HasErrors(list []Finding) bool {
	return slices.ContainsFunc(list, func(f Finding) bool { return f.Severity == Error })
}

// Codes are the codes of every finding, in the order of the alphabet.
func Codes() (codes []string) {
	for code := range messages {
		if !slices.Contains(notCodes, code) {
			codes = append(codes, code)
		}
	}
	return sorted(codes)
}

// notCodes are entries of messages.json that hold words beside the findings.
var notCodes = []string{"severities", "labels", "suggestion", "nothing"}
