package flows

import (
	"regexp"
	"slices"
	"strings"
)

// linkPattern is what a phone turns into a link.
var linkPattern = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s«»"<>()]+|\b[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.(?:ch|com|org|net|li|swiss)\b(?:/[^\s«»"<>()]*)?`)

// lintLinks wants links to known places, one in a text, on a line of its own.
func (d *document) lintLinks(domains []string) {
	d.eachText(func(name string, n node, _ string) {
		if name == "fake" || name == "show" || name == "real" || forStaff(name) || !mayLink(n.Value) {
			return
		}
		links := linkPattern.FindAllStringIndex(n.Value, -1)
		for i, m := range links {
			link := strings.TrimRight(n.Value[m[0]:m[1]], ".,;:!?")
			switch domain := domainOf(link); {
			case !allowed(domain, domains):
				d.mark(n, m[0], link, "foreign-link", Error, domain, strings.Join(domains, ", "))
			case i > 0:
				d.mark(n, m[0], link, "many-links", Warning)
			case !aloneOnLine(n.Value, m[0], m[0]+len(link)):
				d.mark(n, m[0], link, "link-line", Warning)
			}
		}
	})
}

func domainOf(link string) string {
	link = strings.ToLower(link)
	for _, scheme := range []string{"https://", "http://"} {
		link = strings.TrimPrefix(link, scheme)
	}
	if end := strings.IndexAny(link, "/?#:"); end >= 0 {
		link = link[:end]
	}
	return strings.TrimPrefix(link, "www.")
}

func allowed(domain string, domains []string) bool {
	return slices.ContainsFunc(domains, func(own string) bool {
		return domain == strings.ToLower(own) || strings.HasSuffix(domain, "."+strings.ToLower(own))
	})
}

func aloneOnLine(s string, from, to int) bool {
	before, after := s[strings.LastIndex(s[:from], "\n")+1:from], s[to:]
	after, _, _ = strings.Cut(after, "\n")
	return strings.TrimSpace(before) == "" && strings.Trim(after, " .,;:!?") == ""
}

// mayLink reports whether a text can hold a link at all: a letter or a digit
// right behind a point, or a slash. Most texts need no matching.
func mayLink(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if next := s[i+1]; s[i] == '/' || s[i] == '.' && (next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next >= '0' && next <= '9') {
			return true
		}
	}
	return false
}
