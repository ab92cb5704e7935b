package voice

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
)

// language is what stands in a command line where a text's language goes.
const language = "{lang}"

// mostStages is how many programs may be joined.
const mostStages = 4

// ErrCommand means that a command line cannot be run as it is written.
var ErrCommand = errors.New("not a command line")

// Command is one program or several, each reading what the one before wrote. The
// first reads the text, the last writes OGG/Opus. No shell is involved: what would
// mean something to one is given to the program as it stands.
type Command struct {
	stages [][]string
}

// Parse reads a command line: words, '…' and "…" as in a shell, and | between
// programs. Its error is ErrCommand.
func Parse(line string) (Command, error) {
	c := Command{stages: [][]string{nil}}
	last := func() *[]string { return &c.stages[len(c.stages)-1] }
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		if rest[0] == '|' {
			c.stages, rest = append(c.stages, nil), rest[1:]
			continue
		}
		word, after, err := nextWord(rest)
		if err != nil {
			return Command{}, err
		}
		*last(), rest = append(*last(), word), after
	}
	for _, words := range c.stages {
		if len(words) == 0 || words[0] == "" {
			return Command{}, fmt.Errorf("%w: a program is missing", ErrCommand)
		}
	}
	if len(c.stages) > mostStages {
		return Command{}, fmt.Errorf("%w: more than %d programs", ErrCommand, mostStages)
	}
	return c, nil
}

// nextWord takes one word, which quotes may hold together.
func nextWord(s string) (word, rest string, err error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', '\t', '|':
			return b.String(), s[i:], nil
		case '\'', '"':
			end := strings.IndexByte(s[i+1:], s[i])
			if end < 0 {
				return "", "", fmt.Errorf("%w: a quote is not closed", ErrCommand)
			}
			b.WriteString(s[i+1 : i+1+end])
			i += end + 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), "", nil
}

// defaults are what is tried where the operator named no command, best first.
// 24 kbit/s is what a voice note on WhatsApp has; a serial number that is always the
// same makes the same file on every machine.
var defaults = []string{
	"espeak-ng -v {lang} --stdin --stdout | opusenc --quiet --serial 1 --bitrate 24 - -",
	"espeak-ng -v {lang} --stdin --stdout | ffmpeg -v quiet -i - -c:a libopus -b:a 24k -flags bitexact -fflags bitexact -f ogg -",
}

// Default is the first of the usual commands whose programs are all installed;
// false where there is none.
func Default() (Command, bool) {
	for _, line := range defaults {
		if c, err := Parse(line); err == nil && c.Installed() == nil {
			return c, true
		}
	}
	return Command{}, false
}

// Installed returns an error that names the first program which is not there.
func (c Command) Installed() error {
	for _, words := range c.stages {
		if _, err := exec.LookPath(words[0]); err != nil {
			return fmt.Errorf("the program %s: %w", words[0], errors.Unwrap(err))
		}
	}
	return nil
}

// String is the command line as it is run, for names of files and for the operator.
func (c Command) String() string {
	var stages []string
	for _, words := range c.stages {
		stages = append(stages, strings.Join(words, " "))
	}
	return strings.Join(stages, " | ")
}

// tag is a language as a program's argument may have it: never an option.
var tag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$`)

// in returns the programs with their arguments for a language.
func (c Command) in(lang string) ([][]string, error) {
	if !tag.MatchString(lang) {
		return nil, fmt.Errorf("%w: the language has no tag such as fr or pt-BR", ErrCommand)
	}
	var stages [][]string
	for _, words := range c.stages {
		var filled []string
		for _, w := range words {
			filled = append(filled, strings.ReplaceAll(w, language, lang))
		}
		stages = append(stages, filled)
	}
	return stages, nil
}
