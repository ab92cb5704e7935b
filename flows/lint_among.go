package flows

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/flows/text"
)

// among is what one file needs to know of the others. It knows files with
// errors too: what they are called does not depend on whether they are right.
type among struct {
	agency   *Agency
	channels []string
	flows    map[string]*Flow
	bands    []string
	flags    []string
	answers  map[string][]string // remember_as → the values it can have, nil for any
	used     map[string]bool     // answers that a condition or a text asks for
	short    map[text.Language]map[string]bool
	reserved map[text.Language]map[string]string // spelling → reserved word
	dirs     map[*document]fs.FS
	rings    map[string]bool // flows from which calls lead back to them
	ids      []string        // of the flows, in the order of the alphabet
}

// newAmong sees the files of several folders, the later ones in place of the
// earlier ones. Folders and their file systems are in the same order.
func newAmong(folders [][]File, dirs []fs.FS) *among {
	a := &among{
		flows: map[string]*Flow{}, flags: []string{"urgent"}, answers: map[string][]string{}, used: map[string]bool{},
		short: map[string]map[string]bool{}, reserved: map[string]map[string]string{}, dirs: map[*document]fs.FS{},
	}
	for i, files := range folders {
		for j := range files {
			a.dirs[files[j].doc] = dirs[i]
			a.see(&files[j])
		}
	}
	a.channels = allChannels
	if a.agency != nil && len(a.agency.Channels) > 0 {
		a.channels = slices.Sorted(maps.Keys(a.agency.Channels))
	}
	a.rings, a.ids = a.callRings(), slices.Sorted(maps.Keys(a.flows))
	return a
}

func (a *among) see(f *File) {
	if f.whole.Agency != nil {
		a.agency = f.whole.Agency
	}
	if flow := f.whole.Flow; flow != nil {
		a.flows[flow.ID] = flow
		a.seeFlow(flow)
	}
	if w := f.Words; w != nil {
		a.seeWords(w)
	}
	if f.doc.root.Node != nil && f.Words == nil {
		f.doc.eachPair(f.doc.root, func(k, v node) {
			if k.Value == "when" {
				a.asks(v)
			} else if v.scalar() {
				a.answersIn(v.Value)
			}
		})
	}
}

func (a *among) seeFlow(f *Flow) {
	for i := range f.Steps {
		s := &f.Steps[i]
		a.keeps(s.Remember, s.Choices)
		for _, c := range s.Choices {
			for _, r := range c.Remember {
				a.answers[r.Name] = append(a.answers[r.Name], r.Value)
			}
		}
	}
	if f.Check == nil {
		return
	}
	for _, b := range f.Check.Bands {
		a.bands = append(a.bands, b.ID)
	}
	for i := range f.Check.Items {
		item := &f.Check.Items[i]
		a.keeps(item.Remember, item.Choices)
		if item.FlagWrong != "" {
			a.flags = append(a.flags, item.FlagWrong)
		}
	}
}

// keeps notes an answer with the values that its choices give it.
func (a *among) keeps(name string, choices []Choice) {
	if name == "" {
		return
	}
	var values []string
	for _, c := range choices {
		values = append(values, c.ID)
	}
	if before, known := a.answers[name]; known && (before == nil || values == nil) {
		values = nil
	} else {
		values = append(slices.Clone(before), values...)
	}
	a.answers[name] = values
}

func (a *among) seeWords(w *Words) {
	a.short[w.Tag], a.reserved[w.Tag] = map[string]bool{}, map[string]string{}
	for _, word := range w.Function {
		a.short[w.Tag][strings.ToLower(word)] = true
	}
	for word, spellings := range w.Reserved {
		for _, s := range spellings {
			a.reserved[w.Tag][strings.ToLower(s)] = word
		}
	}
}

// asks notes which answers a condition asks for.
func (a *among) asks(when node) {
	for k, v := range when.pairs() {
		a.used[k.Value] = true
		for _, inner := range v.list() {
			a.asks(inner)
		}
	}
}

