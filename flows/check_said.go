package flows

import "passerelle/flows/text"

// Said returns the words of a remembered answer: of the question whose answer is
// kept under a name, and of the choice that the value is. They are nil where no
// question has that name, or no choice that value.
func (c *Check) Said(name, value string) (question, answer text.Localised) {
	for i := range c.Items {
		item := &c.Items[i]
		if item.Remember != name {
			continue
		}
		for _, choice := range item.Choices {
			if choice.ID == value {
				answer = choice.Label
			}
		}
		if len(item.About) > 0 {
			return item.About, answer
		}
		return item.Ask, answer
	}
	return nil, nil
}
