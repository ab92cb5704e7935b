package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// mostHelps is how many helps the menu lists one by one: two pages. More are
// listed by what they are about.
const mostHelps = 8

// pickHelp offers the helps, or their areas when they are many. What is in no
// area follows by its own name.
func (t *turn) pickHelp() {
	all := t.book.help()
	if len(all) <= mostHelps {
		for _, e := range all {
			t.pick(startOf(e))
		}
		return
	}
	for i, area := range flows.HelpAreas {
		if slices.ContainsFunc(all, func(e Edition) bool { return e.Area == area }) {
			t.pick(bot.Payload{Kind: bot.PayloadArea, Arg: uint16(i)})
		}
	}
	for _, e := range all {
		if !slices.Contains(flows.HelpAreas, e.Area) {
			t.pick(startOf(e))
		}
	}
}

// openArea lists the helps of an area. A button of one that is gone leads to
// the menu.
func (t *turn) openArea(p bot.Payload) {
	name, ok := areaName(p)
	for _, e := range t.book.help() {
		if ok && e.Area == name {
			t.pick(startOf(e))
		}
	}
	if len(t.picked) == 0 {
		t.openMenu("menu_text")
		return
	}
	t.picked = slices.Insert(t.picked, min(mostChoices-1, len(t.picked)), wordHuman.payload()) // on the first page
	t.pickWord(wordMenu)
	t.prompt(t.phrase("which_one"))
}

// showMore shows the next page of the list that was last shown.
func (t *turn) showMore() {
	if p := t.s.Shown; p.Kind == bot.PayloadArea {
		t.shown = p
		t.openArea(p)
		return
	}
	t.show()
}

func (t *turn) areaLabel(p bot.Payload) string {
	if name, ok := areaName(p); ok {
		return t.phrase("help_" + name)
	}
	return ""
}

func areaName(p bot.Payload) (string, bool) {
	if int(p.Arg) >= len(flows.HelpAreas) {
		return "", false
	}
	return flows.HelpAreas[p.Arg], true
}
