package dialogue

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/understand"
)

// joinable are words that are spelt the same, and known, in all four languages:
// two of them and a number can be copied by somebody who reads none of them.
var joinable = [...]string{
	"alpha", "banjo", "bingo", "bravo", "cobra", "delta", "disco", "domino", "drama", "echo", "euro", "flamenco", "gala", "gong", "hobby", "hotel",
	"jazz", "jeep", "judo", "karate", "kiwi", "koala", "lava", "limbo", "logo", "lotto", "mambo", "mango", "metro", "mini", "motto", "nova",
	"panda", "papaya", "pasta", "piano", "pizza", "poker", "polo", "puma", "quiz", "radar", "radio", "risotto", "robot", "rock", "rodeo", "salsa",
	"sauna", "sofa", "solo", "sushi", "tango", "taxi", "tempo", "tennis", "tuba", "turbo", "ultra", "video", "villa", "yoga", "zebra", "zero",
}

// offerJoin gives words that join whichever address they are sent from: two
// words and a number, one of 3.7 million, that hold for a quarter of an hour.
func (t *turn) offerJoin() {
	t.title = t.joinable()
	t.out.Joinable = t.title
	t.pickWord(wordMenu)
	t.prompt(t.phrase("join_how"))
}

// joinable draws such words.
func (t *turn) joinable() string {
	h := fnv.New64a()
	h.Write([]byte("join " + t.in.Fresh))
	n := h.Sum64()
	return joinable[n%64] + " " + joinable[n/64%64] + " " + strconv.Itoa(100+int(n/4096%900))
}

// JoinWords returns the words of a message that may join its address to a
// contact, "" when it is any other message.
func JoinWords(message string) string {
	if len(message) > 60 {
		return ""
	}
	words := strings.Fields(strings.ReplaceAll(understand.Normal(message), "-", " "))
	if len(words) == 4 && words[0] == "start" { // a link to Telegram hands them over with the button "start"
		words = words[1:]
	}
	if len(words) != 3 || !slices.Contains(joinable[:], words[0]) || !slices.Contains(joinable[:], words[1]) {
		return ""
	}
	if n, err := strconv.Atoi(words[2]); err != nil || n < 100 || n > 999 {
		return ""
	}
	return strings.Join(words, " ")
}

// joins says what became of words that join, and tells the address where the
// person wrote from before: it may not have been them.
func (t *turn) joins(before bot.Address) {
	if t.s.Language == "" { // these words are of no language
		t.s.Language = t.book.Languages()[0]
	}
	switch t.in.Join {
	case bot.Joined:
		t.out.Join = true
		t.adopt()
		if before.IsZero() {
			t.joinsFirst()
			return
		}
		t.s.Set(bot.FlagJoined, true)
		if before != t.in.Address && t.s.State != bot.StateStopped {
			t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyAnswer, Text: t.phrase("joined_notice"), To: before})
		}
		t.lead(t.phrase("joined"))
	case bot.JoinSame:
		t.lead(t.phrase("join_same"))
	case bot.JoinBusy:
		t.lead(t.phrase("join_busy"))
	default:
		t.lead(t.phrase("join_over"))
	}
	if !t.apart() {
		t.show()
	}
}
