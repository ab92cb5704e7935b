package report_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"passerelle/bot/report"
)

// TestAChartIsWellFormedAndTold: whoever does not see it hears its title and its
// description; what stands in it cannot break out of it.
func TestAChartIsWellFormedAndTold(t *testing.T) {
	svg := report.Chart("b", "Bands <now>", "alone: 70 %", []report.Bar{{Label: "alone & \"sure\"", Value: "70 %", Share: 0.7}, {Label: "ümläut", Value: "0", Share: -1}, {Label: "x", Value: "much", Share: 7, Pale: true}})
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err, svg)
		}
	}
	for _, want := range []string{`role="img"`, `aria-labelledby="b-t b-d"`, `<title id="b-t">Bands &lt;now&gt;</title>`, `<desc id="b-d">alone: 70 %</desc>`, `width="210.0"`, `width="0.0"`, `width="300.0"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is missing in %s", want, svg)
		}
	}
	for _, wrong := range []string{"style=", "href", "url("} {
		if strings.Contains(svg, wrong) {
			t.Errorf("%s", wrong)
		}
	}
}
