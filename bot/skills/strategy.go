package skills

import "math"

// Strategy is a way to choose the questions of a check and to end it.
type Strategy struct {
	Name string
	run  func(*taking)
}

// taking is one simulated person who takes a check.
type taking struct {
	bank   *Bank
	answer func(item int) int // the grade that the person would get, the same each time

	belief  Belief
	open    []bool
	asked   []int // by area
	count   int
	grade   int // grades in all, of top
	top     int
	levels  []float64
	stage   []int
	spacing []int // the items of the fixed form
}

func (t *taking) start() {
	t.belief = t.bank.prior
	for i := range t.open {
		t.open[i] = true
	}
	clear(t.asked)
	t.count, t.grade, t.top = 0, 0, 0
}

func (t *taking) ask(item int) {
	grade := t.answer(item)
	t.bank.Observe(&t.belief, Answer{item, grade})
	t.open[item] = false
	t.asked[t.bank.items[item].Area]++
	t.count++
	t.grade += grade
	t.top += t.bank.items[item].Grades() - 1
}

func (t *taking) full() {
	for i := range t.open {
		t.ask(i)
	}
}

func (t *taking) fixed() {
	for _, i := range t.spacing {
		t.ask(i)
	}
}

// staged asks stages of five: one an area nearest 0, then nearest to a target
// that moves with the answers.
func (t *taking) staged() {
	target := 0.0
	for stage := range 3 {
		t.grade, t.top = 0, 0
		t.stage = t.bank.Stage(target, t.open, stage == 0, StageSize, t.stage)
		for _, i := range t.stage {
			t.ask(i)
		}
		if t.top > 0 {
			target = StageTarget(target, float64(t.grade)/float64(t.top))
		}
	}
}

// adaptive asks what tells most in the area that was asked least, at most so
// many, and at least so many until it is sure.
func adaptive(atLeast, atMost int, sure func(*taking) bool) func(*taking) {
	return func(t *taking) {
		for t.count < atMost && (t.count < atLeast || !sure(t)) {
			item, _, _ := t.bank.NextFewest(t.belief.Mean(), t.open, t.asked)
			if item < 0 {
				return
			}
			t.ask(item)
		}
	}
}

func never(*taking) bool { return false }

func precise(se float64) func(*taking) bool {
	return func(t *taking) bool { return t.belief.SD() <= se }
}

func certain(p float64) func(*taking) bool {
	return func(t *taking) bool {
		t.levels = t.bank.Levels(&t.belief, t.levels)
		return t.levels[Likeliest(t.levels)] >= p
	}
}

// strategies are those that are compared. The first is the measure of the others.
var strategies = []Strategy{
	{"full-60", (*taking).full},
	{"fixed-15", (*taking).fixed},
	{"multistage-15", (*taking).staged},
	{"cat-9", adaptive(9, 9, never)},
	{"cat-15", adaptive(15, 15, never)},
	{"cat-se-0.60", adaptive(5, 40, precise(.60))},
	{"posterior-0.80", adaptive(5, 30, certain(.80))},
}

// bandStrategies are compared for the bands that people see.
var bandStrategies = []Strategy{
	{"full-60", (*taking).full},
	{"multistage-15", (*taking).staged},
	{"posterior-0.85-15", adaptive(5, 15, certain(.85))},
	{"posterior-0.85-20", adaptive(5, 20, certain(.85))},
	{"posterior-0.85-30", adaptive(5, 30, certain(.85))},
}

// fixedForm returns the 15 items of a form that is the same for all: from each
// area in turn the item nearest a cut, each cut in turn, never the same twice.
func (b *Bank) fixedForm() (form []int) {
	cuts := b.scale.Cuts
	if len(cuts) == 0 {
		cuts = []float64{b.scale.Mean}
	}
	each := int(math.Ceil(3 * StageSize / math.Max(1, float64(len(b.areas)))))
	open := make([]bool, len(b.items))
	for i := range open {
		open[i] = true
	}
	for k := range each {
		for area := range b.areas {
			if item := b.nearest(cuts[k%len(cuts)], open, area, form); item >= 0 && len(form) < 3*StageSize {
				form = append(form, item)
			}
		}
	}
	return form
}
