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
	"time"
)

// mostAnswer bounds an answer of Twilio's, in bytes.
const mostAnswer = 1 << 20

// errCut means that an answer began and did not end.
var errCut = errors.New("the answer was cut off")

// carrier carries one request of the library: under a context, which it does
// not know, to another host where one is set, and with its answer read to the
// end, which it forgets on errors. It keeps what the library drops.
type carrier struct {
	ctx   context.Context
	under http.RoundTripper
	base  *url.URL

	written bool          // some of the request may have reached Twilio
	status  int           // 0 while there is no whole answer
	after   time.Duration // Retry-After
}

// RoundTrip makes the request.
func (c *carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	traced := httptrace.WithClientTrace(c.ctx, &httptrace.ClientTrace{WroteHeaders: func() { c.written = true }})
	req = req.Clone(traced)
	if c.base != nil {
		req.URL.Scheme, req.URL.Host, req.Host = c.base.Scheme, c.base.Host, c.base.Host
	}
	answer, err := c.under.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil {
		return nil, errCut
	}
	c.status = answer.StatusCode
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && seconds > 0 {
		c.after = time.Duration(seconds) * time.Second
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}
