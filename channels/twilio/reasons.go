package twilio

import (
	"errors"
	"fmt"

	"github.com/twilio/twilio-go/client"

	"passerelle/bot"
	"passerelle/channels"
)

// operators is what a mistake of the operator's means for a call: credentials,
// or a number of the agency's that is not the account's.
var operators = bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonCredentials, After: channels.Mend}

// meanings say what Twilio's error codes mean for a call
// (https://www.twilio.com/docs/api/errors).
var meanings = map[int]bot.SendError{
	20003: operators, // the credentials are wrong
	21212: operators, // From is no number
	21606: operators, // From cannot send there
	21659: operators, // From is not Twilio's
	21660: operators, // From is another account's
	21661: operators, // From has no SMS
	63007: operators, // From is no WhatsApp sender
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
// means. code is 0 when Twilio gave none.
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
		return operators
	case code/100 == 211 || code/100 == 212: // a number that cannot be
		return bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonUnreachable}
	}
	return bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonRefused}
}

// failure says what a failed request means. It passes on Twilio's code and
// nothing else: Twilio's own words repeat the number, Go's the address asked.
func (c *carrier) failure(err error) error {
	var told *client.TwilioRestError
	var m bot.SendError
	switch {
	case errors.As(err, &told) && told.Code != 0: // a code is Twilio's own; gateways answer JSON too
		if c.status == 0 {
			c.status = told.Status // the library refused the request itself
		}
		m = meaning(told.Code, c.status)
		m.Err = fmt.Errorf("twilio error %d, HTTP %d", told.Code, c.status)
	case c.status == 401 || c.status == 403 || c.status == 429:
		m = meaning(0, c.status)
		m.Err = fmt.Errorf("HTTP %d without Twilio's error", c.status)
	case c.status >= 400 && c.status < 500: // a gateway on the way refused it: that says nothing of the message
		m = bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown, Err: fmt.Errorf("HTTP %d without Twilio's error", c.status)}
	case c.unsent():
		m = bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonDown, Err: errors.New("twilio could not be reached")}
	default:
		m = bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: fmt.Errorf("no readable answer of Twilio's, HTTP %d", c.status)}
	}
	m.After = max(m.After, c.after)
	return &m
}
