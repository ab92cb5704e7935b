package dialogue

import (
	"slices"
	"strconv"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/bot/skills"
	"passerelle/flows"
)

const (
	// stageSize is how many items a stage of a staged check has.
	stageSize = skills.StageSize
	// stopSure is how probable a band must be for an adaptive check to end, where
	// the author leaves it to the program.
	stopSure = .85
	// moreItems is how many more questions are offered where no band is sure.
	moreItems = 4
	// askedMore is the answer that holds up to how many were asked for.
	askedMore = "check.more"
)

// nextItem returns the item to ask now, by its index, or the number of items when
// the check is over. It depends on what was answered only, so that a check that
// was left goes on where it was. What only orients is asked at the beginning where
// the author put it there, else after what is scored.
func (t *turn) nextItem(flow *flows.Flow) uint16 {
	items := flow.Check.Items
	for i := 0; i < len(items) && items[i].Area == ""; i++ {
		if t.mayAsk(&items[i], i) {
			return uint16(i)
		}
	}
	if i := t.nextScored(flow); i >= 0 {
		return uint16(i)
	}
	for i := range items {
		if items[i].Area == "" && t.mayAsk(&items[i], i) {
			return uint16(i)
		}
	}
	return uint16(len(items))
}

// mayAsk reports whether an item was not asked yet and can be.
func (t *turn) mayAsk(item *flows.Item, i int) bool {
	return t.canAsk(item) && !slices.ContainsFunc(t.s.Asked, func(a bot.Asked) bool { return int(a.Item) == i })
}

// nextScored is the scored item to ask now, −1 when there is enough or nothing left.
func (t *turn) nextScored(flow *flows.Flow) int {
	m := t.book.measures[t.s.Check.Flow]
	if m == nil {
		return -1
	}
	answers := m.Answers(t.graded(t.s.Check.Flow, t.s.Asked))
	if t.enough(flow.Check, m, answers) {
		return -1
	}
	open := t.openItems(flow, m, true)
	if !slices.Contains(open, true) && len(answers) < flow.Check.AtLeast {
		open = t.openItems(flow, m, false) // rather one that was asked weeks ago than none
	}
	var k int
	switch flow.Check.How {
	case "adaptive":
		k = t.adaptive(flow.Check, m, open, answers)
	case "staged":
		k = t.staged(m, open, answers)
	default:
		k = slices.Index(open, true)
	}
	if k < 0 {
		return -1
	}
	return m.Item(k)
}

// most is how many scored items are asked at most: fewer where each answer costs.
func (t *turn) most(c *flows.Check) int {
	if t.s.Reach.Channel != bot.SMS && c.AtMostNet > 0 {
		return c.AtMostNet
	}
	return c.AtMost
}

// enough reports whether there are enough answers: as many as may be asked, or a
// band that is sure.
func (t *turn) enough(c *flows.Check, m *profile.Measure, answers []skills.Answer) bool {
	most := t.most(c)
	if more, err := strconv.Atoi(t.s.Answer(askedMore)); err == nil {
		most = more
	}
	if most > 0 && len(answers) >= most {
		return true
	}
	if c.How != "adaptive" || len(answers) < c.AtLeast {
		return false
	}
	belief := m.Bank().Believe(answers)
	levels := m.Bank().Levels(&belief, nil)
	stop := c.StopSure
	if stop == 0 {
		stop = stopSure
	}
	return levels[skills.Likeliest(levels)] >= stop
}

// openItems are the items of the bank that can be asked now, without those of
// the check before where other says so.
func (t *turn) openItems(flow *flows.Flow, m *profile.Measure, other bool) []bool {
	open := make([]bool, m.Bank().Len())
	before := map[string]bool{}
	if other {
		for _, g := range t.graded(t.s.EarlierCheck.Flow, t.s.Earlier) {
			before[g.Item] = true
		}
	}
	for k := range open {
		i := m.Item(k)
		open[k] = t.mayAsk(&flow.Check.Items[i], i) && !before[flow.Check.Items[i].ID]
	}
	return open
}

// adaptive is the item that tells most, area by area. The first one is easy.
func (t *turn) adaptive(c *flows.Check, m *profile.Measure, open []bool, answers []skills.Answer) int {
	if len(answers) == 0 {
		return easiest(c, m, open, nil)
	}
	asked := make([]int, len(c.Areas))
	for _, a := range answers {
		asked[m.Bank().AreaOf(a.Item)]++
	}
	belief := m.Bank().Believe(answers)
	item, _, _ := m.Bank().NextBalanced(belief.Mean(), t.restingFromTasks(c, m, t.flagsFirst(c, m, open)), asked)
	return item
}

// flagsFirst keeps, in an area, to the items that raise a flag which the
// orientation asks for, until one of them was asked: no rule may wait for what
// nobody looked at.
func (t *turn) flagsFirst(c *flows.Check, m *profile.Measure, open []bool) []bool {
	kept := slices.Clone(open)
	for i := range c.Orientation {
		for _, flag := range flagsOf(c.Orientation[i].When) {
			raises := func(k int) bool { return c.Items[m.Item(k)].FlagWrong == flag }
			if slices.ContainsFunc(t.s.Asked, func(a bot.Asked) bool { return int(a.Item) < len(c.Items) && c.Items[a.Item].FlagWrong == flag }) {
				continue
			}
			for k := range open {
				if !open[k] || !raises(k) {
					continue
				}
				for other := range kept {
					kept[other] = kept[other] && (raises(other) || m.Bank().AreaOf(other) != m.Bank().AreaOf(k))
				}
			}
		}
	}
	return kept
}

