package flows

import (
	"slices"
	"strconv"
)

// byEar is somebody who cannot see what is shown, told as a channel is.
const byEar = "reads_by: ear"

// lintBankAmong finds what a check lacks in the service that offers it: the
// signed word on its use, the page that an item opens, and enough questions in
// each area wherever it is asked.
func (d *document) lintBankAmong(f *Flow, a *among) {
	if f.Status != Published {
		return
	}
	if a.agency.CheckUse == nil {
		d.at(d.root.get("status"), "no-check-use", Error, f.ID)
	}
	page := a.agency.CheckPage.Address != "" && a.agency.CheckPage.Word != ""
	items := d.root.get("items").list()
	for i := range f.Check.Items {
		if f.Check.Items[i].Page && !page && i < len(items) {
			d.at(items[i].get("page"), "page-unknown", Warning, f.Check.Items[i].ID)
		}
	}
	if f.Check.scored() >= bankFrom {
		d.thinAreas(f.Check, a.channels, page)
	}
}

// thinAreas warns of areas that cannot be looked at with three questions on a
// channel, or by somebody who reads by ear. Each area is told once.
func (d *document) thinAreas(c *Check, channels []string, page bool) {
	areas := d.root.get("areas")
	for name := range areas.pairs() {
		for _, where := range append(slices.Clone(channels), byEar) {
			count := 0
			for i := range c.Items {
				item := &c.Items[i]
				missed := where == byEar && contains(item.Senses, "sight") || contains(item.NotOn, where) || item.Page && !page
				if item.scored() && item.Area == name.Value && !missed {
					count++
				}
			}
			if count < areaWanted {
				d.at(name, "area-thin", Warning, name.Value, strconv.Itoa(count), where, strconv.Itoa(areaWanted))
				break
			}
		}
	}
}

// lintCheckPage wants the page of a check to be one of the agency's own.
func (d *document) lintCheckPage() {
	address := d.root.get("check_page").get("address")
	if address.str() != "" && !allowed(domainOf(address.str()), d.root.get("links").strings()) {
		d.at(address, "foreign-link", Error, domainOf(address.str()))
	}
}
