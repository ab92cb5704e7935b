package storetest

import (
	"testing"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

// InProcess opens the server in this process with a fresh master key, until the
// test ends.
func InProcess(t testing.TB) (store.DB, bot.Sealer) {
	t.Helper()
	db, stop, err := store.InProcess()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	return db, sealer
}
