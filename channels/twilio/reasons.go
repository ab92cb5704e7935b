package twilio

import (
	"passerelle/bot"
	"passerelle/channels"
)

// meanings say what Twilio's error codes mean for a call
// (https://www.twilio.com/docs/api/errors).
var meanings = map[int]bot.SendError{
	20003: {Outcome: bot.SendNever, Reason: channels.ReasonCredentials},
	20429: {Outcome: bot.SendRetry, Reason: channels.ReasonLimited},
	63017: {Outcome: bot.SendRetry, Reason: channels.ReasonLimited},
	63018: {Outcome: bot.SendRetry, Reason: channels.ReasonLimited},
	30003: {Outcome: bot.SendRetry, Reason: channels.ReasonUnreachable}, // switched off or out of reach
	30008: {Outcome: bot.SendRetry, Reason: channels.ReasonUnreachable}, // the operator does not say why
	21408: {Outcome: bot.SendNever, Reason: channels.ReasonRefused},     // not allowed to that country
	21610: {Outcome: bot.SendNever, Reason: channels.ReasonBlocked},     // said STOP
	21612: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable},
	21614: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable}, // a fixed line
	21617: {Outcome: bot.SendNever, Reason: channels.ReasonTooLong},
	30004: {Outcome: bot.SendNever, Reason: channels.ReasonBlocked},
	30005: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable},
	30006: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable},
	30007: {Outcome: bot.SendNever, Reason: channels.ReasonRefused}, // filtered by an operator
	63003: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable},
	63016: {Outcome: bot.SendNever, Reason: channels.ReasonWindow},
	63024: {Outcome: bot.SendNever, Reason: channels.ReasonUnreachable},
}

// meaning is what an answer with Twilio's error code and this HTTP status
// means. code is 0 when the answer has none.
func meaning(code, status int) bot.SendError {
	if m, known := meanings[code]; known {
		return m
	}
	switch {
	case status == 429:
		return bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonLimited}
	case status >= 500:
		return bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown}
	case status == 401 || status == 403:
		return bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonCredentials}
	case code/100 == 211 || code/100 == 212: // a number that cannot be
		return bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonUnreachable}
	}
	return bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused}
}
