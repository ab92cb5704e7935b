package live_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// pipes joins browsers and servers inside this process: a thousand lines that are
// lost all the time would use up the machine's sockets.
type pipes struct {
	mu  sync.Mutex
	all map[string]*pipe // by host and port
}

// pipe is a listener.
type pipe struct {
	name string
	come chan net.Conn
	once sync.Once
	end  chan struct{}
}

var lines = &pipes{all: map[string]*pipe{}}

var client = &http.Client{Transport: &http.Transport{DialContext: lines.dial}}

func (p *pipes) listen(name string) net.Listener {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := &pipe{name: name, come: make(chan net.Conn), end: make(chan struct{})}
	p.all[name+":80"] = one
	return one
}

func (p *pipes) dial(ctx context.Context, _, address string) (net.Conn, error) {
	p.mu.Lock()
	one := p.all[address]
	p.mu.Unlock()
	if one == nil {
		return nil, errors.New("nobody listens at " + address)
	}
	here, there := net.Pipe()
	select {
	case one.come <- there:
		return here, nil
	case <-one.end:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for a browser.
func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.come:
		return c, nil
	case <-p.end:
		return nil, net.ErrClosed
	}
}

// Close lets nobody in any more.
func (p *pipe) Close() error {
	p.once.Do(func() { close(p.end) })
	return nil
}

// Addr is where it listens.
func (p *pipe) Addr() net.Addr { return named(p.name) }

type named string

// Network and String are what an address says.
func (named) Network() string  { return "pipe" }
func (n named) String() string { return string(n) }
