//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrNoServer means that there is no redis-server and no valkey-server here.
var ErrNoServer = errors.New("neither redis-server nor valkey-server is installed: install one (for example: apt-get install redis-server), or name a running one with --redis")

// ErrInUse means that another process writes to this folder.
var ErrInUse = errors.New("another process uses this data folder")

// Times of the child: how long it may take to load its data, and how long it
// rests before it is started again after it ended by itself: twice as long each
// time, unless it lived a while.
const (
	childLoads     = 2 * time.Minute
	childRests     = time.Second
	childRestsMost = 30 * time.Second
	childLived     = 10 * time.Second
)

// longestSocket is the longest path of a Unix socket, in bytes (108 with its end).
const longestSocket = 107

// child is a redis-server of our own.
type child struct {
	program, dir, socket string
	lock                 *os.File
	log                  *slog.Logger
	stop                 chan struct{}
	ended                chan struct{}
}

// Child runs a redis-server as a child of this process, with its data in dir:
// a Unix socket that only this user reaches, every write on the disk before it
// is answered (AOF always). The child ends with this process, is started again
// when it ends alone, and a lock keeps a second writer out (ErrInUse). stop
// saves and ends it.
func Child(ctx context.Context, dir string, log *slog.Logger) (db DB, stop func(), err error) {
	c := &child{log: log, stop: make(chan struct{}), ended: make(chan struct{})}
	if c.program, c.dir, err = place(dir); err != nil {
		return nil, nil, err
	}
	c.socket = filepath.Join(c.dir, socketName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("the data folder: %w", err)
	}
	if c.lock, err = lock(filepath.Join(c.dir, lockName)); err != nil {
		return nil, nil, err
	}
	go c.run()
	end := func() {
		close(c.stop)
		<-c.ended
		c.lock.Close()
	}
	if db, err = Join(ctx, dir, childLoads); err != nil {
		end()
		return nil, nil, err
	}
	return db, func() { db.Close(); end() }, nil
}

const (
	socketName = "redis.sock"
	lockName   = "lock"
	logName    = "redis.log"
	dataName   = "appendonlydir" // where Redis keeps its append-only files
)

// place returns the server to run on a folder, and the folder's whole path.
func place(dir string) (program, whole string, err error) {
	if program, err = server(); err != nil {
		return "", "", err
	}
	if whole, err = filepath.Abs(dir); err != nil {
		return "", "", err
	}
	if len(whole)+1+len(socketName) > longestSocket {
		return "", "", fmt.Errorf("the path of the data folder is too long for a socket: %d bytes, at most %d", len(whole), longestSocket-len(socketName)-1)
	}
	return program, whole, nil
}

// Join connects to the child that another process runs on dir, and waits so
// long until it answers.
func Join(ctx context.Context, dir string, wait time.Duration) (DB, error) {
	db := redis.NewUniversalClient(&redis.UniversalOptions{
		Addrs: []string{filepath.Join(dir, socketName)}, DialTimeout: dialTimeout, ReadTimeout: callTimeout, WriteTimeout: callTimeout,
		ContextTimeoutEnabled: true, MaxRetries: -1,
	})
	for end := time.Now().Add(wait); ; {
		err := db.Ping(ctx).Err()
		if err == nil {
			return db, nil
		}
		if time.Now().After(end) || ctx.Err() != nil {
			db.Close()
			return nil, fmt.Errorf("reach the Redis of the data folder: %w", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func server() (string, error) {
	for _, name := range []string{"redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoServer
}

func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, ErrInUse
	}
	return f, nil
}

// run keeps a child running until stop. It holds its thread, for the kernel
// tells the child when the thread that started it ends.
func (c *child) run() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(c.ended)
	for rest := childRests; ; {
		began := time.Now()
		err := c.once()
		select {
		case <-c.stop:
			return
		default:
		}
		if time.Since(began) > childLived {
			rest = childRests
		}
		c.log.Error("Redis ended and is started again", "in", rest, "error", err, "help", "see "+filepath.Join(c.dir, logName))
		select {
		case <-c.stop:
			return
		case <-time.After(rest):
		}
		rest = min(2*rest, childRestsMost)
	}
}

// once starts a child and waits for its end.
func (c *child) once() error {
	cmd := exec.Command(c.program, "--port", "0", "--unixsocket", c.socket, "--unixsocketperm", "700", "--dir", c.dir, //nolint:noctx // it is ended by a signal, so that it saves
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction", "--slowlog-max-len", "0",
		"--daemonize", "no", "--loglevel", "warning", "--logfile", filepath.Join(c.dir, logName))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", c.program, err)
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	select {
	case err := <-gone:
		return err
	case <-c.stop:
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		return <-gone
	}
}
