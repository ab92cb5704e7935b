package dialogue

import (
	"passerelle/bot"
	"passerelle/flows"
)

// Outlines tells a new book, before it is used, what is known of revisions that
// this program cannot read any more. Who is in one goes on at the step that has
// the same name now, or had it (was).
func (b *Book) Outlines(known map[uint32]flows.Outline) { b.outline = known }

// Knows reports whether the book has a revision, or its outline.
func (b *Book) Knows(number uint32) bool {
	_, outlined := b.outline[number]
	return number == 0 || outlined || b.byNumber[number] != nil
}

// lost reports whether the person is at a place that this book does not have,
// and means that place: a word for a person, the menu and the like still does
// what it says.
func (t *turn) lost() bool {
	switch t.s.State {
	case bot.StateHelp:
		if _, step := t.at(t.s.Place); step != nil {
			return false
		}
	case bot.StateCheck:
		if t.book.byNumber[t.s.Place.Flow] != nil {
			return false
		}
	default:
		return false
	}
	p, ok := t.resolve()
	return !ok || p.Kind == bot.PayloadStep && t.book.byNumber[p.Flow] == nil
}

// goOnElsewhere leads on from a place that is gone: to the step that has its
// name now, else kindly to the menu.
func (t *turn) goOnElsewhere() {
	to, found := t.book.followed(t.s.Place)
	t.s.Place, t.s.Calls, t.s.Trail, t.s.Hints = bot.Place{}, t.s.Calls[:0], t.s.Trail[:0], t.s.Hints[:0]
	t.s.Asking = bot.AskNothing
	if !found {
		t.lead(t.phrase("help_changed"))
		t.openMenu("menu_text")
		return
	}
	t.lead(t.phrase("help_changed_here"))
	t.move(toHelp)
	t.enter(to)
}

// followed finds where a place of an unreadable revision is in the present one.
func (b *Book) followed(from bot.Place) (bot.Place, bool) {
	o, outlined := b.outline[from.Flow]
	now, offered := b.edition(o.ID)
	if !outlined || !offered || int(from.Step) >= len(o.Steps) {
		return bot.Place{}, false
	}
	step := now.StepNamed(o.Steps[from.Step])
	return bot.Place{Flow: now.Number, Step: uint16(max(0, step))}, step >= 0
}
