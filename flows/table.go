package flows

import (
	"maps"
	"slices"

	"passerelle/flows/holidays"
)

// This file is the one table of keys: what each kind of file may hold, where,
// and in which form. The checker walks files with it; nothing else knows keys.

// form is what a key's value looks like.
type form uint8

const (
	aText     form = iota + 1 // a sentence in each language
	aWord                     // a plain string
	aNumber                   // a whole or decimal number
	aFlag                     // true or false
	aDate                     // 2026-11-24
	aSpan                     // 3 days
	anID                      // letters, digits, hyphens
	aRange                    // 08:30-11:30, 13:30-17:00
	aPicture                  // needs a file that exists
	aVoice                    // read-aloud, a recorded file, or one in each language
	oneOf                     // one of values
	words                     // a list of plain strings
	things                    // a list of maps, each of shape
	named                     // a map with free names, each value of shape
	inside                    // a map of shape
	wordsBy                   // a map of free names, each a list of strings
	wordBy                    // a map of free names, each a plain string
	anOffer                   // a list of offers
	aWhen                     // a condition
	aTarget                   // a step, or end, talk, menu
	theNumber                 // "3 stuck"
	texts                     // a list of sentences in each language
	textBy                    // a map of free names, each a sentence in each language
)

// key is one row of the table.
type key struct {
	form     form
	shape    *shape
	values   []string // of oneOf; of words, where only these may stand
	required bool
}

// shape is the keys that one place takes.
type shape struct {
	place string // what the place is called in messages
	keys  map[string]key
}

func must(k key) key { k.required = true; return k }

var head = map[string]key{
	"passerelle": must(key{form: aNumber}),
	"kind":       must(key{form: oneOf, values: []string{"help", "check", "phrases", "agency", "language", "heard", "report", "facts"}}),
	"id":         must(key{form: anID}),
	"title":      {form: aText},
	"status":     {form: oneOf, values: []string{"draft", "published", "retired"}},
	"version":    {form: aNumber},
	"reviewed":   {form: inside, shape: &shape{"reviewed", map[string]key{"date": {form: aDate}, "by": {form: aWord}}}},
	"excuse":     {form: wordBy},
}

var triedShape = &shape{"tried_with", map[string]key{"people": must(key{form: aNumber}), "date": must(key{form: aDate})}}

// The words that only some lists and maps may hold.
var (
	allChannels = []string{"sms", "whatsapp", "telegram"}
	allDevices  = []string{"android", "iphone", "computer", "basic", "unknown"}
	allCargo    = []string{"help", "check", "talk", "pictures", "documents"}
	allSenses   = []string{"sight", "hearing"}
)

// with returns the head's keys and more.
func with(more map[string]key) map[string]key {
	all := map[string]key{}
	for name, k := range head {
		all[name] = k
	}
	for name, k := range more {
		all[name] = k
	}
	return all
}

var pictureShape = &shape{"picture", map[string]key{"file": must(key{form: aPicture}), "alt": must(key{form: aText}), "needed": {form: aFlag}}}

var insteadShape = &shape{"instead", map[string]key{
	"when": must(key{form: aWhen}), "say": {form: aText}, "ask": {form: aText}, "go": {form: aTarget},
	"picture": {form: inside, shape: pictureShape}, "stuck": {form: texts}, "excuse": {form: aWord},
}}

var choiceShape = &shape{"choice", map[string]key{
	"id": must(key{form: anID}), "label": must(key{form: aText}), "remember": {form: wordBy}, "go": {form: aTarget}, "right": {form: aFlag},
}}

