package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/rights"
)

func casesCommand() *cobra.Command {
	return group("cases", "The counsellors' desk without a browser",
		casesList(),
		casesShow(),
		casesAct("claim", "Take a case that waits", bot.ActClaim, 1),
		casesAct("reply", "Write to the person of a case that you have", bot.ActReply, 2),
		casesAct("invite", "Ask the person for an answer, once WhatsApp takes no free message", bot.ActInvite, 1),
		casesAct("release", "Give a case back to the team", bot.ActRelease, 1),
		casesAct("hand-back", "Give the person back to the bot, at the place where they were", bot.ActHandBack, 1),
		casesAct("close", "Close a case that you have", bot.ActClose, 1),
		casesNext(), casesOffer(), casesHandOver(), casesSnooze(), casesDeadline(),
		casesPush(), casesAid(), casesFor(), casesMark(), casesRedo(),
		casesAct("pause", "Take over from the bot, at the step where the person is", bot.ActPause, 1),
		casesAct("go-on", "Let the bot go on at the same step", bot.ActGoOn, 1),
		casesAct("accept", "Take over a case that a colleague offers you", bot.ActAccept, 1),
		casesAct("decline", "Do not take over a case, or take your offer back", bot.ActDecline, 1),
		casesAct("wake", "Go on with a case that you put off", bot.ActWake, 1),
		casesAct("extend", "Keep a case without a reply for longer", bot.ActExtend, 1),
		casesAct("reopen", "Take up a closed case again", bot.ActReopen, 1),
	)
}

func casesList() *cobra.Command {
	var asJSON bool
	var as, find string
	c := &cobra.Command{Use: "list", Short: "Who waits, the most urgent first", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.Flags().StringVar(&as, "as", "", "your login; without it, a case that only its counsellor may see is left out")
	c.Flags().StringVar(&find, "find", "", "only the cases of a topic, in words of its title, or of a reference")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return inOffice(c, func(o *office) error {
			as = strings.ToLower(as)
			cases, err := listed(c.Context(), o, as, find)
			if err != nil {
				return err
			}
			for i := range cases {
				if as == "" || cases[i].Staff != as {
					cases[i].Claim = "" // who has it could act in their colleague's place
				}
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), append([]bot.Case{}, cases...))
			}
			return printCases(c.OutOrStdout(), cases, time.Now())
		})
	}
	return c
}

// listed are the open cases that somebody may see, or those of them that hold some
// words. Nobody's name is looked for here: a shell remembers what was typed.
func listed(ctx context.Context, o *office, as, find string) ([]bot.Case, error) {
	if find == "" {
		return o.assistant.Cases(ctx, as)
	}
	found, err := o.assistant.Find(ctx, as, find)
	cases := []bot.Case{}
	for _, f := range found {
		if f.Called == "" {
			cases = append(cases, f.Case)
		}
	}
	return cases, err
}

func printCases(out io.Writer, cases []bot.Case, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "CASE\tSTATE\tWAITS\tREASON\tLANGUAGE\tCHANNEL\tTOPIC\tSTEP\tHINTS\tWITH\tNOTICE")
	for _, c := range cases {
		reason := c.Reason
		if c.Danger != bot.NoDanger {
			reason += " (" + c.Danger.String() + ")"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", c.ID, c.State, now.Sub(c.Requested).Truncate(time.Minute), reason,
			c.Language, c.Channel, c.Topic, c.Step, c.Hints, c.Staff, c.Notice)
	}
	return w.Flush()
}

