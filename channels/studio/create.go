package studio

import (
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"passerelle/channels/page"
	"passerelle/flows"
)

// create makes a new help flow, a copy of another one, as a draft that nobody
// can ask for yet.
func (w *workshop) create(rw http.ResponseWriter, r *http.Request, who Author) {
	r.Body = http.MaxBytesReader(rw, r.Body, mostForm)
	lang, st := page.Language(rw, r), w.state.Load()
	from, id := r.FormValue("from"), strings.ToLower(strings.TrimSpace(r.FormValue("id")))
	file := path.Join("help", id+".yaml")
	taken := slices.ContainsFunc(st.set.Flows, func(f *flows.Flow) bool { return f.ID == id || f.File == file })
	err := fs.ErrInvalid
	if !taken && flows.ValidID(id) {
		err = w.copyFlow(who, from, file, id)
	}
	if err != nil {
		said := words.In(lang, "bad_id")
		if flows.ValidID(id) && !taken {
			said = why(err, lang)
		}
		w.tell(who, note{true, said})
		http.Redirect(rw, r, w.base+"/", http.StatusSeeOther)
		return
	}
	http.Redirect(rw, r, w.base+"/file/"+file, http.StatusSeeOther)
}

func (w *workshop) copyFlow(who Author, from, file, id string) error {
	source, err := w.source(from)
	if err != nil {
		return err
	}
	if source, err = flows.SetText(source, "id", id); err != nil {
		return err
	}
	if source, err = flows.SetText(source, "status", string(flows.Draft)); err != nil {
		return err
	}
	return w.folder.Create(file, who.Login, "created", w.options.Now(), source)
}
