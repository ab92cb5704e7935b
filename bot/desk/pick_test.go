package desk_test

import (
	"slices"
	"testing"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
)

func TestPick(t *testing.T) {
	queued := func(id string, change func(*bot.Case)) bot.Case {
		c := bot.Case{ID: id, State: bot.CaseQueued, Language: "fr", Team: "other"}
		if change != nil {
			change(&c)
		}
		return c
	}
	talk := &flows.Talk{Teams: []flows.Team{{ID: "ours", Members: []string{"marie"}}, {ID: "other", Members: []string{"petra"}}}}
	waiting := []bot.Case{
		queued("first", nil),
		queued("ours", func(c *bot.Case) { c.Team = "ours" }),
		queued("german", func(c *bot.Case) { c.Language = "de" }),
		queued("known", func(c *bot.Case) { c.Before = "marie" }),
		queued("followed", func(c *bot.Case) { c.Referent = "marie" }),
		queued("danger", func(c *bot.Case) { c.Danger = bot.Suicide; c.Language = "" }),
		queued("taken", func(c *bot.Case) { c.State, c.Staff = bot.CaseActive, "petra" }),
		queued("hidden", func(c *bot.Case) { c.Hidden, c.State, c.Staff = true, bot.CaseClaimed, "petra" }),
	}
	mine := func(n int, state bot.CaseState) (list []bot.Case) {
		for range n {
			list = append(list, bot.Case{State: state, Staff: "marie"})
		}
		return list
	}
	for name, c := range map[string]struct {
		more []bot.Case
		who  desk.Someone
		want []string
		full bool
	}{
		"nearest first":            {nil, desk.Someone{Login: "marie", Languages: []string{"fr"}}, []string{"danger", "known", "followed", "ours", "first"}, false},
		"every language":           {nil, desk.Someone{Login: "petra"}, []string{"danger", "first", "german", "known", "followed", "ours"}, false},
		"enough talks: danger":     {mine(3, bot.CaseActive), desk.Someone{Login: "marie"}, []string{"danger"}, false},
		"what rests is no talk":    {mine(3, bot.CaseSnoozed), desk.Someone{Login: "marie", Languages: []string{"de"}}, []string{"danger", "german"}, false},
		"a language nobody speaks": {nil, desk.Someone{Login: "marie", Languages: []string{"ti"}}, []string{"danger"}, false},
	} {
		list, full := desk.Pick(append(slices.Clone(waiting), c.more...), c.who, talk)
		var ids []string
		for _, got := range list {
			ids = append(ids, got.ID)
		}
		if !slices.Equal(ids, c.want) || full != c.full {
			t.Errorf("%s: %v %v, want %v", name, ids, full, c.want)
		}
	}
	if list, full := desk.Pick(append(mine(3, bot.CaseClaimed), queued("first", nil)), desk.Someone{Login: "marie"}, talk); len(list) != 0 || !full {
		t.Errorf("%v %v", list, full)
	}
	if list, full := desk.Pick(append(mine(3, bot.CaseClaimed), queued("first", nil)), desk.Someone{Login: "marie"}, &flows.Talk{LiveTalks: 5}); len(list) != 1 || full {
		t.Errorf("%v %v", list, full)
	}
}
