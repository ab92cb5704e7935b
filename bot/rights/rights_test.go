package rights

import (
	"strings"
	"testing"

	"passerelle/bot"
)

var all = []Right{OwnAccount, OwnHours, CaseRead, CaseAct, CheckKey, FiguresRead, FlowsRead, FlowsEdit, FlowsPublish, StaffManage, AuditRead, CaseGuard}

// TestTable is the whole table once more, as a reader would check it: x may, . may not.
func TestTable(t *testing.T) {
	for role, want := range map[string]string{
		//                  own hours read act key figures flows edit publish staff audit guard
		bot.RoleCounsellor: "x   x     x    x   x   x       .     .    .       .     .     .",
		bot.RoleLead:       "x   .     .    .   .   x       .     .    .       .     .     x",
		bot.RoleAuthor:     "x   .     .    .   .   .       x     x    x       .     .     .",
		bot.RoleAdmin:      "x   .     .    .   .   .       .     .    .       x     .     .",
		bot.RoleDPO:        "x   .     .    .   .   .       .     .    .       .     x     .",
		"boss":             ".   .     .    .   .   .       .     .    .       .     .     .",
		"":                 ".   .     .    .   .   .       .     .    .       .     .     .",
	} {
		for i, mark := range strings.Fields(want) {
			if May(role, all[i]) != (mark == "x") {
				t.Errorf("%q and %s: %v", role, all[i], May(role, all[i]))
			}
		}
		if Known(role) != strings.Contains(want, "x") {
			t.Errorf("%q is known: %v", role, Known(role))
		}
	}
	if May(bot.RoleAdmin, "") || len(Roles) != len(table) {
		t.Error("no right is a right, or a role is not offered")
	}
}

// TestNames: every right is written resource:action.
func TestNames(t *testing.T) {
	for _, r := range all {
		if resource, action, ok := strings.Cut(string(r), ":"); !ok || resource == "" || action == "" {
			t.Errorf("%q", r)
		}
	}
}
