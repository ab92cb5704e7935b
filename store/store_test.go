package store_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot/privacy"
	"passerelle/store"
	"passerelle/store/storetest"
)

// keep is the retention table as the store reads it.
var keep = store.Keep{
	Sessions: privacy.Keep(privacy.Sessions), Threads: privacy.Keep(privacy.Threads), Results: privacy.Keep(privacy.Results),
	Events: privacy.Keep(privacy.Events), Cases: privacy.Keep(privacy.Cases), Seen: privacy.Keep(privacy.Seen),
	Statuses: privacy.Keep(privacy.Statuses), Parked: privacy.Keep(privacy.Parked), Flows: privacy.Keep(privacy.FlowTexts),
	Delivered: privacy.Keep(privacy.Delivered), Unreported: privacy.Keep(privacy.Unreported), Chats: privacy.Keep(privacy.Chats), Looks: privacy.Keep(privacy.Looks), Audit: privacy.Keep(privacy.Audit),
}

func fixture(t *testing.T, db redis.UniversalClient) storetest.Fixture {
	t.Helper()
	ctx := context.Background()
	if err := flush(ctx, db); err != nil {
		t.Fatal(err)
	}
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(ctx, db, "test", sealer, keep)
	if err != nil {
		t.Fatal(err)
	}
	changes := s.Changes()
	t.Cleanup(func() { _ = changes.Close() })
	const prefix = "p:{test}:"
	return storetest.Fixture{
		Store: s, Accounts: s, Rights: s, Changes: changes, Audit: s.Audit(),
		Become: func(key string) { must(t, db.Set(ctx, prefix+key, "x", 0)) },
		Inject: func(key string) {
			if err := db.Del(ctx, prefix+key).Err(); err != nil {
				t.Fatal(err)
			}
			if err := db.RPush(ctx, prefix+key, "x").Err(); err != nil {
				t.Fatal(err)
			}
		},
		Keys: func(part string) []string { return names(t, db, part) },
		Raw:  func(key string) string { return raw(t, db, key) },

		Delete:  func(key string) { must(t, db.Del(ctx, prefix+key)) },
		Expire:  func(key string, left time.Duration) { must(t, db.PExpire(ctx, prefix+key, left)) },
		Left:    func(key string) time.Duration { return db.PTTL(ctx, prefix+key).Val() },
		Trash:   func() map[string]time.Duration { return trash(t, db, prefix+"trash") },
		Ripen:   func() { rescore(t, db, prefix+"trash") },
		Failing: func(ago time.Duration) { failing(t, db, prefix+"trash:failing", ago) },
	}
}

func must(t *testing.T, did interface{ Err() error }) {
	t.Helper()
	if err := did.Err(); err != nil {
		t.Fatal(err)
	}
}

func trash(t *testing.T, db redis.UniversalClient, key string) map[string]time.Duration {
	t.Helper()
	ctx := context.Background()
	all, now := db.ZRangeWithScores(ctx, key, 0, -1), db.Time(ctx)
	must(t, all)
	must(t, now)
	rests := map[string]time.Duration{}
	for _, z := range all.Val() {
		words := strings.SplitN(z.Member.(string), " ", 3)
		rests[words[0]+" "+words[1]] = time.UnixMilli(int64(z.Score)).Sub(now.Val())
	}
	if len(rests) != len(all.Val()) {
		t.Errorf("a message is in the trash twice: %v", all.Val())
	}
	return rests
}

func rescore(t *testing.T, db redis.UniversalClient, key string) {
	t.Helper()
	ctx := context.Background()
	for _, member := range db.ZRange(ctx, key, 0, -1).Val() {
		must(t, db.ZAdd(ctx, key, redis.Z{Score: 1, Member: member}))
	}
}

func failing(t *testing.T, db redis.UniversalClient, key string, ago time.Duration) {
	t.Helper()
	ctx := context.Background()
	since := db.Time(ctx).Val().Add(-ago).UnixMilli()
	for entry := range db.HGetAll(ctx, key).Val() {
		must(t, db.HSet(ctx, key, entry, since))
	}
}

