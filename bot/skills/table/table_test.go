package table

import (
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"passerelle/bot/skills"
)

// TestResponses: what is read of a good file, however a spreadsheet wrote it.
func TestResponses(t *testing.T) {
	for name, source := range map[string]string{
		"plain":        "id,q1,q2\na,1,\nb,0,2\n",
		"semicolons":   "id;q1;q2\na;1;\nb;0;2\n",
		"Windows, BOM": "\ufeffid,q1,q2\r\na,1,\r\nb,0,2\r\n",
		"quotes":       "\"id\",\"q1\",\"q2\"\n\"a\",\"1\",\"\"\n\"b\",\"0\",\"2\"\n",
		"blanks":       "id, q1, q2\na, 1,\n\nb , 0, 2 \n",
	} {
		r, err := ReadResponses(strings.NewReader(source), "r.csv", map[string]int{"q1": 1, "q2": 3, "q3": 1})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(r.IDs, []string{"a", "b"}) || !slices.Equal(r.Items, []string{"q1", "q2"}) ||
			!slices.Equal(r.Rows[0], []int8{1, skills.NotAsked}) || !slices.Equal(r.Rows[1], []int8{0, 2}) {
			t.Errorf("%s: %+v", name, r)
		}
		if got := r.Answers(1, []int{5, 7}); !slices.Equal(got, []skills.Answer{{Item: 5}, {Item: 7, Grade: 2}}) {
			t.Errorf("%s: answers %v", name, got)
		}
	}
}

// TestWrongTables: each mistake is told with its row and column.
func TestWrongTables(t *testing.T) {
	bank := map[string]int{"q1": 1, "q2": 3}
	readers := map[string]func(io.Reader) error{
		"responses": func(in io.Reader) error { _, err := ReadResponses(in, "f.csv", bank); return err },
		"free":      func(in io.Reader) error { _, err := ReadResponses(in, "f.csv", nil); return err },
		"anchors":   func(in io.Reader) error { _, err := ReadAnchors(in, "f.csv", []string{"q1", "q2"}); return err },
		"experts":   func(in io.Reader) error { _, err := ReadExperts(in, "f.csv", []string{"q1", "q2"}); return err },
		"groups":    func(in io.Reader) error { _, err := ReadGroups(in, "f.csv", []string{"a", "b"}); return err },
	}
	for _, c := range []struct{ reader, source, want string }{
		{"responses", "", "f.csv: is empty"},
		{"responses", "id,q1\na,1\nb\n", "f.csv: row 3: has 1 cells, the first row has 2"},
		{"responses", "id,q1\na,1,1\n", "row 2: has 3 cells"},
		{"responses", "id,q9\na,1\n", "row 1, column q9: is no item of the bank"},
		{"responses", "id,q1,q1\na,1,1\n", `row 1, column 3: "q1" is the name of column 2 too`},
		{"responses", "id,q1,\na,1,1\n", "row 1, column 3: the column has no name"},
		{"responses", "person,q1\na,1\n", "must be called id"},
		{"responses", "id,q1\na,2\n", `row 2, column q1: "2" is not a grade; write 1 right, 0 wrong`},
		{"responses", "id,q2\na,4\n", `row 2, column q2: "4" is not a grade; write a grade from 0 to 3`},
		{"responses", "id,q1\na,NA\n", `row 2, column q1: "NA" is not a grade`},
		{"responses", "id,q1\na,-1\n", `"-1" is not a grade`},
		{"responses", "id,q1\na,1\n,1\n", "row 3, column id: is empty"},
		{"responses", "id,q1\na,1\nb,1\na,0\n", "row 4, column id: the same id as in row 2"},
		{"responses", "id\na\n", "has no column beside id"},
		{"responses", "id,q1\n", "there are no answers"},
		{"responses", "id,q1\na,\"1\n", "the quotes do not match"},
		{"responses", "id,q1\na,\xff\n", "is not written in UTF-8"},
		{"responses", "id,q1\n" + strings.Repeat("a,7\n", 30), "and 49 more"},
		{"free", "id,q1\na,2\n", `row 2, column q1: "2" is not a grade`},
		{"anchors", "item,b\nq9,1\n", `row 2, column item: "q9" is no item of the responses`},
		{"anchors", "item,b\nq1,1\nq1,2\n", `row 3, column item: the same id "q1" as in row 2`},
		{"anchors", "item,b\nq1,hard\n", `row 2, column b: "hard" is not a difficulty`},
		{"anchors", "item,b\nq1,NaN\n", `"NaN" is not a difficulty`},
		{"anchors", "item,b\nq1,27\n", `"27" is not a difficulty`},
		{"anchors", "item,c\nq1,1\n", "the columns are item and b"},
		{"anchors", "item,b\n", "there are no anchors"},
		{"experts", "item\nq1\n", "has no column beside item"},
		{"experts", "item,x\nq1,Inf\n", `row 2, column x: "Inf" is not a difficulty`},
		{"groups", "id,sex\na,x\n", "the columns are id and group"},
		{"groups", "id,group\nc,x\n", "row 2, column id: this id is not among the responses"},
	} {
		err := readers[c.reader](strings.NewReader(c.source))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.30q: %v, want %s", c.reader, c.source, err, c.want)
		}
	}
}

