package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows/text"
)

// listDoing puts a help where it belongs among what somebody can do. What was
// done for them is in neither list: nothing negative is said.
func (t *turn) listDoing(title string, past []bot.Doing, alone, helped []string) (a, h []string) {
	if len(past) == 0 {
		return alone, helped
	}
	way := past[len(past)-1].Way
	if words := t.trend(past); words != "" {
		title += " (" + words + ")"
	}
	switch way {
	case bot.WayAlone:
		alone = append(alone, title)
	case bot.WayFor:
	default:
		helped = append(helped, title)
	}
	return alone, helped
}

// trend says how a help went over the months: "with somebody in March, alone in
// May"; "" where there is only one way.
func (t *turn) trend(past []bot.Doing) string {
	var said []string
	before := ""
	for _, d := range past {
		month, err := time.Parse("2006-01", d.Month)
		if err != nil || d.Way == bot.WayFor || d.Way == before {
			continue
		}
		before = d.Way
		t.list = text.Month(t.s.Language, month.Month())
		if month.Year() != t.now().Year() {
			t.list += " " + strconv.Itoa(month.Year())
		}
		said = append(said, t.phrase("trend_"+d.Way))
	}
	if len(said) < 2 {
		return ""
	}
	return strings.Join(said, ", ")
}

// lessHelp names the helps for which somebody needs less help than before, by the
// rule of bot.Progress; "" for none: then nothing is said of progress.
func (t *turn) lessHelp() string {
	var names []string
	for _, skill := range followed(t.s) {
		if e, ok := t.book.edition(skill.Topic); ok && skill.Progress {
			names = append(names, t.words(e.Title))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return bullets(t.phrase("trend_less"), names)
}

// Skills are the helps that a contact followed to their end, and how, the last one
// first; none where they have not agreed that anything is kept, or write for
// somebody else: what is told of them then is told by themselves.
func Skills(s *bot.Session) []bot.Skill {
	if s.Consent != bot.Yes || s.Has(bot.FlagForOther) {
		return nil
	}
	return followed(s)
}

func followed(s *bot.Session) (list []bot.Skill) {
	for _, a := range s.Answers {
		id, isDone := strings.CutPrefix(a.Name, didFlow)
		past := bot.ParseDoings(a.Value)
		past = slices.DeleteFunc(past, func(d bot.Doing) bool { _, err := time.Parse("2006-01", d.Month); return err != nil })
		if isDone && len(past) > 0 {
			list = append(list, bot.Skill{Topic: id, Past: past, Progress: bot.Progress(past)})
		}
	}
	slices.SortStableFunc(list, func(a, b bot.Skill) int {
		return strings.Compare(b.Past[len(b.Past)-1].Month, a.Past[len(a.Past)-1].Month)
	})
	return list
}
