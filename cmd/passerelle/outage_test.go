//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/store"
)

// redisProcess returns the process of the Redis that the service runs.
func (s *served) redisProcess() int {
	s.t.Helper()
	db, err := store.Join(s.t.Context(), s.data, time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	pid, err := strconv.Atoi(regexp.MustCompile(`process_id:(\d+)`).FindStringSubmatch(db.Info(s.t.Context(), "server").Val())[1])
	if err != nil {
		s.t.Fatal(err)
	}
	return pid
}

// TestRedisHangs: a webhook gets its 503 in time, the log stays short, and all
// goes on once Redis does.
func TestRedisHangs(t *testing.T) {
	p := newPlatforms(t)
	s := startServe(t, p)
	if code := s.sms("bonjour"); code != 200 {
		t.Fatalf("a message: %d", code)
	}
	p.wants(t, "+41790000001", "robot")
	redis := s.redisProcess()
	before := strings.Count(s.talk.String(), "\n")
	if err := syscall.Kill(redis, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(redis, syscall.SIGCONT) })
	began := time.Now()
	code := s.sms("menu")
	if took := time.Since(began); code != 503 || took > hookTime+time.Second {
		t.Errorf("a webhook while Redis hangs: %d after %s", code, took)
	}
	time.Sleep(5 * time.Second) // the loops go on asking
	if n := strings.Count(s.talk.String(), "\n") - before; n > 3 || !strings.Contains(s.talk.String(), "Redis does not answer") {
		t.Errorf("%d lines about it:\n%s", n, s.talk)
	}
	if err := syscall.Kill(redis, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	s.logged("Redis answers again")
	messages--
	if code := s.sms("menu"); code != 200 {
		t.Errorf("Redis is back, but %d", code)
	}
	p.wants(t, "+41790000001", "Que voulez-vous faire")
}

// TestBackupAndRestore goes the way of docs/operations.md: a copy while the
// service runs, a restore into a new folder, a look while nothing is sent.
func TestBackupAndRestore(t *testing.T) {
	p := newPlatforms(t)
	s := startServe(t, p)
	s.sms("bonjour")
	p.wants(t, "+41790000001", "robot")
	s.stop()
	s.begin("--paused")
	if code := s.sms("langue"); code != 200 {
		t.Fatalf("paused, it takes messages in: %d", code)
	}
	target := filepath.Join(t.TempDir(), "backups")
	copied := backup(t, true, s.data, target)
	if percentage := s.setting("auto-aof-rewrite-percentage"); percentage != "100" {
		t.Errorf("the backup leaves %s", percentage)
	}
	s.stop()

	restored := filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(restored, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-a", copied, filepath.Join(restored, "appendonlydir")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	s.data = restored
	t.Setenv("PASSERELLE_DATA", restored)
	command1(t, exitFine, "doctor")
	s.begin("--paused")
	s.logged("before the signal SIGUSR1")
	if code := s.sms("menu"); code != 200 {
		t.Errorf("restored and paused: %d", code)
	}
	if code, body := s.get(s.ops + "/metrics"); code != 200 || !strings.Contains(body, "passerelle_paused 1") {
		t.Errorf("metrics %d %s", code, body)
	}
	time.Sleep(time.Second)
	p.mu.Lock()
	sent := len(p.sent)
	p.mu.Unlock()
	if sent != 1 {
		t.Errorf("paused, but sent: %q", p.sent)
	}
	for range 2 { // a second one does no harm
		if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
			t.Fatal(err)
		}
		s.logged("sending begins")
	}
	p.wants(t, "+41790000001", "Deutsch") // what waited at the backup
	p.wants(t, "+41790000001", "Que voulez-vous faire")
}

func (s *served) setting(name string) string {
	s.t.Helper()
	db, err := store.Join(s.t.Context(), s.data, time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	return db.ConfigGet(s.t.Context(), name).Val()[name]
}

// backup runs the script and returns what it printed.
func backup(t *testing.T, fine bool, args ...string) string {
	t.Helper()
	cmd := exec.Command("../../deploy/backup.sh", args...)
	var talk strings.Builder
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if (err == nil) != fine {
		t.Fatalf("backup.sh %v: %v %s", args, err, talk.String())
	}
	return strings.TrimSpace(string(out)) + talk.String()
}

// TestBackupOfARedisOfYourOwn, with the command line of Valkey alone, and with
// a percentage of the operator's.
func TestBackupOfARedisOfYourOwn(t *testing.T) {
	dir, target := t.TempDir(), t.TempDir()
	socket := filepath.Join(t.TempDir(), "r.sock")
	cmd := exec.Command("redis-server", "../../deploy/redis.conf", "--port", "0", "--unixsocket", socket, "--dir", dir, "--auto-aof-rewrite-percentage", "77", "--logfile", filepath.Join(dir, "log"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	db, err := store.Open(t.Context(), "unix://"+socket)
	for end := time.Now().Add(10 * time.Second); err != nil && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		db, err = store.Open(t.Context(), "unix://"+socket)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.Set(t.Context(), "kept", "yes", 0)
	if said := backup(t, false); !strings.Contains(said, "usage: backup.sh DATA TARGET") {
		t.Error(said)
	}
	if said := backup(t, false, t.TempDir(), target, socket); !strings.Contains(said, "there is no") {
		t.Error(said)
	}
	bin := t.TempDir()
	real, err := exec.LookPath("redis-cli")
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]string{"valkey-cli": real} {
		if err := os.Symlink(at, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tool := range []string{"sh", "sed", "tr", "mkdir", "flock", "rm", "grep", "sleep", "cp", "chmod", "date", "mv"} {
		at, err := exec.LookPath(tool)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(at, filepath.Join(bin, tool)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin)
	copied := backup(t, true, dir, target, socket)
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%s: %v %v", copied, info, err)
	}
	if got := db.ConfigGet(t.Context(), "auto-aof-rewrite-percentage").Val()["auto-aof-rewrite-percentage"]; got != "77" {
		t.Errorf("the backup leaves %s", got)
	}
	if files, err := filepath.Glob(filepath.Join(copied, "*.manifest")); err != nil || len(files) != 1 {
		t.Errorf("the copy holds %v %v", files, err)
	}
}
