package skills

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Method says how difficulties are found from answers.
type Method uint8

// The methods.
const (
	Experts     Method = iota // the experts' median alone
	Blend                     // marginal, with the experts' median as prior
	Marginal                  // marginal maximum likelihood
	Conditional               // conditional maximum likelihood
	Joint                     // joint maximum likelihood; never alone
)

var methodNames = []string{"experts", "blend", "mml", "cml", "jml"}

// String returns the method's name on the command line.
func (m Method) String() string { return methodNames[min(int(m), len(methodNames)-1)] }

// MethodOf returns the method of a name.
func MethodOf(name string) (Method, bool) {
	i := slices.Index(methodNames, name)
	return Method(max(i, 0)), i >= 0
}

// Policy returns the method to use when the item with the fewest answers has so
// many: experts until 50, both until 200, then the answers alone, marginal or
// conditional. Joint is never used alone: it stays wrong however many answer.
func Policy(answers int) Method {
	switch {
	case answers < 50:
		return Experts
	case answers < 200:
		return Blend
	}
	return Marginal
}

// ExpertSD is how far experts' medians are from the truth, in logits: the prior of [Blend].
const ExpertSD = 0.8

// Known is what is known of items beforehand.
type Known struct {
	Anchors map[string]float64 // difficulties that stand, in logits
	Experts map[string]float64 // the experts' median, in logits
	Tell    func(share float64)
}

// Calibrated is an item's difficulty as found. Infit and Outfit are nil where no
// telling person was asked it.
type Calibrated struct {
	B, SE         float64
	Infit, Outfit *float64
}

// Calibration is what was found. The mean difficulty is 0 unless anchored.
type Calibration struct {
	Method   Method
	Items    []Calibrated // in the responses' order
	Mean, SD float64      // of the abilities, taken for normal
	LogLik   float64      // marginal, without the prior
}

// Calibrate finds the difficulties of items under the Rasch model. Its errors
// name the items that are wrong.
func Calibrate(r *Responses, method Method, known Known) (*Calibration, error) {
	d := newDesign(r)
	if len(d.patterns) == 0 || len(r.Items) < 2 {
		return nil, fmt.Errorf("%w: it takes two items and somebody who answered", ErrNoPeople)
	}
	c := &calibrator{d: d, method: method, b: make([]float64, len(r.Items)), fixed: make([]bool, len(r.Items)), tell: known.Tell}
	if c.tell == nil {
		c.tell = func(float64) {}
	}
	if err := c.know(known); err != nil {
		return nil, err
	}
	se, err := c.find()
	if err != nil {
		return nil, err
	}
	out := &Calibration{Method: method, Items: make([]Calibrated, len(c.b))}
	infit, outfit := d.meanSquares(c.b)
	for j, b := range c.b {
		out.Items[j] = Calibrated{B: b, SE: se[j], Infit: infit[j], Outfit: outfit[j]}
	}
	if err := c.people(out); err != nil {
		return nil, err
	}
	c.tell(1)
	return out, nil
}

// calibrator is one calibration.
type calibrator struct {
	d      *design
	method Method
	b      []float64
	fixed  []bool
	free   []int
	prior  []float64
	tell   func(float64)

	marginal *marginal // once it has run
}

// know takes in anchors and experts, and refuses those of unknown items.
func (c *calibrator) know(known Known) error {
	for name := range known.Anchors {
		if !slices.Contains(c.d.names, name) {
			return fmt.Errorf("anchor %s is no item of the responses", name)
		}
	}
	for j, name := range c.d.names {
		if b, anchored := known.Anchors[name]; anchored {
			c.b[j], c.fixed[j] = b, true
		} else {
			c.free = append(c.free, j)
		}
	}
	if c.method != Blend && c.method != Experts {
		return nil
	}
	var missing []string
	c.prior = make([]float64, len(c.b))
	for j, name := range c.d.names {
		b, said := known.Experts[name]
		if !said && !c.fixed[j] {
			missing = append(missing, name)
		}
		c.prior[j] = b
	}
	if missing != nil {
		return fmt.Errorf("the experts said nothing of %s", strings.Join(missing, ", "))
	}
	if len(c.free) == len(c.b) {
		centre(c.prior)
	}
	return nil
}

// find sets the difficulties and returns their standard errors.
func (c *calibrator) find() ([]float64, error) {
	if len(c.free) == 0 {
		return make([]float64, len(c.b)), nil
	}
	switch c.method {
	case Conditional, Joint:
		return c.findTelling()
	case Experts:
		se := make([]float64, len(c.b))
		for _, j := range c.free {
			c.b[j], se[j] = c.prior[j], ExpertSD
		}
		return se, nil
	}
	m := newMarginal(c.d, c.fixed, c.b)
	m.tell, m.prior, m.sd = c.tell, c.prior, ExpertSD
	if c.method == Marginal {
		err := errors.Join(c.d.constant(c.free, ""), c.d.connected(c.fixed, false))
		if err != nil {
			return nil, err
		}
	} else {
		for _, j := range c.free {
			c.b[j] = c.prior[j]
		}
	}
	if err := m.run(); err != nil {
		return nil, err
	}
	if c.method == Marginal && m.sp >= Bound {
		return nil, errNoEnd
	}
	c.marginal = m
	se, ok := m.errors()
	if !ok {
		return nil, errNoEnd
	}
	return se, nil
}

// findTelling is find for the methods that people with all right or all wrong
// tell nothing.
func (c *calibrator) findTelling() ([]float64, error) {
	t := c.d.telling()
	if err := c.d.constant(c.free, ""); err != nil {
		return nil, err
	}
	if err := t.constant(c.free, " among those who had neither all right nor all wrong"); err != nil {
		return nil, err
	}
	if err := c.d.connected(c.fixed, true); err != nil {
		return nil, err
	}
	held := len(c.free) < len(c.b)
	if c.method == Joint {
		j := &joint{d: t, free: c.free, held: held, b: c.b, tell: c.tell}
		if err := j.run(); err != nil {
			return nil, err
		}
		return j.errors(j.shrink()), nil
	}
	f := &conditionalFit{d: t, free: c.free, held: held, b: c.b, tell: c.tell}
	if err := f.run(); err != nil {
		return nil, err
	}
	se, ok := f.errors()
	if !ok {
		return nil, errNoEnd
	}
	return se, nil
}

// people sets the mean and SD of the abilities, given the difficulties, by
// marginal maximum likelihood, and how likely the answers are.
func (c *calibrator) people(out *Calibration) error {
	m := c.marginal // which has found them already, if there is one
	if m == nil {
		fixed := make([]bool, len(c.b))
		for j := range fixed {
			fixed[j] = true
		}
		m = newMarginal(c.d, fixed, c.b)
		if err := m.run(); err != nil {
			return err
		}
	}
	out.Mean, out.SD, out.LogLik = m.mean, m.sp, m.expect().loglik
	return nil
}
