package linear

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// Model is a trained classifier. It is immutable and safe for concurrent use.
type Model struct {
	classes int
	slots   []slot // an open table of hashes, three of four full
	idf     []float32
	weights []half // row by row, classes each
	bias    []float32
	unseen  float32 // what a part weighs that no example has
	same    map[string]string
	pool    sync.Pool
}

// slot is where the row of a part stands; row 0 is an empty slot.
type slot struct {
	hash uint32
	row  uint32 // from 1
}

// found is a part of a text that the model knows: its row from 0, its weight
// before the text is brought to length 1, and the word that it is of.
type found struct {
	row  uint32
	word uint16
	idf  float32
}

func (m *Model) row(hash uint32) (uint32, bool) {
	for i := m.home(hash); ; i = m.after(i) {
		switch s := m.slots[i]; {
		case s.row == 0:
			return 0, false
		case s.hash == hash:
			return s.row - 1, true
		}
	}
}

// home is the slot at which a hash is looked for first: as far into the table as the
// hash is into all hashes (Lemire, Fast random integer generation in an interval, 2019).
func (m *Model) home(hash uint32) int { return int(uint64(hash) * uint64(len(m.slots)) >> 32) }

// after is the slot that is looked at next.
func (m *Model) after(i int) int {
	if i++; i < len(m.slots) {
		return i
	}
	return 0
}

// read fills x.found with the known parts of a text, each once, and returns the
// text's length. Parts that no example has lengthen it as often as they stand there.
func (m *Model) read(x *scratch, text string) (length float64) {
	x.take(text, m.same)
	if len(x.stamp) < len(m.idf) {
		x.stamp = make([]uint32, len(m.idf))
		x.turn = 0
	}
	x.turn++
	x.found = x.found[:0]
	sum := 0.0
	for _, p := range x.parts {
		row, ok := m.row(p.hash)
		if !ok {
			sum += float64(m.unseen) * float64(m.unseen)
			continue
		}
		if x.stamp[row] == x.turn {
			continue
		}
		x.stamp[row] = x.turn
		idf := m.idf[row]
		sum += float64(idf) * float64(idf)
		x.found = append(x.found, found{row, p.word, idf})
	}
	if sum == 0 {
		return 1
	}
	return math.Sqrt(sum)
}

// Score is how likely a class is for a text.
type Score struct {
	Class int
	P     float64 // 0 to 1; all classes together are 1
}

// Classify returns the likeliest classes of a normalised text, at most so many,
// the likeliest first.
func (m *Model) Classify(text string, most int) []Score {
	var all []Score
	for c, p := range m.Probabilities(text, nil) {
		all = append(all, Score{c, p})
	}
	slices.SortFunc(all, func(a, b Score) int { return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.Class, b.Class)) })
	return all[:min(most, len(all))]
}

// Probabilities returns how likely each class is for a normalised text, in dst's memory.
func (m *Model) Probabilities(text string, dst []float64) []float64 {
	x := m.pool.Get().(*scratch)
	defer m.pool.Put(x)
	length := m.read(x, text)
	dst = dst[:0]
	for _, b := range m.bias {
		dst = append(dst, float64(b))
	}
	for _, f := range x.found {
		w := m.weights[int(f.row)*m.classes:][:m.classes]
		v := float64(f.idf) / length
		for c := range w {
			dst[c] += v * w[c].float()
		}
	}
	softmax(dst)
	return dst
}

func softmax(scores []float64) {
	most, sum := math.Inf(-1), 0.0
	for _, s := range scores {
		most = max(most, s)
	}
	for i, s := range scores {
		scores[i] = math.Exp(s - most)
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// Because returns the words of a normalised text that speak most for a class, in
// the order of the text, at most so many: those whose parts weigh more for it than
// for the mean of all classes.
func (m *Model) Because(text string, class, most int) []string {
	x := m.pool.Get().(*scratch)
	defer m.pool.Put(x)
	length := m.read(x, text)
	weight := make([]float64, len(x.words))
	for _, f := range x.found {
		w := m.weights[int(f.row)*m.classes:][:m.classes]
		mean := 0.0
		for _, v := range w {
			mean += v.float()
		}
		weight[f.word] += float64(f.idf) / length * (w[class].float() - mean/float64(m.classes))
	}
	order := make([]int, len(weight))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weight[b], weight[a]) })
	order = order[:min(most, len(order))]
	order = slices.DeleteFunc(order, func(i int) bool { return weight[i] < weight[order[0]]/4 || weight[i] <= 0 })
	slices.Sort(order)
	var words []string
	for _, i := range order {
		if !slices.Contains(words, x.words[i]) {
			words = append(words, x.words[i])
		}
	}
	return words
}

// Knows reports whether a normalised word stood in any example.
func (m *Model) Knows(word string) bool {
	_, ok := m.row(hashed(begin(aWord), word))
	return ok
}

// Size is the memory of the model in bytes, about.
func (m *Model) Size() int { return len(m.slots)*8 + 4*(len(m.idf)+len(m.bias)) + 2*len(m.weights) }

// half is a number in two bytes: the first half of a float32 (bfloat16), which has its
// range and three digits. A model has a million weights and needs no more of each.
type half uint16

func halved(x float32) half { return half((math.Float32bits(x) + 1<<15) >> 16) }

func (h half) float() float64 { return float64(math.Float32frombits(uint32(h) << 16)) }
