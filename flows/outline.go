package flows

import "bytes"

// Outline is the least that is known of a flow: its id and its steps' ids.
type Outline struct {
	ID    string
	Steps []string
}

// OutlineOf reads the outline of what Published returned, also where its
// language is one that this program does not know (any more).
func OutlineOf(published []byte) (Outline, bool) {
	source, _, _ := bytes.Cut(published, []byte{0})
	root := parse("", source).root
	o := Outline{ID: root.get("id").str()}
	for _, step := range root.get("steps").list() {
		o.Steps = append(o.Steps, step.get("id").str())
	}
	return o, o.ID != "" && len(o.Steps) > 0
}
