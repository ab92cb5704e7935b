package bench

import (
	"cmp"
	"fmt"
	"slices"
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

The figures of a cell stand in the order of the languages: `

// CostPage is docs/cost.md: a line a help with the figures of every language, and
// over them the median of all helps and languages. Costs come in any order.
func CostPage(costs []Cost, languages []string) string {
	figures := []func(Cost) int{
		func(c Cost) int { return c.Sent }, func(c Cost) int { return c.Received },
		func(c Cost) int { return c.ToTheEnd }, func(c Cost) int { return c.Parts },
	}
	by := map[string]map[string]Cost{}
	for _, c := range costs {
		if by[c.Flow] == nil {
			by[c.Flow] = map[string]Cost{}
		}
		by[c.Flow][c.Language] = c
	}
	var page strings.Builder
	page.WriteString(costIntro + strings.Join(languages, " · ") + ".\n\n| help | sent | parts | to the end | dearest |\n|---|---|---|---|---|\n| **median** |")
	for _, figure := range figures {
		fmt.Fprintf(&page, " **%s** |", medianOf(costs, figure))
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
				cells = append(cells, fmt.Sprint(figure(by[id][l])))
			}
			page.WriteString(" " + strings.Join(cells, " · ") + " |")
		}
	}
	return page.String() + "\n"
}

// medianOf is the median of a figure: the middle one, or half way between the
// two in the middle, as people write it ("2", "2.5"). Of nothing it is "0".
func medianOf(costs []Cost, figure func(Cost) int) string {
	sorted := slices.Clone(costs)
	slices.SortFunc(sorted, func(a, b Cost) int { return cmp.Compare(figure(a), figure(b)) })
	n := len(sorted)
	if n == 0 {
		return "0"
	}
	return fmt.Sprint(float64(figure(sorted[(n-1)/2])+figure(sorted[n/2])) / 2)
}
