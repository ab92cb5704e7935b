package store

import "passerelle/bot"

// keys names everything that an agency keeps. One agency is one hash tag, so
// one slot of a cluster: what must change together can, in one script.
type keys struct{ prefix string }

func keysOf(agency string) keys { return keys{"p:{" + agency + "}:"} }

func (k keys) session(c bot.ContactID) string { return k.prefix + "session:" + string(c) }
func (k keys) contact(c bot.ContactID) string { return k.prefix + "contact:" + string(c) }
func (k keys) key(c bot.ContactID) string     { return k.prefix + "key:" + string(c) }
func (k keys) mailbox(c bot.ContactID) string { return k.prefix + "mailbox:" + string(c) }
func (k keys) parked(c bot.ContactID) string  { return k.prefix + "parked:" + string(c) }
func (k keys) thread(c bot.ContactID) string  { return k.prefix + "thread:" + string(c) }
func (k keys) results(c bot.ContactID) string { return k.prefix + "results:" + string(c) }
func (k keys) person(c bot.ContactID) string  { return k.prefix + "person:" + string(c) }
func (k keys) looks(c bot.ContactID) string   { return k.prefix + "looks:" + string(c) }
func (k keys) people() string                 { return k.prefix + "people" }
func (k keys) lease(c bot.ContactID) string   { return k.prefix + "sending:" + string(c) }
func (k keys) address(hash string) string     { return k.prefix + "addr:" + hash }
func (k keys) join(hash string) string        { return k.prefix + "join:" + hash }
func (k keys) guessed(hash string) string     { return k.prefix + "guessed:" + hash }
func (k keys) reply(call string) string       { return k.prefix + "reply:" + call }
func (k keys) gaps() string                   { return k.prefix + "gaps" }
func (k keys) gapsAt() string                 { return k.prefix + "gaps:at" }
func (k keys) gap(hash string) string         { return k.prefix + "gap:" + hash }
func (k keys) rounds() string                 { return k.prefix + "rounds" }
func (k keys) round(r bot.Round) string       { return k.prefix + "round:" + r.String() }
func (k keys) oneCase(id string) string       { return k.prefix + "case:" + id }
func (k keys) flow(hash string) string        { return k.prefix + "flow:" + hash }
func (k keys) due() string                    { return k.prefix + "due" }
func (k keys) epoch() string                  { return k.prefix + "epoch" }
func (k keys) queue() string                  { return k.prefix + "queue" }
func (k keys) events() string                 { return k.prefix + "events" }
func (k keys) changes() string                { return k.prefix + "changes" }
func (k keys) flows() string                  { return k.prefix + "flows" }
func (k keys) hashKey() string                { return k.prefix + "hashkey" }
func (k keys) chatKey() string                { return k.prefix + "chatkey" }
func (k keys) staffKey() string               { return k.prefix + "staffkey" }
func (k keys) sent(c bot.ContactID) string    { return k.prefix + "sent:" + string(c) }
func (k keys) trash() string                  { return k.prefix + "trash" }
func (k keys) audit() string                  { return k.prefix + "audit" }
func (k keys) readings() string               { return k.prefix + "audit:readings" }
func (k keys) audited(hash string) string     { return k.prefix + "audited:" + hash }
func (k keys) failing() string                { return k.prefix + "trash:failing" }

func (k keys) takes() string              { return k.prefix + "takes" }
func (k keys) takesMark() string          { return k.prefix + "takes:mark" }
func (k keys) sound(file string) string   { return k.prefix + "sound:" + file }
func (k keys) recCode(hash string) string { return k.prefix + "record:code:" + hash }
func (k keys) recNext(hash string) string { return k.prefix + "record:next:" + hash }

func (k keys) hold(what string) string   { return k.prefix + "hold:" + what }
func (k keys) staff() string             { return k.prefix + "staff" }
func (k keys) failed(name string) string { return k.prefix + "failed:" + name }
func (k keys) web(token string) string   { return k.prefix + "web:" + token }

func (k keys) seen(c bot.Channel, id string) string {
	return k.prefix + "seen:" + c.String() + ":" + id
}
