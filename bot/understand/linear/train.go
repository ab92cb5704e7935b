package linear

import (
	"math"
	"slices"
)

// Example is a normalised text and its class.
type Example struct {
	Text  string
	Class int
}

// Options say how a model is trained.
type Options struct {
	// Same has what some words are written for, "pa" → "pas": they count as both.
	Same map[string]string
	// Rounds is how often each example is looked at.
	Rounds int
	// Shrink is what part of every weight is taken away after each round: it holds
	// weights near 0, as L2 does.
	Shrink float32
	// Rare is in how many examples a part must stand to count, words excepted: 2 where
	// it is 0. A model that needs few parts is a small one.
	Rare int
}

const (
	rate      = 0.7 // the step of AdaGrad
	leastRare = 2   // a part of one example alone says nothing of others
)

// vector is an example as rows and their weights; its length is 1.
type vector struct {
	rows   []uint32
	values []float32
	class  int
}

// Train learns from examples of classes 0 to classes-1. The same examples in the same
// order give the same model.
func Train(examples []Example, classes int, o Options) *Model {
	m := &Model{classes: classes, same: o.Same}
	m.pool.New = func() any { return new(scratch) }
	m.learnParts(examples, max(o.Rare, leastRare))
	vectors := m.vectors(examples)
	m.bias = make([]float32, classes)
	a := newAdaGrad(m)
	order := make([]int, len(vectors))
	for i := range order {
		order[i] = i
	}
	lots := lottery(1)
	for range o.Rounds {
		lots.shuffle(order)
		for _, i := range order {
			a.step(&vectors[i])
		}
		for i := range a.weights {
			a.weights[i] *= 1 - o.Shrink
		}
	}
	m.weights = make([]half, len(a.weights))
	for i, w := range a.weights {
		m.weights[i] = halved(w)
	}
	return m
}

// seen is what the examples have of a part.
type seen struct {
	count int // of examples
	last  int // example
	word  bool
}

// learnParts gives every part that counts a row, and weighs it.
func (m *Model) learnParts(examples []Example, rare int) {
	x := new(scratch)
	in := map[uint32]*seen{}
	var order []uint32 // as they come
	for turn, e := range examples {
		x.take(e.Text, m.same)
		for _, p := range x.parts {
			s := in[p.hash]
			if s == nil {
				s = &seen{last: -1}
				in[p.hash], order = s, append(order, p.hash)
			}
			if s.last != turn {
				s.last, s.count = turn, s.count+1
			}
		}
		for _, w := range x.words {
			in[hashed(begin(aWord), w)].word = true
		}
	}
	order = slices.DeleteFunc(order, func(h uint32) bool { return in[h].count < rare && !in[h].word })
	m.slots = make([]slot, 4*len(order)/3+2)
	m.idf = make([]float32, len(order))
	n := float64(len(examples))
	for i, h := range order {
		m.put(h, uint32(i)+1)
		m.idf[i] = float32(math.Log((1 + n) / float64(1+in[h].count)))
	}
	m.unseen = float32(math.Log((1 + n) / 2)) // as much as the rarest that is known
}

func (m *Model) put(hash, row uint32) {
	i := m.home(hash)
	for m.slots[i].row != 0 {
		i = m.after(i)
	}
	m.slots[i] = slot{hash, row}
}

func (m *Model) vectors(examples []Example) []vector {
	x := new(scratch)
	all := make([]vector, len(examples))
	for i, e := range examples {
		length := m.read(x, e.Text)
		v := vector{class: e.Class}
		for _, f := range x.found {
			v.rows = append(v.rows, f.row)
			v.values = append(v.values, float32(float64(f.idf)/length))
		}
		all[i] = v
	}
	return all
}

// adaGrad is the state of the training.
type adaGrad struct {
	m       *Model
	weights []float32 // row by row, classes each
	squares []float32 // of all gradients so far, by part: all weights of a part learn at one pace
	biases  []float32
	sums    []float32
	p       []float64
	wrong   []int // the classes that an example moves
}

func newAdaGrad(m *Model) *adaGrad {
	return &adaGrad{m: m, weights: make([]float32, len(m.idf)*m.classes), squares: make([]float32, len(m.idf)), biases: make([]float32, m.classes),
		sums: make([]float32, m.classes), p: make([]float64, m.classes)}
}

// nearly is how far from what it should be a probability may be without moving
// anything: most classes are as far from most examples.
const nearly = 2e-3

// step moves the weights by one example.
func (a *adaGrad) step(v *vector) {
	m := a.m
	copy(a.sums, m.bias)
	for i, row := range v.rows {
		addTimes(a.sums, v.values[i], a.weights[int(row)*m.classes:][:m.classes])
	}
	for c, s := range a.sums {
		a.p[c] = float64(s)
	}
	softmax(a.p)
	a.p[v.class]--
	a.wrong = a.wrong[:0]
	for c, g := range a.p {
		if g > nearly || g < -nearly {
			a.wrong = append(a.wrong, c)
			a.biases[c] += float32(g * g)
			m.bias[c] -= float32(rate * g / (math.Sqrt(float64(a.biases[c])) + 1e-6))
		}
	}
	sum := 0.0
	for _, c := range a.wrong {
		sum += a.p[c] * a.p[c]
	}
	for i, row := range v.rows {
		x := v.values[i]
		a.squares[row] += float32(sum) * x * x
		pace := float32(rate) * x / (float32(math.Sqrt(float64(a.squares[row]))) + 1e-6)
		w := a.weights[int(row)*m.classes:][:m.classes]
		for _, c := range a.wrong {
			w[c] -= pace * float32(a.p[c])
		}
	}
}

// addTimes adds x times w to sums, which is as long: four at once, because most of the
// training's time is spent here.
func addTimes(sums []float32, x float32, w []float32) {
	for len(w) >= 4 && len(sums) >= 4 {
		sums[0] += x * w[0]
		sums[1] += x * w[1]
		sums[2] += x * w[2]
		sums[3] += x * w[3]
		sums, w = sums[4:], w[4:]
	}
	for c := range w {
		sums[c] += x * w[c]
	}
}

// lottery is a small generator of numbers: the order of the training is the same
// on every machine (Marsaglia, Xorshift RNGs, 2003).
type lottery uint64

func (l *lottery) next(n int) int {
	*l ^= *l << 13
	*l ^= *l >> 7
	*l ^= *l << 17
	return int(uint64(*l) % uint64(n))
}

func (l *lottery) shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := l.next(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}
