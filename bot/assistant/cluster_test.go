package assistant_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// cluster is a small Redis Cluster of the test's own, on free loopback ports: three
// masters and a replica of each. Its servers are killed by their process ids.
type cluster struct {
	t      *testing.T
	shards [3][2]*process
	epochs int // that were given out: no two servers begin with the same
}

// takesOver is how long a master may be silent until its replica takes over.
const takesOver = time.Second

func startCluster(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{t: t}
	for i := range c.shards {
		for k := range c.shards[i] {
			c.shards[i][k] = startMember(t)
		}
	}
	first := c.shards[0][0]
	for i := range c.shards {
		c.must(c.shards[i][0], "CLUSTER", "ADDSLOTSRANGE", i*16384/3, (i+1)*16384/3-1)
		for _, p := range c.shards[i] {
			c.must(p, "CLUSTER", "SET-CONFIG-EPOCH", c.epoch())
			host, port, _ := net.SplitHostPort(first.address())
			c.must(p, "CLUSTER", "MEET", host, port, busOf(t, first))
		}
	}
	c.await("all know each other", func() bool { return c.say(first, "cluster_known_nodes:6", "CLUSTER", "INFO") })
	for i := range c.shards {
		id := c.must(c.shards[i][0], "CLUSTER", "MYID")
		c.await("a replica knows its master", func() bool { _, err := c.do(c.shards[i][1], "CLUSTER", "REPLICATE", id); return err == nil })
	}
	c.await("all is well", c.well)
	return c
}

func (c *cluster) epoch() int { c.epochs++; return c.epochs }

// startMember starts a server that is not in a cluster yet. Its second port, for
// the others, is free as well.
func startMember(t *testing.T) *process {
	t.Helper()
	dir, address, bus := t.TempDir(), freeAddress(t), freeAddress(t)
	_, port, _ := net.SplitHostPort(address)
	_, busPort, _ := net.SplitHostPort(bus)
	return begin(t, func() (*exec.Cmd, string, error) {
		cmd := exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--cluster-port", busPort, "--dir", dir, "--save", "",
			"--appendonly", "yes", "--appendfsync", "always", "--cluster-enabled", "yes", "--cluster-node-timeout", fmt.Sprint(takesOver.Milliseconds()))
		if err := cmd.Start(); err != nil {
			return nil, "", fmt.Errorf("redis-server is missing: apt-get install redis-server: %w", err)
		}
		for range 400 {
			if one, err := net.Dial("tcp", address); err == nil {
				one.Close()
				return cmd, address, nil
			}
			time.Sleep(10 * time.Millisecond)
		}
		return nil, "", errors.New("redis-server did not come up")
	})
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func busOf(t *testing.T, p *process) string {
	t.Helper()
	for i, arg := range p.cmd.Args {
		if arg == "--cluster-port" {
			return p.cmd.Args[i+1]
		}
	}
	t.Fatal("a server without a port for the others")
	return ""
}

// urls are how a store opens the cluster.
func (c *cluster) urls() string {
	var all []string
	for _, shard := range c.shards {
		for _, p := range shard {
			all = append(all, "redis://"+p.address())
		}
	}
	return strings.Join(all, ",")
}

// do asks one server.
func (c *cluster) do(p *process, args ...any) (string, error) {
	one := redis.NewClient(&redis.Options{Addr: p.address(), MaxRetries: -1, DialTimeout: time.Second})
	defer one.Close()
	answer, err := one.Do(context.Background(), args...).Result()
	return fmt.Sprint(answer), err
}

func (c *cluster) must(p *process, args ...any) string {
	c.t.Helper()
	answer, err := c.do(p, args...)
	if err != nil {
		c.t.Fatal(args, err)
	}
	return answer
}

func (c *cluster) say(p *process, want string, args ...any) bool {
	answer, err := c.do(p, args...)
	return err == nil && strings.Contains(answer, want)
}

func (c *cluster) await(what string, done func() bool) {
	c.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	c.t.Fatal("never: ", what)
}

// well reports whether every shard has a master with a replica that has all of it.
func (c *cluster) well() bool {
	for _, shard := range c.shards {
		master := c.master(shard)
		if master == nil || !c.say(master, "cluster_state:ok", "CLUSTER", "INFO") || !c.say(master, "state=online", "INFO", "replication") {
			return false
		}
		for _, p := range shard {
			if p != master && !c.say(p, "master_link_status:up", "INFO", "replication") {
				return false
			}
		}
	}
	return true
}

// master is who of a shard says that it is.
func (c *cluster) master(shard [2]*process) *process {
	for _, p := range shard {
		if c.say(p, "role:master", "INFO", "replication") {
			return p
		}
	}
	return nil
}

// killMaster kills a shard's master, waits until the replica has taken over, and
// starts the old one again, which becomes the replica.
func (c *cluster) killMaster(i int) {
	c.t.Helper()
	shard := c.shards[i]
	old := c.master(shard)
	if old == nil {
		c.t.Fatal("a shard without a master")
	}
	heir := shard[0]
	if heir == old {
		heir = shard[1]
	}
	old.kill()
	c.await("a replica takes over", func() bool { return c.say(heir, "role:master", "INFO", "replication") })
	old.again(c.t)
	c.await("all is well again", c.well)
}
