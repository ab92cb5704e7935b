package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"passerelle/channels/limits"
	"passerelle/flows/text"
)

// lintFlow finds what one flow says about itself: steps nobody reaches, circles.
func (d *document) lintFlow(f *Flow) {
	if f.Kind != KindHelp || HasErrors(d.findings) {
		return
	}
	reached, ends := f.reached(), f.ends()
	for i, n := range d.root.get("steps").list() {
		id := n.get("id")
		switch {
		case !reached[i]:
			d.at(id, "unreachable", Warning, f.Steps[i].ID)
		case !ends[i]:
			d.at(id, "loop", Error, f.Steps[i].ID)
		}
		if i == 0 {
			continue
		}
		for _, instead := range n.get("instead").list() {
			if instead.get("when").get("channel").Node != nil && instead.get("go").Node != nil {
				d.at(instead, "late-exit", Warning)
			}
		}
	}
}

// lintTexts looks at every text of the file.
func (d *document) lintTexts() {
	kind := Kind(d.root.get("kind").str())
	d.eachText(d.root, "", func(name string, n node, tag string) {
		d.placeholders(n)
		d.length(n, tag, name == "keep" || kind == KindPhrases)
		switch name {
		case "fake", "show", "doing_with":
		case "label":
			if count := utf8.RuneCountInString(n.str()); count > 20 {
				d.at(n, "label-too-long", Warning, strconv.Itoa(count))
			}
		case "about":
			if count := utf8.RuneCountInString(n.str()); count > mostAbout {
				d.at(n, "about-too-long", Warning, strconv.Itoa(count), strconv.Itoa(mostAbout))
			}
		default:
			d.stopWords(n)
		}
	})
}

// mostAbout is how many characters the short name of an item has at most: a
// result names several in one SMS.
const mostAbout = 40

// eachText calls do for every text in every language, with the key it is under.
func (d *document) eachText(n node, name string, do func(name string, n node, tag string)) {
	switch {
	case n.Node == nil:
	case isText(n):
		for tag, v := range n.pairs() {
			do(name, v, tag.Value)
		}
	case n.Kind == yaml.MappingNode:
		for k, v := range n.pairs() {
			if k.Value != "found_by" && k.Value != "reserved" && k.Value != "danger" {
				d.eachText(v, k.Value, do)
			}
		}
	case n.Kind == yaml.SequenceNode:
		for _, e := range n.list() {
			d.eachText(e, name, do)
		}
	}
}

var bracesPattern = regexp.MustCompile(`\{([^{}]*)\}`)

var placeholderNames = []string{"agency.name", "agency.desk", "next_open", "wait", "counsellor", "keep_for", "items", "questions", "turn", "title"}

func (d *document) placeholders(n node) {
	for _, m := range bracesPattern.FindAllStringSubmatch(n.str(), -1) {
		group, _, dotted := strings.Cut(m[1], ".")
		if slices.Contains(placeholderNames, m[1]) || dotted && (group == "answer" || group == "number" || group == "word") {
			continue
		}
		d.at(n, "placeholder", Error, m[0], "{"+strings.Join(placeholderNames, "} {")+"} {answer.…} {number.…} {word.…}")
		if word := Nearest(m[1], placeholderNames); word != "" {
			d.suggest("{" + word + "}")
		}
	}
}

// longest are the most words that a sentence may have, and the most SMS parts
// of a text.
const (
	mostWords = 12
	mostParts = 2
)

func (d *document) length(n node, tag string, long bool) {
	words := n.str()
	if c := limits.Segments(limits.Economise(limits.Plain(words))); c.Segments > mostParts && !long {
		forced := ""
		if len(c.ForcedBy) > 0 {
			forced = " (" + strings.Join(c.ForcedBy, " ") + ")"
		}
		d.at(n, "sms-parts", Warning, tag, strconv.Itoa(c.Segments), forced)
	}
	for _, sentence := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(".!?…:\n", r) }) {
		if count := len(strings.Fields(sentence)); count > mostWords && !long {
			d.at(n, "long-sentence", Warning, tag, strconv.Itoa(count))
		}
	}
}

var writeStop = regexp.MustCompile(`(?i:écrivez|écrire|schreiben sie|scriva|write|text|envoyez|répondez|antworten sie)[^.\n]{0,12}\b(STOP|END|CANCEL|QUIT|HELP|INFO)\b`)

