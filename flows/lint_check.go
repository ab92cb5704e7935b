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
	d.inRange(d.root.get("sure_from"), "sure_from", .5, 1)
	d.inRange(d.root.get("questions").get("stop_when_sure"), "stop_when_sure", .5, 1)
	d.inRange(d.root.get("questions").get("at_least"), "at_least", 1, 60)
	for i, n := range d.root.get("items").list() {
		if i < len(c.Items) {
			d.lintItem(n, &c.Items[i])
		}
	}
	if c.AtMost > 0 && c.AtLeast > c.AtMost {
		d.at(d.root.get("questions").get("at_least"), "too-few-items", Error, strconv.Itoa(c.AtLeast), strconv.Itoa(c.AtMost), "at_most")
	}
}

// inRange wants a number between two others, both included; a missing one is fine.
func (d *document) inRange(n node, name string, low, high float64) {
	if n.Node == nil || !isNumber(n.str()) {
		return
	}
	if x := n.float(); x < low || x > high {
		d.at(n, "out-of-range", Error, name, n.str(), strconv.FormatFloat(low, 'g', -1, 64), strconv.FormatFloat(high, 'g', -1, 64))
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
	d.inRange(n.get("difficulty"), "difficulty", 1, 5)
	d.inRange(n.get("grades"), "grades", 1, 5)
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
		if i.Area != "" && right > 1 {
			d.at(id, "two-right", Error, i.ID)
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