// raw is everything that stands under a key, whatever its type.
func raw(t *testing.T, db redis.UniversalClient, key string) string {
	t.Helper()
	ctx := context.Background()
	var got any
	var err error
	switch kind := db.Type(ctx, key).Val(); kind {
	case "string":
		got, err = db.Get(ctx, key).Result()
	case "hash":
		got, err = db.HGetAll(ctx, key).Result()
	case "list":
		got, err = db.LRange(ctx, key, 0, -1).Result()
	case "zset":
		got, err = db.ZRangeWithScores(ctx, key, 0, -1).Result()
	case "stream":
		got, err = db.XRange(ctx, key, "-", "+").Result()
	default:
		t.Fatalf("%s is a %s", key, kind)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(got)
}

func flush(ctx context.Context, db redis.UniversalClient) error {
	if cluster, ok := db.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, c *redis.Client) error { return c.FlushAll(ctx).Err() })
	}
	return db.FlushAll(ctx).Err()
}

func names(t *testing.T, db redis.UniversalClient, part string) (found []string) {
	t.Helper()
	ctx := context.Background()
	var mu sync.Mutex // masters are asked side by side
	list := func(ctx context.Context, c redis.Cmdable) error {
		keys, err := c.Keys(ctx, "*"+part+"*").Result()
		mu.Lock()
		defer mu.Unlock()
		found = append(found, keys...)
		return err
	}
	var err error
	if cluster, ok := db.(*redis.ClusterClient); ok {
		err = cluster.ForEachMaster(ctx, func(ctx context.Context, c *redis.Client) error { return list(ctx, c) })
	} else {
		err = list(ctx, db)
	}
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestInProcess(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Fixture {
		db, stop, err := store.InProcess()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stop)
		return fixture(t, db)
	})
}

func TestRedis(t *testing.T) {
	url := startRedis(t)
	db, err := store.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	storetest.Run(t, func(t *testing.T) storetest.Fixture { return fixture(t, db) })
}

// startRedis starts a redis-server of the test's own, with AOF always, on a
// free loopback port, and ends it by its id.
func startRedis(t testing.TB, more ...string) string {
	t.Helper()
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		t.Fatal("redis-server is missing: apt-get install redis-server")
	}
	port := freePort(t)
	dir := t.TempDir()
	args := append([]string{"--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes", "--appendfsync", "always"}, more...)
	cmd := exec.Command(binary, args...)
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	awaitPort(t, port)
	return "redis://127.0.0.1:" + port
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func awaitPort(t testing.TB, port string) {
	t.Helper()
	for range 200 {
		if c, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second); err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("redis-server did not open its port")
}

func TestCluster(t *testing.T) {
	var urls, ports []string
	for range 3 {
		url := startRedis(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000")
		urls = append(urls, url)
		ports = append(ports, strings.TrimPrefix(url, "redis://127.0.0.1:"))
	}
	joinCluster(t, ports)
	db, err := store.Open(context.Background(), strings.Join(urls, ","))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	storetest.Run(t, func(t *testing.T) storetest.Fixture { return fixture(t, db) })
}

// joinCluster gives three masters their slots and waits until they agree.
func joinCluster(t *testing.T, ports []string) {
	t.Helper()
	ctx := context.Background()
	slots := [][2]int{{0, 5460}, {5461, 10922}, {10923, 16383}}
	var nodes []*redis.Client
	for i, port := range ports {
		c := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + port})
		t.Cleanup(func() { c.Close() })
		nodes = append(nodes, c)
		if err := c.ClusterAddSlotsRange(ctx, slots[i][0], slots[i][1]).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.ClusterMeet(ctx, "127.0.0.1", ports[0]).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		agreed := 0
		for _, c := range nodes {
			if info, err := c.ClusterInfo(ctx).Result(); err == nil && strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:3") {
				agreed++
			}
		}
		if agreed == len(nodes) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the cluster did not come together")
}

func TestOpenRefusesWhatIsNoURL(t *testing.T) {
	for _, url := range []string{"", "localhost:6379", "http://127.0.0.1", "redis://", "redis+sentinel://127.0.0.1:1", "redis://user:secret@127.0.0.1:1"} {
		_, err := store.Open(context.Background(), url)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", url, err)
		}
	}
}
