package understand_test

import (
	"testing"

	"passerelle/bot/understand"
	"passerelle/bot/understand/linear"
	"passerelle/flows"
	"passerelle/flows/library"
)

// BenchmarkTrain trains the largest model, that of the shipped topics, as a start does.
func BenchmarkTrain(b *testing.B) {
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		b.Fatal(err)
	}
	var examples []linear.Example
	for class, topic := range sourceOf(set).Topics {
		for _, lines := range topic.FoundBy {
			for _, line := range lines {
				examples = append(examples, linear.Example{Text: understand.Normal(line), Class: class})
			}
		}
		for _, h := range set.Heard {
			for _, line := range h.Asked[topic.ID] {
				examples = append(examples, linear.Example{Text: understand.Normal(line), Class: class})
			}
		}
	}
	for b.Loop() {
		m := linear.Train(examples, len(set.Flows)+1, linear.Options{Rounds: 6, Shrink: 0.08})
		b.ReportMetric(float64(m.Size())/(1<<20), "MiB")
	}
}
