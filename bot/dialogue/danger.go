package dialogue

import (
	"hash/fnv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/understand"
)

// rest is how long the question after violence rests once it was answered with
// "later" or a no, except on new wording (PEOPLE.md 14).
const rest = 24 * time.Hour

// noticed answers at once when an exact phrase of danger stands in a message,
// in every state, and marks the case. It reports whether it answered.
func (t *turn) noticed() bool {
	if !t.in.Payload.IsZero() || isNumber(t.in.Text) || t.in.Text == "" {
		return false
	}
	class, _ := t.book.reader.Danger(t.in.Text)
	if class == bot.NoDanger {
		return false
	}
	t.knowLanguage()
	said := wording(understand.Normal(t.in.Text))
	d := &t.s.Danger
	if d.Said == said && t.in.At.Before(d.Rests) {
		t.pickWord(wordMenu)
		t.prompt(t.phrase("all_right"))
		return true
	}
	d.Class, d.At, d.Said = class, t.in.At.Truncate(time.Second), said
	t.s.Set(bot.FlagUrgent, true)
	t.count(bot.EventDanger, bot.Event{Value: class.String()})
	if t.s.State == bot.StateStopped {
		t.move(toMenu)
	}
	t.request(bot.ReasonDanger)
	if class == bot.Violence {
		t.violence()
		return true
	}
	t.urgentHelp(class)
	return true
}

func wording(s string) uint16 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return uint16(h.Sum32())
}

// violence is neutral first, for somebody else may read this phone; the numbers
// come at once only where the words themselves say "now".
func (t *turn) violence() {
	normal := " " + understand.Normal(t.in.Text) + " "
	for _, now := range nowWords {
		if strings.Contains(normal, " "+now+" ") {
			t.urgentHelp(bot.Violence)
			return
		}
	}
	t.askFor(bot.AskAlone, uint32(bot.ReasonDanger))
}

// nowWords say that it happens at this moment.
var nowWords = []string{"maintenant", "en ce moment", "jetzt", "gerade", "adesso", "ora", "now", "right now"}

// alone goes on after the neutral question. "Later" never means no danger: the
// case stays, only the question rests.
func (t *turn) alone(yes bool) {
	if yes {
		t.urgentHelp(bot.Violence)
		return
	}
	t.s.Danger.Rests = t.in.At.Add(rest).Truncate(time.Second)
	t.pickWord(wordMenu)
	t.prompt(t.phrase("all_right"))
}

// urgentHelp gives the numbers of a class, and says truthfully whether anyone
// of the team reads this now, and when.
func (t *turn) urgentHelp(class bot.DangerClass) {
	safety := &t.book.agency.Safety
	words := t.words(safety.Suicide.First)
	switch class {
	case bot.Violence:
		words = t.words(safety.Violence.Then)
	case bot.Medical:
		words = t.words(safety.Medical.First)
	}
	key := "danger_later"
	if desk.Open(&t.book.agency.Hours, t.now()) {
		key = "danger_now"
	}
	t.s.Asking = bot.AskNothing
	t.pickWord(wordNumbers)
	t.pickWord(wordMenu)
	t.prompt(join(words, t.phrase(key)))
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyDangerous
}
