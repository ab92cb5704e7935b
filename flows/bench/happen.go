package bench

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// happen does a "!" line.
func (p *Player) happen(text string) error {
	command, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch command {
	case "new":
		p.session = bot.Session{}
	case "now":
		t, err := time.ParseInLocation("2006-01-02 15:04", rest, p.now.Location())
		if err != nil {
			return fmt.Errorf("! now is written 2026-11-10 08:20")
		}
		p.now = t
	case "wait":
		return p.wait(rest)
	case "channel":
		c, ok := bot.ParseChannel(rest)
		if !ok {
			return fmt.Errorf("! channel is sms, whatsapp or telegram, not %q", rest)
		}
		p.address = number(c)
		p.session.Reach = p.address
	case "language":
		p.session.Language = rest
	case "device":
		d, ok := bot.ParseDevice(rest)
		if !ok {
			return fmt.Errorf("! device is android, iphone, computer, basic or unknown, not %q", rest)
		}
		p.session.Device = d
	case "reads_by":
		p.session.Set(bot.FlagByEar, rest == "ear")
	case "consent":
		p.session.Consent = map[string]bot.Answered{"yes": bot.Yes, "no": bot.No}[rest]
	case "send":
		return p.send(rest)
	case "call":
		p.Send(bot.Input{Call: true})
	case "press":
		return p.press(rest)
	case "start":
		return p.start(rest)
	case "at":
		return p.jump(rest)
	case "counsellor":
		return p.counsellor(rest)
	case "restart":
		return p.restart()
	case "resend":
		return p.resend()
	case "edit":
		book, err := edited(p.book, p.dir, rest)
		if err != nil {
			return err
		}
		p.book = book
	case "draw":
		p.drawn = rest != "nothing"
	default:
		return fmt.Errorf("! %s is not known: new, now, wait, channel, language, device, reads_by, consent, send, call, press, start, at, counsellor, restart, resend, edit, draw", command)
	}
	return nil
}

// restart ends the service and begins it anew: of the person there is only what
// was stored, and the flows are read again.
func (p *Player) restart() error {
	stored := p.session.Append(nil)
	book, err := again(p.book)
	if err != nil {
		return fmt.Errorf("after a restart the flows cannot be read: %w", err)
	}
	p.book, p.session, p.out = book, bot.Session{}, dialogue.Outcome{}
	if err := p.session.Decode(string(stored)); err != nil {
		return fmt.Errorf("after a restart the session cannot be read: %w", err)
	}
	return nil
}

// resend brings the person's last message again, under the id that it had: the
// provider did not hear our answer.
func (p *Player) resend() error {
	if p.last.ID == "" {
		return fmt.Errorf("! resend repeats the person's last message; they have not written yet")
	}
	p.receive(p.last)
	return nil
}

// spanOf reads a length of time such as "3 days".
func spanOf(words string) (time.Duration, error) {
	count, unit, _ := strings.Cut(words, " ")
	n, err := strconv.Atoi(count)
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour}
	length, known := units[strings.TrimSuffix(unit, "s")]
	if err != nil || !known {
		return 0, fmt.Errorf("a length of time is written: 3 days, 20 minutes, 2 hours, 1 week; not %q", words)
	}
	return time.Duration(n) * length, nil
}

// wait moves the clock, and stops at every moment that the session asked for.
func (p *Player) wait(span string) error {
	length, err := spanOf(span)
	if err != nil {
		return err
	}
	end := p.now.Add(length)
	for next := p.session.NextTimer(); !next.IsZero() && !next.After(end); next = p.session.NextTimer() {
		if next.After(p.now) {
			p.now = next.In(end.Location())
		}
		p.turn(bot.Input{Kind: bot.FromTimer})
	}
	p.now = end
	return nil
}

func (p *Player) send(what string) error {
	switch what {
	case "forward":
		p.Send(bot.Input{Text: "…", Forward: true})
		return nil
	case "reply":
		p.Send(bot.Input{Text: "…", Quotes: true})
		return nil
	}
	kind, ok := bot.ParseMediaKind(what)
	if !ok {
		return fmt.Errorf("! send is picture, voice, location, sticker, video, document, card, forward or reply, not %q", what)
	}
	p.Send(bot.Input{Media: []bot.Media{{Kind: kind, Ref: "invented"}}})
	return nil
}

// press presses a button: "2" of the last reply, "2@3" of the third back.
func (p *Player) press(which string) error {
	number, back, _ := strings.Cut(which, "@")
	n, err := strconv.Atoi(number)
	b := 1
	if back != "" {
		b, _ = strconv.Atoi(back)
	}
	if err != nil || b < 1 || b > len(p.sent) || n < 1 || n > len(p.sent[len(p.sent)-b]) {
		return fmt.Errorf("! press 2@3 is the second choice of the third message back; there is no such choice")
	}
	p.Send(bot.Input{Payload: p.sent[len(p.sent)-b][n-1]})
	return nil
}

// acted are what a counsellor does in a transcript; "says" and those that doing it
// together has take words after the verb.
var acted = map[string]bot.ActKind{
	"claims": bot.ActClaim, "says": bot.ActReply, "releases": bot.ActRelease, "closes": bot.ActClose, "follows": bot.ActFollow,
	"pushes": bot.ActPush, "helps": bot.ActAid, "pauses": bot.ActPause, "marks": bot.ActMark, "redo": bot.ActRedo,
}

// counsellor does "marie claims", "marie says …", "marie hands back", "marie
// pushes wifi/name", "marie helps simpler", "marie marks wifi/name with", "marie
// asks for", "marie deadline 12 hours", "marie notes yes", "marie did".
func (p *Player) counsellor(text string) error {
	who, what, _ := strings.Cut(text, " ")
	act := bot.Act{Case: p.session.Case.ID, Claim: p.session.Case.Claim, Staff: who, Name: strings.ToUpper(who[:min(1, len(who))]) + who[min(1, len(who)):]}
	verb, words, _ := strings.Cut(what, " ")
	act.Kind, act.Text = acted[verb], words
	switch {
	case what == "hands back":
		act.Kind = bot.ActHandBack
	case what == "goes on":
		act.Kind = bot.ActGoOn
	case what == "asks for":
		act.Kind, act.Text = bot.ActFor, "ask"
	case what == "notes yes":
		act.Kind, act.Text = bot.ActFor, "spoken"
	case what == "did":
		act.Kind, act.Text = bot.ActFor, "done"
	case verb == "deadline":
		span, err := spanOf(words)
		if err != nil {
			return err
		}
		act.Kind, act.Until = bot.ActDeadline, p.now.Add(span)
	case verb == "pushes", verb == "marks", verb == "redo":
		place, how, _ := strings.Cut(words, " ")
		act.To, act.Step, _ = strings.Cut(place, "/")
		act.Text = how
	case act.Kind == bot.NoAct:
		return fmt.Errorf("! counsellor NAME claims, says …, releases, hands back, closes, follows, pushes FLOW/STEP, helps AID, pauses, goes on, marks FLOW/STEP WAY, asks for, deadline 12 hours, notes yes, did or redo FLOW/STEP done; not %q", what)
	}
	p.turn(bot.Input{Kind: bot.FromStaff, Act: act})
	if p.out.Refused != "" {
		return fmt.Errorf("the counsellor's act was refused: %s", p.out.Refused)
	}
	return nil
}
