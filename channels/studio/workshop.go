package studio

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/bot/rights"
	"passerelle/channels/media"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/draft"
)

// workshop is one agency's folder with its drafts, read again when a file
// changes. What has errors does not run: the last good book stays.
type workshop struct {
	id, base string
	agency   Agency
	options  *Options
	folder   *draft.Folder

	looking sync.Mutex
	state   atomic.Pointer[state]

	mu    sync.Mutex
	desks map[string]*desk
}

// state is what the files were when they were read last. It is immutable.
type state struct {
	mark     uint64
	findings []flows.Finding
	broken   bool // the files as they are have errors: set and book are older
	set      *flows.Set
	texts    *flows.Texts // of the files as they are; nil while they are broken
	book     *dialogue.Book
}

func newWorkshop(id string, a Agency, o *Options) (*workshop, error) {
	folder, err := draft.Open(a.Dir, o.Library)
	if err != nil {
		return nil, err
	}
	w := &workshop{id: id, base: "/studio/" + id, agency: a, options: o, folder: folder, desks: map[string]*desk{}}
	return w, w.look()
}

// look reads the files again where one changed.
func (w *workshop) look() error {
	w.looking.Lock()
	defer w.looking.Unlock()
	now, last := draft.Mark(w.folder.Dir()), w.state.Load()
	if last != nil && last.mark == now {
		return nil
	}
	all, err := w.folder.FS()
	if err != nil {
		return err
	}
	texts, findings, err := flows.LoadTrial(all, w.options.Library)
	if err != nil {
		return err
	}
	next := &state{mark: now, findings: findings, set: texts.Set, texts: texts}
	if next.broken = slices.ContainsFunc(findings, flows.Finding.Blocks); !next.broken || last == nil {
		if next.book, err = bench.NewBook(withDrafts(texts.Set)); err != nil && last == nil {
			return err
		}
	}
	if next.book == nil {
		next.broken, next.set, next.texts, next.book = true, last.set, nil, last.book
	}
	w.state.Store(next)
	return nil
}

// withDrafts is the set in which drafts can be asked for, to be tried.
func withDrafts(set *flows.Set) *flows.Set {
	tried := *set
	tried.Flows = slices.Clone(set.Flows)
	for i, f := range tried.Flows {
		if f.Status == flows.Draft {
			open := *f
			open.Status = flows.Published
			tried.Flows[i] = &open
		}
	}
	return &tried
}

func (w *workshop) handler() http.Handler {
	mux := http.NewServeMux()
	for _, x := range w.routes() {
		mux.Handle(x.method+" "+w.base+x.path, w.let(x.needs, x.do))
	}
	return mux
}

// let lets those in who have a right, with the files as they are now.
func (w *workshop) let(needs rights.Right, next Handler) http.Handler {
	fresh := func(rw http.ResponseWriter, r *http.Request, who Author) {
		if err := w.look(); err != nil {
			w.options.Log.Error("the studio cannot read the agency's folder", "agency", w.id, "error", err)
			http.Error(rw, "the agency's folder cannot be read: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		next(rw, r, who)
	}
	if w.agency.Enter != nil {
		return w.agency.Enter(needs, fresh)
	}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { fresh(rw, r, Author{"demo", "Demo", bot.RoleAuthor}) })
}

// lookEvery is how often an open page asks whether a file changed.
const lookEvery = 300 * time.Millisecond

// streamLasts bounds an event stream, so that a login that ended is noticed.
const streamLasts = 10 * time.Minute

func either(is bool, one, other string) string {
	if is {
		return one
	}
	return other
}

// live tells an open page that a file or the author's trial changed.
func (w *workshop) live(rw http.ResponseWriter, r *http.Request, who Author) {
	ctx, end := context.WithTimeout(r.Context(), streamLasts)
	defer end()
	page.Stream(rw, r.WithContext(ctx), lookEvery, w.stateFor(who))
}

// media shows a picture or plays a voice of the flows, drafts too.
func (w *workshop) media(rw http.ResponseWriter, r *http.Request, _ Author) {
	a, ok := w.state.Load().asset(r.PathValue("sum"))
	if !ok {
		http.NotFound(rw, r)
		return
	}
	media.Serve(rw, r, a)
}

// asset finds a file of the flows by the sum of its contents.
func (s *state) asset(sum string) (flows.Asset, bool) {
	for _, a := range s.set.Assets {
		if a.Sum == sum {
			return a, true
		}
	}
	return flows.Asset{}, false
}

// name is the agency's name.
func (w *workshop) name(lang string) string {
	a := w.state.Load().set.Agency
	return a.Name.In(lang, a.Languages...)
}

// show writes a page.
func (w *workshop) show(rw http.ResponseWriter, r *http.Request, view string, f page.Frame) {
	f.Live, f.Path, f.Token = w.base+"/live", r.URL.Path, page.Token(r.Context())
	if w.options.Demo {
		f.Band = words.In(f.Lang, either(w.options.Kept, "band_kept", "band"))
	}
	if err := page.Show(rw, views[view], http.StatusOK, f); err != nil {
		w.options.Log.Warn("show a page of the studio", "page", view, "error", err)
	}
}
