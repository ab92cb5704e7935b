package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"passerelle/channels/limits"
	"passerelle/flows/po"
	"passerelle/flows/text"
)

// Export makes a file for a translator: every text of the files of some ids,
// with the translation that there is. Notes are in the language talk. A
// translation whose source changed is marked fuzzy, with what was translated.
func (t *Texts) Export(ids []string, to text.Language, talk string) *po.File {
	var entries []*po.Entry
	from := ""
	for _, id := range ids {
		for _, u := range t.Units(id, to) {
			if u.Source == "" {
				continue
			}
			if from == "" {
				from = u.Language
			}
			entries = append(entries, u.entry(to, talk))
		}
	}
	return &po.File{Entries: append([]*po.Entry{header(to, from)}, entries...)}
}

// header is the first entry of a file of translations.
func header(to, from text.Language) *po.Entry {
	lines := []string{"Language: " + to, sourceField + ": " + from, "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit", ""}
	return &po.Entry{Str: strings.Join(lines, "\n")}
}

// entry is a unit as a translator gets it.
func (u *Unit) entry(to text.Language, talk string) *po.Entry {
	e := &po.Entry{Context: u.Context, ID: u.Source, Str: u.Texts[to]}
	e.Set(po.ForTranslator, u.Hints(talk)...)
	e.Set(po.Where, u.place())
	if old, stale := u.Stale[to]; stale && e.Str == "" {
		e.Str = old.Text
		e.SetFuzzy(true)
		e.Set(po.ForTranslator, append(e.Of(po.ForTranslator), Say("hint-now", talk, strings.ReplaceAll(old.Text, "\n", " / ")))...)
		if old.Source != u.Source {
			e.Set(po.Before, before(old.Source)...)
		}
	}
	return e
}

// place is where the text stands.
func (u *Unit) place() string { return u.File + ":" + strconv.Itoa(u.Line) }

// before writes a former source as PO files do, on lines of its own.
func before(source string) []string {
	lines := strings.SplitAfter(source, "\n")
	said := []string{"msgid " + po.Quote(lines[0])}
	for _, line := range lines[1:] {
		said = append(said, po.Quote(line))
	}
	return said
}

// Hints tell a translator what the text is for and how long it may be.
func (u *Unit) Hints(talk string) (list []string) {
	code := "hint-" + u.Field
	switch _, own := sentences[code]; {
	case u.Field == "stuck":
		list = append(list, Say(code, talk, u.cost(talk)))
	case own:
		list = append(list, Say(code, talk))
	default:
		list = append(list, Say("hint-said", talk, u.cost(talk)))
	}
	var keep []string
	for _, p := range bracesPattern.FindAllString(u.Source, -1) {
		if !slices.Contains(keep, p) {
			keep = append(keep, p)
		}
	}
	if len(keep) > 0 {
		list = append(list, Say("hint-keep", talk, strings.Join(keep, " ")))
	}
	return list
}

// cost says how long the source is, as an SMS.
func (u *Unit) cost(talk string) string {
	parts := limits.Segments(limits.Economise(limits.Plain(u.Source))).Segments
	return Say("hint-sms", talk, utf8.RuneCountInString(u.Source), parts)
}
