package chat

import (
	"fmt"
	"strings"
)

// around is how many equal lines are shown before and after a difference.
const around = 2

// row is one line of a diff: of both, only expected, or only played.
type row struct {
	sign   byte // ' ', '-', '+'
	number int  // in the .chat file; 0 for what was played
	text   string
}

// Diff shows where two transcripts differ: "-" was expected, "+" was played,
// lines without a sign are the same; in front stands the line's number in the
// .chat file. Only what is near a difference is shown, "…" stands for the rest.
// It is "" when they are equal; notes do not count.
func Diff(want, got []Line) string {
	rows := compare(flat(want), flat(got))
	var out strings.Builder
	shown, skipped := near(rows), false
	for i, r := range rows {
		if !shown[i] {
			skipped = true
			continue
		}
		if skipped {
			out.WriteString("       …\n")
			skipped = false
		}
		number := "    "
		if r.number > 0 {
			number = fmt.Sprintf("%4d", r.number)
		}
		out.WriteString(strings.TrimRight(fmt.Sprintf("%c %s %s", r.sign, number, r.text), " ") + "\n")
	}
	return out.String()
}

// FirstDifference is the line of the .chat file at which two transcripts begin
// to differ, 0 when they are equal.
func FirstDifference(want, got []Line) int {
	last := 1
	for _, r := range compare(flat(want), flat(got)) {
		if r.sign == '-' {
			return r.number
		}
		if r.sign == '+' {
			return last
		}
		last = r.number
	}
	return 0
}

// near marks the rows that are a difference or stand close to one.
func near(rows []row) []bool {
	shown := make([]bool, len(rows))
	for i, r := range rows {
		if r.sign == ' ' {
			continue
		}
		for j := max(0, i-around); j <= min(len(rows)-1, i+around); j++ {
			shown[j] = true
		}
	}
	return shown
}

// flat is a transcript line by line, as the file has it, without notes.
func flat(lines []Line) (all []row) {
	for _, l := range lines {
		if l.Mark == Note {
			continue
		}
		for i, text := range strings.Split(strings.TrimRight(Format([]Line{l}), "\n"), "\n") {
			r := row{text: text}
			if l.Number > 0 {
				r.number = l.Number + i
			}
			all = append(all, r)
		}
	}
	return all
}

func compare(a, b []row) (rows []row) {
	same := longest(texts(a), texts(b))
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i].text == b[j].text:
			rows = append(rows, row{' ', a[i].number, a[i].text})
			i, j = i+1, j+1
		case j >= len(b) || i < len(a) && same[i+1][j] >= same[i][j+1]:
			rows = append(rows, row{'-', a[i].number, a[i].text})
			i++
		default:
			rows = append(rows, row{'+', 0, b[j].text})
			j++
		}
	}
	return rows
}

func texts(rows []row) []string {
	all := make([]string, len(rows))
	for i, r := range rows {
		all[i] = r.text
	}
	return all
}

// longest returns, for every pair of places, how many lines the rests have in
// common, in order.
func longest(a, b []string) [][]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	return n
}
