package telegram

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/flows"
)

var shelf = map[string]flows.Asset{
	"aa": {Sum: "aa", Type: "image/png", Data: []byte("a circle")},
	"bb": {Sum: "bb", Type: "audio/ogg", Data: []byte("spoken")},
}

// uploaded notes what comes as a form: its fields by name, a file as its contents.
func uploaded(t *testing.T, into *[]map[string]string, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil {
			t.Error(err)
			return
		}
		body := r.Context().Value(bodyKey{}).(string)
		form, err := multipart.NewReader(strings.NewReader(body), params["boundary"]).ReadForm(1 << 20)
		if err != nil {
			t.Error("the form has no end: ", err)
			return
		}
		got := map[string]string{}
		for k, v := range form.Value {
			got[k] = v[0]
		}
		for k, v := range form.File {
			f, _ := v[0].Open()
			b := make([]byte, v[0].Size)
			if _, err := f.Read(b); err != nil {
				t.Error(err)
			}
			got[k] = v[0].Filename + "=" + string(b)
		}
		*into = append(*into, got)
		answer(w, r)
	}
}

type bodyKey struct{}

func withMedia(t *testing.T, a *api) *Telegram {
	o := options()
	o.BaseURL, o.Transport = a.URL, &http.Transport{}
	o.Media = func(sum string) (flows.Asset, bool) { f, ok := shelf[sum]; return f, ok }
	return open(t, o)
}

func tells(result string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":true,"result":`+result+`}`) }
}

// TestAPictureGoesWithItsCaption, and up only once.
func TestAPictureGoesWithItsCaption(t *testing.T) {
	a := newAPI(t)
	var got []map[string]string
	a.answers["sendPhoto"] = uploaded(t, &got, tells(`{"message_id":9,"photo":[{"file_id":"small"},{"file_id":"large"}]}`))
	s := withMedia(t, a).Sender()
	c := reply
	c.Media = "aa"
	for range 2 {
		if id, err := s.Send(context.Background(), c); err != nil || id != "9" {
			t.Fatalf("%q %v", id, err)
		}
	}
	if len(got) != 2 || got[0]["photo"] != "picture.png=a circle" || got[0]["caption"] != c.Text || got[0]["chat_id"] != c.To || !strings.Contains(got[0]["reply_markup"], `"callback_data":"2.3.2.1"`) {
		t.Errorf("first: %v", got)
	}
	if got[1]["photo"] != "large" {
		t.Errorf("the file goes up again: %v", got[1])
	}
}

// TestAVoiceIsAVoiceNote.
func TestAVoiceIsAVoiceNote(t *testing.T) {
	a := newAPI(t)
	var got []map[string]string
	a.answers["sendVoice"] = uploaded(t, &got, tells(`{"message_id":3,"voice":{"file_id":"v"}}`))
	id, err := withMedia(t, a).Sender().Send(context.Background(), bot.Call{To: "79000001", Media: "bb"})
	if err != nil || id != "3" || len(got) != 1 || got[0]["voice"] != "voice.ogg=spoken" {
		t.Errorf("%q %v %v", id, err, got)
	}
	if _, has := got[0]["caption"]; has {
		t.Error("an empty caption is sent")
	}
}

// TestAForgottenFileGoesUpAgain, once.
func TestAForgottenFileGoesUpAgain(t *testing.T) {
	a := newAPI(t)
	var got []map[string]string
	n := 0
	a.answers["sendPhoto"] = uploaded(t, &got, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 2 {
			refuse(400, "Bad Request: wrong file identifier")(w, r)
			return
		}
		tells(`{"message_id":9,"photo":[{"file_id":"large"}]}`)(w, r)
	})
	s := withMedia(t, a).Sender()
	c := reply
	c.Media = "aa"
	for range 2 {
		if _, err := s.Send(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 3 || got[2]["photo"] != "picture.png=a circle" {
		t.Errorf("%v", got)
	}
}

// TestWordsGoWithoutAFileThatIsGone.
func TestWordsGoWithoutAFileThatIsGone(t *testing.T) {
	a := newAPI(t)
	for name, tg := range map[string]*Telegram{"gone": withMedia(t, a), "no shelf": a.open(t)} {
		c := reply
		c.Media = "zz"
		if _, err := tg.Sender().Send(context.Background(), c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		c.Text = ""
		_, err := tg.Sender().Send(context.Background(), c)
		var why *bot.SendError
		if !errors.As(err, &why) || why.Outcome != bot.SendNever {
			t.Errorf("%s: nothing is left to say, but: %v", name, err)
		}
	}
	if calls := a.called(); len(calls) != 2 || slices.ContainsFunc(calls, func(c string) bool { return !strings.HasPrefix(c, "sendMessage ") }) {
		t.Errorf("%v", calls)
	}
}
