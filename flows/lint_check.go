package flows

import "strconv"

// lintCheck finds what makes a check unfair or leads it nowhere.
func (d *document) lintCheck(c *Check) {
	rows := d.root.get("orientation").list()
	if len(rows) > 0 {
		if when := rows[len(rows)-1].get("when"); when.Node != nil {
			d.at(rows[len(rows)-1].get("id"), "last-row", Error, rows[len(rows)-1].get("id").str())
		}
	}
	for i, n := range d.root.get("items").list() {
		if i < len(c.Items) {
			d.lintItem(n, &c.Items[i])
		}
	}
	if c.AtMost > 0 && c.AtLeast > c.AtMost {
		d.at(d.root.get("questions").get("at_least"), "too-few-items", Error, strconv.Itoa(c.AtLeast), strconv.Itoa(c.AtMost), "at_most")
	}
}

// lintItem wants what each type of item needs to be answered.
func (d *document) lintItem(n node, i *Item) {
	id := n.get("id")
	needs := func(key string, has bool) {
		if !has {
			d.missing(id, key, itemShape)
		}
	}
	right := 0
	for _, c := range i.Choices {
		if c.Right {
			right++
		}
	}
	switch i.Type {
	case ItemChoice:
		needs("choices", len(i.Choices) > 1)
		if i.Area != "" && len(i.Choices) > 1 && right == 0 {
			d.at(id, "no-right", Error, i.ID)
		}
	case ItemOrder:
		needs("choices", len(i.Choices) > 1)
	case ItemSpot:
		needs("real", len(i.Real) > 0)
		needs("fake", len(i.Fake) > 0)
	case ItemRead:
		needs("accept", len(i.Accept) > 0)
	case ItemTask:
		needs("wait_for", i.WaitFor != "" || len(i.Accept) > 0 || i.Page)
	}
}

// enoughItems wants at_least questions on every channel that the agency has.
func (d *document) enoughItems(c *Check, channels []string) {
	if c.AtLeast == 0 {
		return
	}
	for _, channel := range channels {
		count := 0
		for i := range c.Items {
			if !contains(c.Items[i].NotOn, channel) {
				count++
			}
		}
		if count < c.AtLeast {
			d.at(d.root.get("questions").get("at_least"), "too-few-items", Error, strconv.Itoa(c.AtLeast), strconv.Itoa(count), channel)
			return
		}
	}
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
