package skills

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestBlendIsNearerWithFewPeople: experts whose medians are off by 0.8 logits, and
// answers of few people, are nearer to the truth together than either alone.
func TestBlendIsNearerWithFewPeople(t *testing.T) {
	r, b := sparse(250, 15)
	rng := rand.New(rand.NewPCG(9, 9))
	experts := map[string]float64{}
	for j, item := range r.Items {
		experts[item] = b[j] + ExpertSD*rng.NormFloat64()
	}
	far := map[Method]float64{}
	for _, m := range []Method{Experts, Blend, Marginal} {
		c, err := Calibrate(r, m, Known{Experts: experts})
		if err != nil {
			t.Fatal(err)
		}
		for j, i := range c.Items {
			far[m] += (i.B - b[j]) * (i.B - b[j]) / float64(len(b))
		}
	}
	t.Logf("250 people, 15 of 60 items each: root mean squared errors %.2f experts, %.2f blend, %.2f answers alone",
		math.Sqrt(far[Experts]), math.Sqrt(far[Blend]), math.Sqrt(far[Marginal]))
	if far[Blend] >= far[Experts] || far[Blend] >= far[Marginal] {
		t.Errorf("squared errors %v", far)
	}
}

// TestCalibrations: of whatever answers, the numbers are numbers, or there is an
// error; items in another order are as difficult; nothing moves the answers but
// what they say.
func TestCalibrations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items, people := rapid.IntRange(2, 6).Draw(t, "items"), rapid.IntRange(1, 25).Draw(t, "people")
		r, moved := &Responses{}, &Responses{}
		order := rapid.Permutation(indices(items)).Draw(t, "order")
		for j := range items {
			r.Items, moved.Items = append(r.Items, name(j)), append(moved.Items, name(order[j]))
		}
		experts := map[string]float64{}
		for _, item := range r.Items {
			experts[item] = rapid.Float64Range(-3, 3).Draw(t, "expert")
		}
		for range people {
			row := rapid.SliceOfN(rapid.Int8Range(NotAsked, 1), items, items).Draw(t, "row")
			other := make([]int8, items)
			for j := range other {
				other[j] = row[order[j]]
			}
			r.Rows, moved.Rows = append(r.Rows, row), append(moved.Rows, other)
		}
		m := Method(rapid.IntRange(int(Experts), int(Joint)).Draw(t, "method"))
		one, err := Calibrate(r, m, Known{Experts: experts})
		two, err2 := Calibrate(moved, m, Known{Experts: experts})
		if (err == nil) != (err2 == nil) {
			t.Fatalf("%v: %v, in another order %v", m, err, err2)
		}
		for j := 0; err == nil && j < items; j++ {
			same(t, m, one.Items[order[j]], two.Items[j])
		}
	})
}

func same(t *rapid.T, m Method, one, two Calibrated) {
	for _, x := range []float64{one.B, one.SE} {
		if !isNumber(x) {
			t.Fatalf("%v: %+v", m, one)
		}
	}
	near(t, m.String()+" in another order", two.B, one.B, 2e-3)
	if one.Infit != nil && !(isNumber(*one.Infit) && isNumber(*one.Outfit)) {
		t.Fatalf("%v: infit %v, outfit %v", m, *one.Infit, *one.Outfit)
	}
}
