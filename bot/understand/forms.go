package understand

// shortForms are words that stand for several, after Normal: what an
// apostrophe leaves behind, or what people write without one. The table is for
// all languages together; a phrase and a text go through the same one.
var shortForms = map[string][]string{
	// English
	"dont": {"do", "not"}, "doesnt": {"does", "not"}, "didnt": {"did", "not"}, "isnt": {"is", "not"}, "arent": {"are", "not"},
	"wasnt": {"was", "not"}, "cant": {"can", "not"}, "cannot": {"can", "not"}, "couldnt": {"could", "not"}, "wont": {"will", "not"},
	"wouldnt": {"would", "not"}, "havent": {"have", "not"}, "hasnt": {"has", "not"},
	"won": {"will"}, "ll": {"will"}, "re": {"are"},
	"don": {"do"}, "doesn": {"does"}, "didn": {"did"}, "isn": {"is"}, "aren": {"are"}, "wasn": {"was"}, "couldn": {"could"},
	"wouldn": {"would"}, "haven": {"have"}, "hasn": {"has"}, "t": {"not"},
	"im": {"i", "am"}, "iam": {"i", "am"}, "m": {"am"}, "ive": {"i", "have"}, "ve": {"have"}, "hes": {"he", "is"}, "shes": {"she", "is"}, "s": {"is"},
	"wanna": {"want", "to"}, "gonna": {"going", "to"}, "myself": {"my", "self"}, "himself": {"him", "self"}, "herself": {"her", "self"}, "u": {"you"},
	// French
	"jai": {"j", "ai"}, "g": {"j", "ai"}, "jarrive": {"j", "arrive"}, "jveux": {"je", "veux"}, "jvais": {"je", "vais"}, "jpeux": {"je", "peux"},
	"jaimerais": {"j", "aimerais"}, "narrive": {"arrive"}, "quelquun": {"quelqu", "un"}, "qqun": {"quelqu", "un"}, "qqn": {"quelqu", "un"},
	"cest": {"c", "is"}, "st": {"est"}, "pr": {"pour"},
	// Italian
	"nn": {"non"}, "xche": {"perche"},
}

// passedOver are words that make nothing more or less true: how much, how
// often, how really, and the French "ne" that speech leaves out. "Not", "no
// more" and "almost" are none of them.
var passedOver = set(
	"ne", "n", "vraiment", "encore", "toujours", "souvent", "trop", "tellement", "juste", "seulement", "simplement", "meme", "aussi", "deja", "tres",
	"vrai", "vraie", "maintenant",
	"really", "just", "so", "very", "always", "often", "again", "still", "already", "even", "fucking", "real", "actual", "now",
	"wirklich", "immer", "wieder", "oft", "schon", "grad", "gerade", "einfach", "auch", "nur", "halt", "doch", "mal", "jetzt", "gerne", "gern",
	"echte", "echten", "echter", "richtige", "richtigen", "eifach", "immr", "nomal", "scho",
	"davvero", "proprio", "ancora", "sempre", "spesso", "tanto", "gia", "solo", "veramente", "adesso", "vero", "vera", "semplicemente",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
