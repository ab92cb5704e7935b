package dialogue

import (
	"passerelle/bot"
	"passerelle/flows"
)

// Place returns where a step of a flow is in this book, of drafts too. An empty
// step is the flow's beginning. It reports false when there is no such step.
func (b *Book) Place(flow, step string) (bot.Place, bool) {
	best := bot.Place{}
	for number, f := range b.byNumber {
		if f.ID != flow || number < best.Flow {
			continue
		}
		at := 0
		if step != "" {
			at = f.StepNamed(step)
		}
		if at < 0 || step != "" && f.Kind != flows.KindHelp {
			continue
		}
		best = bot.Place{Flow: number, Step: uint16(at)}
	}
	return best, best.Flow != 0
}

// Start is the button that begins a flow from its first step.
func Start(at bot.Place) bot.Payload {
	return bot.Payload{Kind: bot.PayloadStep, Flow: at.Flow, Arg: argStart}
}

// Jump puts a session at a step of a help flow as if the person had come there,
// and returns the button that shows it. For trying: nobody in the service jumps.
func Jump(s *bot.Session, at bot.Place) bot.Payload {
	s.State, s.Asking, s.Place = bot.StateHelp, bot.AskNothing, at
	s.Hints, s.Calls, s.Trail = append(s.Hints[:0], 0), s.Calls[:0], s.Trail[:0]
	if s.Device == bot.DeviceNotAsked {
		s.Device = bot.Android
	}
	return bot.Payload{Kind: bot.PayloadStep, Flow: at.Flow, Step: at.Step, Arg: argResume}
}
