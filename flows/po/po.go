// Package po reads and writes gettext PO files, and does nothing else: it does
// not know what is translated.
//
// A file that was read is written back byte for byte; only entries that were
// changed are laid out anew. Plural forms are refused: texts here have none.
package po

import (
	"fmt"
	"slices"
	"strings"
)

// File is one PO file. The header is the entry with an empty msgid.
type File struct {
	Entries []*Entry
	bom     bool
	end     string // of a line: "\n" or "\r\n"; "" for a file made here
	tail    string // what stands after the last entry
}

// Entry is one text and its translation.
type Entry struct {
	// Comments are the lines that begin with "#", as they stand, in order:
	// "# by the translator", "#. for the translator", "#: where", "#, flags",
	// "#| what it was before", "#~ what is gone".
	Comments []string
	Context  string // msgctxt, "" where there is none
	ID       string // msgid: the source
	Str      string // msgstr: the translation, "" where there is none yet

	// Line and Col are where the entry's first keyword stands, StrLine and
	// StrCol where the first character of the translation does; from 1, in
	// characters.
	Line, Col, StrLine, StrCol int

	raw, parsed string // as it stood, and as it would be laid out if nothing changed
}

// The kinds of comment.
const (
	ForTranslator = "#."
	Where         = "#:"
	Flags         = "#,"
	Before        = "#|"
)

// Header returns the header's entry, or nil.
func (f *File) Header() *Entry {
	for _, e := range f.Entries {
		if e.ID == "" && e.Context == "" {
			return e
		}
	}
	return nil
}

// Field returns a field of the header, such as Language.
func (f *File) Field(name string) string {
	h := f.Header()
	if h == nil {
		return ""
	}
	for line := range strings.SplitSeq(h.Str, "\n") {
		if key, value, found := strings.Cut(line, ":"); found && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// Find returns the entry of a context, or nil.
func (f *File) Find(context string) *Entry {
	for _, e := range f.Entries {
		if e.Context == context && context != "" {
			return e
		}
	}
	return nil
}

// Of returns what the comments of a kind say, without the sign.
func (e *Entry) Of(kind string) (list []string) {
	for _, c := range e.Comments {
		if rest, ok := strings.CutPrefix(c, kind); ok {
			list = append(list, strings.TrimSpace(rest))
		}
	}
	return list
}

// Set puts lines in place of the comments of a kind, where those stood; else
// before the first kind that follows it by custom.
func (e *Entry) Set(kind string, lines ...string) {
	at := slices.IndexFunc(e.Comments, func(c string) bool { return strings.HasPrefix(c, kind) })
	e.Comments = slices.DeleteFunc(slices.Clone(e.Comments), func(c string) bool { return strings.HasPrefix(c, kind) })
	if at < 0 {
		at = slices.IndexFunc(e.Comments, func(c string) bool { return rank(c) > rank(kind) })
	}
	if at < 0 {
		at = len(e.Comments)
	}
	var laid []string
	for _, line := range lines {
		laid = append(laid, strings.TrimRight(kind+" "+line, " "))
	}
	e.Comments = slices.Insert(e.Comments, at, laid...)
}

// rank is the customary order of the kinds of comment.
func rank(comment string) int {
	for i, kind := range []string{ForTranslator, Where, Flags, Before} {
		if strings.HasPrefix(comment, kind) {
			return i + 1
		}
	}
	return 0
}

// Fuzzy reports whether the translation is marked as not to be used: somebody
// has to look at it first.
func (e *Entry) Fuzzy() bool { return slices.Contains(e.flags(), "fuzzy") }

// SetFuzzy marks the translation as fuzzy, or takes the mark away.
func (e *Entry) SetFuzzy(fuzzy bool) {
	if fuzzy == e.Fuzzy() {
		return
	}
	flags := slices.DeleteFunc(e.flags(), func(f string) bool { return f == "fuzzy" })
	if fuzzy {
		flags = append([]string{"fuzzy"}, flags...)
	}
	if len(flags) == 0 {
		e.Set(Flags)
		return
	}
	e.Set(Flags, strings.Join(flags, ", "))
}

func (e *Entry) flags() (list []string) {
	for _, line := range e.Of(Flags) {
		for flag := range strings.SplitSeq(line, ",") {
			list = append(list, strings.TrimSpace(flag))
		}
	}
	return list
}

// Error is one thing that is wrong in a file.
type Error struct {
	Line, Col int    // from 1, in characters
	Kind      string // encoding, quote, no-text, open-quote, escape, keyword, plural, no-id, no-str or twice
	Word      string // what stands there
}

// helps says how to mend each kind of error.
var helps = map[string]string{
	"encoding":   "the file is not UTF-8: save it as UTF-8",
	"quote":      "a text stands between double quotes, not %q",
	"no-text":    "a text in double quotes is missing after %q",
	"open-quote": "this text has no closing quote: end the line with \"",
	"escape":     "%q means nothing here: write \\n, \\t, \\\" or \\\\",
	"keyword":    "%q is no word of a PO file: a line begins with msgctxt, msgid, msgstr, # or a double quote",
	"plural":     "there are no plural forms here: write one msgid and one msgstr",
	"no-id":      "msgid is missing before this",
	"no-str":     "msgstr is missing after this msgid",
	"twice":      "%q stands twice: keep one",
}

func (e Error) Error() string {
	said := helps[e.Kind]
	if strings.Contains(said, "%q") {
		said = fmt.Sprintf(said, e.Word)
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, said)
}
