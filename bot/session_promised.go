package bot

// promised writes what a case has to keep besides its promise of an answer,
// nothing where there is no case.
func (w *writer) promised(c *SessionCase) {
	if c.ID == "" {
		return
	}
	w.time(c.Deadline)
	w.time(c.SendAt)
	w.bytes(c.Late)
}

func (r *reader) promised(c *SessionCase) {
	if c.ID == "" {
		return
	}
	c.Deadline, c.SendAt, c.Late = r.time(), r.time(), r.byte()
}
