package store_test

import (
	"context"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

// TestStaffWaitForAReplica: behind Sentinel, what staff do is told as failed while a
// replica is there that does not take it; what a contact writes is stored all the same.
func TestStaffWaitForAReplica(t *testing.T) {
	ctx := context.Background()
	master := portOf(t, startRedis(t))
	replica := startRedis(t, "--replicaof", "127.0.0.1 "+master)
	db, err := store.Open(ctx, "redis+sentinel://127.0.0.1:"+startSentinel(t, master)+"/lien")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	slave, err := store.Open(ctx, replica)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { slave.Close() })
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(ctx, db, "test", sealer, keep)
	if err != nil {
		t.Fatal(err)
	}
	from := bot.Address{Channel: bot.SMS, ID: "+41790000001"} // invented
	act := func(kind bot.InputKind) error {
		loaded, err := s.Load(ctx, from, "")
		if err != nil {
			t.Fatal(err)
		}
		return s.Commit(ctx, &bot.Commit{Loaded: loaded, Input: bot.Input{Kind: kind, Address: from}, Next: []byte("x"), TTL: time.Hour})
	}
	online := func() string {
		if role, _ := db.Do(ctx, "ROLE").Slice(); len(role) == 3 && len(role[2].([]any)) == 1 {
			return "yes"
		}
		return ""
	}
	if err := act(bot.FromStaff); err != nil || eventually(t, online) == "" {
		t.Fatal("before there is a replica, or with one that does not come: ", err)
	}
	if err := act(bot.FromStaff); err != nil {
		t.Errorf("with a replica: %v", err)
	}
	found := regexp.MustCompile(`process_id:(\d+)`).FindStringSubmatch(slave.Info(ctx, "server").Val())
	if found == nil {
		t.Fatal("the replica does not say which process it is")
	}
	pid, _ := strconv.Atoi(found[1])
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(pid, syscall.SIGCONT) })
	if err := act(bot.FromStaff); err == nil {
		t.Error("done, with a replica that does not have it")
	}
	if err := act(bot.FromContact); err != nil {
		t.Errorf("a contact: %v", err)
	}
}
