package console

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/limits"
	"passerelle/channels/page"
)

// mostNamed bounds the characters that are named as dear.
const mostNamed = 5

// cost answers with what a reply would cost as it is typed: the turn itself is
// tried, so that the name and the first line before it are counted too. The
// text comes in the body, never in an address.
func (r *room) cost(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if !r.read(w, req) {
		return
	}
	o := orderOf(req)
	if o.typed == "" {
		fmt.Fprint(w, words.In(lang, "cost_rule"))
		return
	}
	calls, err := r.Assistant.Preview(req.Context(), bot.Act{
		Kind: bot.ActReply, Case: req.PathValue("id"), Claim: o.claim, Staff: me.Login, Name: me.Name, Text: o.typed,
	})
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		fmt.Fprint(w, words.In(lang, refused.Code)) // better known before the last word than after it
	case err != nil:
		w.WriteHeader(http.StatusServiceUnavailable)
	default:
		fmt.Fprint(w, costWords(lang, calls))
	}
}

// costWords says how many SMS some calls are, and which characters make them more.
func costWords(lang string, calls []bot.Call) string {
	parts, without := 0, 0
	var dear []string
	for _, c := range calls {
		count := limits.Segments(c.Text)
		parts += count.Segments
		plain := c.Text
		for _, letter := range count.ForcedBy {
			dear, plain = append(dear, letter), strings.ReplaceAll(plain, letter, "")
		}
		without += limits.Segments(plain).Segments
	}
	said := strconv.Itoa(parts) + " SMS."
	if without < parts {
		named := strings.Join(dear[:min(len(dear), mostNamed)], " ")
		said += " " + strings.NewReplacer("{letters}", named, "{n}", strconv.Itoa(without)).Replace(words.In(lang, "cost_dear"))
	}
	return said
}
