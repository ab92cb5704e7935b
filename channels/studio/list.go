package studio

import (
	"cmp"
	"net/http"
	"slices"

	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/draft"
)

// listPage is what list.html shows.
type listPage struct {
	Base, Agency string
	Me           string // where one's own account is; "" where nobody logs in
	Files        []listed
	Broken       bool
	Others       []shownFinding // about files that are in no row
	Notes        []note
}

// listed is one file in the list.
type listed struct {
	File, Title, Kind string
	Status            string
	Ours              bool // one that we ship, not changed here
	Errors, Warnings  int
	Draft             *draft.Draft
	Waits             bool // for an approval
	Missing           string
}

// list shows the agency's flows.
func (w *workshop) list(rw http.ResponseWriter, r *http.Request, who Author) {
	lang, st := page.Language(rw, r), w.state.Load()
	p := listPage{Base: w.base, Me: w.agency.Me, Agency: w.name(lang), Broken: st.broken, Files: w.files(st, lang)}
	p.Notes = w.notes(who)
	w.show(rw, r, "list.html", page.Frame{Lang: lang, Title: words.In(lang, "studio"), Page: p})
}

// files lists the flows in use, and every file that has errors or a draft.
func (w *workshop) files(st *state, lang string) (list []listed) {
	seen := map[string]int{}
	row := func(file string) *listed {
		i, known := seen[file]
		if !known {
			i = len(list)
			seen[file] = i
			list = append(list, listed{File: file, Title: file})
		}
		return &list[i]
	}
	for _, f := range st.set.Flows {
		l := row(f.File)
		l.Title, l.Kind, l.Status, l.Ours = f.Title.In(lang, st.set.Agency.Languages...), string(f.Kind), string(f.Status), !w.own(f.File)
		for _, tag := range st.set.Agency.Languages {
			if !slices.Contains(f.Languages, tag) {
				l.Missing += " " + tag
			}
		}
	}
	if l := row("agency.yaml"); w.own(l.File) {
		l.Title, l.Kind = w.name(lang), "agency"
	} else {
		list = list[:len(list)-1]
		delete(seen, "agency.yaml")
	}
	for _, f := range st.findings {
		if f.File == "phrases.yaml" && !w.own(f.File) {
			continue
		}
		if l := row(f.File); f.Severity == flows.Error {
			l.Errors++
		} else {
			l.Warnings++
		}
	}
	for _, d := range w.folder.Drafts() {
		l := row(d.File)
		l.Draft, l.Waits, l.Ours = &d, d.Waits(), false
	}
	slices.SortStableFunc(list, func(a, b listed) int {
		return cmp.Or(-cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Title, b.Title))
	})
	return list
}

// rank puts what wants somebody's eyes first.
func rank(l listed) int {
	switch {
	case l.Waits:
		return 3
	case l.Errors > 0:
		return 2
	case l.Draft != nil:
		return 1
	}
	return 0
}

// own reports whether the agency has the file itself, published or as a draft.
func (w *workshop) own(file string) bool {
	if _, drafted := w.folder.Draft(file); drafted {
		return true
	}
	return w.folder.Has(file)
}
