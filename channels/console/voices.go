package console

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/bot/voices"
	"passerelle/channels/page"
	"passerelle/flows/print"
)

// voicesPage is what voices.html shows: what waits for a second ear, and the helps of
// one language.
type voicesPage struct {
	Base, Back, In string
	Languages      []spokenLanguage
	Waits          []shownTake
	Helps          []spokenHelp
	None           bool   // nobody records here
	Done, Problem  string // keys of the words
}

type spokenLanguage struct {
	Tag, Name string
	On        bool
}

// spokenHelp is a help with how many of its texts are recorded.
type spokenHelp struct {
	ID, Title           string
	Recorded, Of, Waits int
}

// shownTake is a recording with the text that it is of.
type shownTake struct {
	Base, At      string // At is the page of its help, for its forms
	Spot, File    string
	Title, Where  string // of its help, and of its text in it
	Words, In     string // what its spot says now, and in which language; "" where it is gone
	By, When      string
	Seconds       int
	Own           bool // of the one who looks
	Waits, Used   bool
	Heard, Since  string // who approved or refused it, and when
	Why           string // it was refused
	Changed, List bool   // its text is another one now; it stands on the list of what waits
}

// spokenPage is what spoken.html shows: one help in one language.
type spokenPage struct {
	Base, In, Flow, Title string
	Texts                 []spokenText
	Lost                  []shownTake // whose text is there no more
	Code                  *recordCode // one that was given just now
	Done, Problem         string
}

// spokenText is a text with the voice that it has now: a key of the words.
type spokenText struct {
	Spot, Where, Words, In string
	Voice                  string
	Takes                  []shownTake
	Mine                   bool // a recording of the one who looks waits: another one replaces it
}

// recordCode is a code, and how it reaches the bot.
type recordCode struct {
	Message, Words, Where, In string
	Ways                      []recordWay
}

type recordWay struct {
	print.Way
	Code template.HTML
}

func (r *room) showVoices(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	p := voicesPage{Base: r.base, Back: r.home(me), In: r.spokenIn(req, lang), Done: voicesSay("done", req), Problem: voicesSay("problem", req)}
	l, err := r.takes(req.Context(), lang, &me)
	switch {
	case errors.Is(err, assistant.ErrNoRecording):
		p.None = true
	case err != nil:
		r.away(w, req, err)
		return
	}
	book := r.Assistant.Book()
	for _, tag := range book.Languages() {
		p.Languages = append(p.Languages, spokenLanguage{tag, book.LanguageName(tag), tag == p.In})
	}
	for i := range l.takes {
		if t := l.shown(&l.takes[i]); t.Waits {
			t.List = true
			p.Waits = append(p.Waits, t)
		}
	}
	for _, e := range book.Helps(p.In) {
		p.Helps = append(p.Helps, l.help(e, p.In))
	}
	r.show(w, req, "voices.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "voices"), Page: p})
}

// spokenIn is the language of the texts: as the address says, else the page's, else
// the agency's first.
func (r *room) spokenIn(req *http.Request, lang string) string {
	tags := r.Assistant.Book().Languages()
	for _, tag := range []string{req.PathValue("lang"), lang} {
		if slices.Contains(tags, tag) {
			return tag
		}
	}
	return tags[0]
}

// voicesSay is the key of what was done, or of what was not, in an address; "" for
// what we never write there.
func voicesSay(name string, req *http.Request) string {
	key := req.URL.Query().Get(name)
	if words["voices_"+key] == nil {
		return ""
	}
	return "voices_" + key
}

// lister puts takes in words for one who looks.
type lister struct {
	*describer
	base  string
	book  *dialogue.Book
	takes []bot.Take
	used  map[string]string
	texts map[[2]string][]dialogue.Heard // by flow and language, as they were asked for
}

func (r *room) takes(ctx context.Context, lang string, me *bot.Account) (*lister, error) {
	l := &lister{base: r.base, book: r.Assistant.Book(), texts: map[[2]string][]dialogue.Heard{}}
	accounts, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return l, err
	}
	l.describer = r.describer(lang, *me, accounts)
	l.takes, err = r.Assistant.Takes(ctx)
	l.used = voices.Used(l.takes)
	return l, err
}

func (l *lister) of(flow, tag string) []dialogue.Heard {
	at := [2]string{flow, tag}
	if _, known := l.texts[at]; !known {
		l.texts[at] = l.book.HeardOf(flow, tag)
	}
	return l.texts[at]
}

