package flows

import (
	"slices"
	"strings"
	"time"

	"passerelle/flows/text"
)

// lintAmong finds what only the whole set shows: references to what is not
// there, texts missing in the agency's languages, words of other languages.
func (d *document) lintAmong(a *among, own bool) {
	kind := Kind(d.root.get("kind").str())
	if d.root.Node == nil || a.agency == nil || ofLanguage(kind) {
		return
	}
	d.lintMissing(a)
	d.lintFacts(a.factIDs)
	if kind == KindHelp || kind == KindCheck {
		d.references(d.root, a)
	}
	if kind == KindReport {
		d.lintReport(a)
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
		d.lintBankAmong(f, a)
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
		if name != "name" && name != "why" && !forStaff(name) {
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
	ids := map[string][]string{"place": {AnyPlace}, "help": a.ids, "measure": slices.Clone(MeasureKinds)}
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