// restingFromTasks leaves out the tasks right after a task: to photograph, find
// and forward one thing after the other is tiring, though it tells much.
func (t *turn) restingFromTasks(c *flows.Check, m *profile.Measure, open []bool) []bool {
	if n := len(t.s.Asked); n == 0 || int(t.s.Asked[n-1].Item) >= len(c.Items) || c.Items[t.s.Asked[n-1].Item].Type != flows.ItemTask {
		return open
	}
	rest := slices.Clone(open)
	for k := range rest {
		rest[k] = rest[k] && c.Items[m.Item(k)].Type != flows.ItemTask
	}
	if !slices.Contains(rest, true) {
		return open
	}
	return rest
}

// easiest is the easiest open item among some, or among all, that is answered
// with a number or a word; any when there is none.
func easiest(c *flows.Check, m *profile.Measure, open []bool, among []int) int {
	best, any := -1, -1
	for k := range open {
		if !open[k] || among != nil && !slices.Contains(among, k) {
			continue
		}
		item := &c.Items[m.Item(k)]
		if any < 0 || item.Logit() < c.Items[m.Item(any)].Logit() {
			any = k
		}
		if simple := item.Type == flows.ItemChoice || item.Type == flows.ItemRead; simple && (best < 0 || item.Logit() < c.Items[m.Item(best)].Logit()) {
			best = k
		}
	}
	return either(best >= 0, best, any)
}

// staged is the next item of the present stage: the first stage has one item an
// area near the middle, the two after it aim by what went before.
func (t *turn) staged(m *profile.Measure, open []bool, answers []skills.Answer) int {
	bank, target := m.Bank(), 0.0
	free := slices.Clone(open)
	for k := range free { // as it was when the stage began
		free[k] = free[k] || slices.ContainsFunc(answers, func(a skills.Answer) bool { return a.Item == k })
	}
	for from := 0; ; from += stageSize {
		stage := answers[from:min(len(answers), from+stageSize)]
		if len(stage) < stageSize {
			list := bank.Stage(target, free, from == 0, stageSize, nil)
			if k := easiest(t.book.byNumber[t.s.Check.Flow].Check, m, open, list); k >= 0 && len(list) > 0 {
				return k
			}
			return slices.Index(open, true)
		}
		target = skills.StageTarget(target, solved(bank, stage))
		for _, a := range stage {
			free[a.Item] = false
		}
	}
}

// solved is the share of the grades that some answers reached, from 0 to 1.
func solved(bank *skills.Bank, answers []skills.Answer) float64 {
	got, most := 0, 0
	for _, a := range answers {
		got, most = got+a.Grade, most+bank.Grades(a.Item)-1
	}
	return float64(got) / float64(max(1, most))
}

func (t *turn) canAsk(item *flows.Item) bool { return t.book.Asks(item, t.s) }

// Asks reports whether an item can be asked of somebody where they write now: on
// their channel, with the senses that it takes, with the page that it needs. One
// that is set aside is not.
func (b *Book) Asks(item *flows.Item, s *bot.Session) bool {
	switch {
	case item.SetAside != nil,
		slices.Contains(item.NotOn, s.Reach.Channel.String()),
		item.Page && b.agency.CheckPage.Address == "",
		item.WaitFor == bot.Picture.String() && !b.carries(s.Reach.Channel, "pictures"),
		slices.Contains(item.Senses, "sight") && s.Has(bot.FlagByEar):
		return false
	}
	return true
}

// questions is how many items a check asks this person on this channel at most.
func (t *turn) questions() string {
	flow := t.asked
	if flow == nil {
		flow = t.book.byNumber[t.s.Place.Flow]
	}
	if flow == nil || flow.Check == nil {
		return ""
	}
	scored, rest := 0, 0
	for i := range flow.Check.Items {
		item := &flow.Check.Items[i]
		switch {
		case !t.canAsk(item):
		case item.Area == "":
			rest++
		default:
			scored++
		}
	}
	if most := t.most(flow.Check); most > 0 {
		scored = min(scored, most)
	}
	return strconv.Itoa(scored + rest)
}

// graded are answers by their items' names, as results keep them.
func (t *turn) graded(number uint32, asked []bot.Asked) []bot.GradedItem {
	flow := t.book.byNumber[number]
	if flow == nil || flow.Check == nil {
		return nil
	}
	list := make([]bot.GradedItem, 0, len(asked))
	for _, a := range asked {
		if int(a.Item) >= len(flow.Check.Items) {
			continue
		}
		g := bot.GradedItem{Item: flow.Check.Items[a.Item].ID, Grade: int(a.Grade), Hints: int(a.Hints)}
		if a.Grade == bot.GradeUnknown {
			g.Grade, g.Unknown = 0, true
		}
		list = append(list, g)
	}
	return list
}
