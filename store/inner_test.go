package store

import (
	"context"
	"testing"

	"passerelle/bot/privacy"
)

// openInner opens a store on the server in this process, until the test ends.
func openInner(t testing.TB, keep Keep) *Store {
	t.Helper()
	db, stop, err := InProcess()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(context.Background(), db, "test", sealer, keep)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