func (a *among) answersIn(words string) {
	for rest := words; ; {
		_, after, found := strings.Cut(rest, "{answer.")
		if !found {
			return
		}
		name, _, _ := strings.Cut(after, "}")
		a.used[name], rest = true, after
	}
}

// callRings returns the flows that call themselves, at once or through others.
func (a *among) callRings() map[string]bool {
	calls := map[string][]string{}
	for id, f := range a.flows {
		for i := range f.Steps {
			if f.Steps[i].Call != "" {
				calls[id] = append(calls[id], f.Steps[i].Call)
			}
		}
	}
	rings := map[string]bool{}
	for id := range calls {
		seen := map[string]bool{}
		var back func(string) bool
		back = func(at string) bool {
			for _, next := range calls[at] {
				if next == id || !seen[next] && func() bool { seen[next] = true; return back(next) }() {
					return true
				}
			}
			return false
		}
		rings[id] = back(id)
	}
	return rings
}

// lintAmong finds what only the whole set shows: references to what is not
// there, texts missing in the agency's languages, words of other languages.
func (d *document) lintAmong(a *among, own bool) {
	kind := Kind(d.root.get("kind").str())
	if d.root.Node == nil || a.agency == nil || kind == KindLanguage {
		return
	}
	d.lintMissing(a)
	if kind == KindHelp || kind == KindCheck {
		d.references(d.root, a)
	}
	if !own {
		return
	}
	d.lintLanguages(a)
	d.lintAddress()
	d.lintLinks(a.agency.Links)
	d.lintFiles(a.dirs[d])
	if a.agency.Safety.OnCall == "none" {
		d.lintPromises()
	}
	if kind == KindHelp || kind == KindCheck || kind == KindAgency {
		d.lintWhen(a)
	}
	if f := a.flows[d.root.get("id").str()]; f != nil && (kind == KindHelp || kind == KindCheck) {
		d.lintReadable()
		d.lintFlowAmong(f, a)
	}
}

func (d *document) lintFlowAmong(f *Flow, a *among) {
	if f.Check != nil {
		d.enoughItems(f.Check, a.channels)
	}
	if next := a.flows[f.ReplacedBy]; next != nil && next.Status == Retired {
		d.at(d.root.get("replaced_by"), "retired-successor", Warning, f.ReplacedBy)
	}
	if f.Practice != nil && f.Practice.After.Duration() > 24*time.Hour && slices.Equal(a.channels, []string{"whatsapp"}) {
		d.at(d.root.get("practice").get("after"), "late-practice", Warning)
	}
	for _, n := range d.root.get("steps").list() {
		if call := n.get("call"); call.str() != "" && a.rings[f.ID] && (call.str() == f.ID || a.rings[call.str()]) {
			d.at(call, "call-ring", Error, call.str())
		}
		if name := n.get("remember_as"); name.str() != "" && !a.used[name.str()] {
			d.at(name, "unused-answer", Warning, name.str())
		}
	}
	d.reservedLabels(a)
}

// trapped are the reserved words that a label must not be, with where a choice
// of that label has to lead if it is.
var trapped = map[string]string{
	"menu": "menu", "human": "talk", "help": "", "stop": "", "erase": "", "back": "", "repeat": "", "restart": "", "language": "", "my-data": "", "all-steps": "",
}

// reservedLabels finds choices that are called like a word that always works,
// and do something else.
func (d *document) reservedLabels(a *among) {
	d.eachPair(d.root, func(k, v node) {
		if k.Value != "choices" {
			return
		}
		for _, c := range v.list() {
			for tag, label := range c.get("label").pairs() {
				word := a.reserved[tag.Value][strings.ToLower(label.str())]
				if to, trap := trapped[word]; trap && (to == "" || c.get("go").str() != to) {
					d.at(label, "reserved-label", Error, label.str())
				}
			}
		}
	})
}

