package flows

import (
	"slices"
	"sync"

	"go.yaml.in/yaml/v4"
)

// lately keeps the files of kind heard that were read last and had nothing wrong: ours
// are tens of thousands of lines that hardly ever change, and every reload and every
// command reads them. It is safe for concurrent use.
type lately struct {
	mu   sync.Mutex
	list []knownHeard
}

// knownHeard is such a file: what it holds, which nobody changes, and its other keys.
type knownHeard struct {
	name  string
	heard *Heard
	rest  node
}

// mostLately is how many files are kept: four languages, ours and an agency's.
const mostLately = 8

var heardLately lately

// find returns a file that was read before with the same words.
func (l *lately) find(name string, source []byte) (File, bool) {
	l.mu.Lock()
	named := slices.Clone(l.list)
	l.mu.Unlock()
	named = slices.DeleteFunc(named, func(k knownHeard) bool { return k.name != name })
	if len(named) == 0 {
		return File{}, false
	}
	sum := sumOf(source)
	i := slices.IndexFunc(named, func(k knownHeard) bool { return k.heard.Sum == sum })
	if i < 0 {
		return File{}, false
	}
	d := &document{name: name, source: source, lines: linesOf(source), root: named[i].rest}
	return File{Name: name, Source: source, Heard: named[i].heard, doc: d}, true
}

func (l *lately) keep(file File) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, knownHeard{file.Name, file.Heard, file.doc.root.without("asked", "danger", "other", "spelled")})
	if len(l.list) > mostLately {
		l.list = slices.Delete(l.list, 0, 1)
	}
}

// without is a map without some of its keys. A node of every line would be kept else.
func (n node) without(names ...string) node {
	less := &yaml.Node{Kind: n.Kind, Tag: n.Tag, Line: n.Line, Column: n.Column}
	for k, v := range n.pairs() {
		if !slices.Contains(names, k.Value) {
			less.Content = append(less.Content, k.Node, v.Node)
		}
	}
	return node{less}
}