var stepShape = &shape{"step", map[string]key{
	"id": must(key{form: anID}), "was": {form: words}, "say": {form: aText}, "ask": {form: aText},
	"picture": {form: inside, shape: pictureShape}, "voice": {form: aVoice},
	"choices": {form: things, shape: choiceShape}, "remember_as": {form: aWord},
	"wait_for":   {form: oneOf, values: []string{"picture", "voice", "location", "text"}},
	"remind":     {form: inside, shape: &shape{"remind", map[string]key{"after": must(key{form: aSpan}), "say": must(key{form: aText})}}},
	"if_nothing": {form: inside, shape: &shape{"if_nothing", map[string]key{"after": must(key{form: aSpan}), "say": {form: aText}, "go": {form: aTarget}}}},
	"got_it":     {form: aText}, "got_something_else": {form: aText}, "stuck": {form: texts}, "doing_with": {form: texts},
	"offer": {form: anOffer}, "instead": {form: things, shape: insteadShape}, "go": {form: aTarget}, "call": {form: aWord}, "excuse": {form: aWord},
}}

var itemShape = &shape{"item", map[string]key{
	"id": must(key{form: anID}), "about": {form: aText}, "area": {form: aWord}, "difficulty": {form: aNumber},
	"type": must(key{form: oneOf, values: []string{"choice", "spot", "order", "read", "task"}}),
	"ask":  {form: aText}, "show": {form: aText}, "real": {form: aText}, "fake": {form: aText},
	"choices": {form: things, shape: choiceShape}, "accept": {form: words}, "grades": {form: aNumber},
	"wait_for":  {form: oneOf, values: []string{"picture", "voice", "location", "forward", "reply"}},
	"help_with": {form: aWord}, "not_on": {form: words, values: allChannels}, "senses": {form: words, values: allSenses},
	"flag_if_wrong": {form: aWord}, "remember_as": {form: aWord}, "excuse": {form: aWord},
	"picture": {form: inside, shape: pictureShape}, "voice": {form: aVoice},
	"stuck": {form: texts}, "page": {form: aFlag}, "reason": {form: aWord}, "bias": {form: aWord}, "guess": {form: aNumber},
	"measured": {form: inside, shape: &shape{"measured", map[string]key{
		"b": must(key{form: aNumber}), "se": {form: aNumber}, "answers": must(key{form: aNumber}), "date": must(key{form: aDate})}}},
	"set_aside": {form: inside, shape: &shape{"set_aside", map[string]key{"since": must(key{form: aDate}), "why": must(key{form: aWord})}}},
}}

var questionsShape = &shape{"questions", map[string]key{
	"how": {form: oneOf, values: []string{"staged", "adaptive"}}, "at_least": {form: aNumber}, "at_most": {form: aNumber},
	"at_most_online": {form: aNumber}, "stop_when_sure": {form: aNumber}}}

var bandShape = &shape{"band", map[string]key{"id": must(key{form: aWord}), "say": must(key{form: aText}), "up_to": {form: aNumber}}}

var checkUseShape = &shape{"check_use", map[string]key{
	"benefits": must(key{form: oneOf, values: []string{"never"}}), "signed_by": must(key{form: aWord}),
	"function": must(key{form: aText}), "date": must(key{form: aDate})}}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// week is the keys of a week of hours: each day, and stretches such as mon-fri.
func week(more map[string]key) map[string]key {
	for i, from := range weekdays {
		more[from] = key{form: aRange}
		for _, to := range weekdays[i+1:] {
			more[from+"-"+to] = key{form: aRange}
		}
	}
	return more
}

var weekShape = &shape{"hours", week(map[string]key{})}

var channelShape = &shape{"channel", map[string]key{"number": {form: aWord}, "bot": {form: aWord}, "may_carry": {form: words, values: allCargo}, "template": {form: wordBy}}}

var dangerShape = &shape{"danger", map[string]key{"first": must(key{form: aText}), "then": {form: aText}, "protocol": {form: texts}}}

