package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"passerelle/bot"
	"passerelle/channels"
	"passerelle/flows"
	"passerelle/store"
)

// practiceRoom is a desk beside an agency's own, with invented people only. It
// has a store of its own, so that nothing of it is in any figure, and none of its
// messages leaves the house.
type practiceRoom struct {
	*desk
	mu sync.Mutex
}

// practiceDay is how long anything is kept in a practice room.
const practiceDay = 24 * time.Hour

// openPractice opens the practice room of an agency.
func openPractice(ctx context.Context, db store.DB, sealer bot.Sealer, set *flows.Set, node string, log *slog.Logger) (*practiceRoom, error) {
	agency, copied := *set.Agency, *set
	agency.ID += "~practice" // no agency has this sign in its id
	copied.Agency = &agency
	answers := &inventedPhones{}
	w := ways{senders: map[bot.Channel]bot.Sender{}, practice: true}
	for _, c := range bot.Channels {
		w.senders[c] = answers
	}
	d, err := openDesk(ctx, db, sealer, &copied, w, node, log)
	if err != nil {
		return nil, fmt.Errorf("practice room: %w", err)
	}
	answers.to = d.assistant
	return &practiceRoom{desk: d}, nil
}

// fill invents people until each of them waits or is spoken with: they are always
// there.
func (p *practiceRoom) fill(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	cases, err := p.assistant.Cases(ctx, "")
	if err != nil {
		return err
	}
	there := map[bot.Channel]bool{}
	for i := range cases {
		there[cases[i].Channel] = true
	}
	for _, one := range people { // each is on a channel of their own
		if there[one.address.Channel] {
			continue
		}
		one.address.ID = inventedAddress(one.address.Channel)
		if one.call {
			one.ago = lately // so that they can be answered at once, as the others
		}
		if err := one.arrives(ctx, p.assistant, time.Now()); err != nil {
			return err
		}
	}
	return nil
}

// inventedAddress is one of +41 79 000 00 00 and its like, which is nobody's.
func inventedAddress(c bot.Channel) string {
	if c == bot.Telegram {
		return fmt.Sprintf("7%09d", rand.IntN(1e9))
	}
	return fmt.Sprintf("+41790%06d", rand.IntN(1e6))
}

// inventedPhones are the telephones of invented people: what a counsellor writes
// is answered at once, and everything else is taken.
type inventedPhones struct {
	to    channels.Receiver
	turns atomic.Int64
}

// answersOf are what an invented person says to a counsellor, in turn.
var answersOf = map[bot.Channel][]string{
	bot.WhatsApp: {"Danke. Und was mache ich jetzt?", "Ich habe die Bank angerufen, die Karte ist gesperrt.", "Super, danke vielmals!"},
	bot.SMS:      {"Merci, je regarde.", "Je ne vois pas le bouton.", "Ah oui, c'est bon. Merci !"},
	bot.Telegram: {"D'accord.", "C'est un peu flou, c'est grave ?", "Envoyé. Merci beaucoup !"},
}

// Send takes a call, and answers a counsellor's words.
func (p *inventedPhones) Send(ctx context.Context, c bot.Call) (string, error) {
	if c.Kind == bot.ReplyStaff {
		says := answersOf[c.Channel]
		in := bot.Input{Address: bot.Address{Channel: c.Channel, ID: c.To}, ID: "practice:" + c.ID, Text: says[int(p.turns.Add(1)-1)%len(says)]}
		if err := p.to.Receive(ctx, in); err != nil {
			return "", &bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown, Err: err}
		}
	}
	return "practice-" + c.ID, nil
}

// Find says that nothing can be asked; Send never leaves it in doubt.
func (p *inventedPhones) Find(context.Context, bot.Call, time.Time) (string, bool, error) {
	return "", false, bot.ErrCannotTell
}

// Forget does nothing: there is no telephone.
func (p *inventedPhones) Forget(context.Context, string, string) error { return nil }
