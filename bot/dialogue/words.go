package dialogue

import "passerelle/bot"

// word is a reserved word. Its number stands in buttons and never changes.
type word uint16

// The reserved words.
const (
	noWord word = iota
	wordMenu
	wordHelp
	wordBack
	wordRepeat
	wordAllSteps
	wordTonight
	wordLanguage
	wordHuman
	wordMyData
	wordErase
	wordSomeoneElse
	wordForSomeone
	wordNotRight
	wordStop
	wordStart
	wordThanks
	wordHello
	wordSkillsCheck
	wordCallBack
	wordMore
	wordDone
	wordStuck
	wordDontKnow
	wordNumbers
	wordByEar
	wordNoMemory
	wordRemind
	wordYes
	wordNo
	wordJoin
	wordForMe
	wordByEye
	wordResult
	wordDetails
	wordCanDo
	wordShare
	wordUnshare
	wordNothing
	wordAgainLater
	wordWhoRead
	wordNotWith
	wordOnlyQuestion
	wordShowAll
	wordReminders
	wordNoReminders
	wordSeats
	wordListen
	wordNoneOf
)

// wordNames gives each word the name under which word files list its spellings.
var wordNames = map[string]word{
	"menu": wordMenu, "help": wordHelp, "back": wordBack, "repeat": wordRepeat, "all-steps": wordAllSteps,
	"tonight": wordTonight, "language": wordLanguage, "human": wordHuman, "my-data": wordMyData, "erase": wordErase,
	"someone-else": wordSomeoneElse, "for-someone": wordForSomeone, "not-right": wordNotRight, "stop": wordStop,
	"restart": wordStart, "thanks": wordThanks, "hello": wordHello, "skills-check": wordSkillsCheck,
	"call-back": wordCallBack, "more": wordMore, "done": wordDone, "stuck": wordStuck, "dont-know": wordDontKnow,
	"numbers": wordNumbers, "by-ear": wordByEar, "keep-nothing": wordNoMemory, "remind-me": wordReminders, "yes": wordYes, "no": wordNo, "join": wordJoin, "for-me": wordForMe, "by-eye": wordByEye,
	"result": wordResult, "details": wordDetails, "can-do": wordCanDo, "share": wordShare, "unshare": wordUnshare, "nothing": wordNothing, "again-later": wordAgainLater,
	"listen": wordListen, "who-read": wordWhoRead, "my-seats": wordSeats, "none-of-these": wordNoneOf, "not-with": wordNotWith, "only-question": wordOnlyQuestion, "team-sees-all": wordShowAll,
}

// payload is the choice of a reserved word.
func (w word) payload() bot.Payload { return bot.Payload{Kind: bot.PayloadWord, Arg: uint16(w)} }

// Words returns the names of the reserved words that a word file must spell.
func Words() []string {
	names := make([]string, 0, len(wordNames))
	for name := range wordNames {
		names = append(names, name)
	}
	return names
}
