package skills

import "math"

// curve is an item under a model: what is used of it.
type curve struct {
	a, b, c float64
	steps   []float64
}

func (i Item) curve(m Model) curve {
	c := curve{a: 1, b: i.B, steps: i.Steps}
	if m == TwoPL {
		c.c = i.Guess
		if i.A != 0 {
			c.a = i.A
		}
	}
	return c
}

// logistic returns 1/(1+e^−x) and 1 minus it, both without loss in the tails.
func logistic(x float64) (p, q float64) {
	e := math.Exp(-math.Abs(x))
	p, q = 1/(1+e), e/(1+e)
	if x < 0 {
		return q, p
	}
	return p, q
}

// logLogistic returns ln 1/(1+e^−x).
func logLogistic(x float64) float64 {
	if x < 0 {
		return x - math.Log1p(math.Exp(x))
	}
	return -math.Log1p(math.Exp(-x))
}

// log returns the logarithm of the probability of a grade at an ability:
// P(1) = c + (1−c)/(1+e^−a(θ−b)) (Birnbaum 1968; Rasch 1960 with a = 1, c = 0),
// for a graded item P(k) ∝ exp Σ_{j≤k} a(θ−step_j) (Muraki 1992).
func (c *curve) log(grade int, theta float64) float64 {
	if c.steps != nil {
		var p [maxSteps + 1]float64
		total := c.grades(theta, &p)
		return c.sum(grade, theta) - total
	}
	x := c.a * (theta - c.b)
	switch {
	case grade == 0:
		return math.Log1p(-c.c) + logLogistic(-x)
	case c.c == 0:
		return logLogistic(x)
	}
	p, _ := logistic(x)
	return math.Log(c.c + (1-c.c)*p)
}

// sum returns Σ_{j≤grade} a(θ−step_j).
func (c *curve) sum(grade int, theta float64) float64 {
	sum := 0.0
	for _, s := range c.steps[:grade] {
		sum += c.a * (theta - s)
	}
	return sum
}

// grades sets the probability of each grade of a graded item and returns the
// logarithm of their common divisor.
func (c *curve) grades(theta float64, p *[maxSteps + 1]float64) float64 {
	sum, top := 0.0, 0.0
	for k, s := range c.steps {
		sum += c.a * (theta - s)
		p[k+1] = sum
		top = max(top, sum)
	}
	total := 0.0
	for k := range len(c.steps) + 1 {
		p[k] = math.Exp(p[k] - top)
		total += p[k]
	}
	for k := range len(c.steps) + 1 {
		p[k] /= total
	}
	return top + math.Log(total)
}

// mean returns the grade that is expected at an ability.
func (c *curve) mean(theta float64) float64 {
	if c.steps == nil {
		p, _ := logistic(c.a * (theta - c.b))
		return c.c + (1-c.c)*p
	}
	var p [maxSteps + 1]float64
	c.grades(theta, &p)
	mean := 0.0
	for k := range len(c.steps) + 1 {
		mean += float64(k) * p[k]
	}
	return mean
}

// information is Fisher's: Σ_k P'_k²/P_k. For right or wrong that is
// (1−c)a²p²q/P (Birnbaum 1968), for a graded item a² times the variance of the
// grade (Muraki 1993, Applied Psychological Measurement 17, 351-363).
func (c *curve) information(theta float64) float64 {
	if c.steps != nil {
		info, _ := c.moments(theta)
		return info
	}
	p, q := logistic(c.a * (theta - c.b))
	return c.inform(p, q)
}

// inform is the information of a right-or-wrong item at p and q = 1−p.
func (c *curve) inform(p, q float64) float64 {
	if c.c == 0 {
		return c.a * c.a * p * q
	}
	return (1 - c.c) * c.a * c.a * p * p * q / (c.c + (1-c.c)*p)
}

// moments returns the information and Warm's J = Σ_k P'_k·P”_k/P_k (1989).
func (c *curve) moments(theta float64) (info, j float64) {
	if c.steps == nil {
		p, q := logistic(c.a * (theta - c.b))
		info = c.inform(p, q)
		return info, info * c.a * (q - p)
	}
	var p [maxSteps + 1]float64
	c.grades(theta, &p)
	mean, variance, third := 0.0, 0.0, 0.0
	for k := range len(c.steps) + 1 {
		mean += float64(k) * p[k]
	}
	for k := range len(c.steps) + 1 {
		d := float64(k) - mean
		variance += d * d * p[k]
		third += d * d * d * p[k]
	}
	return c.a * c.a * variance, c.a * c.a * c.a * third
}

// score returns the slope of [curve.log]: P'/P.
func (c *curve) score(grade int, theta float64) float64 {
	if c.steps != nil {
		return c.a * (float64(grade) - c.mean(theta))
	}
	p, q := logistic(c.a * (theta - c.b))
	return c.slope(grade, p, q)
}

// slope is the score of a right-or-wrong item at p and q = 1−p.
func (c *curve) slope(grade int, p, q float64) float64 {
	switch {
	case grade == 0:
		return -c.a * p
	case c.c == 0:
		return c.a * q
	}
	return (1 - c.c) * c.a * p * q / (c.c + (1-c.c)*p)
}
