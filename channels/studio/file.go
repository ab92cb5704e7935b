package studio

import (
	"cmp"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"passerelle/channels/page"
	"passerelle/channels/phone"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/draft"
)

// filePage is what file.html shows.
type filePage struct {
	Base, File, Agency string
	Me                 string // where one's own account is; "" where nobody logs in
	Title, Kind        string
	Status             string
	Statuses           []string
	In                 string   // language of the texts
	Languages          []string // that the agency offers
	Draft              *draft.Draft
	What               string // was changed last
	TakeBack, Stale    bool
	Own                bool           // who looks wrote a part of the draft
	Changes            []flows.Change // what publishing the draft does, above all to who is in the middle
	Broken             bool           // the phones run an older version
	Findings           []shownFinding
	Errors             int
	Screens            []phone.Screen
	Parts              []shownPart
	Picture            template.HTML
	Costs              []bench.Cost
	Notes              []note
}

// showFile shows a file's bench.
func (w *workshop) showFile(rw http.ResponseWriter, r *http.Request, who Author) {
	file, st := r.PathValue("file"), w.state.Load()
	source, err := w.source(file)
	if err != nil {
		http.NotFound(rw, r)
		return
	}
	lang, flow := page.Language(rw, r), flowOf(st, file)
	w.prepare(who, r.URL.Query().Get("in"), flow)
	d := w.at(who)
	p := filePage{
		Me:   w.agency.Me,
		Base: w.base, File: file, Agency: w.name(lang), Title: file, In: d.language(st), Languages: st.book.Languages(),
		Broken: st.broken, Findings: findingsOf(st, file, lang, source), TakeBack: w.folder.HasBefore(file), Stale: w.folder.IsStale(file), Notes: w.notes(who),
		Screens: d.screens(st, w.base, lang),
	}
	if drafted, ok := w.folder.Draft(file); ok {
		p.Own = slices.Contains(drafted.By(), who.Login)
		p.Changes = w.changes(st, flow, lang)
		what, where, _ := strings.Cut(drafted.Last().What, " ")
		p.Draft, p.What = &drafted, strings.TrimSpace(words.In(lang, "what_"+what)+" "+where)
	}
	for _, f := range p.Findings {
		if f.Severity == flows.Error {
			p.Errors++
		}
	}
	p.Parts = partsOf(source, p.In, p.Languages, lang)
	if flow != nil {
		var drops map[string]flows.Drop
		if w.agency.Drops != nil {
			drops = w.agency.Drops(r.Context(), flow.ID, lang)
		}
		p.about(st, flow, drops, lang)
	}
	w.show(rw, r, "file.html", page.Frame{Lang: lang, Title: p.Title, Page: p})
}

// prepare puts the language and the flow of a page on the author's desk. A look
// is no change: other open pages stay.
func (w *workshop) prepare(who Author, in string, flow *flows.Flow) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.deskOf(who)
	if in != "" {
		d.in = in
	}
	if flow != nil {
		d.begin(flow)
	}
}

// about adds what is known of a flow that runs.
func (p *filePage) about(st *state, f *flows.Flow, drops map[string]flows.Drop, lang string) {
	p.Title, p.Kind, p.Status = f.Title.In(lang, st.set.Agency.Languages...), string(f.Kind), string(f.Status)
	p.Statuses = []string{string(flows.Draft), string(flows.Published), string(flows.Retired)}
	if f.Kind != flows.KindHelp {
		return
	}
	for i := range p.Parts {
		if d, counted := drops[p.Parts[i].ID]; counted && p.Parts[i].List == "steps" {
			p.Parts[i].Counted = d.Words(lang)
		}
	}
	p.Picture = template.HTML(f.SVGWith(p.In, drops)) //nolint:gosec // our own drawing: it escapes the author's words
	if f.Status == flows.Retired {
		return // nobody can ask for it any more
	}
	for _, tag := range p.Languages {
		p.Costs = append(p.Costs, bench.CostOf(st.book, f, tag))
	}
}

// source returns what a file says now. Only files of the language are shown.
func (w *workshop) source(file string) ([]byte, error) {
	if !fs.ValidPath(file) || path.Ext(file) != ".yaml" && path.Ext(file) != ".yml" || strings.HasPrefix(file, ".") || strings.Contains(file, "/.") {
		return nil, fs.ErrNotExist
	}
	return w.folder.Source(file)
}

// flowOf returns the running flow that a file made, or nil.
func flowOf(st *state, file string) *flows.Flow {
	if i := slices.IndexFunc(st.set.Flows, func(f *flows.Flow) bool { return f.File == file }); i >= 0 {
		return st.set.Flows[i]
	}
	return nil
}

// shownFinding is a finding as the page shows it.
type shownFinding struct {
	flows.Finding
	Shown  string // with the line and a caret
	Advice string
	Anchor string // of the part that it is in
	Page   string // what the code means, with examples
}

func findingsOf(st *state, file, lang string, source []byte) (list []shownFinding) {
	parts := flows.PartsOf(source)
	for _, f := range st.findings {
		if f.File != file {
			continue
		}
		s := shownFinding{Finding: f.In(lang), Advice: f.Advice(lang)}
		s.Page = plainPage(f.Code, lang)
		_, rest, _ := strings.Cut(f.Show(lang, source), "\n")
		s.Shown, _, _ = strings.Cut(rest, "\n      = ")
		for _, p := range parts {
			if p.Line <= f.Line {
				s.Anchor = p.Name
			}
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b shownFinding) int { return cmp.Compare(a.Severity, b.Severity) }) // errors first
	return list
}

// plainPage is a finding's page without the signs that make it a document.
func plainPage(code, lang string) string {
	page, _ := flows.Explain(code, lang)
	var lines []string
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "```") {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, ""))
}
