package assistant

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/bot/voices"
	"passerelle/channels"
	"passerelle/flows"
)

// How old a look at the recordings may be, and how long a voice note may take to
// fetch: the platform waits for an answer.
const (
	voicedLasts = 5 * time.Second
	noteTakes   = 3 * time.Second
)

// ErrNoRecording means that nobody records here.
var ErrNoRecording = errors.New("nobody records voices here")

// voiced is which recordings people hear, and the mark of when that was so.
type voiced struct {
	mark  int64
	files map[string]string // by Aloud.Sum
}

// recorded returns which recordings people hear; anew looks at once. A look that
// fails leaves the last one: then the machine is heard at worst.
func (a *Assistant) recorded(ctx context.Context, anew bool) map[string]string {
	if a.options.Voices == nil {
		return nil
	}
	v, err := a.voiced.of(a.options.Now(), voicedLasts, anew, func(last voiced) (voiced, error) {
		mark, err := a.options.Voices.TakesMark(ctx)
		if err != nil || mark == last.mark {
			return last, err
		}
		takes, err := a.options.Voices.Takes(ctx)
		return voiced{mark, voices.Used(takes)}, err
	})
	if err != nil {
		a.options.Log.Warn("the recordings cannot be looked at", "error", err)
	}
	return v.files
}

// recording takes what somebody of the staff sends in order to record a step: a code,
// and the voice note after it. It reports false for all other messages. No contact is
// made of who sends them, and one who is there already hears nothing of it.
func (a *Assistant) recording(ctx context.Context, in *bot.Input) (done bool, err error) {
	if a.options.Voices == nil || !in.Payload.IsZero() || in.Call || in.Edited {
		return false, nil
	}
	code, lang, isCode := voices.Code(in.Text)
	isNote := len(in.Media) == 1 && in.Media[0].Kind == bot.Voice
	if !isNote && (!isCode || len(in.Media) > 0) {
		return false, nil
	}
	if err := a.enter(); err != nil {
		return true, err
	}
	defer a.inside.Done()
	var words string
	if isNote {
		what, err := a.options.Voices.Awaited(ctx, in.Address)
		if errors.Is(err, bot.ErrNotFound) {
			return false, nil
		}
		if err != nil {
			return true, err
		}
		return true, a.takeNote(ctx, in, &what)
	}
	if words, err = a.useCode(ctx, in, code, lang); err != nil || words == "" {
		return true, err
	}
	return true, a.answerApart(ctx, in, words)
}

// useCode returns the answer to a code.
func (a *Assistant) useCode(ctx context.Context, in *bot.Input, code, lang string) (string, error) {
	if !channels.Limits(in.Address.Channel).Voice {
		return voices.Say(lang, "not_sms"), nil
	}
	what, tries, err := a.options.Voices.UseCode(ctx, code, in.Address, in.ID, voices.NoteWaits, voices.MostTries)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return voices.SayWrong(lang, tries), nil
	case err != nil:
		return "", err
	}
	text, ok := a.Book().HeardAt(what.Spot)
	if !ok || text.Sum() != what.Words {
		return voices.Say(what.Page, "changed"), a.options.Voices.Arrived(ctx, in.Address)
	}
	return voices.Say(what.Page, "now", "{title}", a.title(what.Spot), "{step}", strconv.Itoa(text.Number), "{text}", text.Words), nil
}

// title is what a spot's help is called in the language of its text.
func (a *Assistant) title(s bot.Spot) string {
	for _, e := range a.Book().Helps(s.Language) {
		if e.ID == s.Flow {
			return e.Title.In(s.Language)
		}
	}
	return s.Flow
}

// takeNote keeps a voice note that is awaited, or says why it is none. The waiting
// ends last: what comes twice is kept twice as the same.
func (a *Assistant) takeNote(ctx context.Context, in *bot.Input, what *bot.CodeFor) error {
	sound, length, err := a.note(ctx, in)
	if err != nil {
		a.options.Log.Info("a recording was not taken", "error", err)
		return a.answerApart(ctx, in, voices.SayNot(what.Page, err))
	}
	sum := sha256.Sum256(sound)
	t := bot.Take{Spot: what.Spot, Words: what.Words, File: hex.EncodeToString(sum[:]), Length: length, Size: len(sound), By: what.By, At: a.options.Now(), State: bot.TakeWaits}
	kept, err := a.options.Voices.KeepTake(ctx, t, sound, voices.MostSounds)
	if err != nil {
		return err
	}
	say := "thanks"
	if !kept {
		say = "full"
	}
	if err := a.answerApart(ctx, in, voices.Say(what.Page, say)); err != nil {
		return err
	}
	return a.options.Voices.Arrived(ctx, in.Address)
}

// note fetches a voice note and looks whether it is one.
func (a *Assistant) note(ctx context.Context, in *bot.Input) ([]byte, time.Duration, error) {
	m := in.Media[0]
	m.Channel = in.Address.Channel
	if m.Size > voices.MostSize {
		return nil, 0, voices.ErrTooLarge
	}
	ctx, end := context.WithTimeout(ctx, noteTakes)
	defer end()
	from, err := a.fetch(ctx, m)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = from.Close() }() // it was only read
	sound, err := io.ReadAll(io.LimitReader(from, voices.MostSize+1))
	if err != nil {
		return nil, 0, err
	}
	length, err := voices.Length(sound)
	return sound, length, err
}

