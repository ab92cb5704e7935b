package twilio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// mostAnswer bounds an answer of Twilio's, in bytes.
const mostAnswer = 1 << 20

// mostAfter bounds what a Retry-After may ask for.
const mostAfter = time.Hour

// errCut means that an answer began and did not end.
var errCut = errors.New("the answer was cut off")

// stage is how far a request came. A connection is handed to the transport
// before the first byte leaves, in the same goroutine: while it is only sought,
// nothing can have reached Twilio, however the context ends.
type stage = int32

const (
	stageNone      stage = iota // not begun
	stageBegun                  // given to a transport that says nothing of connections
	stageSought                 // a connection is sought
	stageConnected              // some of the request may have left
)

// carrier carries the requests of the library for one question of ours: under a
// context, which it does not know, to another host where one is set, and with
// each answer read to the end, which it forgets on errors. It keeps what the
// library drops, of the last answer.
type carrier struct {
	ctx   context.Context
	under http.RoundTripper
	base  *url.URL         // nil: Twilio's own addresses
	now   func() time.Time // for dates in headers

	// exact are query parameters to send as they are: the library cuts every
	// dot with digits out of a query, and with them half of a WhatsApp id such
	// as CH.1234, which would ask about somebody else.
	exact url.Values

	stage  atomic.Int32
	status int           // 0 while there is no whole answer
	after  time.Duration // Retry-After, at most mostAfter
	ahead  time.Duration // how far Twilio's clock is ahead of ours; 0 when it does not say
}

// unsent reports whether the request certainly never reached Twilio.
func (c *carrier) unsent() bool {
	s := c.stage.Load()
	return s == stageNone || s == stageSought
}

// RoundTrip makes a request.
func (c *carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	c.status, c.after, c.ahead = 0, 0, 0
	c.stage.Store(stageNone)
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	c.stage.Store(stageBegun)
	answer, err := c.under.RoundTrip(c.addressed(req))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil {
		return nil, errCut
	}
	c.status = answer.StatusCode
	c.note(answer.Header)
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

// addressed is the request as it leaves.
func (c *carrier) addressed(req *http.Request) *http.Request {
	req = req.Clone(httptrace.WithClientTrace(c.ctx, &httptrace.ClientTrace{
		GetConn: func(string) { c.stage.Store(stageSought) }, // again when the transport tries another connection
		GotConn: func(httptrace.GotConnInfo) { c.stage.Store(stageConnected) },
	}))
	if c.base != nil {
		req.URL.Scheme, req.URL.Host, req.Host = c.base.Scheme, c.base.Host, c.base.Host
		req.URL.Path = strings.TrimSuffix(c.base.Path, "/") + req.URL.Path
	}
	if len(c.exact) > 0 {
		q := req.URL.Query()
		for k, v := range c.exact {
			q[k] = v
		}
		req.URL.RawQuery = q.Encode()
	}
	return req
}

// note keeps what the headers say of time.
func (c *carrier) note(h http.Header) {
	now := c.now()
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		c.ahead = date.Sub(now)
	}
	asked := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(asked, 10, 31); err == nil {
		c.after = time.Duration(seconds) * time.Second
	} else if date, err := http.ParseTime(asked); err == nil {
		c.after = date.Sub(now.Add(c.ahead))
	}
	c.after = min(max(c.after, 0), mostAfter)
}
