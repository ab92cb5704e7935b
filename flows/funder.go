package flows

import (
	"slices"
	"strings"
)

// FunderColumn is a column of report.yaml: a name that a funder gives, and the
// figure of ours that stands in it.
type FunderColumn struct{ Name, Figure string }

// FewestTold is what a figure must count before it leaves the house, unless the
// agency says otherwise.
const FewestTold = 5

// smallCells is the agency's own threshold, never below 3: of two, each knows the
// other.
func smallCells(n node) int {
	if n.Node == nil {
		return FewestTold
	}
	return max(3, n.int())
}

func (d *document) compileReport() (columns []FunderColumn) {
	for _, c := range d.root.get("columns").list() {
		columns = append(columns, FunderColumn{c.get("name").str(), c.get("figure").str()})
	}
	return columns
}

// What figures are counted by, besides what an agency has itself. bot/report
// counts them; a test there holds the two together.
var (
	figureReasons  = []string{"asked", "stuck", "danger", "call-back", "to-listen", "not-right", "result", "begun"}
	figureChannels = []string{"sms", "whatsapp", "telegram", "not-known"}
	figureLengths  = []string{"15", "30", "60", "120", "day", "longer", "not-known"}
	figureWays     = []string{"alone", "with", "for", "not-known"}
)

// FigureNames are the names of the figures that an agency with these flows has:
// "cases", "cases.reason.asked", "helps.begun.topic.scan-document"; and "from" and
// "to", the period.
func FigureNames(a *Agency, all []*Flow) []string {
	names := []string{"from", "to", "talks", "helps.begun", "helps.ended", "checks.begun", "checks.ended", "cases", "closed", "offers", "spoken", "stops", "undelivered", "danger"}
	add := func(base, by string, values ...string) {
		for _, v := range values {
			names = append(names, base+"."+by+"."+v)
		}
	}
	languages := append(slices.Clone(tags), "not-known") // also one that the agency has no more
	topics := []string{"not-known"}
	for _, f := range all {
		topics = append(topics, f.ID)
		base := "helps"
		if f.Check != nil {
			base = "checks"
		}
		add(base+".begun", "topic", f.ID)
		add(base+".ended", "topic", f.ID)
	}
	add("talks", "language", languages...)
	add("talks", "channel", figureChannels...)
	add("cases", "reason", figureReasons...)
	add("cases", "channel", figureChannels...)
	add("cases", "topic", topics...)
	add("cases", "language", languages...)
	add("closed", "length", figureLengths...)
	add("closed", "way", figureWays...)
	add("spoken", "how", "met", "spoke", "nobody")
	add("spoken", "minutes", "5", "15", "30", "60")
	for i := range a.Places {
		add("offers", "place", a.Places[i].ID)
	}
	for i := range a.Measures {
		add("offers", "measure", a.Measures[i].ID)
	}
	return names
}

// lintReport finds columns that ask for a figure which there is not. Of the names
// that there are, those of the same kind are suggested.
func (d *document) lintReport(a *among) {
	var flows []*Flow
	for _, f := range a.flows {
		flows = append(flows, f)
	}
	names := FigureNames(a.agency, flows)
	for _, c := range d.root.get("columns").list() {
		figure := c.get("figure")
		if figure.Node == nil || slices.Contains(names, figure.str()) {
			continue
		}
		base, _, _ := strings.Cut(figure.str(), ".")
		near := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
			first, _, _ := strings.Cut(name, ".")
			return first != base
		})
		if len(near) == 0 {
			near = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return strings.Count(name, ".") > 1 })
		}
		d.dangling(figure, "figure", near)
	}
}
