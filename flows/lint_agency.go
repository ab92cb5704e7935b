package flows

import (
	"regexp"
	"slices"
)

// mostShift bounds the minutes of one rule of priority: a day. What may be moved
// without an end would let somebody wait without an end.
const mostShift = 24 * 60

// lintAgency finds what a person who asks for help would run into.
func (d *document) lintAgency() {
	n := d.root
	for _, c := range n.get("hours").get("closed").list() {
		from, to := c.get("from"), c.get("to")
		if isDate(from.str()) && isDate(to.str()) && to.date(nil).Before(from.date(nil)) {
			d.at(to, "closed-backwards", Error, from.str(), to.str())
		}
	}
	d.lintHolidays(n.get("hours").get("holidays"))
	for _, team := range n.get("talk").get("teams").pairs() {
		if members := team.get("members"); members.Node != nil && len(members.Content) == 0 {
			d.at(members, "no-members", Error)
		}
	}
	for _, p := range n.get("places").list() {
		if p.get("hours").Node == nil && p.get("id").Node != nil {
			d.at(p.get("id"), "no-hours", Warning, p.get("id").str())
		}
	}
	for id, m := range n.get("measures").pairs() {
		if kind := m.get("kind").str(); (kind == "course" || kind == "appointment") && m.get("when").Node == nil {
			d.at(id, "no-hours", Warning, id.Value)
		}
	}
	for _, p := range n.get("talk").get("priority").list() {
		if m := p.get("minutes"); m.Node != nil && (m.int() == 0 || m.int() > mostShift || m.int() < -mostShift) {
			d.at(m, "unknown-value", Error, m.str(), "minutes", "-1440 … -1, 1 … 1440")
		}
	}
	d.lintCheckPage()
	d.lintTemplates(n.get("channels"))
	languages := n.get("languages")
	first := languages.get("first_choice")
	if all := append(languages.get("written_by_us").strings(), languages.get("translated").strings()...); first.Node != nil && !slices.Contains(all, first.str()) {
		d.dangling(first, "first_choice", all)
	}
}

// contentSID is how Twilio names a template (https://www.twilio.com/docs/content).
var contentSID = regexp.MustCompile(`^HX[0-9a-fA-F]{32}$`)

// lintTemplates wants templates where the platform has them, and as it names them.
func (d *document) lintTemplates(channels node) {
	for name, c := range channels.pairs() {
		for _, sid := range c.get("template").pairs() {
			if name.Value != "whatsapp" || !contentSID.MatchString(sid.str()) {
				d.at(sid, "unknown-value", Error, sid.str(), "template", "whatsapp: HX + 32 × 0-9 a-f")
			}
		}
	}
}
