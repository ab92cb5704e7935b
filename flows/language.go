package flows

import "passerelle/flows/text"

// Words is one language as data: what people write for each reserved word, the
// short words by which the language is recognised, and exact phrases of danger.
// One file a tag, kind: language.
type Words struct {
	Tag      text.Language
	Name     string              // the language's own name, as offered in the menu of languages
	Status   Status              // a draft is not used
	Reserved map[string][]string // reserved word → spellings, the first one is shown
	Function []string            // function words
	Danger   map[string][]string // danger class → exact phrases
}

// Heard is what people write in one language, for a program to learn from. One
// file a tag, kind: heard; an agency's own is learned beside ours.
type Heard struct {
	Tag     text.Language
	Status  Status
	Asked   map[string][]string // a help's id → how people ask for it, besides its found_by
	Danger  map[string][]string // danger class, or "none" → how people say it
	Other   []string            // what no help is about
	Spelled map[string][]string // a word → how people write it
	Sum     string              // sha256 of the file, in hex, which tells quickly whether anything changed; "" where there is no file
}

// Phrases is the bot's own sentences by key.
type Phrases map[string]text.Localised

// Set is everything that one agency's dialogue is made of, loaded and checked.
type Set struct {
	Agency  *Agency
	Flows   []*Flow // help flows and checks, the agency's replacing ours by id
	Phrases Phrases
	Words   []*Words
	Heard   []*Heard
	Facts   []Fact         // ours, the agency's in place of those of the same id
	Report  []FunderColumn // of report.yaml: figures in a funder's columns; nil for none
	// Assets are the pictures and recorded voices that the flows name, by the
	// name that they have there.
	Assets map[string]Asset
}

// First returns the first spelling of each reserved word, the one that texts
// show.
func (w *Words) First() map[string]string {
	first := map[string]string{}
	for word, spellings := range w.Reserved {
		if len(spellings) > 0 {
			first[word] = spellings[0]
		}
	}
	return first
}
