package flows

import (
	"strconv"
	"strings"
)

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
