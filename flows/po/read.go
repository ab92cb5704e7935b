package po

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const byteOrderMark = "\uFEFF"

// Parse reads a file and finds all that is wrong in it. A file with errors has
// the entries that could be read.
func Parse(source []byte) (*File, []Error) {
	text := string(source)
	p := &parser{file: &File{end: "\n"}, contexts: map[string]bool{}}
	text, p.file.bom = strings.CutPrefix(text, byteOrderMark)
	lines := strings.SplitAfter(text, "\n")
	if strings.HasSuffix(lines[0], "\r\n") {
		p.file.end = "\r\n"
	}
	for i, line := range lines {
		p.line = i + 1
		if !utf8.ValidString(line) {
			p.fail(1, "encoding", "")
			return p.file, p.errors
		}
		p.read(line)
	}
	p.finish()
	p.file.tail = p.raw.String()
	return p.file, p.errors
}

// state is which text of an entry the next quoted line belongs to.
type state uint8

const (
	nothing state = iota
	inContext
	inID
	inStr
)

type parser struct {
	file     *File
	entry    *Entry // being read, nil between entries
	at       state
	seen     [inStr + 1]bool
	said     [inStr + 1]strings.Builder
	raw      strings.Builder
	line     int
	skips    bool // after an error, until the next keyword
	contexts map[string]bool
	errors   []Error
}

func (p *parser) fail(col int, kind, word string) {
	p.errors = append(p.errors, Error{Line: p.line, Col: col, Kind: kind, Word: word})
	p.skips = true
}

// read takes one line.
func (p *parser) read(line string) {
	bare := strings.TrimSpace(line)
	switch {
	case bare == "":
		// Blank lines belong to the entry that follows.
		p.finish()
	case strings.HasPrefix(bare, "#"):
		if p.at != nothing {
			p.finish()
		}
		p.open()
		p.entry.Comments = append(p.entry.Comments, bare)
	default:
		p.words(line, bare)
	}
	p.raw.WriteString(line)
}

// open begins an entry where none is being read.
func (p *parser) open() {
	if p.entry == nil {
		p.entry = &Entry{}
	}
}

var keywords = map[string]state{"msgctxt": inContext, "msgid": inID, "msgstr": inStr}

// words reads a line with a keyword, or one that goes on with a text.
func (p *parser) words(line, bare string) {
	col := 1 + utf8.RuneCountInString(line[:strings.Index(line, bare)])
	if bare[0] != '"' {
		end := strings.IndexAny(bare, " \t\"")
		if end < 0 {
			end = len(bare)
		}
		word := bare[:end]
		next, known := keywords[word]
		p.skips = false
		switch {
		case word == "msgid_plural" || strings.HasPrefix(word, "msgstr["):
			p.fail(col, "plural", word)
			return
		case !known:
			p.fail(col, "keyword", word)
			return
		}
		p.begin(next, col, word)
		rest := strings.TrimLeft(bare[end:], " \t")
		col += utf8.RuneCountInString(bare[:len(bare)-len(rest)])
		bare = rest
		if bare == "" && !p.skips {
			p.fail(col, "no-text", word)
		}
	}
	if p.skips {
		return
	}
	if p.at == nothing {
		p.fail(col, "keyword", bare)
		return
	}
	p.quoted(bare, col)
}

// begin goes on to the next text of the entry, or to the next entry.
func (p *parser) begin(next state, col int, word string) {
	if next == inContext && p.at != nothing || next == inID && p.seen[inID] {
		p.finish()
	}
	p.open()
	switch {
	case p.seen[next]:
		p.fail(col, "twice", word)
	case next == inStr && !p.seen[inID]:
		p.fail(col, "no-id", "")
	case next < p.at:
		p.fail(col, "keyword", word)
	}
	p.at, p.seen[next] = next, true
	if p.entry.Line == 0 {
		p.entry.Line, p.entry.Col = p.line, col
	}
}

// quoted reads the quoted texts of a line.
func (p *parser) quoted(rest string, col int) {
	for rest != "" {
		if rest[0] != '"' {
			p.fail(col, "quote", rest)
			return
		}
		if e := p.entry; p.at == inStr && p.said[inStr].Len() == 0 {
			e.StrLine, e.StrCol = p.line, col+1
		}
		said, length, bad := unquote(rest[1:])
		if bad != "" {
			p.fail(col+1+utf8.RuneCountInString(rest[1:1+length]), "escape", bad)
			return
		}
		if length < 0 {
			p.fail(col, "open-quote", "")
			return
		}
		p.said[p.at].WriteString(said)
		after := strings.TrimLeft(rest[length+2:], " \t")
		col += utf8.RuneCountInString(rest[:len(rest)-len(after)])
		rest = after
	}
}

var escapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", '"': `"`, '\\': `\`, 'a': "\a", 'b': "\b", 'f': "\f", 'v': "\v"}

// unquote reads until the closing quote, and returns how many bytes stand
// before it, -1 when there is none; or an escape that means nothing, and where.
func unquote(s string) (said string, length int, bad string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), i, ""
		case s[i] != '\\':
			b.WriteByte(s[i])
		case i+1 == len(s):
			return "", -1, ""
		default:
			if meant, known := escapes[s[i+1]]; known {
				b.WriteString(meant)
				i++
				continue
			}
			char, width := number(s[i+1:])
			if width == 0 {
				_, size := utf8.DecodeRuneInString(s[i+1:])
				return "", i, s[i : i+1+size]
			}
			b.WriteByte(char)
			i += width
		}
	}
	return "", -1, ""
}

// number reads \101 and \x41; only ASCII can be written so.
func number(s string) (char byte, width int) {
	base, digits, skip := 8, "01234567", 0
	if s[0] == 'x' {
		base, digits, skip = 16, "0123456789abcdefABCDEF", 1
	}
	end := skip
	for end < len(s) && end < skip+3-skip && strings.IndexByte(digits, s[end]) >= 0 {
		end++
	}
	value, err := strconv.ParseUint(s[skip:end], base, 8)
	if err != nil || value >= utf8.RuneSelf {
		return 0, 0
	}
	return byte(value), end
}

// finish ends the entry that is being read, where one is.
func (p *parser) finish() {
	if p.at == nothing {
		return
	}
	e := p.entry
	switch {
	case !p.seen[inID]:
		p.errors = append(p.errors, Error{Line: e.Line, Col: e.Col, Kind: "no-id"})
	case !p.seen[inStr]:
		p.errors = append(p.errors, Error{Line: e.Line, Col: e.Col, Kind: "no-str"})
	}
	e.Context, e.ID, e.Str = p.said[inContext].String(), p.said[inID].String(), p.said[inStr].String()
	key := e.Context
	if key == "" {
		key = "\x00" + e.ID
	}
	if p.contexts[key] {
		p.errors = append(p.errors, Error{Line: e.Line, Col: e.Col, Kind: "twice", Word: e.Context})
	}
	p.contexts[key] = true
	e.raw, e.parsed = p.raw.String(), e.layout()
	p.file.Entries = append(p.file.Entries, e)
	p.entry, p.at, p.skips = nil, nothing, false
	p.seen = [inStr + 1]bool{}
	for i := range p.said {
		p.said[i].Reset()
	}
	p.raw.Reset()
}
