// Package rights says what each role may do, in one table. A page asks for a
// right and never for a role.
package rights

import (
	"slices"

	"passerelle/bot"
)

// Right is something that one may do, written resource:action.
type Right string

// The rights.
const (
	OwnAccount   Right = "account:own"   // one's own password, second step and sessions
	OwnHours     Right = "hours:own"     // when one works
	CaseRead     Right = "case:read"     // the queue, and what people write
	CaseAct      Right = "case:act"      // take, answer, hand over, close
	PersonRead   Right = "person:read"   // one's own people; whose they are is asked beside it
	PersonAct    Right = "person:act"    // enrol, write first, agree on what is kept
	CheckKey     Right = "check:key"     // key a paper sheet in
	FiguresRead  Right = "figures:read"  // counts, never a person
	FlowsRead    Right = "flows:read"    // the studio
	FlowsEdit    Right = "flows:edit"    // drafts
	FlowsPublish Right = "flows:publish" // what people meet
	StaffManage  Right = "staff:manage"  // who may log in
	CaseGuard    Right = "case:guard"    // who may have a case; nothing in it
	VoiceRecord  Right = "voice:record"  // record steps, and listen to what others recorded
	AuditRead    Right = "audit:read"    // who of the staff opened what; nothing that they read
)

// table gives each role as little as its work takes: who looks after accounts
// reads no case, a lead reads figures without people and says who may have a case
// without reading it, and whoever reads the audit is none of those who are in it.
var table = map[string][]Right{
	bot.RoleCounsellor: {OwnAccount, OwnHours, CaseRead, CaseAct, PersonRead, PersonAct, CheckKey, FiguresRead, VoiceRecord},
	bot.RoleLead:       {OwnAccount, FiguresRead, CaseGuard, VoiceRecord},
	bot.RoleAuthor:     {OwnAccount, FlowsRead, FlowsEdit, FlowsPublish, VoiceRecord},
	bot.RoleAdmin:      {OwnAccount, StaffManage, VoiceRecord},
	bot.RoleDPO:        {OwnAccount, AuditRead},
}

// Roles are the roles of staff, in the order in which they are offered.
var Roles = []string{bot.RoleCounsellor, bot.RoleLead, bot.RoleAuthor, bot.RoleAdmin, bot.RoleDPO}

// May reports whether a role has a right. An unknown role has none.
func May(role string, r Right) bool { return slices.Contains(table[role], r) }

// Known reports whether there is such a role.
func Known(role string) bool { return len(table[role]) > 0 }
