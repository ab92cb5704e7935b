package bot

// The bits of a Together's first byte, which is 0 where nothing is known.
const (
	togetherOn byte = 1 << iota
	togetherTold
	togetherHelped
	togetherSpoke
	togetherAny byte = 0x80
)

// none reports whether nothing is known: most sessions never have a counsellor.
func (t *Together) none() bool {
	return !t.On && !t.Told && !t.Helped && !t.Spoke && t.Single == Place{} && t.Gave == 0 && t.Since.IsZero() && t.Ended == Place{} &&
		len(t.Ways) == 0 && t.For == ForThem{} && len(t.Redo) == 0
}

// together writes what a session knows of doing something together.
func (w *writer) together(s *Session) {
	t := &s.Together
	if t.none() {
		w.bytes(0)
		return
	}
	bit := func(b byte, on bool) byte {
		if on {
			return b
		}
		return 0
	}
	w.bytes(togetherAny|bit(togetherOn, t.On)|bit(togetherTold, t.Told)|bit(togetherHelped, t.Helped)|bit(togetherSpoke, t.Spoke), t.Gave)
	w.place(t.Single)
	w.time(t.Since)
	w.place(t.Ended)
	w.number(uint64(len(t.Ways)))
	for _, x := range t.Ways {
		w.place(x.Place)
		w.bytes(byte(x.Way))
	}
	w.bytes(byte(t.For.State)|bit(togetherAny, t.For.Owed), t.For.Count)
	w.place(t.For.Place)
	w.time(t.For.At)
	w.number(uint64(len(t.Redo)))
	for _, x := range t.Redo {
		w.place(x.Place)
		w.time(x.At)
		w.time(x.Asked)
	}
}

// together reads what the writer's together wrote.
func (r *reader) together(s *Session) {
	bits := r.byte()
	if bits&togetherAny == 0 {
		r.bad = r.bad || bits != 0
		return
	}
	t := &s.Together
	t.On, t.Told, t.Helped, t.Spoke = bits&togetherOn != 0, bits&togetherTold != 0, bits&togetherHelped != 0, bits&togetherSpoke != 0
	t.Gave, t.Single, t.Since, t.Ended = r.byte(), r.place(), r.time(), r.place()
	for n := r.count(); n > 0; n-- {
		t.Ways = append(t.Ways, StepWay{r.place(), Way(r.byte())})
	}
	state := r.byte()
	t.For.State, t.For.Owed, t.For.Count = ForState(state&^togetherAny), state&togetherAny != 0, r.byte()
	t.For.Place, t.For.At = r.place(), r.time()
	for n := r.count(); n > 0; n-- {
		t.Redo = append(t.Redo, Redo{r.place(), r.time(), r.time()})
	}
}
