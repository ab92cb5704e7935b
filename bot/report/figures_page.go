package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed figures.html
var figureFiles embed.FS

var figurePages = template.Must(template.ParseFS(figureFiles, "figures.html"))

// figuresOf is what figures.html shows.
type figuresOf struct {
	Title, Period, Whose string
	Names                Names
	Tables               []Shown
}

func (f *Figures) page(n Names, title string) figuresOf {
	return figuresOf{Title: title, Period: n.Period(f.From, f.To), Whose: f.Whose(n), Names: n, Tables: f.ShowAll(n)}
}

// HTML writes the figures as a page that needs nothing else.
func (f *Figures) HTML(w io.Writer, n Names, title string) error {
	if err := figurePages.ExecuteTemplate(w, "page", f.page(n, title)); err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	return nil
}

// Fragment is the tables as a part of another page, which has its own style.
func (f *Figures) Fragment(n Names) (template.HTML, error) {
	var b bytes.Buffer
	if err := figurePages.ExecuteTemplate(&b, "tables", f.page(n, "")); err != nil {
		return "", fmt.Errorf("show the figures: %w", err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // a template wrote it, and escaped every word
}
