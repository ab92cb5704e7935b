package understand

import "strings"

// vague words are in every wish and tell no topic: to ask for help, to look for
// something, to be somewhere. A text of nothing else is about nothing yet.
var vague = set(
	"aide", "aider", "aidez", "aides", "besoin", "cherche", "chercher", "trouve", "trouver", "trouvez", "moi", "toi", "lui", "eux", "bien", "svp", "stp", "plait", "quelqu", "chez",
	"pres", "fait", "faut", "aller", "vais", "va", "vouloir", "voulais", "pouvoir", "peut", "savoir", "sais", "montrer", "montre", "expliquer", "demande", "chose", "quoi", "tout", "tous", "toute", "travail", "cela", "comme", "rien",
	"quelque", "problem", "probleme", "question", "personne", "aussi", "alors", "etre", "avoir", "cette", "ces", "ses", "ici", "la",
	"hilfe", "helfen", "hilf", "hilft", "brauche", "brauchen", "suche", "suchen", "finde", "finden", "gehen", "gehe", "mir", "mich", "dir", "sie", "etwas", "jemand", "jemanden", "frage", "problem", "gut", "gerne",
	"machen", "mache", "wissen", "weiss", "zeigen", "geben", "gibt", "hier", "dort", "alles", "arbeit", "sein", "war", "wird", "kommen", "komme", "nahe",
	"aiuto", "aiutare", "aiuta", "aiutami", "aiutatemi", "bisogno", "cerco", "cercare", "trovo", "trovare", "andare", "vado", "vicino", "me", "te", "qualcuno", "qualcosa", "cosa", "bene", "lavoro", "problema",
	"domanda", "sapere", "so", "mostrare", "essere", "avere", "qui", "tutto", "tutti",
	"help", "helps", "find", "search", "looking", "look", "go", "going", "get", "someone", "something", "somebody", "near", "need", "want", "know", "show", "give", "make", "please", "work", "job", "problem", "question",
	"thing", "text", "here", "there", "all", "will", "would", "like", "good", "well", "some", "any",
)

// mostVague is how many such words say nothing yet; who writes more may say it by all
// of them: "dove trovo qualcuno che mi aiuta".
const mostVague = 4

// isVague reports whether a normalised text has small and vague words only.
func (r *Reader) isVague(normal string) bool {
	for w := range strings.FieldsSeq(normal) {
		if !vague[w] && !r.isFunction(w) {
			return false
		}
	}
	return true
}
