package linear

// soundsLike is how groups of letters are heard, roughly, by French, German,
// Italian and English ears together; the longest group that fits counts. A word
// that is written as it sounds has then the same sound as the word itself: "fot"
// and "faute", "kelk" and "quelque", "scrivere" and "skrivere".
var soundsLike = map[string]string{
	"eaux": "o", "eau": "o", "aux": "o", "au": "o", "oeu": "e", "ou": "u", "oo": "u", "oi": "wa", "oy": "wa",
	"ai": "e", "ei": "e", "ay": "e", "ey": "e", "ee": "i", "ea": "i", "ie": "i", "eu": "e",
	"ph": "f", "th": "t", "sch": "s", "sh": "s", "ch": "k", "ck": "k", "qu": "k", "q": "k", "c": "k", "x": "ks",
	"ce": "se", "ci": "si", "cy": "si", "ge": "je", "gi": "ji", "gn": "n", "gh": "g", "gu": "g",
	"z": "s", "tz": "s", "ts": "s", "zz": "s", "ss": "s", "v": "f", "w": "f", "y": "i", "h": "", "j": "j",
	"d": "t", "b": "p", "g": "k",
}

// longestGroup is the length of the longest of them.
const longestGroup = 4

// sound appends how a word sounds to dst: groups of letters by their sound, every
// letter once, and without what is silent at a French word's end.
func sound(dst []byte, w string) []byte {
	end := len(w)
	for end > 3 && silent(w[end-1]) {
		end--
	}
	for i := 0; i < end; {
		n, heard := group(w[i:end])
		for j := range len(heard) {
			if c := heard[j]; len(dst) == 0 || dst[len(dst)-1] != c {
				dst = append(dst, c)
			}
		}
		i += n
	}
	return dst
}

func group(w string) (n int, heard string) {
	for n = min(longestGroup, len(w)); n > 0; n-- {
		if s, ok := soundsLike[w[:n]]; ok {
			return n, s
		}
	}
	return 1, w[:1]
}

func silent(c byte) bool {
	return c == 'e' || c == 's' || c == 't' || c == 'd' || c == 'x' || c == 'r' || c == 'n'
}
