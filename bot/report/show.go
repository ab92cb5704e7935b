package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"passerelle/bot/skills"
	"passerelle/flows/text"
)

//go:embed words.json
var wordSource []byte

// words are the report's own, by name, then by language.
var words = func() (all map[string]text.Localised) {
	if err := json.Unmarshal(wordSource, &all); err != nil {
		panic(fmt.Errorf("bot/report/words.json: %w", err))
	}
	return all
}()

// fallbacks are where the words of a check come from that it lacks in a language.
var fallbacks = []text.Language{"fr", "de", "it", "en"}

// speaker says a report in a language.
type speaker struct {
	*CheckReport
	lang string
}

// word is a word with its blanks filled: name, value, name, value.
func (s speaker) word(name string, blanks ...string) string {
	said := words[name].In(s.lang, "en")
	for i := 0; i+1 < len(blanks); i += 2 {
		said = strings.ReplaceAll(said, "{"+blanks[i]+"}", blanks[i+1])
	}
	return said
}

// first is the report's first line: what could be tested, or why nothing could.
func (s speaker) first() string {
	if !s.Testable {
		return s.word("cannot") + " " + s.word("why_"+s.Reason)
	}
	tested, some, large := 0, 0, 0
	for _, c := range s.Comparisons {
		for _, row := range c.Rows {
			tested += row.Tested
		}
	}
	for _, f := range s.Flagged {
		if f.Class == skills.ClassC {
			large++
		} else {
			some++
		}
	}
	return s.word("tested", "t", strconv.Itoa(tested), "b", strconv.Itoa(some), "c", strconv.Itoa(large))
}

// about says which check, which days and whose counts.
func (s speaker) about() string {
	from, to := s.From, s.To
	if from == "" {
		from = s.word("beginning")
	}
	if to == "" {
		to = s.word("today")
	}
	return strings.Join([]string{s.word("check") + ": " + s.Check, s.word("days", "from", from, "to", to), s.word("agencies", "n", strconv.Itoa(s.Agencies))}, " · ")
}

// by names a comparison.
func (s speaker) by(name string) string {
	if _, ours := words["by_"+name]; ours {
		return s.word("by_" + name)
	}
	if s.check != nil {
		if question, _ := s.check.Said(name, ""); len(question) > 0 {
			return strings.Join(strings.Fields(question.In(s.lang, fallbacks...)), " ")
		}
	}
	return name
}

// group names a group of a comparison.
func (s speaker) group(by, name string) string {
	switch {
	case name == "":
		return s.word("all")
	case by == ByChannel && name == Paper:
		return s.word("paper")
	case s.check != nil:
		if _, answer := s.check.Said(by, name); len(answer) > 0 {
			return answer.In(s.lang, fallbacks...)
		}
	}
	return name
}

// heads are the heads of the columns.
func (s speaker) heads() []string {
	return []string{s.word("group"), s.word("started"), s.word("ended"), s.word("completion"), s.word("dont_know"), s.word("mean"), s.word("test")}
}

// cells are the columns of a row; a row that is withheld has two.
func (s speaker) cells(row Row, c Comparison) []string {
	name := s.group(c.By, row.Group)
	if row.Withheld {
		return []string{name, s.word("withheld", "n", strconv.Itoa(FewestPeople))}
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	share := func(p *float64) string {
		if p == nil {
			return ""
		}
		return fmt.Sprintf("%.0f %%", 100**p)
	}
	completion := share(row.Completion)
	if row.AtLeast != nil {
		completion = "≥ " + share(row.AtLeast)
	}
	mean, test := "", ""
	if row.Mean != nil {
		mean = fmt.Sprintf("%+.2f ± %.2f", *row.Mean, *row.SE)
	}
	switch {
	case row.Group == "":
	case row.Group == c.Reference:
		test = s.word("reference")
	case row.TooFew || row.Tested == 0:
		test = s.word("too_few")
	default:
		test = s.word("of", "n", strconv.Itoa(row.Flagged), "t", strconv.Itoa(row.Tested))
	}
	return []string{name, number(row.Started), number(row.Ended), completion, share(row.Unknown), mean, test}
}

// flags are what is said of items that do not treat everybody alike.
func (s speaker) flags() (lines []string) {
	for _, f := range s.Flagged {
		way := s.word("easier")
		if f.Delta < 0 {
			way = s.word("harder")
		}
		lines = append(lines, fmt.Sprintf("%s (%s) – %s %s: %s (delta %+.1f ± %.1f)", f.Item, f.Class, s.by(f.By), s.group(f.By, f.Group), way, f.Delta, f.SE))
	}
	return lines
}

// aside are the lines for the check's file, each item once.
func (s speaker) aside(since string) (lines []string) {
	seen := map[string]bool{}
	for _, f := range s.Flagged {
		if f.Class == skills.ClassC && !seen[f.Item] {
			seen[f.Item] = true
			lines = append(lines, "  - id: "+f.Item, "    "+f.Aside(since))
		}
	}
	return lines
}

// Text writes the report in a language, as plain text. since is the day that
// stands in the lines for the check's file.
func (r *CheckReport) Text(w io.Writer, lang, since string) error {
	s := speaker{r, lang}
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(out, "%s\n%s\n", s.first(), s.about())
	if r.Unread > 0 {
		fmt.Fprintln(out, s.word("unread", "n", strconv.Itoa(r.Unread)))
	}
	fmt.Fprintf(out, "\n%s\n%s\n", strings.Join(s.heads(), "\t"), strings.Join(s.cells(r.All, Comparison{}), "\t"))
	for _, c := range r.Comparisons {
		fmt.Fprintf(out, "\n%s\n", s.by(c.By))
		for _, row := range c.Rows {
			fmt.Fprintln(out, strings.Join(s.cells(row, c), "\t"))
		}
	}
	if lines := s.flags(); len(lines) > 0 {
		fmt.Fprintf(out, "\n%s\n  %s\n", s.word("flagged"), strings.Join(lines, "\n  "))
	}
	if lines := s.aside(since); len(lines) > 0 {
		fmt.Fprintf(out, "\n%s\n%s\n", s.word("aside"), strings.Join(lines, "\n"))
		if r.Affected != nil {
			fmt.Fprintln(out, s.word("affected", "n", strconv.Itoa(*r.Affected)))
		}
	}
	fmt.Fprintf(out, "\n%s\n", s.word("difference"))
	return out.Flush()
}
