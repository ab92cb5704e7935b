package console

import (
	"net/http"
	"time"

	"passerelle/channels/page"
)

// accessDate is when somebody last compared the statement with the pages.
var accessDate = time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)

// accessPage is what accessibility.html shows: keys of the words.
type accessPage struct {
	Works, Not []string
	Date, Day  string
}

// accessibility is the statement after WCAG 2.2: what conforms, what is known not
// to, how to report. It is public and speaks of no agency.
func (c *Console) accessibility(w http.ResponseWriter, req *http.Request) {
	lang := page.Language(w, req)
	p := accessPage{
		Works: []string{"access_works_keys", "access_works_forms", "access_works_checked"},
		Not:   []string{"access_not_media", "access_not_language", "access_not_people"},
		Date:  accessDate.Format(time.DateOnly), Day: accessDate.Format("2.1.2006"),
	}
	f := page.Frame{Lang: lang, Title: words.In(lang, "access_title"), Path: req.URL.Path, Page: p}
	if err := page.Show(w, views["accessibility.html"], http.StatusOK, f); err != nil {
		c.options.Log.Warn("show a page of the console", "page", "accessibility.html", "error", err)
	}
}
