package flows

import (
	"strconv"
	"strings"
	"time"

	"passerelle/flows/text"
)

// compileAgency makes an agency of a file whose keys were checked.
func (d *document) compileAgency() *Agency {
	n := d.root
	a := &Agency{ID: n.get("id").str(), Desk: n.get("desk").str(), Links: n.get("links").strings(), FourEyes: n.get("four_eyes").bool(), Source: d.source}
	a.Languages = languageOrder(n.get("languages"))
	a.SmallCells = smallCells(n.get("small_cells"))
	a.AskClear = n.get("ask_clear").str() != "false"
	a.ReadAloud = n.get("read_aloud").bool()
	a.AskUnsure = n.get("languages").get("ask_when_unsure").bool()
	a.Name = n.get("name").text(a.Languages...)
	a.Channels = map[string]ChannelSetup{}
	for k, v := range n.get("channels").pairs() {
		a.Channels[k.Value] = ChannelSetup{Number: v.get("number").str(), Bot: v.get("bot").str(), MayCarry: v.get("may_carry").strings(), Template: v.get("template").words()}
	}
	a.CheckPage = CheckPage{Address: n.get("check_page").get("address").str(), Word: n.get("check_page").get("word").str()}
	for _, r := range n.get("replies").list() {
		a.Replies = append(a.Replies, Saying{ID: r.get("id").str(), Say: r.get("say").text()})
	}
	if u := n.get("check_use"); u.get("benefits").str() == "never" {
		a.CheckUse = &CheckUse{SignedBy: u.get("signed_by").str(), Function: u.get("function").text(a.Languages...), Date: u.get("date").date(nil)}
	}
	a.Hours = d.hours(n.get("hours"))
	a.Talk = d.talk(n.get("talk"), a.Languages)
	a.Safety = safety(n.get("safety"))
	c := n.get("consent")
	a.Consent = Consent{Version: c.get("version").int(), Hello: c.get("hello").text(), Keep: c.get("keep").text(),
		NotSecret: c.get("not_secret").text(), Agree: c.get("agree").text(), Refuse: c.get("refuse").text(),
		IfRefused: c.get("if_refused").text(), KeepFor: c.get("keep_for").span()}
	for _, p := range n.get("places").list() {
		a.Places = append(a.Places, Place{ID: p.get("id").str(), Address: p.get("address").str(), Phone: p.get("phone").str(),
			Name: p.get("name").text(a.Languages...), Say: p.get("say").text(), Hours: weekOf(p.get("hours")), Has: p.get("has").strings(),
			Price: p.get("price").str(), StepFree: p.get("step_free").bool(), Languages: p.get("languages").strings(), ClosesWithUs: closesWithUs(p, a.Desk)})
	}
	for k, m := range n.get("measures").pairs() {
		a.Measures = append(a.Measures, Measure{ID: k.Value, Kind: m.get("kind").str(), Where: m.get("where").str(),
			Name: m.get("name").text(a.Languages...), Say: m.get("say").text(), When: weekOf(m.get("when")), Seats: m.get("seats").int(), Stock: m.get("stock").int(), HandOver: ladder(m.get("hand_over"))})
	}
	return a
}

// closesWithUs is what the place says, else whether it is at the desk.
func closesWithUs(place node, desk string) bool {
	if said := place.get("closes_with_us"); said.Node != nil {
		return said.bool()
	}
	return place.get("address").str() == desk
}

// languageOrder puts the first choice first.
func languageOrder(n node) (tags []text.Language) {
	if first := n.get("first_choice").str(); first != "" {
		tags = append(tags, first)
	}
	for _, tag := range append(n.get("written_by_us").strings(), n.get("translated").strings()...) {
		if len(tags) == 0 || tag != tags[0] {
			tags = append(tags, tag)
		}
	}
	return tags
}

func (d *document) hours(n node) Hours {
	zone, err := time.LoadLocation(n.get("timezone").str())
	if err != nil {
		d.at(n.get("timezone"), "unknown-value", Error, n.get("timezone").str(), "timezone", "Europe/Zurich")
		zone = time.UTC
	}
	h := Hours{Zone: zone, Week: weekOf(n), WhenClosed: n.get("when_closed").text(),
		Holidays: Holidays{Canton: n.get("holidays").get("canton").str(), Part: n.get("holidays").get("part").str()}}
	for _, c := range n.get("closed").list() {
		h.Closed = append(h.Closed, Closure{From: c.get("from").date(zone), To: c.get("to").date(zone), Why: c.get("why").text()})
	}
	return h
}