func (l *lister) help(e dialogue.Edition, tag string) spokenHelp {
	texts := l.of(e.ID, tag)
	h := spokenHelp{ID: e.ID, Title: e.Title.In(tag), Of: len(texts)}
	for _, x := range texts {
		if l.used[x.Sum()] != "" {
			h.Recorded++
		}
	}
	for _, t := range l.takes {
		if t.Spot.Flow == e.ID && t.Spot.Language == tag && t.State == bot.TakeWaits {
			h.Waits++
		}
	}
	return h
}

// where says which text of a help a spot is: Step 3, hint 1.
func (l *lister) where(s bot.Spot, number int) string {
	where := words.In(l.lang, "voices_step") + " " + strconv.Itoa(number)
	parts := strings.Split(s.Part, "-")
	for i := 0; i+1 < len(parts); i += 2 {
		where += ", " + words.In(l.lang, "voices_"+parts[i]) + " " + parts[i+1]
	}
	return where
}

func (l *lister) shown(t *bot.Take) shownTake {
	s := shownTake{
		Base: l.base, At: l.base + "/voices/" + t.Spot.Language + "/" + t.Spot.Flow, Spot: t.Spot.String(), File: t.File, Title: t.Spot.Flow, Where: t.Spot.Step,
		By: cmp.Or(l.names[t.By], t.By), When: l.moment(t.At), Seconds: int(t.Length.Round(time.Second) / time.Second), Own: t.By == l.me,
		Waits: t.State == bot.TakeWaits, Used: t.State == bot.TakeUsed, Why: t.Why, Changed: true,
	}
	if !t.HeardAt.IsZero() {
		s.Heard, s.Since = cmp.Or(l.names[t.Heard], t.Heard), l.moment(t.HeardAt)
	}
	if f := l.flows[t.Spot.Flow]; f != nil {
		s.Title = f.Title.In(t.Spot.Language)
	}
	for _, x := range l.of(t.Spot.Flow, t.Spot.Language) {
		if x.Spot == t.Spot {
			s.Where, s.Words, s.In, s.Changed = l.where(x.Spot, x.Number), x.Words, t.Spot.Language, x.Sum() != t.Words
		}
	}
	return s
}

// text shows a text with its voice and its recordings.
func (l *lister) text(x *dialogue.Heard, voiced bool) spokenText {
	t := spokenText{Spot: x.Spot.String(), Where: l.where(x.Spot, x.Number), Words: x.Words, In: x.Language}
	switch {
	case x.File:
		t.Voice = "voices_file"
	case l.used[x.Sum()] != "":
		t.Voice = "voices_recorded"
	case x.Machine && voiced:
		t.Voice = "voices_machine"
	default:
		t.Voice = "voices_nobody"
	}
	for i := range l.takes {
		if l.takes[i].Spot == x.Spot {
			take := l.shown(&l.takes[i])
			t.Mine = t.Mine || take.Own && take.Waits
			t.Takes = append(t.Takes, take)
		}
	}
	return t
}

func (r *room) showSpoken(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.spoken(w, req, &me, http.StatusOK, func(p *spokenPage) {
		p.Done, p.Problem = voicesSay("done", req), voicesSay("problem", req)
	})
}

// spoken shows a help's texts in a language, as dress says more of it.
func (r *room) spoken(w http.ResponseWriter, req *http.Request, me *bot.Account, status int, dress func(*spokenPage)) {
	lang := page.Language(w, req)
	p := spokenPage{Base: r.base, In: req.PathValue("lang"), Flow: req.PathValue("flow")}
	l, err := r.takes(req.Context(), lang, me)
	if err != nil && !errors.Is(err, assistant.ErrNoRecording) {
		r.away(w, req, err)
		return
	}
	texts := l.of(p.Flow, p.In)
	if len(texts) == 0 {
		r.missing(w, req, http.StatusNotFound, "voices", "voices_no_help", r.base+"/voices", "voices")
		return
	}
	p.Title = l.flows[p.Flow].Title.In(p.In)
	for i := range texts {
		p.Texts = append(p.Texts, l.text(&texts[i], l.book.Voiced()))
	}
	for i := range l.takes {
		t := &l.takes[i]
		if t.Spot.Flow == p.Flow && t.Spot.Language == p.In && !slices.ContainsFunc(texts, func(x dialogue.Heard) bool { return x.Spot == t.Spot }) {
			p.Lost = append(p.Lost, l.shown(t))
		}
	}
	dress(&p)
	r.show(w, req, "spoken.html", status, page.Frame{Lang: lang, Title: p.Title, Still: p.Code != nil, Page: p})
}

