package assistant_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
	"passerelle/channels"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
)

// chaosLease is short, so that a kill is made good within the test.
const chaosLease = 2 * time.Second

const nodeSettings = "PASSERELLE_CHAOS_NODE"

// process is a program that can be killed and started again.
type process struct {
	mu      sync.Mutex
	where   string // host:port, or a URL
	cmd     *exec.Cmd
	restart func() (*exec.Cmd, string, error)
}

func begin(t *testing.T, restart func() (*exec.Cmd, string, error)) *process {
	t.Helper()
	p := &process{restart: restart}
	var err error
	if p.cmd, p.where, err = restart(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

func (p *process) address() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.where
}

func (p *process) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// again kills the process without warning and starts it anew.
func (p *process) again(t *testing.T) {
	t.Helper()
	p.kill()
	cmd, where, err := p.restart()
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cmd, p.where = cmd, where
}

func (p *process) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// startDurable starts a Redis that writes every command to disk before it
// answers; again brings it back on the same port with the same data.
func startDurable(t *testing.T) *process {
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	return begin(t, func() (*exec.Cmd, string, error) {
		cmd := exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", dir, "--save", "",
			"--appendonly", "yes", "--appendfsync", "always")
		if err := cmd.Start(); err != nil {
			return nil, "", err
		}
		for range 400 {
			if c, err := net.Dial("tcp", address); err == nil {
				c.Close()
				return cmd, "redis://" + address, nil
			}
			time.Sleep(10 * time.Millisecond)
		}
		return nil, "", errors.New("redis-server did not come up")
	})
}

// startNode runs this test binary as a node of the service.
func startNode(t *testing.T, name, redis, provider, master string) *process {
	return begin(t, func() (*exec.Cmd, string, error) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), nodeSettings+"="+strings.Join([]string{name, redis, provider, master}, " "))
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, "", err
		}
		if err := cmd.Start(); err != nil {
			return nil, "", err
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		return cmd, strings.TrimSpace(line), err
	})
}

// node runs as a node when the environment says so, until it is killed.
func node() bool {
	settings := strings.Fields(os.Getenv(nodeSettings))
	if len(settings) != 4 {
		return false
	}
	if err := runNode(settings[0], settings[1], settings[2], settings[3]); err != nil {
		fmt.Fprintln(os.Stderr, settings[0], err)
		os.Exit(1)
	}
	return true
}

func runNode(name, url, provider, master string) error {
	ctx := context.Background()
	var s *store.Store
	var book = func() error {
		db, err := store.Open(ctx, url)
		if err != nil {
			return err
		}
		sealer, err := privacy.NewSealer(master, "")
		if err != nil {
			return err
		}
		s, err = store.New(ctx, db, "chaos", sealer, keep())
		return err
	}
	for try := 0; ; try++ { // Redis may be away just now
		if err := book(); err == nil {
			break
		} else if try > 200 {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		return err
	}
	made, err := assistant.Publish(ctx, s, set)
	for try := 0; err != nil && try < 200; try++ {
		time.Sleep(20 * time.Millisecond)
		made, err = assistant.Publish(ctx, s, set)
	}
	if err != nil {
		return err
	}
	sender := remote(provider)
	a := assistant.New(assistant.Options{Store: s, Senders: map[bot.Channel]bot.Sender{bot.WhatsApp: sender}, Book: made,
		Node: name, Workers: chaosWorkers, Lease: chaosLease, Log: slog.New(slog.DiscardHandler)})
	go a.Run(ctx)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m message
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		in := bot.Input{ID: m.id(), Fresh: m.id(), Address: m.address(), Text: "menu", At: m.At}
		if err := a.Receive(r.Context(), in); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	}))
}

// remote is the stand-in provider as a node sees it.
type remote string

func (p remote) Send(ctx context.Context, c bot.Call) (string, error) {
	status, err := p.call(ctx, "/send", c)
	switch {
	case err != nil:
		return "", &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: err}
	case status != http.StatusOK:
		return "", &bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonLimited, After: 20 * time.Millisecond}
	}
	return "p-" + c.ID, nil
}

func (p remote) Find(ctx context.Context, c bot.Call, _ time.Time) (string, bool, error) {
	status, err := p.call(ctx, "/find", c)
	return "p-" + c.ID, status == http.StatusOK, err
}

func (p remote) Forget(context.Context, string, string) error { return nil }

func (p remote) call(ctx context.Context, path string, c bot.Call) (int, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, string(p)+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	resp.Body.Close()
	return resp.StatusCode, nil
}

// serve answers on a random loopback port until the test ends.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go server.Serve(l)
	t.Cleanup(func() { server.Close(); impatient.CloseIdleConnections() })
	return "http://" + l.Addr().String()
}
