package console

import (
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// shownTogether is what together.html shows of doing it with the person.
type shownTogether struct {
	Now     string // "Step 4 of 9 · second try · since 10:02"; "" where nothing was sent
	Topic   string // the flow's name
	Words   string // the first line of the step
	Stuck   bool   // more than one more try
	Running bool
	Paused  bool
	Ended   string // the flow that is over
	Aids    []choice
	For     string // what was asked or done for the person, in words
	Asks    bool   // the person can be asked now
	Spoken  bool   // a spoken yes is enough: the deadline is that near
	Agreed  string // the step that may be done for them, as a button's value
	Done    []doneRow
	Redo    []redoRow
	Skills  []shownSkill
	Rule    string   // when less help is spoken of
	Steps   []choice // of the topic: where they stopped is the chosen one
	Flows   []choice
	Chosen  string
	SMS     bool
}

// choice is a button or an option: its value, and its words.
type choice struct{ Value, Words string }

// doneRow is a step that is behind the person, and how it was done.
type doneRow struct {
	ID, Words string
	Ways      []wayButton
}

// wayButton corrects how a step was done; Now is how it stands.
type wayButton struct {
	choice
	Now bool
}

// redoRow is a step that was done for the person, to be done again together.
type redoRow struct{ Place, Words, When string }

// together puts in words what is done with the person step by step.
func (d *describer) together(c *bot.Case) *shownTogether {
	v := &c.Together
	s := &shownTogether{SMS: c.Channel == bot.SMS, Words: "", Paused: v.Paused, Running: v.Step != "" && !v.Paused}
	if v.Step != "" {
		s.Topic, s.Now, s.Words = d.topicName(v.Topic), d.whereNow(v), d.step(v.Topic+"/"+v.Step)
		s.Stuck = v.Try > 2
		s.Asks = s.Running || s.Paused
		s.Spoken = !c.Deadline.IsZero() && d.now.Before(c.Deadline) && c.Deadline.Sub(d.now) <= 24*time.Hour
	}
	if v.Ended {
		s.Ended = strings.ReplaceAll(d.word("together_ended"), "{title}", d.topicName(v.Topic))
	}
	for _, aid := range v.Aids {
		s.Aids = append(s.Aids, choice{aid + ":aid", d.word("aid_" + aid)})
	}
	d.forThem(s, v)
	for _, done := range v.Done {
		s.Done = append(s.Done, d.doneRow(done, s.Agreed))
	}
	for _, r := range v.Redo {
		s.Redo = append(s.Redo, redoRow{r.Step, d.step(r.Step), d.moment(r.At)})
	}
	s.Skills, s.Rule = d.skills(v.Skill)
	d.toSend(s, c)
	return s
}

// whereNow is the step, the try and since when: a moment, not a stopwatch.
func (d *describer) whereNow(v *bot.CaseTogether) string {
	key := either(v.To > v.N, "now_sheet", "now_step")
	since := v.Since.In(d.now.Location())
	when := since.Format("15:04")
	if since.YearDay() != d.now.YearDay() || since.Year() != d.now.Year() {
		when = d.moment(v.Since)
	}
	try := d.word("try_" + strconv.Itoa(min(max(v.Try, 1), 4)))
	words := strings.Join([]string{d.word(key), try, d.word("now_since")}, " · ")
	return strings.NewReplacer("{n}", strconv.Itoa(v.N), "{to}", strconv.Itoa(v.To), "{of}", strconv.Itoa(v.Of), "{try}", strconv.Itoa(v.Try), "{t}", when).Replace(words)
}

// forThem says how the question to do a step for the person stands.
func (d *describer) forThem(s *shownTogether, v *bot.CaseTogether) {
	if v.For.State == "" {
		return
	}
	when := v.For.At.In(d.now.Location())
	s.For = strings.NewReplacer("{step}", d.step(v.For.Step), "{t}", d.moment(when)).Replace(d.word("for_" + v.For.State))
	if v.For.Owed {
		s.For += " " + d.word("for_owed")
	}
	if v.For.State == bot.ForYes.String() || v.For.State == bot.ForSpoken.String() {
		s.Agreed = v.For.Step
	}
}

// doneRow is a step with the ways that one click corrects. "For" without a yes
// asks first.
func (d *describer) doneRow(done bot.DoneStep, agreed string) doneRow {
	row := doneRow{ID: strings.ReplaceAll(done.Step, "/", "-"), Words: d.step(done.Step)}
	for _, way := range []string{bot.WayAlone, bot.WayWith, bot.WayFor} {
		b := wayButton{choice{done.Step + " " + way + ":mark", d.word("did_" + way)}, done.Way == way}
		if way == bot.WayFor && !b.Now && agreed != done.Step {
			b.choice = choice{done.Step + " ask:for", d.word("did_for_ask")}
		}
		row.Ways = append(row.Ways, b)
	}
	return row
}

// toSend lists what can be sent: the steps of the case's topic, and every help.
func (d *describer) toSend(s *shownTogether, c *bot.Case) {
	topic, at := c.Topic, c.Step
	if c.Together.Topic != "" {
		topic, at = c.Together.Topic, c.Together.Step
	}
	for i := range d.order {
		flow := d.order[i]
		if flow.Kind == flows.KindHelp {
			s.Flows = append(s.Flows, choice{flow.ID, d.say(flow.Title)})
		}
	}
	flow := d.flows[topic]
	if flow == nil || flow.Kind != flows.KindHelp {
		return
	}
	s.Topic = d.say(flow.Title)
	s.Chosen = topic + "/" + at
	for i := range flow.Steps {
		place := topic + "/" + flow.Steps[i].ID
		s.Steps = append(s.Steps, choice{place, strconv.Itoa(i+1) + ". " + d.step(place)})
	}
}

// beside are the acts of doing it with the person: they leave the counsellor where
// they are.
var beside = map[string]bot.ActKind{
	"push": bot.ActPush, "aid": bot.ActAid, "pause": bot.ActPause, "go-on": bot.ActGoOn, "mark": bot.ActMark, "for": bot.ActFor, "redo": bot.ActRedo,
}

// withThem fills an act of doing it together from what the form says: "simpler:aid",
// "wifi/name with:mark", "step:push" (of the list of steps), "flow:push" (of the
// list of helps).
func (o *order) withThem(act *bot.Act) {
	place, how, _ := strings.Cut(o.first, " ")
	if !strings.Contains(place, "/") {
		place, how = "", o.first
	}
	if o.kind == bot.ActPush {
		switch o.first {
		case "step":
			place = o.step
		case "flow":
			place = o.flow
		}
		how = ""
	}
	act.To, act.Step, _ = strings.Cut(place, "/")
	act.Text, act.Until = how, time.Time{}
}
