package flows

import (
	"slices"
	"strings"
)

// wordsOf leads from everyday French, German, Italian and English words to the
// keys and values that authors mean by them; the first that the place takes
// counts.
var wordsOf = func() map[string][]string {
	all := map[string][]string{}
	for meant, words := range map[string]string{
		"say":         "dire dis texte message sagen sage text nachricht di testo messaggio tell",
		"ask":         "demander question fragen frage chiedere domanda",
		"go":          "aller vers gehen weiter andare vai goto next suite",
		"choices":     "choix réponses reponses auswahl antworten scelte options risposte choice",
		"stuck":       "bloqué bloque aide indice indices hilfe tipp tipps aiuto hint hints",
		"help":        "aide hilfe aiuto anleitung",
		"steps":       "étapes etapes étape schritte schritt passi passo step",
		"picture":     "image photo bild foto immagine",
		"voice":       "voix stimme voce sprache",
		"title":       "titre titel titolo",
		"wait_for":    "attendre attend warten warten_auf aspettare wait",
		"instead":     "sinon statt stattdessen invece",
		"when":        "quand si wenn quando se if",
		"label":       "étiquette etiquette beschriftung etichetta libellé",
		"remember_as": "retenir merken ricordare",
		"remember":    "retenir merken ricordare",
		"place":       "lieu ort luogo",
		"places":      "lieux orte luoghi",
		"goal":        "but objectif ziel scopo obiettivo",
		"hours":       "horaires heures zeiten öffnungszeiten orari",
		"languages":   "langues sprachen lingue",
		"found_by":    "mots_clés gefunden trouvé_par trovato_da keywords phrases",
		"name":        "nom nome",
		"address":     "adresse indirizzo",
		"phone":       "téléphone telephone telefon telefono",
		"file":        "fichier datei",
		"id":          "identifiant kennung",
		"kind":        "genre sorte art tipo",
		"status":      "statut état stato",
		"reviewed":    "relu geprüft riletto",
		"needs":       "besoin braucht serve",
		"items":       "questions fragen domande",
		"published":   "publié publie public veröffentlicht publiziert pubblicato",
		"draft":       "brouillon entwurf bozza",
		"retired":     "retiré retire zurückgezogen ritirato archivé",
		"end":         "fin ende fine",
		"talk":        "parler personne reden mensch parlare persona",
		"menu":        "menü",
		"device":      "appareil téléphone telephone gerät telefon telefono dispositivo",
		"check":       "bilan vérification prüfung verifica",
		"agency":      "service agence stelle servizio",
		"phrases":     "phrases sätze frasi",
		"computer":    "ordinateur pc",
		"unknown":     "inconnu unbekannt sconosciuto",
		"ear":         "oreille ohr orecchio",
		"eye":         "oeil œil auge occhio",
		"true":        "oui ja sì yes vrai",
		"false":       "non nein no faux",
		"pictures":    "images photos bilder foto immagini",
		"location":    "position lieu standort posizione",
	} {
		for word := range strings.FieldsSeq(words) {
			all[word] = append(all[word], meant)
		}
	}
	for _, meant := range all {
		slices.Sort(meant)
	}
	return all
}()

// Nearest returns the allowed word that was meant: by meaning, else by spelling
// (a third of its letters may differ), else "". Capitals do not count.
func Nearest(word string, allowed []string) string {
	near, _ := nearest(word, allowed)
	return near
}

// nearest says besides whether it is sure: a word of another language, or one
// slip of the fingers with no other word as near.
func nearest(word string, allowed []string) (near string, sure bool) {
	word = strings.ToLower(word)
	for _, meant := range wordsOf[word] {
		if slices.Contains(allowed, meant) {
			return meant, true
		}
	}
	at, alone := len([]rune(word))/3+1, false
	for _, a := range allowed {
		switch n := letters(word, strings.ToLower(a)); {
		case n < at:
			near, at, alone = a, n, true
		case n == at:
			alone = false
		}
	}
	return near, near != "" && alone && (at == 0 || at == 1 && len(word) >= 4)
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
