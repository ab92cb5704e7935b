package understand

func (r *Reader) YesNo(text, tag string) (yes, ok bool) {
	switch r.Exact(text, tag) {
	case "yes", "done":
		return true, true
	case "no":
		return false, true
	}
	return false, false
}

func (r *Reader) Wants(text, tag string) (string, bool) { return "", false }
