package dialogue

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/understand"
)

// stale is after how long an unanswered question is asked anew.
const stale = time.Hour

// rest is how long the question after violence rests once it was answered with
// "later" or a no, except on new wording (PEOPLE.md 14).
const rest = 24 * time.Hour

// noticed answers at once when an exact phrase of danger stands in a message,
// in every state, and marks the case. It reports whether it answered.
func (t *turn) noticed() bool {
	class, said := t.danger()
	if class == bot.NoDanger {
		return false
	}
	t.knowLanguage()
	d := &t.s.Danger
	if d.Said == said && t.in.At.Before(d.Rests) {
		t.rests()
		return true
	}
	t.inDangerNow(class, said)
	return true
}

// inDangerNow marks the case and answers as the class wants it.
func (t *turn) inDangerNow(class bot.DangerClass, said uint16) {
	t.s.Set(bot.FlagNumbers, false)
	t.s.Danger.Class, t.s.Danger.At, t.s.Danger.Said = class, t.in.At.Truncate(time.Second), said
	t.s.Set(bot.FlagUrgent, true)
	t.count(bot.EventDanger, bot.Event{Value: class.String()})
	if t.s.State == bot.StateStopped {
		t.move(toMenu)
	}
	t.request(bot.ReasonDanger)
	if class == bot.Violence {
		t.violence()
		return
	}
	t.urgentHelp(class)
}

// danger returns the class of a message's words, and a hash of them.
func (t *turn) danger() (class bot.DangerClass, said uint16) {
	if !t.in.Payload.IsZero() || isNumber(t.in.Text) || t.in.Text == "" {
		return bot.NoDanger, 0
	}
	if class, _ = t.book.reader.Danger(t.in.Text); class == bot.NoDanger {
		return class, 0
	}
	return class, wording(understand.Normal(t.in.Text))
}

// newDanger reports whether a message speaks of danger in words that were not
// answered yet.
func (t *turn) newDanger() bool {
	class, said := t.danger()
	return class != bot.NoDanger && (t.s.Danger.Class == bot.NoDanger || said != t.s.Danger.Said)
}

func wording(s string) uint16 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return uint16(h.Sum32())
}

// violence is neutral first, for somebody else may read this phone; the numbers
// come at once only where the words themselves say "now".
func (t *turn) violence() {
	if holds(t.in.Text, nowWords) && !holds(t.in.Text, notWords) {
		t.urgentHelp(bot.Violence)
		return
	}
	t.askFor(bot.AskAlone, uint32(bot.ReasonDanger))
}

// holds reports whether one of some words stands in a text.
func holds(text string, words []string) bool {
	normal := " " + understand.Normal(text) + " "
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(normal, " "+w+" ") })
}

// nowWords say that it happens at this moment.
var nowWords = []string{"maintenant", "en ce moment", "jetzt", "adesso", "now", "right now"}

// notWords make of "now" that it is not the moment: "I cannot talk now".
var notWords = []string{"pas", "non", "nicht", "nein", "kann", "not", "no", "cannot", "cant", "t"}

// What people answer to the neutral question, as a whole message: that they can
// read alone, and that they cannot now. One word of these inside a longer text
// says nothing: "he is here now".
var (
	readsAlone = whole("seul", "seule", "je suis seul", "je suis seule", "toute seule", "tout seul", "je peux lire", "je peux lire maintenant", "je lis seule", "il n'est pas là", "il est parti",
		"il est parti travailler", "il n'y a personne", "allein", "alleine", "ich bin allein", "ich bin alleine", "bin allein", "ich kann lesen", "kann lesen", "ich kann jetzt lesen", "ich kann lesen jetzt",
		"er ist nicht da", "er ist weg", "niemand da", "niemand ist da", "es ist niemand da", "sola", "solo", "sono sola", "sono solo", "posso leggere", "posso", "posso leggere adesso", "non c'è",
		"lui non c'è", "è uscito", "non c'è nessuno", "alone", "i am alone", "i'm alone", "im alone", "i can read", "i can read now", "he is not here", "he is out", "no one is here", "nobody is here")
	readsLater = whole("plus tard", "pas maintenant", "demain", "attends", "attendez", "un moment", "pas encore", "il est là", "il est à côté", "je ne suis pas seule", "je ne suis pas seul", "pas seule",
		"später", "nicht jetzt", "nöd jetzt", "morgen", "warte", "warten sie", "er ist da", "ich bin nicht allein", "nicht allein", "nachher", "più tardi", "dopo", "non adesso", "non ora", "domani",
		"aspetti", "un attimo", "lui è qui", "è qui", "non sono sola", "non sono solo", "later", "not now", "tomorrow", "wait", "he is here", "i am not alone", "i'm not alone", "not alone")
)

