package skills

import (
	"math/rand/v2"
	"testing"
)

// sparse makes answers of people to 60 items of which each is asked some.
func sparse(people, asked int) (*Responses, []float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	r := &Responses{}
	b := make([]float64, 60)
	for j := range b {
		b[j] = -2 + 4*float64(j)/59
		r.Items = append(r.Items, name(j))
	}
	for range people {
		row := make([]int8, len(b))
		for j := range row {
			row[j] = NotAsked
		}
		theta := 1.2 * rng.NormFloat64()
		for _, j := range rng.Perm(len(b))[:asked] {
			if p, _ := logistic(theta - b[j]); rng.Float64() < p {
				row[j] = 1
			} else {
				row[j] = 0
			}
		}
		r.Rows = append(r.Rows, row)
	}
	return r, b
}

// TestCalibrationFindsWhatMadeTheAnswers, from sparse answers.
func TestCalibrationFindsWhatMadeTheAnswers(t *testing.T) {
	r, b := sparse(1500, 15)
	for _, m := range []Method{Marginal, Conditional, Joint} {
		c, err := Calibrate(r, m, Known{})
		if err != nil {
			t.Fatal(err)
		}
		beyond := 0
		for j, i := range c.Items {
			near(t, m.String()+" "+r.Items[j], i.B, b[j], .5)
			if d := i.B - b[j]; d > 1.96*i.SE || d < -1.96*i.SE {
				beyond++
			}
			near(t, "infit", *i.Infit, 1, .25)
		}
		if beyond > 8 {
			t.Errorf("%v: %d of 60 beyond 1.96 standard errors", m, beyond)
		}
		near(t, "SD", c.SD, 1.2, .1)
	}
}

func BenchmarkCalibrate(b *testing.B) {
	for _, asked := range []int{15, 30, 60} {
		r, _ := sparse(10_000, asked)
		for _, m := range []Method{Marginal, Conditional, Joint} {
			b.Run(m.String()+"-"+string(rune('0'+asked/10))+string(rune('0'+asked%10)), func(b *testing.B) {
				for b.Loop() {
					if _, err := Calibrate(r, m, Known{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
