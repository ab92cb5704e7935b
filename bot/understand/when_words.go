package understand

import (
	"regexp"
	"strings"
	"time"
)

// Expressions over folded text. A day is looked for from the plainest form to
// the barest, so that "4.12." is not read as "4.".
var (
	surely = regexp.MustCompile(`^\s*(?:rappelle[ -]?moi|rappelle le moi|me rappeler de|rappel\s*:|erinnere? mi(?:ch|r)|erinnern sie mich|erinnerung\s*:|chasch mi erinnere|bitte erinnern|` +
		`ricordami|mi ricordi|ricordatemi|promemoria\s*:|remind me|please remind me|reminder\s*:)`)
	perhaps = regexp.MustCompile(`^\s*(?:rappelez[ -]?moi|me rappeler|pouvez[ -]vous me rappeler|vous pouvez me rappeler)`)

	everyMonth = regexp.MustCompile(`\b(?:(?:de|du|di|del|of)\s+)?(?:chaque mois|tous les mois|par mois|jeden monat|jede monet|monatlich|ogni mese|tutti i mesi|al mese|every month|each month|monthly)\b`)

	hours = []*regexp.Regexp{
		regexp.MustCompile(`\b(?:a|um|alle|at|vers|gegen|verso)?\s*\b(\d{1,2}):(\d{2})(?:\s*(?:uhr|h)\b)?`),
		regexp.MustCompile(`\b(?:a|um|alle|vers|gegen)?\s*\b(\d{1,2})\.(\d{2})\s*uhr\b`),
		regexp.MustCompile(`\b(?:a|vers)?\s*\b(\d{1,2})\s?h\s?(\d{2})?\b`),
		regexp.MustCompile(`\b(?:um|gegen|a|vers)?\s*\b(\d{1,2})()\s?(?:uhr|heures)\b`),
		regexp.MustCompile(`\b(?:alle(?: ore)?|ore)\s+(\d{1,2})()\b`),
	}
	hourEnglish = regexp.MustCompile(`\b(?:at\s+)?(\d{1,2})\s?(am|pm)\b`)

	tonight  = regexp.MustCompile(`\b(?:ce soir|heute abend|hut am abig|stasera|questa sera|tonight|this evening)\b`)
	today    = regexp.MustCompile(`\b(?:aujourd'?hui|heute|hut|oggi|today)\b`)
	after    = regexp.MustCompile(`\b(?:apres[ -]demain|ubermorgen|uebermorgen|ubermorn|dopodomani|(?:the )?day after tomorrow)\b`)
	tomorrow = regexp.MustCompile(`\b(?:demain|morgen|morn|domani|tomorrow)\b(?:\s+(?:matin|fruh|mattina|morning)\b)?`)
	ahead    = regexp.MustCompile(`\b(?:dans|in|tra|fra|within)\s+(\d{1,2}|` + strings.Join(smallWords, "|") + `)\s+(` + strings.Join(units, "|") + `)\b`)
	numeric  = regexp.MustCompile(`(?:\b(?:le|am|il|on|den|der|the|per il|bis|jusqu'au)\s+)?\b(\d{1,2})\s?[./-]\s?(\d{1,2})(?:[./-]\s?(\d{4}|\d{2})\b|\.|\b)`)
	spelt    = regexp.MustCompile(`(?:\b(?:le|am|il|on|den|der|the|on the)\s+|\bl')?\b(\d{1,2})(?:er|st|nd|rd|th|\.)?\s+(?:de |di |of )?(` + strings.Join(months, "|") + `)\b\.?(?:\s+(\d{4})\b)?`)
	english  = regexp.MustCompile(`(?:\bon\s+)?\b(` + strings.Join(months, "|") + `)\s+(\d{1,2})(?:st|nd|rd|th)?\b`)
	weekday  = regexp.MustCompile(`(?:\b(?:le|am|il|la|on|next|nachsten|prochain)\s+)?\b(` + strings.Join(weekdays, "|") + `)\b(?:\s+(?:prochain|prossimo|prossima)\b)?`)
	dayOnly  = regexp.MustCompile(`(?:\b(?:le|am|il|on the|the|den|per il)\s+|\bl')(\d{1,2})(?:er|st|nd|rd|th|\.)?(?:$|[\s,;:])|\b(\d{1,2})(?:st|nd|rd|th)\b|\b(\d{1,2})\.(?:$|\s)`)
	fillers  = regexp.MustCompile(`^(?:[\s.,;:!?-]+|(?:que je|de|que|du|di|che|an|a|dass|to|that|about|of|pour|per|bitte|svp|please|per favore)\s|d')`)
)

// months, weekdays and units hold every language's word for one thing side by
// side: an expression's alternative gives the word, and its map the meaning.
var (
	monthOf = meanings("janvier januar gennaio january janner jan", "fevrier februar febbraio february feb", "mars marz maerz marzo march", "avril april aprile apr",
		"mai maggio may", "juin juni giugno june", "juillet juli luglio july", "aout august agosto aug", "septembre september settembre sept", "octobre oktober ottobre october okt oct",
		"novembre november nov", "decembre dezember dicembre december dez dec")
	dayOf = meanings("dimanche sonntag domenica sunday sunntig", "lundi montag lunedi monday mantig", "mardi dienstag martedi tuesday zischtig", "mercredi mittwoch mercoledi wednesday mittwuch",
		"jeudi donnerstag giovedi thursday donnschtig", "vendredi freitag venerdi friday friitig", "samedi samstag sabato saturday samschtig")
	unitOf = meanings("heure heures stunde stunden ora ore hour hours", "jour jours tag tage tagen tag giorno giorni day days", "semaine semaines woche wochen settimana settimane week weeks", "mois monat monate monaten mese mesi month months")
	small  = meanings("", "un une einem einer ein une uno una one a", "deux zwei due two", "trois drei tre three", "quatre vier quattro four", "cinq funf cinque five", "six sechs sei", "sept sieben sette seven", "huit acht otto eight")

	months, weekdays, units, smallWords = words(monthOf), words(dayOf), words(unitOf), words(small)
)

