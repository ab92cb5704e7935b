package console

import (
	"fmt"
	"net/http"
	"strconv"

	"passerelle/bot"
)

// onePage is how many cases of a list one page shows.
const onePage = 50

// pages are which page of each long list is shown, from 1.
type pages struct{ waiting, others int }

// whichOf reads the pages that an address asks for; nonsense is the first.
func whichOf(req *http.Request) pages {
	number := func(name string) int {
		n, err := strconv.Atoi(req.URL.Query().Get(name))
		if err != nil {
			return 1
		}
		return n
	}
	return pages{number("waiting"), number("others")}
}

// within keeps to the pages that there are: a list gets shorter under an open page.
func (p pages) within(waiting, others int) pages {
	last := func(count int) int { return max(1, (count+onePage-1)/onePage) }
	return pages{min(max(1, p.waiting), last(waiting)), min(max(1, p.others), last(others))}
}

// pageAt is the address of the queue at some pages.
func (r *room) pageAt(p pages, at string) string {
	return fmt.Sprintf("%s/?waiting=%d&others=%d#%s", r.base, p.waiting, p.others, at)
}

// pager leads from one page of a list to the next.
type pager struct {
	ID               string
	More             bool // there is more than one page
	First, Last, All int  // which of the list are shown, from 1
	Before, After    string
}

func newPager(id string, count, shown int, at func(int) string) pager {
	p := pager{ID: id, More: count > onePage, First: (shown-1)*onePage + 1, Last: min(shown*onePage, count), All: count}
	if shown > 1 {
		p.Before = at(shown - 1)
	}
	if p.Last < count {
		p.After = at(shown + 1)
	}
	return p
}

// page puts one page of a list in words.
func (d *describer) page(cases []*bot.Case, shown int) (list []shownCase) {
	from := min((shown-1)*onePage, len(cases))
	for _, c := range cases[from:min(from+onePage, len(cases))] {
		list = append(list, d.describe(*c))
	}
	return list
}
