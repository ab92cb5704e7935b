package studio

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/rights"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/draft"
)

// mostForm bounds a form, in bytes: a step has a few texts.
const mostForm = 256 << 10

func itoa(n int) string { return strconv.Itoa(n) }

// act does what a form of the page says, and leads back to it.
func (w *workshop) act(rw http.ResponseWriter, r *http.Request, who Author) {
	r.Body = http.MaxBytesReader(rw, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		http.Error(rw, "the form cannot be read", http.StatusBadRequest)
		return
	}
	file, lang := r.PathValue("file"), page.Language(rw, r)
	if _, err := w.source(file); err != nil {
		http.NotFound(rw, r)
		return
	}
	w.prepare(who, "", flowOf(w.state.Load(), file))
	do, arg, _ := strings.Cut(r.Form.Get("do"), ":")
	said, wrong, err := "", false, error(nil)
	if try, known := trying[do]; known {
		w.change(who, func(d *desk) { try(d, w.state.Load(), arg, r.Form) })
	} else if said, err = w.edit(who, file, do, arg, r.Form); err != nil {
		said, wrong = why(err, lang), true
	} else if said != "" {
		wrong = said == "no_words" || said == "overlap"
		said = words.In(lang, said)
	}
	if w.tell(who); said != "" {
		w.tell(who, note{Wrong: wrong, Text: said})
	}
	http.Redirect(rw, r, w.base+"/file/"+file, http.StatusSeeOther)
}

// edit changes the file's draft. It returns the key of what to say. Whatever is
// done to a step, what was typed in its form is saved first.
func (w *workshop) edit(who Author, file, do, arg string, form map[string][]string) (said string, err error) {
	typed := typing{form: form}
	change := func(what string, do func([]byte) ([]byte, error)) (string, error) {
		err := w.folder.Change(file, who.Login, what+" "+arg, w.options.Now(), func(source []byte) ([]byte, error) {
			saved, err := typed.save(source)
			if err != nil {
				return nil, err
			}
			return do(saved)
		})
		return typed.left, err
	}
	switch do {
	case "save":
		return change("text", func(source []byte) ([]byte, error) { return source, nil })
	case "status":
		return change("status", func(source []byte) ([]byte, error) { return flows.SetText(source, "status", arg) })
	case "up":
		return change("moved", func(source []byte) ([]byte, error) { return flows.MoveStep(source, arg, -1) })
	case "down":
		return change("moved", func(source []byte) ([]byte, error) { return flows.MoveStep(source, arg, 1) })
	case "copy":
		return change("copied", func(source []byte) ([]byte, error) {
			changed, _, err := flows.CopyStep(source, arg)
			return changed, err
		})
	case "drop":
		return change("dropped", func(source []byte) ([]byte, error) { return flows.DropStep(source, arg) })
	}
	return w.decide(who, file, do, arg)
}

// decide does what becomes of a draft as a whole.
func (w *workshop) decide(who Author, file, do, arg string) (said string, err error) {
	if (do == "approve" || do == "publish") && !rights.May(who.Role, rights.FlowsPublish) {
		return "", errNoRight
	}
	switch do {
	case "undo":
		return "undone", w.folder.Undo(file)
	case "discard":
		return "discarded", w.folder.Discard(file)
	case "take_back":
		return "taken_back_note", w.folder.TakeBack(file, who.Login, w.options.Now())
	case "ask":
		return "asked", w.folder.Ask(file, who.Login)
	case "approve":
		return "approved", w.folder.Approve(file, who.Login, arg)
	case "rebase":
		return "", w.folder.Rebase(file)
	case "publish":
		return "published", w.publish(file)
	}
	return "", nil
}

// Errors of publishing.
var (
	errFaults   = errors.New("the file has errors")
	errNoRight  = errors.New("the role may not publish")
	errFourEyes = errors.New("nobody has approved the draft yet")
)

// publish puts the draft in use, unless it harms or wants four eyes first.
func (w *workshop) publish(file string) error {
	if err := w.look(); err != nil {
		return err
	}
	st := w.state.Load()
	for _, f := range st.findings {
		if f.Severity == flows.Error {
			return fmt.Errorf("%w: %s:%d", errFaults, f.File, f.Line)
		}
	}
	if d, ok := w.folder.Draft(file); ok && st.set.Agency.FourEyes && !d.IsApproved() {
		return errFourEyes
	}
	return w.folder.Publish(file)
}

// typing is what somebody typed in a form, to be saved.
type typing struct {
	form map[string][]string
	left string // the key of why something was left as it was; "" when nothing was
}

// save puts what was typed into the file. What was not changed, and a text that is
// not there in this language and stays empty, is left alone; so is one that was
// emptied, and one that somebody else changed since it was shown. What is no text
// of the file is not taken.
func (t *typing) save(source []byte) (changed []byte, err error) {
	changed = source
	for _, p := range flows.PartsOf(source) {
		for _, f := range p.Fields {
			for _, path := range f.Paths() {
				values, typed := t.form["text:"+path]
				now, stands := tidy(first(values)), tidy(f.At(path))
				was, shown := t.form["was:"+path]
				switch {
				case !typed || now == stands:
				case now == "":
					t.left = "no_words"
				case shown && tidy(first(was)) != stands:
					t.left = "overlap"
				default:
					if changed, err = flows.SetText(changed, path, now); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return changed, nil
}

// tidy is a text without what a browser does to its lines.
func tidy(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// trying are the acts on the phones: they change no file.
var trying = map[string]func(d *desk, st *state, arg string, form map[string][]string){
	"text": func(d *desk, _ *state, _ string, form map[string][]string) {
		d.choose(form["line"])
		if typed := strings.TrimSpace(first(form["text"])); typed != "" {
			d.add(strings.ReplaceAll(typed, "\r\n", "\n"), func(i int) bool { return d.on[i] })
		}
	},
	"line": func(d *desk, _ *state, arg string, _ map[string][]string) {
		name, line, _ := strings.Cut(arg, ":")
		d.add(line, func(i int) bool { return bot.Channels[i].String() == name })
	},
	"happens": func(d *desk, _ *state, arg string, _ map[string][]string) {
		d.add("! "+arg, func(int) bool { return true })
	},
	"try":   func(d *desk, _ *state, arg string, _ map[string][]string) { d.all("! at " + d.flow + "/" + arg) },
	"start": func(d *desk, _ *state, _ string, _ map[string][]string) { d.all("! start " + d.flow) },
	"new":   func(d *desk, _ *state, _ string, _ map[string][]string) { d.all("! new") },
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// choose sets on which phones typed words are written; none means all.
func (d *desk) choose(names []string) {
	for i, c := range bot.Channels {
		d.on[i] = len(names) == 0
		for _, n := range names {
			d.on[i] = d.on[i] || n == c.String()
		}
	}
}

// why says what an act was refused for, and how to go on.
func why(err error, lang string) string {
	for cause, key := range map[error]string{
		flows.ErrNotHere: "not_here", flows.ErrNoWords: "no_words", flows.ErrLastStep: "last_step", draft.ErrChanged: "changed_meanwhile",
		draft.ErrOwnWork: "own_work", draft.ErrOtherText: "other_text", draft.ErrNotAsked: "not_asked", draft.ErrNoDraft: "no_draft",
		draft.ErrReadOnly: "read_only", errFaults: "faults", errFourEyes: "four_eyes", errNoRight: "no_right",
	} {
		if errors.Is(err, cause) {
			return words.In(lang, key)
		}
	}
	return words.In(lang, "not_done") + " " + err.Error()
}
