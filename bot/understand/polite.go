package understand

import "strings"

// mostPolite is how many words a message may have for its politeness to be
// taken off: a longer one says something, and is left as it is.
const mostPolite = 9

// politeness is what people put before or after a word they want obeyed, after
// Normal. "Hello" is not among it: it is a word of its own.
var politeness = []string{
	"s il vous plait", "s il te plait", "sil vous plait", "sil te plait", "svp", "stp", "merci d avance", "merci beaucoup", "merci bien", "merci", "madame", "monsieur",
	"bitte schon", "bitte sehr", "bitte", "danke schon", "danke vielmal", "vielen dank", "danke", "merci vilmal",
	"per favore", "per piacere", "per cortesia", "grazie mille", "grazie", "signora", "signore",
	"please", "pls", "plz", "thank you very much", "thank you", "thanks", "thx", "sir", "madam",
}

// plain takes politeness off both ends of a short normalised text; a text that
// is nothing else stays as it is.
func plain(normal string) string {
	if len(normal) > 2*longestWord || !strings.Contains(normal, " ") || strings.Count(normal, " ") >= mostPolite {
		return normal
	}
	for rest := normal; ; {
		cut := rest
		for _, p := range politeness {
			if after, ok := strings.CutPrefix(cut, p); ok && strings.HasPrefix(after, " ") {
				cut = after[1:]
			}
			if before, ok := strings.CutSuffix(cut, p); ok && strings.HasSuffix(before, " ") {
				cut = before[:len(before)-1]
			}
		}
		if isPolite(cut) {
			return normal
		}
		if cut == rest {
			return rest
		}
		rest = cut
	}
}

var isPoliteness = set(politeness...)

func isPolite(normal string) bool { return isPoliteness[normal] }
