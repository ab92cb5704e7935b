package console

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"passerelle/bot"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/print"
)

// paperPage is what paper.html shows: a choice of a sheet, the sheet to key in, or
// what it came to, for the person in the room.
type paperPage struct {
	Agency, Base string
	Title        string
	Sheets       []string
	Sheet        string
	Languages    [][2]string // of the check, with their own names
	Language     string
	None         bool   // the agency offers no check
	Problem      string // a key: why there is no such sheet
	Token        string
	Items        []paperItem
	Result       *paperResult
	Case         string // the case whose shared result it is; "" for a sheet that was keyed in
}

// paperItem is one question of the sheet, to key in.
type paperItem struct {
	Number  int
	Ask     string
	Options []paperOption
	Places  []int // the numbers that an order's lines may have; nil for another item
}

type paperOption struct {
	Value int
	Label string
}

// sheetKey begins the names under which a login keeps which forms were not sent
// yet: a sheet that is sent twice is counted once.
const sheetKey = "sheet:"

// offered is the agency's check, nil where it offers none.
func (r *room) offered() *flows.Flow {
	book := r.Assistant.Book()
	if book.Agency().CheckUse == nil {
		return nil
	}
	for _, e := range book.Editions() {
		if e.Flow.Check != nil {
			return e.Flow
		}
	}
	return nil
}

// paperBase is the page before a sheet is chosen.
func (r *room) paperBase(lang string, q func(string) string) (paperPage, *flows.Flow) {
	p := paperPage{Agency: r.name(lang), Base: r.base, Sheets: print.Sheets, Sheet: q("sheet"), Language: q("language")}
	f := r.offered()
	if f == nil {
		p.None = true
		return p, nil
	}
	p.Title = r.contentIn(lang).say(f.Title)
	for _, tag := range r.Assistant.Book().Agency().Languages { // the first choice first
		if !slices.Contains(f.Languages, tag) {
			continue
		}
		p.Languages = append(p.Languages, [2]string{tag, either(ownNames[tag] != "", ownNames[tag], tag)})
	}
	if !slices.Contains(f.Languages, p.Language) {
		p.Language = ""
	}
	return p, f
}

// contentIn says texts of the flows in the language of a sheet.
func (r *room) contentIn(lang string) *describer {
	return newDescriber(r.Assistant.Book(), lang, r.options.Now())
}

// showPaper lets a counsellor choose a sheet, then key it in.
func (r *room) showPaper(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang := page.Language(w, req)
	p, f := r.paperBase(lang, req.URL.Query().Get)
	status := http.StatusOK
	if f != nil && p.Language != "" && p.Sheet != "" {
		items, err := print.Paper(f, p.Sheet)
		if err != nil {
			p.Problem, status = "paper_no_sheet", http.StatusNotFound
		} else {
			p.Token = rand.Text()
			r.sessions.Put(req.Context(), sheetKey+p.Token, true)
			p.Items = r.contentIn(p.Language).paperItems(items, lang)
		}
	}
	r.showPaperPage(w, req, lang, status, p)
}

func (r *room) showPaperPage(w http.ResponseWriter, req *http.Request, lang string, status int, p paperPage) {
	r.show(w, req, "paper.html", status, page.Frame{Lang: lang, Title: words.In(lang, "paper_title"), Still: p.Token != "" || p.Result != nil, Page: p})
}

// paperItems are the questions in the sheet's language; lang is the page's.
func (d *describer) paperItems(items []print.PaperItem, lang string) (list []paperItem) {
	for _, i := range items {
		shown := paperItem{Number: i.Number, Ask: d.about1(i.Item)}
		for place, c := range i.Shown {
			label := print.Letter(place)
			if len(i.Item.Choices) > 0 {
				label += " " + d.say(i.Item.Choices[c].Label)
			} else {
				label = words.In(lang, "paper_message") + " " + label
			}
			shown.Options = append(shown.Options, paperOption{place, label})
			if i.Item.Type == flows.ItemOrder {
				shown.Places = append(shown.Places, place+1)
			}
		}
		if i.Item.Type == flows.ItemRead {
			right := ""
			for n, a := range i.Item.Accept {
				right += either(n > 0, ", ", "") + a
			}
			shown.Options = []paperOption{{0, right}, {1, words.In(lang, "paper_other")}}
		}
		list = append(list, shown)
	}
	return list
}

// about1 is a question's words, else its short name.
func (d *describer) about1(item *flows.Item) string {
	if ask := d.say(item.Ask); ask != "" {
		return ask
	}
	return d.say(item.About)
}

// keyPaper counts a sheet that was keyed in, and shows what it came to. Nothing
// is kept of it but the counts.
func (r *room) keyPaper(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang := page.Language(w, req)
	if !r.read(w, req) {
		http.Error(w, words.In(lang, "bad_form"), http.StatusBadRequest)
		return
	}
	p, f := r.paperBase(lang, req.PostForm.Get)
	var items []print.PaperItem
	err := bot.ErrNotFound
	if f != nil && p.Language != "" {
		items, err = print.Paper(f, p.Sheet)
	}
	if err != nil {
		p.Problem = "paper_no_sheet"
		r.showPaperPage(w, req, lang, http.StatusNotFound, p)
		return
	}
	graded := keyed(items, req.PostForm.Get)
	if err := r.countSheet(req.Context(), req.PostForm.Get("token"), f, p.Language, graded); err != nil {
		r.away(w, req, err)
		return
	}
	p.Result = r.contentIn(p.Language).paperResult(f, graded, "", lang)
	r.showPaperPage(w, req, lang, http.StatusOK, p)
}

// countSheet counts a form's answers the first time that it is sent.
func (r *room) countSheet(ctx context.Context, token string, f *flows.Flow, language string, graded []bot.GradedItem) error {
	if token == "" || !r.sessions.PopBool(ctx, sheetKey+token) || len(graded) == 0 {
		return nil
	}
	err := r.Assistant.Sheet(ctx, f.ID, bot.CheckRun{Language: language, Ended: true, Items: graded})
	if errors.Is(err, bot.ErrNotFound) { // the agency took its check back meanwhile
		return nil
	}
	return err
}

// keyed grades what a form says. What is left empty was not asked.
func keyed(items []print.PaperItem, field func(string) string) (graded []bot.GradedItem) {
	for i := range items {
		item, name := &items[i], strconv.Itoa(items[i].Number)
		answer := field("a" + name)
		if answer == "u" {
			graded = append(graded, bot.GradedItem{Item: item.Item.ID, Unknown: true})
			continue
		}
		var of []int
		if item.Item.Type == flows.ItemOrder {
			of = ordered(len(item.Shown), func(place int) string { return field("o" + name + "-" + strconv.Itoa(place)) })
		} else if place, err := strconv.Atoi(answer); err == nil {
			of = []int{place}
		}
		if of != nil {
			graded = append(graded, bot.GradedItem{Item: item.Item.ID, Grade: item.Grade(of)})
		}
	}
	return graded
}

// ordered are the places in the order of the numbers that stand beside them; nil
// when none has a number. A number that stands twice leaves another one out,
// whose place is none.
func ordered(n int, number func(place int) string) []int {
	of, any := slices.Repeat([]int{-1}, n), false
	for place := range n {
		if at, err := strconv.Atoi(number(place)); err == nil && at >= 1 && at <= n {
			of[at-1], any = place, true
		}
	}
	if !any {
		return nil
	}
	return of
}
