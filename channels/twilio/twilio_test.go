package twilio

import (
	"fmt"
	"strings"
	"testing"
)

func TestNewTellsEverything(t *testing.T) {
	_, err := New(Options{Agency: "a/b", AccountSID: "AC12", AuthToken: "with space", APIKey: "SK1", SMS: "079", BaseURL: "http://example.org"})
	for _, want := range []string{"agency's id", "account SID", "auth token", "API key", "PUBLIC_URL", "+41790000001", "BASE_URL"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
	if err != nil && (strings.Contains(err.Error(), "with space") || strings.Contains(err.Error(), "AC12")) {
		t.Errorf("the error shows a credential: %v", err)
	}
}

func TestNewAccepts(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Options)
		fine   bool
	}{
		"as it should be":        {func(*Options) {}, true},
		"SMS only":               {func(o *Options) { o.WhatsApp = "" }, true},
		"no number":              {func(o *Options) { o.SMS, o.WhatsApp = "", "" }, false},
		"an API key":             {func(o *Options) { o.APIKey, o.APISecret = "SK"+token, token }, true},
		"a key without a secret": {func(o *Options) { o.APIKey = "SK" + token }, false},
		"a slash at the end":     {func(o *Options) { o.PublicURL += "/" }, true},
		"a public path":          {func(o *Options) { o.PublicURL += "/x" }, false},
		"a public query":         {func(o *Options) { o.PublicURL += "?x" }, false},
		"a public host alone":    {func(o *Options) { o.PublicURL = "lien.example.org" }, false},
		"a public name":          {func(o *Options) { o.PublicURL = "https://me:pw@lien.example.org" }, false},
		"a public port":          {func(o *Options) { o.PublicURL += ":8443" }, true},
		"a gateway":              {func(o *Options) { o.BaseURL = "https://gateway.example.org/twilio" }, true},
		"a gateway, unsafe":      {func(o *Options) { o.BaseURL = "http://gateway.example.org" }, false},
		"a gateway, here":        {func(o *Options) { o.BaseURL = "http://[::1]:9000" }, true},
		"a gateway, by name":     {func(o *Options) { o.BaseURL = "http://localhost:9000" }, true},
		"a likely name":          {func(o *Options) { o.BaseURL = "http://localhost.example.org" }, false},
		"a gateway, nowhere":     {func(o *Options) { o.BaseURL = "https://" }, false},
		"no agency":              {func(o *Options) { o.Agency = "" }, false},
		"a strange agency":       {func(o *Options) { o.Agency = "{x}" }, false},
	} {
		o := options()
		c.change(&o)
		tw, err := New(o)
		if (err == nil) != c.fine {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && strings.Contains(tw.statusURL("A.0"), "org//") {
			t.Errorf("%s: %s", name, tw.statusURL("A.0"))
		}
	}
}

func TestItHidesItsCredentials(t *testing.T) {
	tw := open(t, options())
	if s := fmt.Sprint(tw) + fmt.Sprintf("%v %s", tw, tw); strings.Contains(s, token) || !strings.Contains(s, "lien") {
		t.Error(s)
	}
}
