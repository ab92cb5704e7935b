package flows

import (
	"strings"

	"passerelle/flows/text"
)

// Words of a promise: a person does something for you, and at once. Both in
// one sentence without a number to call are a promise that a person answers.
var (
	promiseNow = map[string][]string{
		"fr": {"tout de suite", "immédiatement", "dans l'heure", "24h/24", "24 h sur 24", "jour et nuit", "à toute heure", "cette nuit", "dans la minute"},
		"de": {"sofort", "umgehend", "rund um die uhr", "tag und nacht", "jederzeit", "in der nacht", "heute nacht"},
		"it": {"subito", "immediatamente", "giorno e notte", "a qualsiasi ora", "entro un'ora", "24 ore su 24", "stanotte"},
		"en": {"right away", "immediately", "at once", "day and night", "at any time", "24/7", "straight away", "tonight"},
	}
	promiseWho = map[string][]string{
		"fr": {"vous répond", "vous rappel", "vous appel", "vous contact", "vous écri"},
		"de": {"ruft sie", "rufen wir sie", "wir rufen sie", "meldet sich", "melden uns", "antwortet ihnen", "antworten ihnen", "schreibt ihnen"},
		"it": {"la chiam", "la richiam", "le rispond", "le scriv", "la contatt"},
		"en": {"will call you", "calls you", "will answer", "answers you", "will write", "contacts you", "will contact"},
	}
)

// lintPromises finds texts that promise a person at once where nobody is on
// call.
func (d *document) lintPromises() {
	d.eachText(func(name string, n node, tag string) {
		if forStaff(name) || name == "fake" || name == "real" || name == "show" || promiseNow[tag] == nil {
			return
		}
		if !anyIn(strings.ToLower(n.Value), promiseNow[tag]) {
			return
		}
		for from, sentence := range text.Sentences(n.Value) {
			lower := strings.ToLower(sentence)
			if anyIn(lower, promiseNow[tag]) && anyIn(lower, promiseWho[tag]) && !strings.ContainsAny(lower, "0123456789{") {
				d.mark(n, from, sentence, "promise", Error)
			}
		}
	})
}

func anyIn(s string, list []string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
