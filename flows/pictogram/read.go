package pictogram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"maps"
	"math"
	"strconv"
	"strings"
)

// shape is one thing to paint: lines of points, each closed where it is filled.
type shape struct {
	lines        [][]point
	fill, stroke color.NRGBA // without alpha: none
	width        float64     // of the stroke
}

// known are the attributes of each element that a sign may have.
var known = map[string]string{
	"svg": "xmlns viewBox width height role fill stroke stroke-width stroke-linecap stroke-linejoin", "title": "", "g": look,
	"rect": "x y width height rx " + look, "circle": "cx cy r " + look, "line": "x1 y1 x2 y2 " + look,
	"polyline": "points " + look, "polygon": "points " + look, "path": "d " + look,
}

// look is what every shape may say of itself and what a group says for all in it.
const look = "fill stroke stroke-width transform"

// read returns a sign's shapes, from the ground up.
func read(source []byte) (shapes []shape, err error) {
	d := xml.NewDecoder(bytes.NewReader(source))
	stack := []map[string]string{{"fill": "#000000", "stroke": "none", "stroke-width": "1"}}
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return shapes, nil
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrSign, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			own, err := attributes(e, stack[len(stack)-1])
			if err != nil {
				return nil, err
			}
			stack = append(stack, own)
			if err := draw(e.Name.Local, own, &shapes); err != nil {
				return nil, fmt.Errorf("%w: <%s>: %w", ErrSign, e.Name.Local, err)
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

// attributes are an element's own, and those of the look that it inherits.
// Transforms are joined from the outside in.
func attributes(e xml.StartElement, above map[string]string) (map[string]string, error) {
	allowed, ok := known[e.Name.Local]
	if !ok {
		return nil, fmt.Errorf("%w: <%s> is not drawn", ErrSign, e.Name.Local)
	}
	own := map[string]string{}
	for name := range strings.FieldsSeq(look) {
		own[name] = above[name]
	}
	said := map[string]string{}
	for _, a := range e.Attr {
		if !strings.Contains(" "+allowed+" ", " "+a.Name.Local+" ") {
			return nil, fmt.Errorf("%w: %s of <%s> is not drawn", ErrSign, a.Name.Local, e.Name.Local)
		}
		said[a.Name.Local] = a.Value
	}
	if t := said["transform"]; t != "" {
		said["transform"] = strings.TrimSpace(above["transform"] + " " + t)
	}
	maps.Copy(own, said)
	return own, nil
}

func draw(name string, own map[string]string, shapes *[]shape) error {
	if name == "svg" || name == "g" || name == "title" {
		return nil
	}
	var s shape
	var err error
	if s.fill, err = paintOf(own["fill"]); err != nil {
		return err
	}
	if s.stroke, err = paintOf(own["stroke"]); err != nil {
		return err
	}
	if s.width, err = strconv.ParseFloat(own["stroke-width"], 64); err != nil {
		return err
	}
	path := own["d"]
	if name != "path" {
		if path, err = asPath(name, own); err != nil {
			return err
		}
	}
	if s.lines, err = lines(path); err != nil {
		return err
	}
	if err := turn(s.lines, own["transform"]); err != nil {
		return err
	}
	*shapes = append(*shapes, s)
	return nil
}

func paintOf(name string) (color.NRGBA, error) {
	if name == "none" {
		return color.NRGBA{}, nil
	}
	c, ok := Colours[name]
	if !ok {
		return c, fmt.Errorf("the colour %q is none of a sign's", name)
	}
	return c, nil
}

// asPath says the other shapes as a path.
func asPath(name string, own map[string]string) (string, error) {
	n := map[string]float64{}
	for key, value := range own {
		if f, err := strconv.ParseFloat(value, 64); err == nil {
			n[key] = f
		}
	}
	switch name {
	case "line":
		return fmt.Sprintf("M%g %gL%g %g", n["x1"], n["y1"], n["x2"], n["y2"]), nil
	case "circle":
		r := n["r"]
		return fmt.Sprintf("M%g %ga%g %g 0 1 1 %g 0a%g %g 0 1 1 %g 0z", n["cx"]-r, n["cy"], r, r, 2*r, r, r, -2*r), nil
	case "polyline":
		return "M" + own["points"], nil
	case "polygon":
		return "M" + own["points"] + "z", nil
	}
	w, h, r := n["width"], n["height"], n["rx"]
	if w <= 2*r || h <= 2*r {
		return "", fmt.Errorf("a corner of %g is too round for %g × %g", r, w, h)
	}
	arc := fmt.Sprintf("a%g %g 0 0 1 ", r, r)
	return fmt.Sprintf("M%g %gh%g%s%g %gv%g%s%g %gh%g%s%g %gv%g%s%g %gz", n["x"]+r, n["y"],
		w-2*r, arc, r, r, h-2*r, arc, -r, r, 2*r-w, arc, -r, -r, 2*r-h, arc, r, -r), nil
}

// turn moves points by a list of rotate(degrees x y) and translate(x y): the
// innermost, which is the last, comes first.
func turn(all [][]point, list string) error {
	steps := strings.FieldsFunc(list, func(r rune) bool { return r == ')' })
	for i := len(steps) - 1; i >= 0; i-- {
		what, rest, _ := strings.Cut(strings.TrimSpace(steps[i]), "(")
		n, err := numbers(rest)
		switch {
		case err != nil:
			return err
		case what == "translate" && len(n) == 2:
			each(all, func(p point) point { return point{p.x + n[0], p.y + n[1]} })
		case what == "rotate" && len(n) == 3:
			sin, cos := math.Sincos(n[0] * math.Pi / 180)
			each(all, func(p point) point {
				x, y := p.x-n[1], p.y-n[2]
				return point{n[1] + x*cos - y*sin, n[2] + x*sin + y*cos}
			})
		default:
			return fmt.Errorf("%q is no rotate(degrees x y) or translate(x y)", steps[i])
		}
	}
	return nil
}

func each(all [][]point, move func(point) point) {
	for _, line := range all {
		for i := range line {
			line[i] = move(line[i])
		}
	}
}