// refusals say in words why an act did nothing.
var refusals = map[string]string{
	"case_gone":          "this case is gone",
	"not_claimed":        "nobody has this case yet: take it first",
	"not_yours":          "somebody else has this case, or had it meanwhile",
	"already_yours":      "you have this case already",
	"no_notes":           "the person has not agreed that anything is kept",
	"later_already":      "a message is kept for this person already",
	"not_offered":        "the case is not offered to this counsellor",
	"not_later":          "say when to look again: a moment that is still to come",
	"none_for_me":        "nobody waits in these languages",
	"enough_talks":       "this counsellor has enough live talks",
	"already_claimed":    "somebody else was faster",
	"off_duty":           "you are off duty: what you have goes on, nothing new begins",
	"last_minutes":       "your day ends in less than 20 minutes: nothing new begins",
	"not_now":            "this cannot be done with the case as it stands",
	"contact_stopped":    "this person wrote “stop”: call or write a letter",
	"contact_watched":    "somebody else may read this phone: write only right after a message of theirs, or follow your agency's procedure",
	"contact_window":     "WhatsApp lets nobody write more than 24 hours after the person's last message: call",
	"contact_safe":       "this is outside the times that were agreed with this person",
	"contact_never":      "agreed with this person: nobody writes first; answer right after they write, or talk at the desk",
	"contact_unwanted":   "they have not agreed that messages are kept: ask aloud, or write a letter",
	"contact_no_address": "no address of this person is known yet: give them their invitation card",
	"invite_open":        "WhatsApp takes your messages: write to the person",
	"invite_none":        "agency.yaml names no template that WhatsApp approved (channels: whatsapp: template); call",
	"invite_already":     "the person was asked already: wait for the answer, or call",
	"contact_quiet":      "from 20:00 to 8:00 nobody is written to who is not writing just now: send it from 8:00",
	"no_step":            "there is no such step in a help that is offered",
	"not_by_channel":     "this channel carries no step by step help",
	"no_aid":             "this step has nothing of the kind",
	"ask_first":          "ask first: the person has to say yes",
	"no_deadline":        "a spoken yes does only within 24 hours of the case's deadline: ask by message",
}

func casesAct(use, short string, kind bot.ActKind, most int) *cobra.Command {
	var as, claim string
	line := use + " CASE"
	if kind == bot.ActReply {
		line += " TEXT"
	}
	c := &cobra.Command{Use: line, Short: short, Args: arguments(cobra.ExactArgs(most))}
	c.Flags().StringVar(&as, "as", "", "your login")
	c.Flags().StringVar(&claim, "claim", "", "the claim under which you have it; without it, your present one")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if as == "" {
			return errWhoAreYou
		}
		act := bot.Act{Kind: kind, Case: args[0], Claim: claim}
		if kind == bot.ActReply {
			act.Text = strings.TrimSpace(args[1])
			if err := fit(act.Text); err != nil {
				return usageError{err}
			}
		}
		return inOffice(c, func(o *office) error {
			act.Staff = strings.ToLower(as)
			return o.act(c, act)
		})
	}
	return c
}

// asCounsellor runs a command on an agency's state for the counsellor whom --as names.
func asCounsellor(c *cobra.Command, as string, do func(*office, bot.Account) error) error {
	if as == "" {
		return errWhoAreYou
	}
	return inOffice(c, func(o *office) error {
		me, err := o.counsellor(c.Context(), strings.ToLower(as))
		if err != nil {
			return err
		}
		return do(o, me)
	})
}

var errWhoAreYou = usageError{errors.New("say who you are with --as LOGIN")}

// fit refuses the replies that the page refuses.
func fit(text string) error {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return errors.New("the reply is empty")
	case n > bot.MostReply:
		return fmt.Errorf("the reply has %d characters: at most %d", n, bot.MostReply)
	}
	return nil
}

func noCase(id string) error {
	return fmt.Errorf("there is no case %s: passerelle cases list shows those that are open", id)
}

// counsellor returns the account of somebody who may work at the desk.
func (o *office) counsellor(ctx context.Context, login string) (bot.Account, error) {
	me, err := o.store.Account(ctx, login)
	if errors.Is(err, bot.ErrNotFound) || err == nil && (me.Disabled || !rights.May(me.Role, rights.CaseAct)) {
		return me, fmt.Errorf("%s is no counsellor here: passerelle staff list shows who is", login)
	}
	return me, err
}

// act does what somebody at the keyboard wants with a case.
func (o *office) act(c *cobra.Command, act bot.Act) error {
	ctx := c.Context()
	me, err := o.counsellor(ctx, act.Staff)
	if err != nil {
		return err
	}
	act.Name = me.Name
	if act.Claim == "" && !claims(act.Kind) {
		present, err := o.assistant.Case(ctx, act.Case, act.Staff)
		if err == nil && present.Staff == act.Staff {
			act.Claim = present.Claim
		}
	}
	claim, err := o.assistant.Act(ctx, act)
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("nothing was changed: %s", refusals[refused.Code])
	case errors.Is(err, bot.ErrNotFound):
		return noCase(act.Case)
	case err != nil:
		return err
	}
	if claims(act.Kind) {
		fmt.Fprintln(c.OutOrStdout(), claim)
	}
	return nil
}

// claims reports whether an act gives the case to whoever acts, under a new claim.
func claims(kind bot.ActKind) bool {
	return kind == bot.ActClaim || kind == bot.ActAccept || kind == bot.ActReopen
}
