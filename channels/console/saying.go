package console

import (
	"context"
	"net/http"
	"strings"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/flows"
)

// saying is a ready sentence: in the page's language, to choose it, and in the
// person's, as they will read it.
type saying struct{ ID, Mine, Theirs string }

// sayings are the agency's ready sentences.
func (d *describer) sayings(language string) (list []saying) {
	for i := range d.agency.Replies {
		r := &d.agency.Replies[i]
		list = append(list, saying{r.ID, d.filled(r, d.lang), d.filled(r, language)})
	}
	return list
}

// filled is a ready sentence in one language, with where the agency is.
func (d *describer) filled(r *flows.Saying, language string) string {
	words := strings.TrimSpace(r.Say.In(language, d.agency.Languages...))
	return strings.NewReplacer("{agency.desk}", d.agency.Desk, "{agency.name}", d.agency.Name.In(language, d.agency.Languages...)).Replace(words)
}

// insert puts a ready sentence behind what is in the reply box, in the person's
// language. Nothing is sent; a text that would be too long stays as it was.
func (r *room) insert(ctx context.Context, id string, me bot.Account, o order, t *tray) error {
	c, err := r.Assistant.Case(ctx, id, me.Login)
	if err != nil {
		return err
	}
	for _, s := range r.contentIn(c.Language).sayings(c.Language) {
		if s.ID != o.saying {
			continue
		}
		text := strings.TrimSpace(o.typed + "\n" + s.Theirs)
		if utf8.RuneCountInString(text) > mostReply {
			t.Code = "reply_long"
			return nil
		}
		t.Text = text
		return nil
	}
	t.Code = "bad_form"
	return nil
}

// inserted leads back to the reply box, with the sentence in it.
func (r *room) inserted(w http.ResponseWriter, req *http.Request, id string, t tray) {
	if err := r.keepTray(req.Context(), id, t); err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/case/"+id+either(t.Code == "", "#text", "#note"), http.StatusSeeOther)
}