// lintMissing warns of texts that lack a language which the agency promises. A
// flow that lacks it everywhere is offered as it is, and told once.
func (d *document) lintMissing(a *among) {
	have := d.tags()
	var some, none []string
	for _, tag := range a.agency.Languages {
		if slices.Contains(have, tag) {
			some = append(some, tag)
		} else {
			none = append(none, tag)
		}
	}
	kind := Kind(d.root.get("kind").str())
	if flow := kind == KindHelp || kind == KindCheck; !flow {
		some = a.agency.Languages
	} else if len(none) > 0 && len(have) > 0 {
		d.at(d.root.get("id"), "one-language", Warning, strings.Join(have, ", "), strings.Join(none, ", "))
	}
	d.eachMap(func(name string, n node) {
		if name != "name" && name != "why" && name != "doing_with" {
			d.everyLanguage(n, name, some)
		}
	})
	if kind == KindAgency { // a place keeps its own name; these two stand in the bot's sentences
		d.everyLanguage(d.root.get("name"), "name", some)
		for _, team := range d.root.get("talk").get("teams").pairs() {
			d.everyLanguage(team.get("name"), "name", some)
		}
	}
}

// everyLanguage warns of a text that lacks some of the languages. One plain
// string holds for all of them.
func (d *document) everyLanguage(n node, name string, languages []text.Language) {
	if !isText(n) {
		return
	}
	var missing []string
	for _, tag := range languages {
		if n.get(tag).Node == nil {
			missing = append(missing, tag)
		}
	}
	if len(missing) > 0 {
		d.at(n, "missing-language", Warning, name, strings.Join(missing, ", "))
	}
}

// references checks that what is offered, called and helped with exists.
func (d *document) references(n node, a *among) {
	ids := map[string][]string{"place": {"any"}, "help": a.ids}
	for _, p := range a.agency.Places {
		ids["place"] = append(ids["place"], p.ID)
	}
	for _, m := range a.agency.Measures {
		ids["measure"] = append(ids["measure"], m.ID)
	}
	ids["call"], ids["help_with"], ids["replaced_by"] = ids["help"], ids["help"], ids["help"]
	d.eachPair(n, func(k, v node) {
		allowed, refers := ids[k.Value]
		if refers && v.scalar() && !slices.Contains(allowed, v.str()) {
			d.dangling(v, k.Value, allowed)
		}
	})
}

// lintFolder finds what two files of one folder have in common and must not.
func lintFolder(files []File) (findings []Finding) {
	flows, phrases, agency := map[string]string{}, map[string]string{}, ""
	for i := range files {
		f := &files[i]
		if f.doc.root.Node == nil {
			continue
		}
		d := &document{name: f.Name, source: f.Source, lines: f.doc.lines, root: f.doc.root}
		id := d.root.get("id")
		switch {
		case f.whole.Agency != nil && agency != "":
			d.at(d.root.get("kind"), "two-agencies", Error, agency)
		case f.whole.Agency != nil:
			agency = f.Name
		case f.whole.Flow != nil && flows[id.str()] != "":
			d.at(id, "duplicate-flow", Error, id.str(), flows[id.str()])
		case f.whole.Flow != nil:
			flows[id.str()] = f.Name
			d.sharedPhrases(phrases)
		}
		findings = append(findings, d.excuse(d.findings)...)
	}
	return findings
}

// sharedPhrases finds phrases by which two flows are found, and those that
// stand twice.
func (d *document) sharedPhrases(seen map[string]string) {
	own := map[string]int{}
	for tag, list := range d.root.get("found_by").pairs() {
		for _, p := range list.list() {
			words := tag.Value + " " + strings.Join(strings.Fields(strings.ToLower(p.str())), " ")
			switch other := seen[words]; {
			case own[words] > 0:
				d.at(p, "shared-phrase", Warning, p.str(), d.name+":"+strconv.Itoa(own[words]))
			case other != "":
				d.at(p, "shared-phrase", Warning, p.str(), other)
			}
			own[words] = p.Line
		}
	}
	for words, line := range own {
		seen[words] = d.name + ":" + strconv.Itoa(line)
	}
}
