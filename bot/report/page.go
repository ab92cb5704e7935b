package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed check.html
var pages embed.FS

var checkPage = template.Must(template.ParseFS(pages, "check.html"))

// sheetOf is what check.html shows.
type sheetOf struct {
	Lang, Title, First, About string
	Testable                  bool
	Heads                     []string
	All                       []string
	Comparisons               []comparisonOf
	FlaggedTitle              string
	Flags, Aside              []string
	AsideTitle, Affected      string
	Difference                string
}

type comparisonOf struct {
	By    string
	Rows  [][]string
	Wide  int // columns that a withheld row spans
	Chart template.HTML
}

// HTML writes the report in a language, as a page that needs nothing else, with
// a chart beside each table.
func (r *CheckReport) HTML(w io.Writer, lang, since string) error {
	s := speaker{r, lang}
	p := sheetOf{Lang: lang, Title: s.word("title"), First: s.first(), About: s.about(), Testable: r.Testable, Heads: s.heads(), All: s.cells(r.All, Comparison{}),
		FlaggedTitle: s.word("flagged"), Flags: s.flags(), Aside: s.aside(since), AsideTitle: s.word("aside"), Difference: s.word("difference")}
	if r.Affected != nil && len(p.Aside) > 0 {
		p.Affected = s.word("affected", "n", fmt.Sprint(*r.Affected))
	}
	for i, c := range r.Comparisons {
		shown := comparisonOf{By: s.by(c.By), Wide: len(p.Heads) - 1, Chart: s.chart(i, c)}
		for _, row := range c.Rows {
			shown.Rows = append(shown.Rows, s.cells(row, c))
		}
		p.Comparisons = append(p.Comparisons, shown)
	}
	if err := checkPage.Execute(w, p); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// chart draws the means of a comparison from −3 to 3 logits; nothing where none
// may be told.
func (s speaker) chart(n int, c Comparison) template.HTML {
	var bars []Bar
	var told []string
	for _, row := range c.Rows {
		if row.Mean == nil {
			continue
		}
		value := fmt.Sprintf("%+.2f ± %.2f", *row.Mean, *row.SE)
		bars = append(bars, Bar{Label: s.group(c.By, row.Group), Value: value, Share: (*row.Mean + 3) / 6})
		told = append(told, s.group(c.By, row.Group)+" "+value)
	}
	if len(bars) == 0 {
		return ""
	}
	title := s.word("chart") + ": " + s.by(c.By)
	return template.HTML(Chart(fmt.Sprintf("c%d", n), title, strings.Join(told, "; "), bars)) //nolint:gosec // numbers and escaped words
}
