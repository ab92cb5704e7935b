package console

import (
	"context"
	"errors"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
	"passerelle/flows/text"
)

// shownWindow says until when WhatsApp takes a free message, and the way out
// once it takes none.
type shownWindow struct {
	Until   string // it is open until then; "" once it is closed
	Invite  string // what the person would read if they were asked for an answer; "" where that cannot be
	Invited bool   // they were asked
	Why     string // why they cannot be asked, a key of words.json
}

// window is nil where there is none: on other channels.
func (r *room) window(ctx context.Context, d *describer, c *bot.Case, login string) (*shownWindow, error) {
	if c.Channel != bot.WhatsApp || c.Wrote.IsZero() {
		return nil, nil
	}
	if ends := c.Wrote.Add(privacy.Window); ends.After(d.now) {
		return &shownWindow{Until: d.moment(ends)}, nil
	}
	calls, err := r.Assistant.Preview(ctx, bot.Act{Kind: bot.ActInvite, Case: c.ID, Claim: c.Claim, Staff: login})
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		return &shownWindow{Invited: refused.Code == "invite_already", Why: refused.Code}, nil
	case err != nil || len(calls) == 0:
		return &shownWindow{}, err
	}
	return &shownWindow{Invite: calls[0].Text}, nil
}

// protocol is what the team does in a danger, step by step, as the agency wrote it.
func (d *describer) protocol(class bot.DangerClass) (steps []string) {
	safety := &d.agency.Safety
	for _, step := range map[bot.DangerClass][]text.Localised{
		bot.Violence: safety.Violence.Protocol, bot.Suicide: safety.Suicide.Protocol, bot.Medical: safety.Medical.Protocol,
	}[class] {
		steps = append(steps, d.say(step))
	}
	return steps
}