var safetyShape = &shape{"safety", map[string]key{
	"violence": must(key{form: inside, shape: dangerShape}), "suicide": must(key{form: inside, shape: dangerShape}),
	"medical": must(key{form: inside, shape: dangerShape}),
	"numbers": must(key{form: things, shape: &shape{"number", map[string]key{
		"id": must(key{form: anID}), "call": must(key{form: aWord}), "name": {form: aText},
		"checked": must(key{form: aDate}), "to_verify": {form: aFlag}}}}),
	"recheck_every": {form: aSpan}, "on_call": {form: aWord},
}}

var hoursShape = &shape{"hours", week(map[string]key{
	"timezone": must(key{form: aWord}),
	"holidays": {form: inside, shape: &shape{"holidays", map[string]key{"canton": must(key{form: oneOf, values: holidays.Cantons()}), "part": {form: aWord}}}},
	"closed": {form: things, shape: &shape{"closed", map[string]key{
		"from": must(key{form: aDate}), "to": must(key{form: aDate}), "why": {form: aText}}}},
	"when_closed": {form: aText},
})}

var talkShape = &shape{"talk", map[string]key{
	"promise": must(key{form: aText}), "capacity": {form: aNumber},
	"priority": {form: things, shape: &shape{"priority", map[string]key{"when": must(key{form: aWhen}), "minutes": must(key{form: aNumber}), "why": must(key{form: aText})}}}, "also_offer_after": {form: theNumber},
	"routing": {form: things, shape: &shape{"routing", map[string]key{"when": {form: aWhen}, "to": must(key{form: aWord})}}},
	"teams": must(key{form: named, shape: &shape{"team", map[string]key{
		"members": must(key{form: words}), "backup": {form: aWord}, "name": must(key{form: aText})}}}),
	"quiet": {form: inside, shape: &shape{"quiet", map[string]key{"outside_hours": {form: aWord}, "live_talks_at_a_time": {form: aNumber}}}},
}}

var consentShape = &shape{"consent", map[string]key{
	"version": {form: aNumber}, "hello": must(key{form: aText}), "keep": must(key{form: aText}), "not_secret": must(key{form: aText}),
	"agree": must(key{form: aText}), "refuse": must(key{form: aText}), "if_refused": must(key{form: aText}), "keep_for": must(key{form: aSpan}),
}}

