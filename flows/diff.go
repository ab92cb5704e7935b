package flows

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"passerelle/flows/text"
)

// Change is one thing that differs between two states of an agency's files.
type Change struct {
	ID       string        `json:"id"` // of the flow, the phrases or the agency
	Code     string        `json:"code"`
	Step     string        `json:"step,omitempty"`
	Language text.Language `json:"language,omitempty"` // of a text
	Old      string        `json:"old,omitempty"`
	New      string        `json:"new,omitempty"`
	Middle   bool          `json:"middle"`  // what it means for those who are in the middle
	Warning  bool          `json:"warning"` // the author should look again
	Message  string        `json:"message"`
	args     []string
}

//go:embed changes.json
var changeSource []byte

// changeWords holds code → language → words. The file is part of the program.
var changeWords = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(changeSource, &all); err != nil {
		panic(fmt.Errorf("changes.json: %w", err))
	}
	return all
}()

// In returns the change with its message in a language, English when it is not
// one of the four.
func (c Change) In(language string) Change {
	c.Message = put(changeWords[c.Code][known(language)], c.args)
	return c
}

// SayChange returns a sentence about changes as a whole: "nothing" or
// "heading-middle".
func SayChange(code, language string) string { return changeWords[code][known(language)] }

// Diff says what changes from one state of an agency's files to another. kept is
// for how many days the texts stay that somebody is in the middle of.
func Diff(old, new *Texts, kept int) []Change {
	d := &diff{kept: kept}
	for _, f := range new.Set.Flows {
		d.flow(old.Set.flow(f.ID), f, old, new)
	}
	for _, f := range old.Set.Flows {
		if new.Set.flow(f.ID) == nil {
			d.flow(f, nil, old, new)
		}
	}
	for _, id := range new.IDs() {
		if new.Set.flow(id) == nil {
			d.atOnce(id, old, new)
		}
	}
	return d.all
}

func (s *Set) flow(id string) *Flow {
	if i := slices.IndexFunc(s.Flows, func(f *Flow) bool { return f.ID == id }); i >= 0 {
		return s.Flows[i]
	}
	return nil
}

// diff collects changes; id is the file that is being compared.
type diff struct {
	id   string
	kept int
	all  []Change
}

func (d *diff) add(code, step string, args ...string) *Change {
	d.all = append(d.all, Change{ID: d.id, Code: code, Step: step, args: args}.In("en"))
	return &d.all[len(d.all)-1]
}

func (d *diff) middle(code, step string, args ...string) { d.add(code, step, args...).Middle = true }

// flow compares one flow; nil is one that is not there.
func (d *diff) flow(old, new *Flow, before, after *Texts) {
	switch {
	case old == nil:
		d.id = new.ID
		d.add("flow-added", "")
		return
	case new == nil:
		d.id = old.ID
		d.add("flow-removed", "")
		if old.Status == Published {
			d.middle("middle-stays", "", strconv.Itoa(d.kept))
			d.middle("middle-no-new", "")
		}
		return
	}
	d.id = new.ID
	start := len(d.all)
	if old.Status != new.Status {
		d.add("status", "", string(old.Status), string(new.Status))
	}
	if old.Version != new.Version {
		d.add("version", "", strconv.Itoa(new.Version), strconv.Itoa(old.Version))
	}
	shape := len(d.all)
	now := d.places(placesOf(old), placesOf(new))
	d.items(old, new)
	d.leads(old, new, now)
	changed := len(d.all) > shape
	if changed && old.Version == new.Version {
		d.add("version-same", "", strconv.Itoa(new.Version), strconv.Itoa(new.Version+1)).Warning = true
	}
	d.texts(before, after, now)
	if len(d.all) > start {
		d.inTheMiddle(old, new, now)
	}
}

// inTheMiddle says what it means for those who are in the flow now. A session
// stays on the text that it began with, whose source is kept; only what this
// program cannot read any more is left for the step of that name.
func (d *diff) inTheMiddle(old, new *Flow, now map[string]string) {
	if old.Status != Published {
		return
	}
	d.middle("middle-stays", "", strconv.Itoa(d.kept))
	switch {
	case new.Status == Published:
		d.middle("middle-new", "")
	case new.ReplacedBy != "":
		d.middle("middle-other", "", new.ReplacedBy)
	default:
		d.middle("middle-no-new", "")
	}
	if new.Status != Published || new.Check != nil {
		return
	}
	for _, p := range placesOf(old) {
		switch to := now[p.id]; to {
		case p.id:
		case "":
			d.middle("middle-menu", p.id, p.id)
		default:
			d.middle("middle-goes-on", p.id, p.id, to)
		}
	}
}

