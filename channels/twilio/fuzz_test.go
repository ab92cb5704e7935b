package twilio

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// FuzzWebhook: whatever is posted, the answer is one that is known, and nothing
// is applied unless Twilio signed it.
func FuzzWebhook(f *testing.F) {
	f.Add(hook, "MessageSid=SM1&From=%2B41790000001&Body=bonjour", true)
	f.Add(hook+"/voice", "CallSid=CA1&From=%2B41790000001", true)
	f.Add(hook+"/status?call=A.0", "MessageStatus=read&MessageSid=SM1", true)
	f.Add(hook, "MessageSid=SM1&From=whatsapp:x&NumMedia=99999999999&Body=%ff", true)
	f.Add(hook, "Body=a&Body=b;c", false)
	tw, err := New(options())
	if err != nil {
		f.Fatal(err)
	}
	tw.options.Log = slog.New(slog.DiscardHandler)
	f.Fuzz(func(t *testing.T, path, form string, signed bool) {
		if u, err := url.ParseRequestURI(path); err != nil || u.Host != "" || strings.Contains(path, "#") {
			return
		}
		l := &loop{}
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form))
		r.URL, _ = url.ParseRequestURI(path)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if values, err := url.ParseQuery(form); signed && err == nil {
			r.Header.Set("X-Twilio-Signature", sign(public+r.URL.RequestURI(), values))
		}
		w := httptest.NewRecorder()
		tw.Handler(l).ServeHTTP(w, r)
		if !slices.Contains([]int{200, 301, 307, 308, 400, 403, 404}, w.Code) {
			t.Errorf("answered %d", w.Code)
		}
		if n := len(l.inputs) + len(l.statuses); n > 1 || n == 1 && (!signed || w.Code != 200) {
			t.Errorf("%d applied, answered %d, signed %v", n, w.Code, signed)
		}
	})
}
