package pictogram

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

type point struct{ x, y float64 }

// pieces is into how many straight ones a curve is cut: a circle over the whole
// sign is then off by less than a tenth of a pixel.
const pieces = 32

var (
	commands = regexp.MustCompile(`([A-Za-z])([^A-Za-z]*)`)
	number   = regexp.MustCompile(`[-+]?(?:\d+\.?\d*|\.\d+)`)
)

// takes is how many numbers each command of a path takes.
var takes = map[string]int{"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}

func numbers(list string) (n []float64, err error) {
	for _, s := range number.FindAllString(list, -1) {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, err
		}
		n = append(n, f)
	}
	return n, nil
}

// pen draws a path: the lines so far, and where it stands.
type pen struct {
	lines [][]point
	at    point
}

// lines cuts a path into straight lines.
func lines(path string) ([][]point, error) {
	var p pen
	for _, m := range commands.FindAllStringSubmatch(path, -1) {
		name := strings.ToUpper(m[1])
		near := m[1] != name
		need, ok := takes[name]
		n, err := numbers(m[2])
		if err != nil {
			return nil, err
		}
		if !ok || need == 0 && len(n) > 0 || need > 0 && (len(n) == 0 || len(n)%need != 0) || name != "M" && len(p.lines) == 0 {
			return nil, fmt.Errorf("%q is nothing that a sign's path does", m[0])
		}
		for i := 0; i == 0 || i < len(n); i += max(1, need) {
			p.do(name, n[i:min(len(n), i+need)], near)
			if name == "M" {
				name = "L" // further pairs are lines
			}
		}
	}
	return p.lines, nil
}

// do is one command; its points are from where the pen stands if near is true.
func (p *pen) do(name string, n []float64, near bool) {
	from := point{}
	if near {
		from = p.at
	}
	at := func(i int) point { return point{from.x + n[i], from.y + n[i+1]} }
	switch name {
	case "M":
		p.at = at(0)
		p.lines = append(p.lines, []point{p.at})
	case "L":
		p.to(at(0))
	case "H":
		p.to(point{from.x + n[0], p.at.y})
	case "V":
		p.to(point{p.at.x, from.y + n[0]})
	case "C":
		p.curve(at(0), at(2), at(4))
	case "Q": // the cubic curve that is the same
		a, b, c := p.at, at(0), at(2)
		p.curve(point{a.x + (b.x-a.x)*2/3, a.y + (b.y-a.y)*2/3}, point{c.x + (b.x-c.x)*2/3, c.y + (b.y-c.y)*2/3}, c)
	case "A":
		p.arc(n[0], n[3] != 0, n[4] != 0, at(5))
	case "Z":
		p.to(p.lines[len(p.lines)-1][0])
	}
}

func (p *pen) to(b point) {
	last := len(p.lines) - 1
	p.lines[last] = append(p.lines[last], b)
	p.at = b
}

func (p *pen) curve(b, c, d point) {
	a := p.at
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		p.to(point{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
}

// arc is one of a circle of radius r: of the two that lead to b, by the flags, as
// the SVG specification has it in its note B.2.4. Ellipses are not drawn.
func (p *pen) arc(r float64, large, sweep bool, b point) {
	a := p.at
	half := math.Hypot(b.x-a.x, b.y-a.y) / 2
	if half == 0 || r == 0 {
		p.to(b)
		return
	}
	r = max(r, half)
	off := math.Sqrt(r*r-half*half) / (2 * half)
	if large == sweep {
		off = -off
	}
	c := point{(a.x+b.x)/2 - off*(b.y-a.y), (a.y+b.y)/2 + off*(b.x-a.x)}
	begin := math.Atan2(a.y-c.y, a.x-c.x)
	angle := math.Atan2(b.y-c.y, b.x-c.x) - begin
	switch {
	case sweep && angle <= 0:
		angle += 2 * math.Pi
	case !sweep && angle >= 0:
		angle -= 2 * math.Pi
	}
	for i := 1; i < pieces; i++ {
		t := begin + angle*float64(i)/pieces
		p.to(point{c.x + r*math.Cos(t), c.y + r*math.Sin(t)})
	}
	p.to(b)
}