// texts compares every text in every language, language by language. A text of
// a renamed step is still the same text; those of a step or a choice that is new
// or gone were said with it.
func (d *diff) texts(before, after *Texts, now map[string]string) {
	old, units := map[string]text.Localised{}, after.Units(d.id, "")
	for _, u := range before.Units(d.id, "") {
		context := renamedContext(u.Context, now)
		old[context] = u.Texts
		if !slices.ContainsFunc(units, func(n Unit) bool { return n.Context == context }) {
			units = append(units, Unit{Context: context})
		}
	}
	said := d.wholes()
	for _, tag := range tags {
		for _, u := range units {
			_, where, _ := strings.Cut(u.Context, "/")
			if !slices.ContainsFunc(said, func(whole string) bool { return strings.HasPrefix(where, whole+"/") }) {
				d.text(where, tag, old[u.Context][tag], u.Texts[tag])
			}
		}
	}
}

// wholes are the steps and choices that were said to be new or gone.
func (d *diff) wholes() (list []string) {
	for _, c := range d.all {
		switch {
		case c.ID != d.id:
		case c.Code == "step-added" || c.Code == "step-first" || c.Code == "step-removed":
			list = append(list, c.Step)
		case c.Code == "choice-added" || c.Code == "choice-removed":
			list = append(list, c.Step+"/choice/"+c.args[1])
		}
	}
	return list
}

func renamedContext(context string, now map[string]string) string {
	parts := strings.SplitN(context, "/", 3)
	if len(parts) == 3 && now[parts[1]] != "" {
		parts[1] = now[parts[1]]
	}
	return strings.Join(parts, "/")
}

func (d *diff) text(where, tag, old, new string) {
	code := "text-changed"
	switch {
	case old == new:
		return
	case old == "":
		code = "text-added"
	case new == "":
		code = "text-gone"
	}
	c := d.add(code, "", where, tag, short(old), short(new))
	c.Language, c.Old, c.New = tag, old, new
}

// mostShown is how much of a text stands in a sentence, in characters.
const mostShown = 60

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > mostShown {
		return string(r[:mostShown-1]) + "…"
	}
	return s
}

// atOnce compares what does not wait for the end of a session: phrases, and
// what the agency says of itself.
func (d *diff) atOnce(id string, before, after *Texts) {
	d.id = id
	start := len(d.all)
	d.texts(before, after, nil)
	if a, b := before.Set.Agency, after.Set.Agency; a != nil && b != nil && b.ID == id {
		if keys := agencyKeys(a, b); len(keys) > 0 {
			d.add("agency-changed", "", strings.Join(keys, ", "))
		}
	}
	if len(d.all) > start {
		d.middle("at-once", "")
	}
}

// agencyKeys are the keys of an agency's file whose meaning differs.
func agencyKeys(a, b *Agency) (keys []string) {
	for _, pair := range []struct {
		key  string
		a, b any
	}{
		{"desk", a.Desk, b.Desk}, {"languages", a.Languages, b.Languages}, {"channels", a.Channels, b.Channels},
		{"hours", [3]any{a.Hours.Week, a.Hours.Closed, a.Hours.Zone.String()}, [3]any{b.Hours.Week, b.Hours.Closed, b.Hours.Zone.String()}},
		{"holidays", a.Hours.Holidays, b.Hours.Holidays}, {"teams", a.Talk.Teams, b.Talk.Teams}, {"routing", a.Talk.Routing, b.Talk.Routing},
		{"priority", a.Talk.Priority, b.Talk.Priority}, {"capacity", a.Talk.Capacity, b.Talk.Capacity}, {"also_offer_after", a.Talk.AfterStuck, b.Talk.AfterStuck}, {"numbers", a.Safety.Numbers, b.Safety.Numbers}, {"on_call", a.Safety.OnCall, b.Safety.OnCall},
		{"places", a.Places, b.Places}, {"measures", a.Measures, b.Measures}, {"links", a.Links, b.Links},
		{"keep_for", a.Consent.KeepFor, b.Consent.KeepFor},
	} {
		if !reflect.DeepEqual(pair.a, pair.b) {
			keys = append(keys, pair.key)
		}
	}
	return keys
}
