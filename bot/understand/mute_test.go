package understand_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"passerelle/bot"
)

var alternatives = regexp.MustCompile(`\(([^)]*)\)`)

// spellings are what a phrase stands for, at most 200 of them: each alternative is
// said, gaps are left empty, any number is 5.
func spellings(pattern string) []string {
	at := alternatives.FindStringSubmatchIndex(pattern)
	if at == nil {
		return []string{strings.Join(strings.Fields(strings.NewReplacer("...", " ", "#", "5").Replace(pattern)), " ")}
	}
	var all []string
	for one := range strings.SplitSeq(pattern[at[2]:at[3]], "|") {
		if len(all) < 200 {
			all = append(all, spellings(pattern[:at[0]]+" "+one+" "+pattern[at[1]:])...)
		}
	}
	return all
}

// TestNoDangerIsMuted: a harmless phrase is longer than what it mutes. Where it is not,
// once the words are gone that are passed over ("nicht so" is "nicht"), danger said in
// plain words would never be heard.
func TestNoDangerIsMuted(t *testing.T) {
	r := reader(t)
	for _, words := range few(t).Words {
		for class, list := range words.Danger {
			if class == bot.NoDanger.String() {
				continue
			}
			for _, pattern := range list {
				all := spellings(pattern)
				if muted := slices.DeleteFunc(slices.Clone(all), func(s string) bool { got, _ := r.Danger(s); return got != bot.NoDanger }); len(muted) > 0 {
					t.Errorf("%s, %s: %q is not heard as %q (%d of %d)", words.Tag, class, pattern, muted[0], len(muted), len(all))
				}
			}
		}
	}
}
