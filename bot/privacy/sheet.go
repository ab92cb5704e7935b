package privacy

import (
	"embed"
	"fmt"
	"io"
	"strconv"
	"text/template"
	"time"
)

//go:embed sheets/*.md
var sheets embed.FS

// Practice is what an agency's processing of personal data depends on.
type Practice struct {
	Name                    string
	SMS, WhatsApp, Telegram bool          // the channels that are set up
	Check                   bool          // skills checks are offered
	Threads                 time.Duration // how long messages are kept; 0: as Retention says
}

// Twilio reports whether anything goes by way of Twilio.
func (p Practice) Twilio() bool { return p.SMS || p.WhatsApp }

// Any reports whether any channel leads out of the house.
func (p Practice) Any() bool { return p.Twilio() || p.Telegram }

// units are how the sheet writes days, hours and minutes.
var units = map[string][3]string{
	"fr": {"j", "h", "min"}, "de": {"T.", "Std.", "Min."}, "it": {"g", "ore", "min"}, "en": {"d", "h", "min"},
}

// WriteSheet writes, as Markdown in a language (fr, de, it, en; else en), the draft
// of the record of processing activities (nDSG Art. 12) and of the impact
// assessment (nDSG Art. 22). The same practice gives the same bytes.
func WriteSheet(w io.Writer, language string, p Practice) error {
	if _, known := units[language]; !known {
		language = "en"
	}
	keep := func(kind string) (string, error) {
		rule, known := Retention[Kind(kind)]
		if !known {
			return "", fmt.Errorf("the sheet names %q, which the table of retention lacks", kind)
		}
		if Kind(kind) == Threads && p.Threads > 0 {
			rule.Keep = p.Threads
		}
		return inUnits(rule.Keep, units[language]), nil
	}
	name := language + ".md"
	t, err := template.New(name).Funcs(template.FuncMap{"keep": keep}).ParseFS(sheets, "sheets/"+name)
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

func inUnits(d time.Duration, names [3]string) string {
	switch {
	case d >= day:
		return strconv.Itoa(int(d/day)) + " " + names[0]
	case d >= time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " " + names[1]
	}
	return strconv.Itoa(int(d/time.Minute)) + " " + names[2]
}
