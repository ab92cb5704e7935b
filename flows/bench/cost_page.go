package bench

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// costIntro says what the columns of docs/cost.md are; the figures are CostOf's.
const costIntro = `# What a help costs by SMS

Made by ` + "`go test ./flows/bench -run CostTable -update`" + `; a test keeps it true. Each help is played by SMS
by somebody who asks for it in the first words that it is found by, says yes, and needs no hint.

- **sent**: SMS of the person's until they have the help, their question among them. They pay for these.
- **parts**: SMS parts that they get until then. The service pays for these.
- **to the end**: SMS of theirs until the help is over.
- **dearest**: SMS parts of the longest reply.
- **a step**: SMS parts that they get until the help is over, by each step that these bring. The goal is at most 1: steps
  that need no answer come together.

The figures of a cell stand in the order of the languages: `

// CostPage is docs/cost.md: a line a help with the figures of every language, and
// over them the median of all helps and languages. Costs come in any order.
func CostPage(costs []Cost, languages []string) string {
	figures := []func(Cost) float64{
		func(c Cost) float64 { return float64(c.Sent) }, func(c Cost) float64 { return float64(c.Received) },
		func(c Cost) float64 { return float64(c.ToTheEnd) }, func(c Cost) float64 { return float64(c.Parts) },
		Cost.PartsAStep,
	}
	by := map[string]map[string]Cost{}
	for _, c := range costs {
		if by[c.Flow] == nil {
			by[c.Flow] = map[string]Cost{}
		}
		by[c.Flow][c.Language] = c
	}
	var page strings.Builder
	page.WriteString(costIntro + strings.Join(languages, " · ") + ".\n\n| help | sent | parts | to the end | dearest | a step |\n|---|---|---|---|---|---|\n| **median** |")
	for _, figure := range figures {
		fmt.Fprintf(&page, " **%s** |", short(medianOf(costs, figure)))
	}
	ids := make([]string, 0, len(by))
	for id := range by {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		page.WriteString("\n| " + id + " |")
		for _, figure := range figures {
			cells := make([]string, 0, len(languages))
			for _, l := range languages {
				cells = append(cells, short(figure(by[id][l])))
			}
			page.WriteString(" " + strings.Join(cells, " · ") + " |")
		}
	}
	return page.String() + "\n"
}

// medianOf is the median of a figure: the middle one, or half way between the two in
// the middle. Of nothing it is 0.
func medianOf(costs []Cost, figure func(Cost) float64) float64 {
	sorted := make([]float64, 0, len(costs))
	for _, c := range costs {
		sorted = append(sorted, figure(c))
	}
	slices.Sort(sorted)
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// short is a figure as people write it, with one decimal where it has one.
func short(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

// PartsAStep is how many SMS parts bring one step; 0 where no step was shown.
func (c Cost) PartsAStep() float64 {
	if c.Steps == 0 {
		return 0
	}
	return float64(c.All) / float64(c.Steps)
}
