// Package profile tells what a check's answers come to: one band and how sure it
// is, what went well and what was hard, which answers moved it most, whether
// somebody got further since. It is pure; whoever talks, shows or prints uses it,
// so that nobody is told two different things.
package profile

import (
	"fmt"

	"passerelle/bot"
	"passerelle/bot/skills"
	"passerelle/flows"
)

// Measure is one revision of a check, ready to score. It is immutable and safe
// for concurrent use.
type Measure struct {
	check *flows.Check
	bank  *skills.Bank
	items []int          // by the index in the bank: the index in check.Items
	at    map[string]int // by the item's id: the index in the bank
}

// New makes the measure of a check. Its error names the item or the band that
// cannot be measured with.
func New(flow *flows.Flow) (*Measure, error) {
	if flow == nil || flow.Check == nil {
		return nil, fmt.Errorf("only a check can be scored")
	}
	bank, items, err := flow.Check.Bank()
	if err != nil {
		return nil, fmt.Errorf("the check %q cannot be scored: %w", flow.ID, err)
	}
	m := &Measure{check: flow.Check, bank: bank, items: items, at: map[string]int{}}
	for k, i := range items {
		m.at[flow.Check.Items[i].ID] = k
	}
	return m, nil
}

// Bank returns the scored items; Item gives each its place in the check.
func (m *Measure) Bank() *skills.Bank { return m.bank }

// Item returns the index in the check's items of an item of the bank.
func (m *Measure) Item(inBank int) int { return m.items[inBank] }

// Scored returns an item's index in the bank, and whether it is scored at all.
func (m *Measure) Scored(id string) (inBank int, ok bool) {
	inBank, ok = m.at[id]
	return inBank, ok
}

// Answers returns what counts among answers: not what only orients, what is set
// aside or what this revision does not have. "I do not know" is grade 0.
func (m *Measure) Answers(items []bot.GradedItem) []skills.Answer {
	list := make([]skills.Answer, 0, len(items))
	for _, i := range items {
		if k, ok := m.at[i.Item]; ok {
			most := max(1, m.check.Items[m.items[k]].Grades)
			list = append(list, skills.Answer{Item: k, Grade: min(max(i.Grade, 0), most)})
		}
	}
	return list
}