// stopped are the words of writeStop: where none stands, nothing needs matching.
var stopped = []string{"STOP", "END", "CANCEL", "QUIT", "HELP", "INFO"}

func (d *document) stopWords(n node) {
	if !slices.ContainsFunc(stopped, func(w string) bool { return strings.Contains(n.str(), w) }) {
		return
	}
	if m := writeStop.FindStringSubmatch(n.str()); m != nil {
		d.at(n, "stop-word", Error, m[1])
	}
}

// wholeLanguages returns the languages in which every text of the file exists.
func (d *document) wholeLanguages() []text.Language {
	count, all := map[string]int{}, 0
	d.eachMap(d.root, "", func(_ string, n node) {
		all++
		for tag := range n.pairs() {
			count[tag.Value]++
		}
	})
	var whole []string
	for tag, n := range count {
		if n == all {
			whole = append(whole, tag)
		}
	}
	return sorted(whole)
}

// eachMap calls do for every localised text.
func (d *document) eachMap(n node, name string, do func(name string, n node)) {
	switch {
	case n.Node == nil:
	case isText(n):
		do(name, n)
	case n.Kind == yaml.MappingNode:
		for k, v := range n.pairs() {
			if k.Value != "found_by" && k.Value != "reserved" && k.Value != "danger" {
				d.eachMap(v, k.Value, do)
			}
		}
	case n.Kind == yaml.SequenceNode:
		for _, e := range n.list() {
			d.eachMap(e, name, do)
		}
	}
}

// lintAmong finds what only the whole set shows: offers of what is not there,
// texts missing in the agency's languages.
func (d *document) lintAmong(set *Set) {
	if d.root.Node == nil || HasErrors(d.findings) || set.Agency == nil {
		return
	}
	kind := Kind(d.root.get("kind").str())
	if kind == KindLanguage {
		return
	}
	d.eachMap(d.root, "", func(name string, n node) {
		if name != "name" && name != "why" && name != "doing_with" {
			d.everyLanguage(n, name, set.Agency.Languages)
		}
	})
	if kind == KindAgency { // a place keeps its own name; these two stand in the bot's sentences
		d.everyLanguage(d.root.get("name"), "name", set.Agency.Languages)
		for _, team := range d.root.get("talk").get("teams").pairs() {
			d.everyLanguage(team.get("name"), "name", set.Agency.Languages)
		}
	}
	if kind == KindHelp || kind == KindCheck {
		d.references(d.root, set)
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
func (d *document) references(n node, set *Set) {
	ids := map[string][]string{"place": {"any"}}
	for _, p := range set.Agency.Places {
		ids["place"] = append(ids["place"], p.ID)
	}
	for _, m := range set.Agency.Measures {
		ids["measure"] = append(ids["measure"], m.ID)
	}
	for _, f := range set.Flows {
		ids["help"] = append(ids["help"], f.ID)
	}
	ids["call"], ids["help_with"], ids["replaced_by"] = ids["help"], ids["help"], ids["help"]
	d.eachPair(n, func(k, v node) {
		allowed, refers := ids[k.Value]
		if refers && v.scalar() && !slices.Contains(allowed, v.str()) {
			d.dangling(v, k.Value, allowed)
		}
	})
}

func (d *document) eachPair(n node, do func(k, v node)) {
	for k, v := range n.pairs() {
		do(k, v)
		d.eachPair(v, do)
	}
	if n.Node != nil && n.Kind == yaml.SequenceNode {
		for _, e := range n.list() {
			d.eachPair(e, do)
		}
	}
}

// LintDates warns of emergency numbers that nobody checked for too long.
func LintDates(files []File, now time.Time) (findings []Finding) {
	for _, f := range files {
		if f.Agency == nil || f.Agency.Safety.Recheck.Count == 0 {
			continue
		}
		d := &document{name: f.Name, source: f.Source}
		for _, n := range f.doc.root.get("safety").get("numbers").list() {
			if checked := n.get("checked").date(nil); now.Sub(checked) > f.Agency.Safety.Recheck.Duration() {
				d.at(n.get("checked"), "old-number", Warning, n.get("call").str(), n.get("checked").str())
			}
		}
		findings = append(findings, d.findings...)
	}
	return findings
}