// TestErrorsHoldNoIDs: an id may be a person's.
func TestErrorsHoldNoIDs(t *testing.T) {
	const secret = "+41790000001"
	_, err := ReadResponses(strings.NewReader("id,q1\n"+secret+",1\n"+secret+",7\n"), "r.csv", nil)
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("the error is %v", err)
	}
	if _, err := ReadGroups(strings.NewReader("id,group\n"+secret+",a\n"), "g.csv", nil); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("the error is %v", err)
	}
}

// TestKnown: medians, anchors and groups.
func TestKnown(t *testing.T) {
	items := []string{"q1", "q2", "q3"}
	medians, err := ReadExperts(strings.NewReader("item,a,b,c\nq1,1,2,4\nq2,-1,,0\nq3,,,\n"), "e.csv", items)
	if _, said := medians["q3"]; err != nil || medians["q1"] != 2 || medians["q2"] != -.5 || said {
		t.Errorf("medians %v, %v", medians, err)
	}
	anchors, err := ReadAnchors(strings.NewReader("item,b\nq2,-0.25\n"), "a.csv", items)
	if err != nil || len(anchors) != 1 || anchors["q2"] != -.25 {
		t.Errorf("anchors %v, %v", anchors, err)
	}
	groups, err := ReadGroups(strings.NewReader("id,group\nb,x\na,\n"), "g.csv", []string{"a", "b", "c"})
	if err != nil || !slices.Equal(groups, []string{"", "x", ""}) {
		t.Errorf("groups %q, %v", groups, err)
	}
}

func TestStates(t *testing.T) {
	items := map[string]int{"q1": 0, "q2": 1}
	for source, want := range map[string]string{
		`[{"model":"rasch","theta":0.5,"asked":["q1"]}]`: "",
		`[]`:                                     "",
		`{}`:                                     "not a list of states",
		`[{"model":"rasch","theta":0,"ask":[]}]`: `unknown field "ask"`,
		`[{"model":"rasch","theta":0}] 1`:        "something after the list",
		`[{"model":"3pl","theta":0}]`:            `state 1: model is rasch or 2pl, not "3pl"`,
		`[{"model":"rasch"}]`:                    "state 1: theta must be a number",
		`[{"model":"rasch","theta":99}]`:         "from -20 to 20",
		`[{"model":"2pl","theta":0,"asked":["q9"]}]`:          `state 1: asked: "q9" is no item of the bank`,
		`[{"model":"2pl","theta":0,"asked":["q1","q1"]}]`:     `state 1: asked: "q1" stands there twice`,
		`[{"model":"2pl","theta":0},{"model":"","theta":"a"}`: "not a list of states",
	} {
		_, err := ReadStates(strings.NewReader(source), "s.json", items)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", source, err, want)
		}
	}
}

// FuzzResponses: whatever stands in a file, an answer is a grade that may be.
func FuzzResponses(f *testing.F) {
	for _, seed := range []string{"id,q1,q2\na,1,\n", "id;q1\na;0\n", "\ufeffid,q1\r\n\"a\",3\r\n", "id,q1\na", "\"", "id,,\n,,\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		r, err := ReadResponses(strings.NewReader(source), "f.csv", nil)
		if err != nil {
			return
		}
		if len(r.IDs) != len(r.Rows) || len(r.Rows) == 0 || len(r.Items) == 0 {
			t.Fatalf("%d ids, %d rows, %d items", len(r.IDs), len(r.Rows), len(r.Items))
		}
		for _, row := range r.Rows {
			for _, x := range row {
				if len(row) != len(r.Items) || x < skills.NotAsked || x > 1 {
					t.Fatalf("row %v of %d items", row, len(r.Items))
				}
			}
		}
		for _, m := range []skills.Method{skills.Marginal, skills.Conditional, skills.Joint} {
			if len(r.Items) > 8 || len(r.Rows) > 50 {
				continue
			}
			c, err := skills.Calibrate(&r.Responses, m, skills.Known{})
			if err != nil {
				continue
			}
			for _, i := range c.Items {
				if math.IsNaN(i.B) || math.IsNaN(i.SE) || math.IsInf(i.B, 0) || math.IsInf(i.SE, 0) {
					t.Fatalf("%v: %+v", m, i)
				}
			}
		}
	})
}

// FuzzKnown: medians and anchors are numbers on the scale.
func FuzzKnown(f *testing.F) {
	for _, seed := range []string{"item,b\nq1,1\n", "item,a,b\nq1,1,2\n", "item,b\nq1,1e300\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, read := range []func(io.Reader, string, []string) (map[string]float64, error){ReadAnchors, ReadExperts} {
			known, err := read(strings.NewReader(source), "f.csv", []string{"q1", "q2"})
			for item, b := range known {
				if err == nil && !(math.Abs(b) <= skills.Bound) {
					t.Fatalf("%s: %v", item, b)
				}
			}
		}
		_, _ = ReadStates(strings.NewReader(source), "s.json", map[string]int{"q1": 0})
	})
}
