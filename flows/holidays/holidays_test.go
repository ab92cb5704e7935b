package holidays

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEaster against the dates that the churches publish.
func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1818: "03-22", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28", 2028: "04-16", 2038: "04-25"} {
		if got := Easter(year).Format("01-02"); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

// TestDates of days that are counted, moved or only sometimes a holiday.
func TestDates(t *testing.T) {
	for _, c := range []struct{ canton, part, id, date string }{
		{"FR", "catholic", "corpus-christi", "2026-06-04"},
		{"FR", "reformed", "whit-monday", "2027-05-17"},
		{"GE", "", "geneva-fast", "2026-09-10"},
		{"GE", "", "geneva-fast", "2027-09-09"},
		{"VD", "", "fast-monday", "2026-09-21"},
		{"VD", "", "fast-monday", "2027-09-20"},
		{"GL", "", "naefels", "2026-04-09"}, // the 2nd is Maundy Thursday
		{"GL", "", "naefels", "2027-04-01"},
		{"NE", "other", "january-2", "2023-01-02"}, // the 1st was a Sunday
		{"AI", "inner", "saint-maurice", "2026-09-22"},
		{"AR", "", "saint-stephen", "2027-12-26"},
	} {
		day, err := time.Parse(time.DateOnly, c.date)
		if err != nil {
			t.Fatal(err)
		}
		if d, ok := On(c.canton, c.part, day); !ok || d.ID != c.id {
			t.Errorf("%s %s on %s: %q, want %s", c.canton, c.part, c.date, d.ID, c.id)
		}
	}
}

// TestNoHoliday: what is one next door or in another year is none here.
func TestNoHoliday(t *testing.T) {
	for _, c := range []struct{ canton, part, date string }{
		{"FR", "catholic", "2026-04-06"}, // Easter Monday is one of the reformed part
		{"FR", "reformed", "2026-12-08"},
		{"FR", "", "2026-12-08"},
		{"NE", "other", "2026-01-02"},
		{"NE", "other", "2026-06-04"},
		{"AI", "inner", "2026-12-26"}, // Christmas is a Friday: three rest days
		{"AR", "", "2023-12-26"},      // Christmas was a Monday
		{"AI", "oberegg", "2026-09-22"},
		{"TI", "", "2026-04-03"},
		{"VS", "", "2026-04-06"},
		{"GL", "", "2026-04-02"},
		{"", "", "2026-12-25"},
		{"XX", "", "2026-12-25"},
	} {
		day, err := time.Parse(time.DateOnly, c.date)
		if err != nil {
			t.Fatal(err)
		}
		if d, ok := On(c.canton, c.part, day); ok {
			t.Errorf("%s %s on %s: %s, want none", c.canton, c.part, c.date, d.ID)
		}
	}
}

// TestHalfDay: in Solothurn the first of May is a holiday from noon.
func TestHalfDay(t *testing.T) {
	d, ok := On("SO", "other", time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC))
	if !ok || d.From != 12*60 {
		t.Errorf("%+v %v", d, ok)
	}
}

// TestTable: 26 cantons; every day named in the four languages and with a
// source; the four days that all of Switzerland has; no part and no day that
// nothing names.
func TestTable(t *testing.T) {
	if n := len(Cantons()); n != 26 {
		t.Errorf("%d cantons", n)
	}
	used := map[string]bool{}
	for _, c := range Cantons() {
		for _, part := range append(Parts(c), "") {
			var ids []string
			for _, d := range Year(c, part, 2026) {
				ids = append(ids, d.ID)
				for _, language := range []string{"fr", "de", "it", "en"} {
					if d.Name[language] == "" {
						t.Errorf("%s has no name in %s", d.ID, language)
					}
				}
				if len(d.Source) < 20 || strings.Contains(d.Source, "could not be read") && !d.ToVerify {
					t.Errorf("%s %s: source %q, to verify %v", c, d.ID, d.Source, d.ToVerify)
				}
			}
			if twice := slices.Compact(slices.Sorted(slices.Values(ids))); len(twice) != len(ids) {
				t.Errorf("%s %s has a day twice: %v", c, part, ids)
			}
			for _, id := range []string{"new-year", "ascension", "national-day", "christmas"} {
				if !slices.Contains(ids, id) {
					t.Errorf("%s %s has no %s", c, part, id)
				}
			}
		}
		for _, r := range all.Cantons[c].Rules {
			for _, p := range r.Parts {
				if About(c, p) == "" {
					t.Errorf("%s: a rule for the unknown part %q", c, p)
				}
			}
			for _, id := range r.Days {
				used[id] = true
				if all.Days[id].Name == nil {
					t.Errorf("%s: the unknown day %q", c, id)
				}
			}
		}
	}
	for id := range all.Days {
		if !used[id] && id != "national-day" {
			t.Errorf("no canton has %s", id)
		}
	}
}

// TestPatternRefused: a day that cannot be read is said when the program starts.
func TestPatternRefused(t *testing.T) {
	for _, bad := range []string{"", "easter", "13-01", "09-sun", "09-day-1", "09-sun-x", "08-01-02-03", "09-sun-1+x"} {
		if p, err := parse(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, p)
		}
	}
}