// voice does what a form of the pages says with one text, and leads back to where it
// was said.
func (r *room) voice(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	spot, file := r.spotOf(req), req.PostForm.Get("file")
	ctx, done, kind := req.Context(), "", bot.AuditUnvoiced
	var err error
	switch req.PostForm.Get("do") {
	case "record":
		r.recordCode(w, req, &me, spot)
		return
	case "approve":
		done, kind, err = "approved", bot.AuditVoiced, r.Assistant.ApproveTake(ctx, spot, file, me.Login)
	case "refuse":
		done, err = "refused", r.Assistant.RefuseTake(ctx, spot, file, me.Login, req.PostForm.Get("why"))
	case "drop":
		done, err = "dropped", r.Assistant.DropTake(ctx, spot, file)
	default:
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	if err == nil {
		r.auditDone(ctx, me, kind, spot.String())
	}
	problem, known := voicesWrong(err)
	if !known {
		r.away(w, req, err)
		return
	}
	to, said := req.URL.Path, url.Values{"done": {done}}
	if problem != "" {
		said = url.Values{"problem": {problem}}
	}
	if req.PostForm.Get("list") != "" {
		to = r.base + "/voices/" + req.PathValue("lang")
	}
	http.Redirect(w, req, to+"?"+said.Encode(), http.StatusSeeOther)
}

// voicesWrong says why nothing was done; false for what nobody at the desk can mend.
func voicesWrong(err error) (key string, known bool) {
	for key, one := range map[string]error{
		"own": voices.ErrOwn, "changed": voices.ErrChanged, "no_why": voices.ErrNoWhy, "gone": bot.ErrNotFound, "none": assistant.ErrNoRecording,
	} {
		if errors.Is(err, one) {
			return key, true
		}
	}
	return "", err == nil
}

// spotOf is the spot that a form names, of the help and language in the address.
func (r *room) spotOf(req *http.Request) bot.Spot {
	s := bot.Spot{Flow: req.PathValue("flow"), Language: req.PathValue("lang")}
	name := strings.TrimPrefix(req.PostForm.Get("spot"), s.Flow+".")
	s.Step, s.Part, _ = strings.Cut(strings.TrimSuffix(name, "."+s.Language), ".")
	return s
}

// recordCode gives a code, which stands on the page that answers and nowhere else.
func (r *room) recordCode(w http.ResponseWriter, req *http.Request, me *bot.Account, spot bot.Spot) {
	lang := page.Language(w, req)
	code, err := r.Assistant.RecordCode(req.Context(), spot, me.Login, lang)
	if problem, known := voicesWrong(err); problem != "" || !known {
		if !known {
			r.away(w, req, err)
			return
		}
		r.spoken(w, req, me, http.StatusConflict, func(p *spokenPage) { p.Problem = "voices_" + problem })
		return
	}
	given := &recordCode{Message: voices.Message(lang, code)}
	for _, way := range print.Ways(r.Assistant.Book().Agency().Channels, given.Message) {
		if way.Channel == bot.SMS.String() {
			continue
		}
		drawn, err := print.QR(way.Link)
		if err != nil {
			r.options.Log.Error("draw a link to the bot", "error", err) // it is there in letters
		}
		given.Ways = append(given.Ways, recordWay{way, drawn})
	}
	r.spoken(w, req, me, http.StatusOK, func(p *spokenPage) {
		p.Code = given
		for _, t := range p.Texts {
			if t.Spot == spot.String() {
				given.Words, given.Where, given.In = t.Words, t.Where, t.In
			}
		}
	})
}

// hearTake hands a recording on to the staff, whatever became of it.
func (r *room) hearTake(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	sound, err := r.Assistant.TakeSound(req.Context(), req.PathValue("file"))
	if errors.Is(err, bot.ErrNotFound) {
		r.missing(w, req, http.StatusNotFound, "voices", "voices_gone", r.base+"/voices", "voices")
		return
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	fenced(w, req, "audio/ogg", sound)
}
