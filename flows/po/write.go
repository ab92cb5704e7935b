package po

import "strings"

// Format writes a file: what was read and not changed byte for byte, the rest
// in one form, which does not change when it is read and written again.
func Format(f *File) []byte {
	var b strings.Builder
	if f.bom {
		b.WriteString(byteOrderMark)
	}
	end := f.end
	if end == "" {
		end = "\n"
	}
	for _, e := range f.Entries {
		laid := e.layout()
		if e.raw != "" && laid == e.parsed {
			between(&b, e.raw, end)
			b.WriteString(e.raw)
			continue
		}
		if b.Len() > 0 && (!f.bom || b.Len() > len(byteOrderMark)) {
			newLine(&b, end)
			b.WriteString(end)
		}
		b.WriteString(strings.ReplaceAll(laid, "\n", end))
	}
	if f.tail != "" {
		between(&b, f.tail, end)
	}
	b.WriteString(f.tail)
	return []byte(b.String())
}

// between keeps what stood in a file apart from a new entry before it: a
// comment right under an entry would be read as it stands, but would be hard to
// read.
func between(b *strings.Builder, raw, end string) {
	if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") && b.String() != byteOrderMark && raw != "" {
		b.WriteString(end)
	}
}

func newLine(b *strings.Builder, end string) {
	if !strings.HasSuffix(b.String(), "\n") {
		b.WriteString(end)
	}
}

// layout is the entry in the one form, with "\n" at the end of its lines.
func (e *Entry) layout() string {
	var b strings.Builder
	for _, c := range e.Comments {
		b.WriteString(c + "\n")
	}
	if e.Context != "" {
		b.WriteString("msgctxt " + Quote(e.Context) + "\n")
	}
	b.WriteString("msgid " + Quote(e.ID) + "\n")
	b.WriteString("msgstr " + Quote(e.Str) + "\n")
	return b.String()
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`, "\a", `\a`, "\b", `\b`, "\f", `\f`, "\v", `\v`)

// Quote writes a text between quotes; one with several lines stands on several lines.
func Quote(s string) string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 1 {
		return `"` + escaper.Replace(s) + `"`
	}
	var b strings.Builder
	b.WriteString(`""`)
	for _, line := range lines {
		b.WriteString("\n\"" + escaper.Replace(line) + `"`)
	}
	return b.String()
}