func meanings(lists ...string) map[string]int {
	all := map[string]int{}
	for i, list := range lists {
		for word := range strings.FieldsSeq(list) {
			all[word] = i
		}
	}
	return all
}

func words(of map[string]int) (all []string) {
	for word := range of {
		all = append(all, word)
	}
	return all
}

// asks reports whether the text begins with words that ask for a reminder, and
// whether they can mean nothing else.
func (p *dating) asks() (asked, sure bool) {
	if p.cut(surely) != nil {
		return true, true
	}
	return p.cut(perhaps) != nil, false
}

// hour cuts out an hour of the day.
func (p *dating) hour() (hour, minute int, named bool) {
	if p.cut(tonight) != nil {
		p.evening = true
	}
	if g := p.cut(hourEnglish); g != nil {
		hour = atoi(g[1]) % 12
		if g[2] == "pm" {
			hour += 12
		}
		return hour, 0, true
	}
	for _, e := range hours {
		if g := p.cut(e); g != nil && atoi(g[1]) < 24 && atoi(g[2]) < 60 {
			return atoi(g[1]), atoi(g[2]), true
		}
	}
	return 0, 0, false
}

// named is a day that was named, and how it is found again where it is over.
type named struct {
	at      time.Time
	again   func(time.Time) time.Time
	ofMonth int  // the day of the month, where that is what was named
	inHours bool // it is a moment, not a day
}

// day cuts out a day.
func (p *dating) day() (d named, found bool) {
	now := p.now
	date := func(days int) named { return named{at: now.AddDate(0, 0, days)} }
	if p.evening || p.cut(tonight) != nil {
		p.evening = true
		return date(0), true
	}
	if p.cut(after) != nil {
		return date(2), true
	}
	if g := p.cut(ahead); g != nil {
		return p.span(g[1], g[2]), true
	}
	if g := p.cut(numeric); g != nil {
		return p.dated(atoi(g[1]), atoi(g[2]), g[3])
	}
	if g := p.cut(spelt); g != nil {
		return p.dated(atoi(g[1]), monthOf[g[2]]+1, g[3])
	}
	if g := p.cut(english); g != nil {
		return p.dated(atoi(g[2]), monthOf[g[1]]+1, "")
	}
	if g := p.cut(dayOnly); g != nil {
		return p.inMonth(atoi(g[1] + g[2] + g[3]))
	}
	if p.cut(tomorrow) != nil {
		return date(1), true
	}
	if p.cut(today) != nil {
		return date(0), true
	}
	if g := p.cut(weekday); g != nil {
		d = date((dayOf[g[1]] - int(now.Weekday()) + 7) % 7)
		d.again = func(at time.Time) time.Time { return at.AddDate(0, 0, 7) }
		return d, true
	}
	return d, false
}

// span is a length of time from now.
func (p *dating) span(count, unit string) named {
	n, ok := small[count]
	if !ok {
		n = atoi(count)
	}
	switch unitOf[unit] {
	case 0:
		return named{at: p.now.Add(time.Duration(n) * time.Hour), inHours: true}
	case 1:
		return named{at: p.now.AddDate(0, 0, n)}
	case 2:
		return named{at: p.now.AddDate(0, 0, 7*n)}
	}
	first := time.Date(p.now.Year(), p.now.Month()+time.Month(n), 1, 0, 0, 0, 0, p.now.Location())
	return named{at: ofMonth(first, p.now.Day())}
}

// dated is a day with its month, of this year or of the next one where no year
// is named.
func (p *dating) dated(day, month int, year string) (d named, found bool) {
	y := p.now.Year()
	if year != "" {
		if y = atoi(year); y < 100 {
			y += 2000
		}
	}
	at := time.Date(y, time.Month(month), day, 0, 0, 0, 0, p.now.Location())
	if month < 1 || month > 12 || at.Day() != day || day < 1 {
		return d, false
	}
	d = named{at: at, ofMonth: day}
	if year == "" {
		d.again = func(at time.Time) time.Time { return at.AddDate(1, 0, 0) }
	}
	return d, true
}

// inMonth is a day of this month, or of the next one that has it.
func (p *dating) inMonth(day int) (d named, found bool) {
	if day < 1 || day > 31 {
		return d, false
	}
	next := func(from time.Time) time.Time {
		for m := from.Month(); ; m++ {
			if at := time.Date(from.Year(), m, day, 0, 0, 0, 0, from.Location()); at.Day() == day {
				return at
			}
		}
	}
	return named{at: next(p.now), ofMonth: day, again: func(at time.Time) time.Time {
		return next(time.Date(at.Year(), at.Month()+1, 1, 0, 0, 0, 0, at.Location()))
	}}, true
}
