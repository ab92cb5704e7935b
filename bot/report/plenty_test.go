package report

import (
	"fmt"
	"math/rand"
	"testing"
)

// invented is a month of an invented agency: most topics rare, languages uneven.
func invented(people int, r *rand.Rand) (facts []Fact) {
	languages, channels := []string{"fr", "fr", "fr", "de", "de", "it", "en", "pt", "sq"}, []string{"sms", "whatsapp", "telegram"}
	reasons := []string{"asked", "asked", "stuck", "danger", "call-back", "result", "to-listen"}
	for range people {
		f := Fact{What: "case requested", Value: reasons[r.Intn(len(reasons))], Topic: fmt.Sprint("t", int(r.ExpFloat64()*8)),
			Language: languages[r.Intn(len(languages))], Channel: channels[r.Intn(len(channels))]}
		facts = append(facts, f, Fact{What: "greeted", Language: f.Language, Channel: f.Channel}, Fact{What: "flow started", Topic: f.Topic},
			Fact{What: "case report", Value: "length=30 way=alone"})
		if r.Intn(3) > 0 {
			facts = append(facts, Fact{What: "flow ended", Topic: f.Topic})
		}
	}
	return facts
}

// TestLittleMoreIsWithheld than what is small: a month of an ordinary agency can be
// told, and its totals stand.
func TestLittleMoreIsWithheld(t *testing.T) {
	for _, people := range []int{60, 300, 3000} {
		f := CountFigures(invented(people, rand.New(rand.NewSource(1))), true) //nolint:gosec // invented people
		small := 0
		for name, v := range f.Values {
			small += oneIf(v > 0 && v < 5 && !f.silent[name])
		}
		f.Withhold(5)
		t.Logf("%d requests: %d figures, %d small, %d withheld", people, len(f.Values), small, len(f.Withheld))
		if people >= 300 && len(f.Withheld) > small*5/4 {
			t.Errorf("%d requests: %d are small, and %d are withheld", people, small, len(f.Withheld))
		}
		for _, total := range []string{"talks", "cases", "helps.begun", "helps.ended", "closed", "cases.language.fr", "cases.channel.sms"} {
			if v, told := f.Told(total); !told {
				t.Errorf("%d requests: %s = %d is withheld", people, total, v)
			}
		}
	}
}