// weekOf reads days and stretches of days (mon-fri).
func weekOf(n node) (week [7][]Range) {
	for k, v := range n.pairs() {
		from, to, stretch := strings.Cut(k.Value, "-")
		ranges, ok := parseRanges(v.str())
		first := dayOf(from)
		if !ok || first < 0 {
			continue
		}
		last := first
		if stretch {
			last = dayOf(to)
		}
		for d := first; d <= last; d++ {
			week[(d+1)%7] = ranges // weekdays begins on Monday, time.Weekday on Sunday
		}
	}
	return week
}

func dayOf(name string) int {
	for i, d := range weekdays {
		if d == name {
			return i
		}
	}
	return -1
}

func (d *document) talk(n node, all []text.Language) Talk {
	t := Talk{Promise: n.get("promise").text(), LiveTalks: n.get("quiet").get("live_talks_at_a_time").int(), AfterStuck: 3, Capacity: n.get("capacity").int()}
	if count, _, _ := strings.Cut(n.get("also_offer_after").str(), " "); count != "" {
		t.AfterStuck, _ = strconv.Atoi(count)
	}
	teams := n.get("teams")
	var ids []string
	for k, v := range teams.pairs() {
		t.Teams = append(t.Teams, Team{ID: k.Value, Name: v.get("name").text(all...), Members: v.get("members").strings(), Backup: v.get("backup").str()})
		ids = append(ids, k.Value)
	}
	for _, r := range n.get("routing").list() {
		to := r.get("to")
		if teams.get(to.str()).Node == nil {
			d.dangling(to, "to", ids)
		}
		t.Routing = append(t.Routing, Route{When: r.get("when").when(), To: to.str()})
	}
	for _, p := range n.get("priority").list() {
		t.Priority = append(t.Priority, Priority{When: p.get("when").when(), Minutes: p.get("minutes").int(), Why: p.get("why").text()})
	}
	for _, v := range teams.pairs() {
		if b := v.get("backup"); b.Node != nil && teams.get(b.str()).Node == nil {
			d.dangling(b, "backup", ids)
		}
	}
	return t
}

func safety(n node) Safety {
	danger := func(name string) Danger {
		return Danger{First: n.get(name).get("first").text(), Then: n.get(name).get("then").text(), Protocol: ladder(n.get(name).get("protocol"))}
	}
	s := Safety{Violence: danger("violence"), Suicide: danger("suicide"), Medical: danger("medical"),
		Recheck: n.get("recheck_every").span(), OnCall: n.get("on_call").str()}
	for _, e := range n.get("numbers").list() {
		s.Numbers = append(s.Numbers, Number{ID: e.get("id").str(), Call: e.get("call").str(), Name: e.get("name").text(),
			Checked: e.get("checked").date(nil), ToVerify: e.get("to_verify").bool()})
	}
	return s
}

// compilePhrases, compileWords and compileHeard make the other kinds of file.
func (d *document) compilePhrases() Phrases {
	p := Phrases{}
	for k, v := range d.root.get("phrases").pairs() {
		p[k.Value] = v.text()
	}
	return p
}

func (d *document) compileWords() *Words {
	n := d.root
	return &Words{Tag: n.get("id").str(), Name: n.get("name").str(), Status: Status(n.get("status").str()),
		Reserved: n.get("reserved").lists(), Function: n.get("function").strings(), Danger: n.get("danger").lists()}
}

func (d *document) compileHeard() *Heard {
	n := d.root
	return &Heard{Tag: n.get("id").str(), Sum: sumOf(d.source), Status: Status(n.get("status").str()),
		Asked: n.get("asked").lists(), Danger: n.get("danger").lists(), Other: n.get("other").strings(), Spelled: n.get("spelled").lists()}
}

// lists reads a map of lists of words.
func (n node) lists() map[string][]string {
	all := map[string][]string{}
	for k, v := range n.pairs() {
		all[k.Value] = v.strings()
	}
	return all
}
