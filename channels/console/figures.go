package console

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/report"
	"passerelle/bot/rights"
	"passerelle/channels/page"
	"passerelle/flows/sheet"
)

// mostFigures bounds how many events are read for a page of figures: more than an
// agency's 13 months.
const mostFigures = 2_000_000

// monthsBack is how many months the page offers: the journal keeps no more.
const monthsBack = 13

const monthForm = "2006-01"

// figuresPage is what figures.html shows.
type figuresPage struct {
	Agency, Base, Month string
	Public, Desk, Over  bool // Desk: the one who looks has a queue to go back to; Over: the month is
	Months              []string
	Tables              template.HTML
	Guard               bool // the one who looks says who may have a case
}

// figures shows a month: exact in the house, or as it may leave it.
func (r *room) figures(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, public := page.Language(w, req), req.PathValue("which") == "public"
	now := r.local()
	p := figuresPage{Agency: r.name(lang), Base: r.base, Month: req.PathValue("month"), Public: public, Desk: rights.May(me.Role, rights.CaseRead), Guard: rights.May(me.Role, rights.CaseGuard)}
	if p.Month == "" {
		p.Month = now.Format(monthForm)
	}
	p.Over = r.over(p.Month)
	if public && !p.Over {
		http.Redirect(w, req, r.base+"/figures/"+p.Month+"/exact", http.StatusSeeOther)
		return
	}
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := range monthsBack {
		p.Months = append(p.Months, first.AddDate(0, -i, 0).Format(monthForm))
	}
	f, names, ok := r.figuresOf(w, req, lang, p.Month, public)
	if !ok {
		return
	}
	var err error
	if p.Tables, err = f.Fragment(names); err != nil {
		r.away(w, req, err)
		return
	}
	r.show(w, req, "figures.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "figures") + " · " + p.Month, Page: p})
}

// figuresFile gives a month away as a file, which is always the public one.
func (r *room) figuresFile(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang, month, kind := page.Language(w, req), req.PathValue("month"), req.PathValue("kind")
	if !r.over(month) {
		http.NotFound(w, req)
		return
	}
	f, names, ok := r.figuresOf(w, req, lang, month, true)
	if !ok {
		return
	}
	columns := report.ColumnsOf(r.Assistant.Book().Set().Report)
	var content []byte
	var err error
	switch kind {
	case "csv":
		var b bytes.Buffer
		err = f.CSV(&b, names, columns)
		content = b.Bytes()
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	case "xlsx":
		content, err = Workbook(f, names, columns)
		w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	default:
		http.NotFound(w, req)
		return
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.id+"-"+month+"."+kind+`"`)
	if _, err := w.Write(content); err != nil {
		r.options.Log.Warn("give figures away", "error", err)
	}
}

// over reports whether a month has ended. Before, no figure of it leaves the house:
// those of another day of the same month would differ by a few people.
func (r *room) over(month string) bool { return month < r.local().Format(monthForm) }

// figuresOf counts a month; it answers itself, and reports false, where it cannot.
func (r *room) figuresOf(w http.ResponseWriter, req *http.Request, lang, month string, public bool) (*report.Figures, report.Names, bool) {
	first, err := time.Parse(monthForm, month)
	if err != nil {
		http.NotFound(w, req)
		return nil, report.Names{}, false
	}
	from, to := first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)
	facts, err := r.facts(req.Context(), from, to)
	if err != nil {
		r.away(w, req, err)
		return nil, report.Names{}, false
	}
	agency := r.Assistant.Book().Agency()
	f := report.CountFigures(facts, report.Timings(agency, from, to))
	f.From, f.To = from, to
	if public {
		f.Withhold(agency.SmallCells)
	}
	return f, report.NewNames(r.Assistant.Book().Set(), lang), true
}

// facts are the events of some days.
func (r *room) facts(ctx context.Context, from, to string) (facts []report.Fact, err error) {
	zone := r.zone()
	first, err := time.ParseInLocation(time.DateOnly, from, zone)
	if err != nil {
		return nil, err
	}
	events, err := r.Assistant.Events(ctx, first, mostFigures)
	for _, e := range events {
		if f := report.FactOf(e, zone); f.Day >= from && f.Day <= to {
			facts = append(facts, f)
		}
	}
	return facts, err
}

func (r *room) zone() *time.Location {
	return r.local().Location()
}

// Workbook is figures as a spreadsheet: a funder's columns first, where there are
// any, then a sheet for each table.
func Workbook(f *report.Figures, n report.Names, columns []report.Column) ([]byte, error) {
	var grids []sheet.Grid
	if len(columns) > 0 {
		heads, line := f.Columns(columns)
		grids = append(grids, sheet.Grid{Name: n.Word("title"), Heads: heads, Rows: [][]string{line}})
	}
	for _, s := range f.ShowAll(n) {
		grids = append(grids, sheet.Grid{Name: s.Title, Title: s.Title + " – " + n.Period(f.From, f.To), Heads: s.Heads, Rows: s.Rows, Foot: s.Foot + " " + f.Whose(n)})
	}
	return sheet.WriteGrids(grids)
}
