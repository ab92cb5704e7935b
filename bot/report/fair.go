package report

import "passerelle/bot/skills"

// compare sums up two groups' answers to an item by stratum. The counts are all
// that it needs, so that agencies can add theirs up without a person in them.
func compare(reference, focal []cellCount) skills.ItemFairness {
	strata := make([]skills.Stratum, len(reference))
	for k := range strata {
		a, c := float64(reference[k].Right), float64(focal[k].Right)
		strata[k] = skills.Stratum{RefRight: a, RefWrong: float64(reference[k].N) - a, FocRight: c, FocWrong: float64(focal[k].N) - c}
	}
	return skills.MantelHaenszel(strata)
}