func whole(messages ...string) map[string]bool {
	all := map[string]bool{}
	for _, m := range messages {
		all[understand.Normal(m)] = true
	}
	return all
}

// says reports whether a message is one of some whole messages, as it is or
// after a yes or a no: "yes, I am alone" and "no, I am alone" say the same.
func (t *turn) says(messages map[string]bool) bool {
	n := understand.Normal(t.in.Text)
	if messages[n] {
		return true
	}
	first, rest, more := strings.Cut(n, " ")
	return more && yesNoWords[first] && messages[rest]
}

var yesNoWords = whole("oui", "non", "ja", "nein", "si", "no", "yes")

// answersAlone reads what follows the neutral question, in every state. Only a
// clear yes opens the numbers; what is no answer leaves the question standing,
// but not for ever; reserved words do what they say, except the wish for a
// person: a case is open, and what that would ask may be read by somebody else.
func (t *turn) answersAlone() bool {
	if t.idle > stale && !t.says(readsAlone) || strings.Contains(t.in.Text, "?") { // whoever answers, or asks back, may be somebody else by now
		t.ask(bot.AskAlone)
		return true
	}
	p, ok := t.resolve()
	switch {
	case t.says(readsAlone), ok && p == wordTonight.payload(): // "now"
		t.s.Asking = bot.AskNothing
		t.alone(true)
	case ok && answers(p, bot.AskAlone):
		t.answer(p)
	case t.says(readsLater), ok && p == wordHuman.payload():
		t.s.Asking = bot.AskNothing
		t.alone(false)
	case t.s.State == bot.StateWithPerson:
		t.beside()
	case ok:
		return false
	default:
		if t.s.Misses++; t.s.Misses >= mostMisses {
			t.s.Misses, t.s.Asking = 0, bot.AskNothing
			t.rests()
			return true
		}
		t.ask(bot.AskAlone)
	}
	return true
}

// readsNow hears somebody who put the numbers off and can read alone now.
func (t *turn) readsNow() bool {
	if t.s.Danger.Class != bot.Violence || t.in.Text == "" || !t.says(readsAlone) {
		return false
	}
	t.s.Asking = bot.AskNothing
	t.alone(true)
	return true
}

// alone goes on after the neutral question. "Later" never means no danger: the
// case stays, only the question rests.
func (t *turn) alone(yes bool) {
	t.s.Misses = 0
	if yes {
		t.s.Danger.Rests = time.Time{}
		t.urgentHelp(bot.Violence)
		return
	}
	t.s.Danger.Rests = t.in.At.Add(rest).Truncate(time.Second)
	t.rests()
}

// rests leaves the person in peace, and the way to the numbers open in words
// that tell nobody else what they lead to.
func (t *turn) rests() {
	t.pick(bot.Payload{Kind: bot.PayloadAsked, Flow: uint32(bot.ReasonDanger), Step: uint16(bot.AskAlone), Arg: argNow})
	t.pickAway()
	t.prompt(t.phrase("all_right"))
}

// dangerAgain answers whatever somebody adds who may be in danger: as neutral
// as before, or with the numbers again, and who reads this and when.
func (t *turn) dangerAgain() {
	if t.s.Danger.Class == bot.Violence {
		t.rests()
		return
	}
	t.urgentHelp(t.s.Danger.Class)
}

// urgentHelp gives the numbers of a class, and says truthfully whether anyone
// of the team reads this now, and when.
func (t *turn) urgentHelp(class bot.DangerClass) {
	safety := &t.book.agency.Safety
	words := join(t.words(safety.Suicide.First), t.words(safety.Suicide.Then))
	switch class {
	case bot.Violence:
		words = t.words(safety.Violence.Then)
	case bot.Medical:
		words = join(t.words(safety.Medical.First), t.words(safety.Medical.Then))
	}
	key := "danger_later"
	switch {
	case t.s.State == bot.StateWithPerson && !t.keepsThread():
		key = "danger_busy"
	case t.s.State == bot.StateWithPerson:
		key = "danger_with"
	case desk.Open(&t.book.agency.Hours, t.now()):
		key = "danger_now"
	}
	t.s.Asking = bot.AskNothing
	t.s.Set(bot.FlagNumbers, true)
	t.pickWord(wordNumbers)
	t.pickAway()
	t.prompt(join(words, t.phrase(key)))
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyDangerous
}
