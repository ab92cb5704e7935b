package dialogue

import (
	"time"

	"passerelle/bot"
)

// agreedLasts is how long a yes to keeping, whose question names what the team
// sees, also answers for a case that opens.
const agreedLasts = 10 * time.Minute

// settleShown decides what the team sees of the person in a case that opens. It
// waits for nobody: the case is in the queue whatever they answer, and until then
// the team sees the question alone. Whoever may be in danger is not asked, and who
// asks the team to look at a result has said what they show.
func (t *turn) settleShown(why bot.Reason) {
	c, agreed := &t.s.Case, t.s.Followed.Agreed
	switch {
	case why == bot.ReasonDanger && c.Shown != bot.ShownQuestion: // a no stays a no
		c.Shown = bot.ShownAll
	case why == bot.ReasonDanger, why == bot.ReasonResult, why == bot.ReasonNotRight:
	case t.s.Consent == bot.Yes && !agreed.IsZero() && t.in.At.Sub(agreed) < agreedLasts:
		c.Shown = bot.ShownAll
	default:
		c.Shown = bot.ShownAsked
	}
}

// asksShown reports whether the question what the team sees stands beside what
// somebody who waits is told.
func (t *turn) asksShown() bool {
	return t.open() && t.s.Case.Shown == bot.ShownAsked && t.s.Consent == bot.Yes && t.s.Case.Reason != bot.ReasonCallBack
}

// askShown puts the question beside other words, in kinds and never contents:
// somebody else may read the phone. Nothing waits for the answer.
func (t *turn) askShown() string {
	yes := bot.Payload{Kind: bot.PayloadAsked, Step: uint16(bot.AskShown), Arg: argYes}
	no := yes
	no.Arg = argNo
	t.pick(yes, no)
	kinds := t.phrase(either(t.s.Reach.Channel == bot.SMS, "kind_messages", "kind_messages_media"))
	if len(t.tried()) > 0 {
		kinds += ", " + t.phrase("kind_tried")
	}
	if t.s.Share == bot.Yes {
		kinds += ", " + t.phrase("kind_result")
	}
	t.list = kinds
	return t.phrase("may_see")
}

// alsoTried is what the question of keeping says of the steps that were tried, so
// that one yes is enough; "" where there are none.
func (t *turn) alsoTried(why bot.Reason) string {
	if why == bot.NoReason || why == bot.ReasonResult || why == bot.ReasonNotRight {
		return ""
	}
	for _, place := range t.s.Trail {
		if _, step := t.at(place); step != nil && place.Flow == t.s.Place.Flow {
			return t.phrase("sees_tried")
		}
	}
	return ""
}

// keptFor notes that a yes to keeping was said: it named what the team sees.
func (t *turn) keptFor() {
	if t.open() && t.s.Case.Shown == bot.ShownAsked {
		t.s.Case.Shown, t.out.CaseChanged = bot.ShownAll, true
	}
}

// shownFrom widens or narrows what the team sees of the open case.
func (t *turn) shownFrom(all bool) {
	t.s.Asking = bot.AskNothing
	apart := t.s.State == bot.StateWithPerson
	if !t.open() || t.unsaid() {
		t.pickWord(wordMenu)
		t.prompt(t.phrase("shown_later"))
		return
	}
	t.s.Case.Shown, t.out.CaseChanged = either(all, bot.ShownAll, bot.ShownQuestion), true
	said := t.phrase(either(all, "shown_all", "shown_question"))
	if apart {
		t.say(bot.ReplyAnswer, said)
		return
	}
	t.waiting(said)
}
