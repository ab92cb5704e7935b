package flows

import (
	"strconv"
	"strings"
	"time"

	"passerelle/flows/text"
)

// fewest phrases by which people find a flow, in each language, and the words
// from which on a phrase tells a situation.
const (
	fewestPhrases    = 12
	wordsOfSituation = 4
)

// lintPublished wants of a published flow that somebody has read it and tried
// it with people, and that people find it; of a retired one what follows it.
func (d *document) lintPublished(f *Flow) {
	status := d.root.get("status")
	switch f.Status {
	case Retired:
		if f.ReplacedBy == "" {
			d.at(status, "no-successor", Warning, f.ID)
		}
	case Published:
		if d.root.get("reviewed").get("date").Node == nil {
			d.at(status, "not-reviewed", Warning)
		}
		if d.root.get("tried_with").Node == nil {
			d.at(status, "not-tried", Warning)
		}
		d.lintFoundBy(f)
	}
}

func (d *document) lintFoundBy(f *Flow) {
	found := d.root.get("found_by")
	if found.Node == nil {
		if f.Kind == KindHelp {
			d.at(d.root.get("status"), "few-phrases", Warning, strings.Join(f.Languages, ", "), "0", strconv.Itoa(fewestPhrases))
		}
		return
	}
	for tag, list := range found.pairs() {
		phrases, situations := list.strings(), 0
		for _, p := range phrases {
			if text.CountWords(p) >= wordsOfSituation {
				situations++
			}
		}
		switch {
		case len(phrases) < fewestPhrases:
			d.at(tag, "few-phrases", Warning, tag.Value, strconv.Itoa(len(phrases)), strconv.Itoa(fewestPhrases))
		case situations == 0:
			d.at(tag, "no-situation", Warning, tag.Value)
		}
	}
}

// reviewHolds is how long a review counts: phones and offices change.
const reviewHolds = 2 * 365 * 24 * time.Hour

// LintDates warns of what is too old as of a day: emergency numbers that nobody
// checked, reviews that nobody renewed.
func LintDates(files []File, now time.Time) (findings []Finding) {
	for i := range files {
		f := &files[i]
		if f.doc == nil || f.doc.root.Node == nil {
			continue
		}
		d := &document{name: f.Name, source: f.Source, lines: f.doc.lines, root: f.doc.root}
		d.oldNumbers(now)
		date := d.root.get("reviewed").get("date")
		if isDate(date.str()) && now.Sub(date.date(nil)) > reviewHolds && d.root.get("status").str() == string(Published) {
			d.at(date, "old-review", Warning, date.str())
		}
		findings = append(findings, d.excuse(d.findings)...)
	}
	return findings
}

func (d *document) oldNumbers(now time.Time) {
	recheck := d.root.get("safety").get("recheck_every").span()
	if recheck.Count == 0 {
		return
	}
	for _, n := range d.root.get("safety").get("numbers").list() {
		checked := n.get("checked")
		if isDate(checked.str()) && now.Sub(checked.date(nil)) > recheck.Duration() {
			d.at(checked, "old-number", Warning, n.get("call").str(), checked.str())
		}
	}
}
