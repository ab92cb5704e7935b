package skills

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Performance is how a strategy did.
type Performance struct {
	Name   string
	Mean   float64 // questions
	Median float64
	// Shares of people: placed as all questions place them, as their true ability
	// is, and at most one level from where all questions place them.
	Full, True, Adjacent float64
	// TwoHigher is the share of the people truly in the lowest level whom it
	// places two levels higher or more; 0 when there are none.
	TwoHigher float64
}

// Simulation is what came out of simulated people.
type Simulation struct {
	Levels []Performance // at the bank's cuts
	Bands  []Performance // at −1 and 1, the three bands that people see
}

// bandCuts are the cuts of the three bands.
var bandCuts = []float64{-1, 1}

// Simulate lets n people take the checks of all strategies. Their abilities in
// the areas are 1.5·(√.7·g + √.3·u), g and u standard normal, the true one is
// the mean over the areas; they answer by the bank's model, and the engine scores
// one ability. The same seed gives the same people and answers, on every machine.
// tell hears the share that is done; it may be nil.
func Simulate(b *Bank, n int, seed uint64, tell func(share float64)) (*Simulation, error) {
	scale := b.Scale()
	scale.Cuts = bandCuts
	bands, err := NewBank(scale, b.areas, b.items, b.model)
	if err != nil {
		return nil, err
	}
	if tell == nil {
		tell = func(float64) {}
	}
	s := &Simulation{}
	s.Levels, err = b.simulate(strategies, n, seed, func(x float64) { tell(x / 2) })
	if err != nil {
		return nil, err
	}
	s.Bands, err = bands.simulate(bandStrategies, n, seed, func(x float64) { tell(.5 + x/2) })
	return s, err
}

// outcome is what one strategy made of one person.
type outcome struct{ questions, level, truth uint8 }

// rounds is in how many parts a simulation is done, to tell how far it is.
const rounds = 20

func (b *Bank) simulate(strategies []Strategy, n int, seed uint64, tell func(float64)) ([]Performance, error) {
	outcomes := make([][]outcome, len(strategies)) // strategy → person
	for s := range outcomes {
		outcomes[s] = make([]outcome, n)
	}
	form := b.fixedForm()
	for round := range rounds {
		first, last := n*round/rounds, n*(round+1)/rounds
		sideBySide(last-first, func(from, to int) struct{} {
			t := &taking{bank: b, open: make([]bool, len(b.items)), asked: make([]int, len(b.areas)), spacing: form}
			p := newPerson(b, seed)
			for i := first + from; i < first+to; i++ {
				truth := uint8(b.LevelOf(p.born(i)))
				t.answer = p.answer
				for s, strategy := range strategies {
					t.start()
					strategy.run(t)
					t.levels = b.Levels(&t.belief, t.levels)
					outcomes[s][i] = outcome{uint8(min(t.count, 255)), uint8(Likeliest(t.levels)), truth}
				}
			}
			return struct{}{}
		}, func(struct{}) {})
		tell(float64(round+1) / rounds)
	}
	var all []Performance
	for s, strategy := range strategies {
		all = append(all, perform(strategy.Name, outcomes[s], outcomes[0]))
	}
	return all, nil
}

// person is a simulated one, with what each item would get from them.
type person struct {
	bank   *Bank
	seed   uint64
	thetas []float64
	grades []int
}

func newPerson(b *Bank, seed uint64) *person {
	return &person{b, seed, make([]float64, len(b.areas)), make([]int, len(b.items))}
}

// born makes the person of a number anew, and returns their true ability.
func (p *person) born(number int) float64 {
	rng := rand.New(rand.NewPCG(mix(p.seed), mix(mix(p.seed)+uint64(number))))
	g, truth := rng.NormFloat64(), 0.0
	for a := range p.thetas {
		u := rng.NormFloat64()
		p.thetas[a] = p.bank.scale.Mean + p.bank.scale.SD*(math.Sqrt(AreaCorrelation)*g+math.Sqrt(1-AreaCorrelation)*u)
		truth += p.thetas[a] / float64(len(p.thetas))
	}
	for i := range p.grades {
		c := &p.bank.curves[i]
		chance, theta := rng.Float64(), p.thetas[p.bank.items[i].Area]
		grade := 0
		for chance -= math.Exp(c.log(0, theta)); chance > 0 && grade < p.bank.items[i].Grades()-1; {
			grade++
			chance -= math.Exp(c.log(grade, theta))
		}
		p.grades[i] = grade
	}
	return truth
}

// mix spreads neighbouring seeds over all numbers (SplitMix64: Steele, Lea & Flood
// 2014, OOPSLA '14, 453-472): the first numbers of generators whose seeds are
// near each other are not independent.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (p *person) answer(item int) int { return p.grades[item] }

func perform(name string, outcomes, full []outcome) Performance {
	p := Performance{Name: name}
	var questions []float64
	lowest, higher := 0.0, 0.0
	for i, o := range outcomes {
		questions = append(questions, float64(o.questions))
		p.Mean += float64(o.questions)
		if o.level == full[i].level {
			p.Full++
		}
		if o.level == o.truth {
			p.True++
		}
		if d := int(o.level) - int(full[i].level); d >= -1 && d <= 1 {
			p.Adjacent++
		}
		if o.truth == 0 {
			lowest++
			if o.level >= 2 {
				higher++
			}
		}
	}
	n := math.Max(1, float64(len(outcomes)))
	p.Mean, p.Full, p.True, p.Adjacent = p.Mean/n, p.Full/n, p.True/n, p.Adjacent/n
	if lowest > 0 {
		p.TwoHigher = higher / lowest
	}
	slices.Sort(questions)
	if len(questions) > 0 {
		p.Median = (questions[(len(questions)-1)/2] + questions[len(questions)/2]) / 2
	}
	return p
}
