package storetest

import (
	"testing"

	"passerelle/bot"
)

// named: whoever wants to be called by a name is found under it until they are
// erased; who has none is left out.
func named(t *testing.T, f Fixture) {
	who := came(t, f, anna, "", func(c *bot.Commit) { c.Fields = map[string]string{bot.FieldCalled: "Nadia"} }).Contact
	nameless := came(t, f, bot.Address{Channel: bot.Telegram, ID: "7"}, "", nil).Contact
	called := func(want string, contacts ...bot.ContactID) {
		t.Helper()
		names, err := f.Store.Called(ctx, contacts)
		if err != nil || names[who] != want || names[nameless] != "" || len(names) > 1 {
			t.Errorf("%v, %v; want %q", names, err, want)
		}
	}
	called("Nadia", who, nameless, "nobody")
	called("", nameless)
	called("")
	if raw := f.Raw("p:{test}:contact:" + string(who)); contains(raw, "Nadia") {
		t.Error("a name lies open")
	}
	came(t, f, anna, "", erases)
	called("", who, nameless)
}