// answerApart answers a message of somebody of the staff without making a contact of
// them: the answer leaves as every other does, from nobody's mailbox, and nothing
// leads from the address to it.
func (a *Assistant) answerApart(ctx context.Context, in *bot.Input, words string) error {
	fresh := a.options.Token()
	reply := bot.Reply{Kind: bot.ReplyAnswer, Text: words}
	from := bot.Input{Kind: bot.FromContact, ID: in.ID, Address: bot.Address{Channel: in.Address.Channel}}
	if in.Address.Channel.Relayed() {
		from.Message = in.Message // its copy at the provider goes as others do
	}
	var nobody bot.Session
	err := a.options.Store.Commit(ctx, &bot.Commit{
		Loaded: bot.Loaded{Contact: bot.ContactID(fresh), New: true}, Input: from, Next: nobody.Append(nil),
		Calls: channels.Render(reply, in.Address, channels.Options{Token: fresh}), At: a.options.Now(),
		TTL: privacy.Keep(privacy.NoMemory), Ends: true,
	})
	switch {
	case errors.Is(err, bot.ErrSeen):
		a.Stats.Seen.Add(1)
		return nil
	case err != nil:
		return err
	}
	a.wake()
	return nil
}

// RecordCode gives a code for recording a spot, in the language of the page that asks.
// bot.ErrNotFound: nothing can be heard there.
func (a *Assistant) RecordCode(ctx context.Context, s bot.Spot, login, page string) (string, error) {
	if a.options.Voices == nil {
		return "", ErrNoRecording
	}
	text, ok := a.Book().HeardAt(s)
	if !ok {
		return "", bot.ErrNotFound
	}
	for range mostTries {
		code, err := voices.NewCode()
		if err != nil {
			return "", err
		}
		given, err := a.options.Voices.GiveCode(ctx, code, bot.CodeFor{Spot: s, Words: text.Sum(), By: login, Page: page}, voices.CodeHolds)
		if err != nil || given {
			return code, err
		}
	}
	return "", errors.New("no code is free")
}

// Takes returns what staff recorded, by spot.
func (a *Assistant) Takes(ctx context.Context) ([]bot.Take, error) {
	if a.options.Voices == nil {
		return nil, ErrNoRecording
	}
	return a.options.Voices.Takes(ctx)
}

// ApproveTake lets people hear a recording from now on. bot.ErrNotFound: it does not
// wait any more. Its other errors are those of voices.Approve.
func (a *Assistant) ApproveTake(ctx context.Context, s bot.Spot, file, login string) error {
	text, _ := a.Book().HeardAt(s)
	return a.judge(ctx, s, file, func(t *bot.Take) error { return voices.Approve(t, login, text.Sum(), a.options.Now()) })
}

// RefuseTake says why a recording is not used. Its errors are as ApproveTake's.
func (a *Assistant) RefuseTake(ctx context.Context, s bot.Spot, file, login, why string) error {
	return a.judge(ctx, s, file, func(t *bot.Take) error { return voices.Refuse(t, login, why, a.options.Now()) })
}

func (a *Assistant) judge(ctx context.Context, s bot.Spot, file string, change func(*bot.Take) error) error {
	if a.options.Voices == nil {
		return ErrNoRecording
	}
	err := a.options.Voices.JudgeTake(ctx, s, file, change)
	a.recorded(ctx, true)
	return err
}

// DropTake deletes a recording, whatever became of it.
func (a *Assistant) DropTake(ctx context.Context, s bot.Spot, file string) error {
	if a.options.Voices == nil {
		return ErrNoRecording
	}
	err := a.options.Voices.DropTake(ctx, s, file)
	a.recorded(ctx, true)
	return err
}

// TakeSound returns the sound of a take, for the staff; bot.ErrNotFound for none.
func (a *Assistant) TakeSound(ctx context.Context, file string) ([]byte, error) {
	if a.options.Voices == nil {
		return nil, bot.ErrNotFound
	}
	return a.options.Voices.Sound(ctx, file)
}

// Recording returns a recording that people hear, for whoever serves or sends it.
// What waits or was refused is not there.
func (a *Assistant) Recording(file string) (flows.Asset, bool) {
	if a.options.Voices == nil || len(file) != hex.EncodedLen(sha256.Size) {
		return flows.Asset{}, false
	}
	ctx, end := context.WithTimeout(context.Background(), noteTakes)
	defer end()
	used := func(anew bool) bool {
		for _, f := range a.recorded(ctx, anew) {
			if f == file {
				return true
			}
		}
		return false
	}
	if !used(false) && !used(true) {
		return flows.Asset{}, false
	}
	sound, err := a.options.Voices.Sound(ctx, file)
	return flows.Asset{Sum: file, Type: "audio/ogg", Data: sound}, err == nil
}
