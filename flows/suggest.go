package flows

// wordsOf leads from everyday French, German and Italian words to the keys
// that authors mean by them.
var wordsOf = map[string]string{
	"dire": "say", "dis": "say", "texte": "say", "sagen": "say", "dire_": "say", "di": "say", "testo": "say",
	"demander": "ask", "question": "ask", "fragen": "ask", "frage": "ask", "chiedere": "ask", "domanda": "ask",
	"aller": "go", "vers": "go", "gehen": "go", "weiter": "go", "andare": "go", "vai": "go", "goto": "go", "next": "go",
	"choix": "choices", "réponses": "choices", "auswahl": "choices", "antworten": "choices", "scelte": "choices", "options": "choices",
	"bloqué": "stuck", "aide": "stuck", "indice": "stuck", "hilfe": "stuck", "tipp": "stuck", "aiuto": "stuck", "hint": "stuck", "hints": "stuck",
	"étapes": "steps", "etapes": "steps", "schritte": "steps", "passi": "steps", "image": "picture", "photo": "picture", "bild": "picture",
	"foto": "picture", "immagine": "picture", "voix": "voice", "stimme": "voice", "voce": "voice", "titre": "title", "titel": "title",
	"titolo": "title", "attendre": "wait_for", "warten": "wait_for", "aspettare": "wait_for", "sinon": "instead", "statt": "instead",
	"invece": "instead", "quand": "when", "si": "when", "wenn": "when", "quando": "when", "se": "when", "if": "when",
	"étiquette": "label", "beschriftung": "label", "etichetta": "label", "retenir": "remember_as", "merken": "remember_as",
	"ricordare": "remember_as", "lieu": "place", "ort": "place", "luogo": "place", "but": "goal", "ziel": "goal", "scopo": "goal",
	"horaires": "hours", "zeiten": "hours", "orari": "hours", "langues": "languages", "sprachen": "languages", "lingue": "languages",
}

// Nearest returns the allowed word that was meant: by meaning, else by spelling
// (a third of its letters may differ), else "".
func Nearest(word string, allowed []string) string {
	meant := wordsOf[word]
	best, at := "", len([]rune(word))/3+1
	for _, a := range allowed {
		if a == meant {
			return a
		}
		if n := letters(word, a); n < at {
			best, at = a, n
		}
	}
	return best
}

// letters is how many letters to insert, drop, change or swap with a neighbour
// to make a from b (optimal string alignment).
func letters(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			change := 1
			if x[i] == y[j] {
				change = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+change)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
