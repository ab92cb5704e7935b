package bench

import (
	"slices"
	"strconv"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels/limits"
	"passerelle/flows"
)

// Cost is what a help flow costs by SMS, both ways, in one language. The person
// pays for what they send, the agency for what it sends.
type Cost struct {
	Flow     string `json:"flow"`
	Language string `json:"language"`
	Sent     int    `json:"sent"`     // SMS of the person's until they have the help, their question among them
	Received int    `json:"received"` // parts that they get until then
	ToTheEnd int    `json:"to_end"`   // SMS of theirs until the flow is over, where they need no hint
	Dearest  string `json:"dearest"`  // the longest reply, as it is sent
	Parts    int    `json:"parts"`    // of that reply
	All      int    `json:"all"`      // parts that they get until the flow is over
	Steps    int    `json:"steps"`    // that these bring
	ForcedBy string `json:"forced_by,omitempty"`
}

// mostAsked bounds a talk whose end is not found.
const mostAsked = 40

// CostOf plays a help flow by SMS from the first question: somebody asks for it
// in the first words that it is found by, says yes, and does every step without
// a hint. A step that waits for something is answered with that.
func CostOf(book *dialogue.Book, f *flows.Flow, language string) Cost {
	c := Cost{Flow: f.ID, Language: language}
	p := NewPlayer(book)
	p.address = number(bot.SMS)
	p.session = bot.Session{Language: language, Reach: p.address}
	question := f.Title.In(language)
	if asked := f.FoundBy[language]; len(asked) > 0 {
		question = asked[0]
	}
	in := bot.Input{Text: question}
	chosen := map[bot.Payload]bool{}
	for range mostAsked {
		p.calls = p.calls[:0]
		p.Send(in)
		c.ToTheEnd++
		helped := p.session.State == bot.StateHelp
		parts := c.receive(p.calls)
		c.All += parts
		if c.Received == 0 || c.Sent == 0 {
			c.Received += parts
		}
		for _, e := range p.out.Events {
			if e.Kind == bot.EventStepShown {
				c.Steps++
			}
		}
		if helped && c.Sent == 0 {
			c.Sent = c.ToTheEnd
		}
		if slices.ContainsFunc(p.out.Events, func(e bot.Event) bool { return e.Kind == bot.EventFlowEnded }) || c.Sent > 0 && !helped {
			return c
		}
		in = p.goOn(f, chosen)
	}
	return c
}

// receive counts the parts of some messages, and keeps the dearest.
func (c *Cost) receive(calls []bot.Call) (parts int) {
	for _, call := range calls {
		n := limits.Segments(call.Text)
		parts += n.Segments
		if n.Segments > c.Parts {
			c.Parts, c.Dearest, c.ForcedBy = n.Segments, call.Text, ""
			for _, r := range n.ForcedBy {
				c.ForcedBy += r
			}
		}
	}
	return parts
}

// goOn is what somebody does next who needs no hint: the first choice that they
// did not take yet.
func (p *Player) goOn(f *flows.Flow, chosen map[bot.Payload]bool) bot.Input {
	if i := int(p.session.Place.Step); p.session.State == bot.StateHelp && i < len(f.Steps) && p.session.Asking == bot.AskNothing {
		switch step := &f.Steps[i]; {
		case p.session.Has(bot.FlagSheet):
			return bot.Input{Text: "ok"}
		case step.WaitFor == "text":
			return bot.Input{Text: "1700 Fribourg"}
		case step.WaitFor != "":
			kind, _ := bot.ParseMediaKind(step.WaitFor)
			return bot.Input{Media: []bot.Media{{Kind: kind, Ref: "invented"}}}
		}
	}
	for i, choice := range p.session.Offered {
		if i > 0 && !chosen[choice] {
			chosen[choice] = true
			return bot.Input{Text: strconv.Itoa(i)}
		}
	}
	return bot.Input{Text: "1"}
}
