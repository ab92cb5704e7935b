package store

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// Time limits of one request, and how soon a cluster's new masters are seen:
// with the library's default of 60 s a fail-over of 4 s would last a minute.
const (
	dialTimeout = 3 * time.Second
	callTimeout = 5 * time.Second
	reloadEvery = time.Second
)

// DB is a connection to Redis, for handing from Open, Child or InProcess to New.
type DB = redis.UniversalClient

// LogTo sends what the Redis library has to say to a log, for the whole
// process. It speaks of connections and never of what they carry.
func LogTo(log *slog.Logger) { redis.SetLogger(library{log}) }

// LibrarySays is the message of every line of the library's.
const LibrarySays = "redis client"

type library struct{ log *slog.Logger }

// Printf logs a line of the library's.
func (l library) Printf(ctx context.Context, format string, v ...any) {
	l.log.WarnContext(ctx, LibrarySays, "says", fmt.Sprintf(format, v...))
}

// Open connects to Redis by URL: one URL for a single server, several joined
// by commas for a cluster, and redis+sentinel://host:port,host:port/master for
// Sentinel. rediss:// is TLS. The error names no password.
func Open(ctx context.Context, urls string) (DB, error) {
	options, err := parse(urls)
	if err != nil {
		return nil, err
	}
	options.DialTimeout, options.ReadTimeout, options.WriteTimeout = dialTimeout, callTimeout, callTimeout
	options.ContextTimeoutEnabled = true
	options.MaxRetries = -1 // a lost reply of a commit must surface; the caller loads again and sees "seen"
	db := client(options)
	if err := db.Ping(ctx).Err(); err != nil {
		db.Close()
		return nil, fmt.Errorf("reach Redis at %s: %w", strings.Join(options.Addrs, ", "), err)
	}
	return db, nil
}

func client(o *redis.UniversalOptions) redis.UniversalClient {
	if len(o.Addrs) < 2 || o.MasterName != "" {
		return redis.NewUniversalClient(o)
	}
	cluster := o.Cluster()
	cluster.ClusterStateReloadInterval = reloadEvery
	return redis.NewClusterClient(cluster)
}

func parse(urls string) (*redis.UniversalOptions, error) {
	if strings.HasPrefix(urls, "unix://") {
		return &redis.UniversalOptions{Addrs: []string{strings.TrimPrefix(urls, "unix://")}}, nil
	}
	o := &redis.UniversalOptions{}
	sentinel := strings.HasPrefix(urls, "redis+sentinel://")
	if sentinel {
		u, err := url.Parse(strings.ReplaceAll(urls, ",", "%2C"))
		if err != nil || len(u.Path) < 2 {
			return nil, fmt.Errorf("a Sentinel URL is written redis+sentinel://host:26379,host:26379/master")
		}
		o.Addrs, o.MasterName = strings.Split(u.Host, ","), strings.Trim(u.Path, "/")
		user(o, u)
		return o, nil
	}
	for one := range strings.SplitSeq(urls, ",") {
		u, err := url.Parse(strings.TrimSpace(one))
		if err != nil || u.Host == "" || u.Scheme != "redis" && u.Scheme != "rediss" {
			return nil, fmt.Errorf("a Redis URL is written redis://[user:password@]host:port, several for a cluster joined by commas")
		}
		o.Addrs = append(o.Addrs, u.Host)
		user(o, u)
		if u.Scheme == "rediss" {
			o.TLSConfig = &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
		}
	}
	return o, nil
}

func user(o *redis.UniversalOptions, u *url.URL) {
	if u.User == nil {
		return
	}
	o.Username = u.User.Username()
	o.Password, _ = u.User.Password()
}

// InProcess starts a Redis inside this process, for demonstrations and tests:
// nothing is kept once it ends. stop ends it.
func InProcess() (db DB, stop func(), err error) {
	server := miniredis.NewMiniRedis()
	if err := server.Start(); err != nil {
		return nil, nil, fmt.Errorf("start the in-process Redis: %w", err)
	}
	client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr()}, MaxRetries: -1})
	done := make(chan struct{})
	go age(server, done)
	return client, func() {
		close(done)
		client.Close()
		server.Close()
	}, nil
}

// age moves the server's clock for expiry, which stands still by itself.
func age(server *miniredis.Miniredis, done <-chan struct{}) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			server.FastForward(time.Second)
		}
	}
}
