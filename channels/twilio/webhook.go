package twilio

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"passerelle/bot"
	"passerelle/channels"
)

// mostBody bounds a webhook's body, in bytes.
const mostBody = 1 << 20

const (
	nothing = `<?xml version="1.0" encoding="UTF-8"?><Response/>`
	busy    = `<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>`
)

// Handler serves POST /twilio/{agency} for messages, …/status for what became
// of replies, and …/voice for calls, which are rejected, unbilled, and mean
// "call me back". It answers 200 only once everything is stored, 503 when
// nothing was; 403 for a bad signature, 404 for another agency, 405, 413, 415
// and 400 for what is no form of at most 1 MiB.
func (t *Twilio) Handler(r channels.Receiver) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+t.path(), t.checked(func(w http.ResponseWriter, req *http.Request, form url.Values) {
		in, err := message(form)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		t.answer(w, nothing, r.Receive(req.Context(), in))
	}))
	mux.HandleFunc("POST "+t.path()+"/voice", t.checked(func(w http.ResponseWriter, req *http.Request, form url.Values) {
		in, known := missedCall(form)
		if !known {
			t.Hidden.Add(1)
			t.answer(w, busy, nil) // nobody to call back
			return
		}
		t.answer(w, busy, r.Receive(req.Context(), in))
	}))
	mux.HandleFunc("POST "+t.path()+"/status", t.checked(func(w http.ResponseWriter, req *http.Request, form url.Values) {
		state, reason := status(form)
		call := req.URL.Query().Get("call")
		if state == bot.DeliveryQueued || call == "" {
			t.answer(w, nothing, nil) // says nothing that is not known yet, or is of a message that is not ours
			return
		}
		t.answer(w, nothing, r.Status(req.Context(), bot.Report{
			Call: call, Channel: address(form.Get("To")).Channel, Message: form.Get("MessageSid"), State: state, Reason: reason,
		}))
	}))
	return mux
}

// checked lets only forms in that Twilio signed.
func (t *Twilio) checked(next func(http.ResponseWriter, *http.Request, url.Values)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		form, code, problem := t.read(w, r)
		if problem != "" {
			t.options.Log.Warn("a webhook was refused", "platform", "twilio", "agency", t.options.Agency, "status", code, "problem", problem)
			http.Error(w, problem, code)
			return
		}
		next(w, r, form)
	}
}

// read returns the form of a request, or the status and the problem.
func (t *Twilio) read(w http.ResponseWriter, r *http.Request) (form url.Values, code int, problem string) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, http.StatusUnsupportedMediaType, "a webhook is a form: application/x-www-form-urlencoded"
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge, "a webhook has at most 1 MiB"
	}
	if err != nil {
		return nil, http.StatusBadRequest, "the body could not be read"
	}
	if form, err = url.ParseQuery(string(body)); err != nil {
		return nil, http.StatusBadRequest, "the form cannot be read"
	}
	params := map[string]string{}
	for key, values := range form {
		// Twilio's check signs the first value only: a second one would be unsigned.
		if len(values) > 1 {
			return nil, http.StatusBadRequest, "a key stands twice in the form"
		}
		params[key] = values[0]
	}
	if signature := r.Header.Get("X-Twilio-Signature"); signature == "" || !t.check.Validate(t.signedURL(r), params, signature) {
		return nil, http.StatusForbidden, "the signature does not fit: check the auth token and PASSERELLE_PUBLIC_URL"
	}
	for _, values := range form {
		values[0] = strings.ToValidUTF8(values[0], "\uFFFD")
	}
	return form, 0, ""
}

// signedURL is the address that Twilio called, whatever the Host header says.
func (t *Twilio) signedURL(r *http.Request) string {
	return t.options.PublicURL + r.URL.RequestURI()
}

// answer says that everything is stored, or that Twilio should try again.
func (t *Twilio) answer(w http.ResponseWriter, body string, err error) {
	if err != nil {
		t.options.Log.Error("a webhook could not be stored", "platform", "twilio", "agency", t.options.Agency, "error", err)
		http.Error(w, "not stored: try again", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, _ = io.WriteString(w, body)
}
