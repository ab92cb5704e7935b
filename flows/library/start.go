package library

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed start
var start embed.FS

// Answers are what somebody says about their service when they begin.
type Answers struct {
	Name      string
	Languages []string // tags; the first is the author's own
	Canton    string   // FR, ZH, …; may be empty
	Part      string   // the part of the canton, where its holidays differ
	Hours     string   // "mon-fri 08:30-11:30, 13:30-17:00; sat 09:00-12:00"
}

// hello is what the files of a new agency say, in four languages.
type hello struct {
	Notes   map[string]map[string]string `json:"notes"`
	Title   map[string]string            `json:"title"`
	Goal    map[string]string            `json:"goal"`
	FoundBy map[string]string            `json:"found_by"`
	Where   map[string]string            `json:"where"`
	Stuck   map[string]string            `json:"stuck"`
	Readme  map[string]string            `json:"readme"`
	Team    map[string]string            `json:"team"`
	Ask     map[string]map[string]string `json:"ask"`

	Languages []string `json:"-"`
}

func readHello() (h hello, err error) {
	source, err := start.ReadFile("start/hello.json")
	if err == nil {
		err = json.Unmarshal(source, &h)
	}
	return h, err
}

// Ask returns a question about a new agency, or what is said at the end, in a
// language: name, languages, canton, hours, done.
func Ask(what, language string) string {
	h, err := readHello()
	if err != nil {
		return what
	}
	if words := h.Ask[what][language]; words != "" {
		return words
	}
	return h.Ask[what]["en"]
}

// Start returns the files of a new agency, by path: what it is, one help to
// change or to copy, and a note on what to do next. It is the agency that we
// ship with the answers put in, and with its notes in the author's language, so
// that it cannot fall behind the language of flows.
func Start(a Answers) (map[string][]byte, error) {
	if len(a.Languages) == 0 {
		return nil, fmt.Errorf("a service needs a language")
	}
	h, err := readHello()
	if err != nil {
		return nil, err
	}
	h.Languages = a.Languages
	agency, err := startAgency(a, h)
	if err != nil {
		return nil, err
	}
	flow, err := startFlow(h)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"agency.yaml": agency, "help/find-us.yaml": flow, "README.txt": []byte(h.Readme[a.Languages[0]])}, nil
}

// The parts of the shipped agency that the answers replace.
var (
	idLine   = regexp.MustCompile(`(?m)^id: .*$`)
	nameLine = regexp.MustCompile(`(?m)^name: .*$`)
	written  = regexp.MustCompile(`(?m)^  written_by_us: .*$`)
	choice   = regexp.MustCompile(`(?m)^  first_choice: .*$`)
	weekOf   = regexp.MustCompile(`(?m)^  (?:mon|tue|wed|thu|fri): .*\n|^  closed:\n(?:    - .*\n)+`)
	zoneLine = regexp.MustCompile(`(?m)^  timezone: .*\n`)
	teams    = regexp.MustCompile(`(?s)(  routing: [^\n]*\n).*?\nsafety:`)
	signed   = regexp.MustCompile(`(?m)^check_use: \{.*\}$`)
	pageLine = regexp.MustCompile(`(?m)^check_page: \{.*\}$`)
	notes    = regexp.MustCompile(`(?m)# (.*)$`)
)

func startAgency(a Answers, h hello) ([]byte, error) {
	source, err := Files.ReadFile("agency.yaml")
	if err != nil {
		return nil, err
	}
	named := "name:"
	for _, tag := range a.Languages {
		named += "\n  " + tag + ": " + strconv.Quote(a.Name)
	}
	hours := "  timezone: Europe/Zurich\n"
	if a.Canton != "" {
		part := ""
		if a.Part != "" {
			part = ", part: " + a.Part
		}
		hours += "  holidays: {canton: " + strconv.Quote(strings.ToUpper(a.Canton)) + part + "}\n"
	}
	for days := range strings.SplitSeq(a.Hours, ";") {
		day, ranges, _ := strings.Cut(strings.TrimSpace(days), " ")
		hours += "  " + strings.TrimSuffix(day, ":") + ": " + strings.TrimSpace(ranges) + "\n"
	}
	var team []string
	for _, tag := range a.Languages {
		team = append(team, tag+": "+h.Team[tag])
	}
	text := string(source)
	for _, change := range []struct {
		from *regexp.Regexp
		to   string
	}{
		{idLine, "id: " + slug(a.Name)}, {nameLine, named}, {weekOf, ""}, {zoneLine, hours},
		{written, "  written_by_us: [" + strings.Join(a.Languages, ", ") + "]"}, {choice, "  first_choice: " + a.Languages[0]},
		{signed, "#check_use: {benefits: never, signed_by: …, function: …, date: …}"}, // nobody has signed it yet
		{pageLine, "#check_page: {address: …, word: …}"},
		{teams, "${1}    - {to: team}\n  teams:\n    team: {members: [marie], name: {" + strings.Join(team, ", ") + "}}\n\nsafety:"},
	} {
		if !change.from.MatchString(text) {
			return nil, fmt.Errorf("the shipped agency no longer has %s", change.from)
		}
		to := change.to
		if change.from != teams {
			to = strings.ReplaceAll(to, "$", "$$")
		}
		text = change.from.ReplaceAllString(text, to)
	}
	return translateNotes(text, a.Languages[0])
}

// translateNotes puts the notes behind "#" into the author's language.
func translateNotes(text, language string) ([]byte, error) {
	source, err := start.ReadFile("start/notes.json")
	if err != nil {
		return nil, err
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(source, &all); err != nil {
		return nil, err
	}
	return []byte(notes.ReplaceAllStringFunc(text, func(note string) string {
		said := strings.TrimPrefix(note, "# ")
		if other := all[said][language]; other != "" {
			said = other
		}
		return "# " + said
	})), nil
}

// Notes returns the notes of the shipped agency that have no translation.
func Notes() (missing []string, err error) {
	source, err := Files.ReadFile("agency.yaml")
	if err != nil {
		return nil, err
	}
	raw, err := start.ReadFile("start/notes.json")
	if err != nil {
		return nil, err
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	for _, m := range notes.FindAllSubmatch(source, -1) {
		if len(all[string(m[1])]) < 3 {
			missing = append(missing, string(m[1]))
		}
	}
	return missing, nil
}

func startFlow(h hello) ([]byte, error) {
	source, err := start.ReadFile("start/hello.yaml.txt")
	if err != nil {
		return nil, err
	}
	t, err := template.New("flow").Funcs(template.FuncMap{"note": func(what string) string { return h.Notes[what][h.Languages[0]] }}).Parse(string(source))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, h)
	return b.Bytes(), err
}

// slug makes an id of a name: "Espace Écoute" becomes espace-ecoute.
func slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	if id = id[:min(len(id), 40)]; id == "" {
		return "my-service"
	}
	return strings.Trim(id, "-")
}

// Tags are the languages in which we ship everything, in their order.
func Tags() []string {
	h, err := readHello()
	if err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(h.Title))
}
