package chat

import "strings"

// piece is a stretch of a file: a block, or lines that say nothing.
type piece struct {
	block
	raw string
}

func (p piece) said() bool { return p.Mark == Says || p.Mark == Event }

// Update writes what the bot says now into a transcript's file. Only that
// changes: the author's lines, notes, empty lines and line ends stay byte for
// byte, and so does what the bot said before and says still.
func Update(source string, got []Line) (string, error) {
	raw := rawLines(source)
	blocks, err := parse("", raw)
	if err != nil {
		return "", err
	}
	end := "\n"
	if strings.Contains(source, "\r\n") {
		end = "\r\n"
	}
	w := updater{end: end}
	answers := groups(got)
	group, n := []piece{}, -1 // -1: before the first line of the author's
	flush := func() {
		var said []Line
		if n >= 0 && n < len(answers) {
			said = answers[n]
		}
		w.group(group, said)
		group = group[:0]
	}
	for _, p := range pieces(raw, blocks) {
		if p.own() {
			flush()
			n++
		}
		group = append(group, p)
	}
	flush()
	return w.String(), nil
}

// groups are what came of each line of the author's.
func groups(got []Line) (all [][]Line) {
	for _, l := range got {
		switch {
		case l.own():
			all = append(all, nil)
		case l.Mark != Note && len(all) > 0:
			all[len(all)-1] = append(all[len(all)-1], l)
		}
	}
	return all
}

// pieces are a file's blocks and what stands between them.
func pieces(raw []string, blocks []block) (all []piece) {
	at := 0
	add := func(b block, to int) {
		if to > at {
			all = append(all, piece{b, strings.Join(raw[at:to], "")})
			at = to
		}
	}
	for _, b := range blocks {
		add(block{}, b.Number-1)
		add(b, b.end)
	}
	add(block{}, len(raw))
	return all
}

type updater struct {
	strings.Builder
	end string
}

// group writes a line of the author's with what came of it.
func (w *updater) group(old []piece, now []Line) {
	var before, after []string
	last := 0 // after which piece the rest of what is new goes
	for i, p := range old {
		if p.said() {
			before = append(before, written(p.Line))
		}
		if p.said() || p.own() {
			last = i
		}
	}
	for _, l := range now {
		after = append(after, written(l))
	}
	same := longest(before, after)
	i, j := 0, 0
	for n, p := range old {
		switch {
		case !p.said():
			w.raw(p.raw)
		default:
			for j < len(after) && before[i] != after[j] && same[i][j+1] >= same[i+1][j] {
				w.new(after[j])
				j++
			}
			if j < len(after) && before[i] == after[j] {
				w.raw(p.raw)
				j++
			}
			i++
		}
		for n == last && j < len(after) {
			w.new(after[j])
			j++
		}
	}
}

func written(l Line) string { return strings.TrimRight(Format([]Line{l}), "\n") }

func (w *updater) raw(s string) {
	if s != "" && w.Len() > 0 && !strings.HasSuffix(w.String(), "\n") {
		w.WriteString(w.end) // the file did not end with a line end
	}
	w.WriteString(s)
}

func (w *updater) new(s string) { w.raw(strings.ReplaceAll(s, "\n", w.end) + w.end) }
