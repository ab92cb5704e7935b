package assistant

import (
	"context"
	"strings"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/understand"
)

// Found is an open case that somebody looked for.
type Found struct {
	bot.Case
	Called string // by which name the person wants to be called, where it was found by that; else ""
}

// Find returns the open cases that somebody may see and that hold all the words:
// in the title of the topic in any of its languages, in the name by which the person
// wants to be called, or which are the reference. Names are looked at only in the
// cases that somebody has, and of people whom they follow. The most urgent come first.
func (a *Assistant) Find(ctx context.Context, login, words string) ([]Found, error) {
	terms := strings.Fields(understand.Normal(words))
	if len(terms) == 0 {
		return nil, nil
	}
	cases, err := a.Cases(ctx, login)
	if err != nil {
		return nil, err
	}
	called, err := a.options.Store.Called(ctx, known(cases, login))
	if err != nil {
		return nil, err
	}
	titles, reference := a.titles(), strings.Join(terms, "")
	var found []Found
	for i := range cases {
		c, name := &cases[i], ""
		if c.Barred {
			continue
		}
		if n := called[c.Contact]; n != "" && knows(c, login) {
			name = n
		}
		switch {
		case desk.Refers(reference, c.ID), holds(titles[c.Topic], terms):
			found = append(found, Found{Case: *c})
		case name != "" && holds(titles[c.Topic]+" "+understand.Normal(name), terms):
			found = append(found, Found{Case: *c, Called: name})
		}
	}
	return found, nil
}

// knows reports whether somebody has a case, follows its person or stands in for who
// does: then they may know the person's name.
func knows(c *bot.Case, login string) bool {
	return login != "" && (c.Staff == login || c.Referent == login || c.Deputy == login)
}

// known are the people of the cases that somebody has, and those whom they follow.
func known(cases []bot.Case, login string) (contacts []bot.ContactID) {
	for i := range cases {
		if knows(&cases[i], login) {
			contacts = append(contacts, cases[i].Contact)
		}
	}
	return contacts
}

// titles are the normal words of each topic, in all its languages, and its id.
func (a *Assistant) titles() map[string]string {
	titles := map[string]string{}
	for _, e := range a.Book().Editions() {
		all := []string{e.ID}
		for _, title := range e.Flow.Title {
			all = append(all, title)
		}
		titles[e.ID] = understand.Normal(strings.Join(all, " "))
	}
	return titles
}

// holds reports whether words hold all the terms, each in part at least.
func holds(words string, terms []string) bool {
	for _, term := range terms {
		if !strings.Contains(words, term) {
			return false
		}
	}
	return true
}
