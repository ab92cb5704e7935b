package console

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows/text"
)

// shownSkill is how the person followed one help over the months: in words, as a
// drawing, and as the drawing's table.
type shownSkill struct {
	Words    string // "Photo of a paper: March: with somebody, 2 times · May: alone"
	Progress bool   // by the rule of bot.Progress
	Width    int    // of the drawing, in pixels
	Lines    []trendLine
	Path     string // through the dots, as a polyline has it
	Dots     []trendDot
	Rows     []trendRow
}

// trendLine is a way: the less help, the higher it lies.
type trendLine struct {
	Left, Right, Y, Text int
	Words                string
}

// trendDot is a month's way; a larger one happened more often.
type trendDot struct{ X, Y, R int }

type trendRow struct {
	Month, Way string
	N          int
}

// The drawing's measures, in pixels: the words of the ways stand on the left.
const (
	trendLeft, trendStep = 116, 30
	trendTop, trendLeap  = 11, 22
)

// skills lays out what somebody can do, and says by which rule less help is spoken
// of.
func (d *describer) skills(list []bot.Skill) (shown []shownSkill, rule string) {
	for _, s := range list {
		shown = append(shown, d.skill(s))
	}
	return shown, strings.ReplaceAll(d.word("skill_rule"), "{n}", strconv.Itoa(bot.FewestDoings))
}

// skill lays out one help. The drawing has one dot for each way of each month, in
// their order, so that it needs no colour to be read.
func (d *describer) skill(s bot.Skill) shownSkill {
	shown := shownSkill{Progress: s.Progress, Width: trendLeft + trendStep*len(s.Past)}
	for i, way := range slices.Backward(bot.DoingWays) {
		y := trendTop + trendLeap*(len(bot.DoingWays)-1-i)
		shown.Lines = append(shown.Lines, trendLine{trendLeft, shown.Width, y, y + 4, d.word("skill_" + way)})
	}
	var said, points []string
	for i, doing := range s.Past {
		level := slices.Index(bot.DoingWays, doing.Way)
		month, err := time.Parse("2006-01", doing.Month)
		if err != nil || level < 0 {
			continue
		}
		row := trendRow{text.Month(d.lang, month.Month()) + " " + strconv.Itoa(month.Year()), d.word("skill_" + doing.Way), doing.N}
		shown.Rows = append(shown.Rows, row)
		words := row.Month + d.word("colon") + " " + row.Way
		if doing.N > 1 {
			words += " (" + strconv.Itoa(doing.N) + "×)"
		}
		said = append(said, words)
		dot := trendDot{trendLeft + trendStep*i + trendStep/2, trendTop + trendLeap*(len(bot.DoingWays)-1-level), min(3+doing.N, 9)}
		shown.Dots = append(shown.Dots, dot)
		points = append(points, strconv.Itoa(dot.X)+","+strconv.Itoa(dot.Y))
	}
	shown.Path = strings.Join(points, " ")
	shown.Words = d.topicName(s.Topic) + d.word("colon") + " " + strings.Join(said, " · ")
	return shown
}
