package twilio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
)

// transport is a round tripper made of a function.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestWhatNeverLeft: a call that certainly never reached Twilio is tried again
// without asking; one that may have, is not.
func TestWhatNeverLeft(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	strange := httptest.NewUnstartedServer(says(201, `{"sid":"SM1"}`))
	strange.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	strange.StartTLS()
	defer strange.Close()
	over, end := context.WithCancel(context.Background())
	end()
	stalls := func(end context.CancelFunc) http.RoundTripper {
		return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			end()
			<-ctx.Done()
			return nil, ctx.Err()
		}}
	}
	during, cancel := context.WithCancel(context.Background())
	for name, c := range map[string]struct {
		ctx  context.Context
		base string
		by   http.RoundTripper
		want bot.SendOutcome
	}{
		"nobody listens":                  {context.Background(), "http://" + closed.Addr().String(), &http.Transport{}, bot.SendRetry},
		"a certificate that is not valid": {context.Background(), strange.URL, &http.Transport{}, bot.SendRetry},
		"the time is over before":         {over, strange.URL, &http.Transport{}, bot.SendRetry},
		"the time is over on the way":     {during, strange.URL, stalls(cancel), bot.SendRetry},
		"a transport that tells nothing":  {context.Background(), strange.URL, transport(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }), bot.SendUnknown},
	} {
		o := options()
		o.BaseURL, o.Transport = c.base, c.by
		_, err := open(t, o).Sender(bot.SMS).Send(c.ctx, reply)
		var why *bot.SendError
		if !errors.As(err, &why) || why.Outcome != c.want || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v, want %d", name, err, c.want)
		}
	}
}

// TestConnectionsAreReused: the library forgets the bodies of errors, and a
// forgotten body holds its connection.
func TestConnectionsAreReused(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"HTML": says(502, strings.Repeat("<p>Bad Gateway</p>", 2000)), "an error": twilioError(400, 21610), "nothing": says(201, ""),
		"sent": says(201, `{"sid":"SM1"}`), "a long list": says(200, `{"messages":[]}`+strings.Repeat(" ", 100_000)),
	} {
		tw, connections := platform(t, answer)
		s := tw.Sender(bot.SMS)
		for range 20 {
			_, _ = s.Send(context.Background(), reply)
			_, _, _ = s.Find(context.Background(), reply, time.Now())
			_ = s.Forget(context.Background(), "", "SM1")
		}
		if n := connections.Load(); n > 2 {
			t.Errorf("%s: %d connections for 60 requests one after the other", name, n)
		}
	}
}

// TestARedirectIsNotFollowed: numbers and texts go to nobody else.
func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere, reached := platform(t, says(200, "{}"))
	to := elsewhere.options.BaseURL + "/"
	for _, status := range []int{301, 302, 303, 307, 308} {
		tw, _ := platform(t, says(status, `{"sid":"SM1","messages":[]}`, "Location", to))
		s := tw.Sender(bot.SMS)
		if _, found, err := s.Find(context.Background(), reply, time.Now()); found || err == nil {
			t.Errorf("%d: found %v, %v", status, found, err)
		}
		if err := s.Forget(context.Background(), "", "SM1"); err == nil {
			t.Errorf("%d: forgotten", status)
		}
		_, _ = s.Send(context.Background(), reply)
	}
	if reached.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

func TestAGatewayUnderAPath(t *testing.T) {
	paths := make(chan string, 1)
	tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
		paths <- r.URL.Path
		says(201, `{"sid":"SM1"}`)(w, r)
	})
	tw.base.Path = "/twilio/"
	if _, err := tw.Sender(bot.SMS).Send(context.Background(), reply); err != nil {
		t.Fatal(err)
	}
	if path := <-paths; path != "/twilio/2010-04-01/Accounts/AC"+token+"/Messages.json" {
		t.Error(path)
	}
}

// TestRetryAfterAsADate: a date is Twilio's own time, whatever our clock says.
func TestRetryAfterAsADate(t *testing.T) {
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, c := range map[string]struct {
		after time.Time
		want  time.Duration
	}{"in a while": {now.Add(40 * time.Second), 40 * time.Second}, "already over": {now.Add(-time.Minute), 0}} {
		tw, _ := platform(t, says(429, `{"code":20429}`, "Retry-After", c.after.Format(http.TimeFormat), "Date", now.Format(http.TimeFormat)))
		tw.options.Now = func() time.Time { return now.Add(-2 * time.Hour) }
		_, err := tw.Sender(bot.SMS).Send(context.Background(), reply)
		var why *bot.SendError
		if !errors.As(err, &why) || why.After != c.want {
			t.Errorf("%s: %#v, want %s", name, why, c.want)
		}
	}
}

// TestSendersShareNothing: what is kept of one answer is never another's.
func TestSendersShareNothing(t *testing.T) {
	tw, _ := platform(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.FormValue("Body"), "bad") {
			twilioError(400, 21610)(w, r)
			return
		}
		says(201, fmt.Sprintf(`{"sid":"SM-%s"}`, r.FormValue("Body")))(w, r)
	})
	var group sync.WaitGroup
	for i := range 64 {
		group.Go(func() {
			c := reply
			c.Text = fmt.Sprintf("%s%d", []string{"good", "bad"}[i%2], i)
			sid, err := tw.Sender(bot.SMS).Send(context.Background(), c)
			if i%2 == 0 && (err != nil || sid != "SM-"+c.Text) || i%2 == 1 && err == nil {
				t.Errorf("%s: %q %v", c.Text, sid, err)
			}
		})
	}
	group.Wait()
}