// shapes is the table by kind of file.
var shapes = map[Kind]*shape{
	KindHelp: {"help", with(map[string]key{
		"area": {form: oneOf, values: HelpAreas},
		"goal": must(key{form: aText}), "found_by": {form: wordsBy}, "needs": {form: words, values: []string{"device"}},
		"steps":       must(key{form: things, shape: stepShape}),
		"practice":    {form: inside, shape: &shape{"practice", map[string]key{"after": must(key{form: aSpan}), "say": {form: aText}}}},
		"replaced_by": {form: aWord}, "terms": {form: textBy}, "tried_with": {form: inside, shape: triedShape},
	})},
	KindCheck: {"check", with(map[string]key{
		"intro": must(key{form: aText}), "found_by": {form: wordsBy}, "replaced_by": {form: aWord},
		"terms": {form: textBy}, "tried_with": {form: inside, shape: triedShape},
		"areas": {form: named, shape: &shape{"area", map[string]key{
			"fr": {form: aWord}, "de": {form: aWord}, "it": {form: aWord}, "en": {form: aWord}, "framework": {form: aWord}}}},
		"questions": {form: inside, shape: questionsShape},
		"bands":     must(key{form: things, shape: bandShape}),
		"compare":   {form: words}, "read_back": {form: wordBy}, "again_after": {form: aSpan},
		"sure_from": {form: aNumber}, "items": must(key{form: things, shape: itemShape}),
		"orientation": must(key{form: things, shape: &shape{"orientation", map[string]key{
			"id": must(key{form: anID}), "when": {form: aWhen}, "offer": must(key{form: anOffer}), "why": {form: aText}}}}),
		"share": {form: inside, shape: &shape{"share", map[string]key{"with": {form: aWord}, "ask_first": {form: aFlag}, "keep_for": {form: aSpan}}}},
	})},
	KindReport: {"report", with(map[string]key{"columns": must(key{form: things, shape: &shape{"column", map[string]key{
		"name": must(key{form: aWord}), "figure": must(key{form: aWord})}}})})},
	KindFacts: {"facts", with(map[string]key{"facts": must(key{form: named, shape: &shape{"fact", map[string]key{
		"says": must(key{form: aText}), "source": must(key{form: aWord}), "checked": must(key{form: aDate}), "to_verify": {form: aFlag}}}})})},
	KindPhrases: {"phrases", with(map[string]key{"phrases": must(key{form: textBy})})},
	KindLanguage: {"language", with(map[string]key{
		"name": must(key{form: aWord}), "reserved": must(key{form: wordsBy}), "function": must(key{form: words}), "danger": {form: wordsBy},
	})},
	KindHeard: {"heard", with(map[string]key{
		"asked": {form: wordsBy}, "danger": {form: wordsBy}, "other": {form: words}, "spelled": {form: wordsBy},
	})},
	KindAgency: {"agency", with(map[string]key{
		"name": must(key{form: aText}), "desk": must(key{form: aWord}),
		"languages": must(key{form: inside, shape: &shape{"languages", map[string]key{
			"written_by_us": must(key{form: words, values: tags}), "translated": {form: words, values: tags}, "first_choice": {form: aWord}, "ask_when_unsure": {form: aFlag}}}}),
		"channels": {form: inside, shape: &shape{"channels", map[string]key{
			"sms": {form: inside, shape: channelShape}, "whatsapp": {form: inside, shape: channelShape}, "telegram": {form: inside, shape: channelShape}}}},
		"hours": must(key{form: inside, shape: hoursShape}), "talk": must(key{form: inside, shape: talkShape}),
		"safety": must(key{form: inside, shape: safetyShape}), "consent": must(key{form: inside, shape: consentShape}),
		"places": {form: things, shape: &shape{"place", map[string]key{
			"id": must(key{form: anID}), "name": must(key{form: aText}), "address": must(key{form: aWord}), "phone": {form: aWord},
			"hours": {form: inside, shape: weekShape}, "has": {form: words}, "price": {form: aWord}, "step_free": {form: aFlag},
			"languages": {form: words, values: tags}, "say": {form: aText}, "closes_with_us": {form: aFlag}}}},
		"measures": {form: named, shape: &shape{"measure", map[string]key{
			"kind": {form: oneOf, values: MeasureKinds}, "name": must(key{form: aText}), "say": {form: aText},
			"when": {form: inside, shape: weekShape}, "where": {form: aWord}, "seats": {form: aNumber}, "stock": {form: aNumber}, "hand_over": {form: texts}, "checked": {form: aDate}}}},
		"links":     {form: words},
		"four_eyes": {form: aFlag},
		"ask_clear": {form: aFlag}, "read_aloud": {form: aFlag}, "small_cells": {form: aNumber},
		"replies":    {form: things, shape: &shape{"reply", map[string]key{"id": must(key{form: anID}), "say": must(key{form: aText})}}},
		"check_use":  {form: inside, shape: checkUseShape},
		"check_page": {form: inside, shape: &shape{"check_page", map[string]key{"address": must(key{form: aWord}), "word": must(key{form: aWord})}}},
	})},
}

// allKeys are the keys of every place.
var allKeys = func() (all []string) {
	eachShape(func(s *shape) {
		for name := range s.keys {
			all = append(all, name)
		}
	})
	return slices.Compact(sorted(all))
}()

// eachShape calls do for every place of the table, each once.
func eachShape(do func(s *shape)) {
	seen := map[*shape]bool{}
	var visit func(*shape)
	visit = func(s *shape) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		do(s)
		for _, name := range slices.Sorted(maps.Keys(s.keys)) {
			visit(s.keys[name].shape)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(shapes)) {
		visit(shapes[kind])
	}
}
