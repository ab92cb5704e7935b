package flows_test

import (
	"encoding/json"
	"strings"
	"testing"

	"passerelle/flows"
)

// TestSARIF: what code hosts read of a finding.
func TestSARIF(t *testing.T) {
	source := strings.Replace(good, "    say:\n", "    dire:\n", 1)
	out, err := flows.SARIF(lint(t, source), "fr")
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Rules []struct {
						ID   string
						Help struct{ Text, Markdown string }
					}
				}
			}
			Results []struct {
				RuleID, Level string
				Message       struct{ Text string }
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out, &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" {
		t.Errorf("version %q, columns %q", log.Version, run.ColumnKind)
	}
	rules := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if rules[r.ID] {
			t.Errorf("the rule %s stands twice", r.ID)
		}
		rules[r.ID] = r.Help.Text != "" && r.Help.Markdown != ""
	}
	told := false
	for _, r := range run.Results {
		place := r.Locations[0].PhysicalLocation
		if !rules[r.RuleID] || place.ArtifactLocation.URI != "lamp.yaml" || place.Region.EndColumn <= place.Region.StartColumn {
			t.Errorf("%+v", r)
		}
		told = told || r.RuleID == "unknown-key" && r.Level == "error" && place.Region.StartLine == 17 && place.Region.StartColumn == 5 &&
			place.Region.EndColumn == 9 && strings.Contains(r.Message.Text, "dire")
	}
	if !told {
		t.Errorf("%s", out)
	}
	if empty, err := flows.SARIF(nil, "en"); err != nil || !strings.Contains(string(empty), `"results": []`) {
		t.Errorf("%s %v", empty, err)
	}
}
