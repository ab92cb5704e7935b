package skills

// meanSquares returns how the answers to each item fit the model: outfit is the
// mean of the squared standardised residuals, infit weighs them by information
// (Wright & Masters 1982, Rating Scale Analysis, ch. 5). 1 is as expected, below
// too regular, above 1.3 too much noise. Abilities are each person's likeliest;
// people who had all right or all wrong are left out. nil stands for an item
// that nobody else was asked.
func (d *design) meanSquares(b []float64) (infit, outfit []*float64) {
	n := len(b)
	square, residual, info, people := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	known := make([][]float64, len(d.patterns))
	for a, p := range d.patterns {
		known[a] = make([]float64, len(p.n))
		for r := 1; r < len(p.items); r++ {
			if p.n[r] > 0 {
				known[a][r] = abilityOf(p.items, b, r, 0)
			}
		}
	}
	for person, row := range d.rows {
		if d.of[person] < 0 || d.extreme(person) {
			continue
		}
		theta := known[d.of[person]][d.score[person]]
		for _, j := range d.patterns[d.of[person]].items {
			p, q := logistic(theta - b[j])
			e := float64(row[j]) - p
			square[j] += e * e / max(p*q, nothing)
			residual[j] += e * e
			info[j] += p * q
			people[j]++
		}
	}
	infit, outfit = make([]*float64, n), make([]*float64, n)
	for j := range b {
		if people[j] > 0 && info[j] > 0 {
			in, out := residual[j]/info[j], square[j]/people[j]
			infit[j], outfit[j] = &in, &out
		}
	}
	return infit, outfit
}
