package skills

import "math"

// joint is the joint maximum likelihood of the Rasch model (Wright & Panchapakesan
// 1969, Educational and Psychological Measurement 29, 23-48): abilities and
// difficulties by turns. People who had all right or all wrong are left out. Its
// difficulties are too far apart however many people answer, by about L/(L−1)
// for L items (Andersen 1970), so they are multiplied by (L−1)/L (Wright &
// Douglas 1977, Applied Psychological Measurement 1, 281-294); L is the mean
// number of items that a person was asked. Never use it alone.
type joint struct {
	d     *design // of the telling people
	free  []int
	held  bool
	b     []float64
	theta [][]float64 // pattern → raw score → ability
	tell  func(float64)
}

// jointMost bounds its rounds.
const jointMost = 5000

func (j *joint) run() error {
	for _, p := range j.d.patterns {
		j.theta = append(j.theta, make([]float64, len(p.n)))
	}
	right, info := make([]float64, len(j.b)), make([]float64, len(j.b))
	for round := range jointMost {
		j.abilities()
		clear(right)
		clear(info)
		j.sum(right, info)
		moved := 0.0
		for _, i := range j.free {
			step := (right[i] - j.d.right[i]) / max(info[i], 1e-9)
			step = min(max(step, -1), 1)
			j.b[i] += step
			moved = max(moved, math.Abs(step))
		}
		if !j.held {
			centre(j.b)
		}
		j.tell(min(.9, float64(round+1)/100))
		if moved < newtonEnough {
			return nil
		}
	}
	return errNoEnd
}

// abilities sets the likeliest ability for each raw score.
func (j *joint) abilities() {
	for a, p := range j.d.patterns {
		for r := 1; r < len(p.items); r++ {
			if p.n[r] > 0 {
				j.theta[a][r] = abilityOf(p.items, j.b, r, j.theta[a][r])
			}
		}
	}
}

// sum adds the right answers that are expected of the items, and their information.
func (j *joint) sum(right, info []float64) {
	for a, p := range j.d.patterns {
		for r := 1; r < len(p.items); r++ {
			if p.n[r] == 0 {
				continue
			}
			for _, i := range p.items {
				yes, no := logistic(j.theta[a][r] - j.b[i])
				right[i] += p.n[r] * yes
				info[i] += p.n[r] * yes * no
			}
		}
	}
}

// shrink takes out what joint estimates are too far apart, and returns by how much.
func (j *joint) shrink() float64 {
	if j.held {
		return 1
	}
	people, items := 0.0, 0.0
	for _, p := range j.d.patterns {
		for _, n := range p.n {
			people += n
			items += n * float64(len(p.items))
		}
	}
	by := 1.0
	if length := items / people; length > 1 {
		by = (length - 1) / length
	}
	for i := range j.b {
		j.b[i] *= by
	}
	return by
}

// errors returns 1/√information of each item, the abilities taken for known.
func (j *joint) errors(by float64) []float64 {
	right, info := make([]float64, len(j.b)), make([]float64, len(j.b))
	j.sum(right, info)
	se := make([]float64, len(j.b))
	for _, i := range j.free {
		se[i] = by / math.Sqrt(max(info[i], 1e-9))
	}
	return se
}

// abilityOf returns the likeliest ability for a raw score between none and all
// of some items (Rasch 1960), by Newton's steps from a start.
func abilityOf(items []int, b []float64, score int, start float64) float64 {
	theta := start
	for range 100 {
		slope, info := float64(score), 0.0
		for _, j := range items {
			p, q := logistic(theta - b[j])
			slope -= p
			info += p * q
		}
		step := min(max(slope/max(info, 1e-9), -1), 1)
		theta = min(max(theta+step, -2*far), 2*far)
		if math.Abs(step) < 1e-10 {
			break
		}
	}
	return theta
}
