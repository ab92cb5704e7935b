package bot

import "time"

// CaseRecord is what a session notes of its open case for the report. It holds
// ids of flows, places and measures, and no text.
type CaseRecord struct {
	Claimed  time.Time // when a counsellor took the case first; whole seconds
	Answered time.Time // when a counsellor answered first
	Moved    uint8     // steps shown while a counsellor had the case
	Alone    uint8     // flows that ended while nobody had it
	Topics   []string  // ids of flows
	Offered  []string  // "place/…" or "measure/…"
	Spoken   []string  // talks that left no message, each a Spoken
}

// mostNoted bounds the lists of a record.
const mostNoted = 12

// NoteTopic adds a flow's id, once.
func (r *CaseRecord) NoteTopic(id string) { r.Topics = noted(r.Topics, id) }

// NoteOffer adds a place or a measure, once.
func (r *CaseRecord) NoteOffer(id string) { r.Offered = noted(r.Offered, id) }

// NoteSpoken adds a talk; two of the same length are two.
func (r *CaseRecord) NoteSpoken(s Spoken) {
	if len(r.Spoken) < mostNoted {
		r.Spoken = append(r.Spoken, s.String())
	}
}

func noted(list []string, id string) []string {
	for _, have := range list {
		if have == id {
			return list
		}
	}
	if id == "" || len(list) >= mostNoted {
		return list
	}
	return append(list, id)
}

// record writes a case's record, nothing where there is no case.
func (w *writer) record(c *SessionCase) {
	if c.ID == "" {
		return
	}
	r := &c.Record
	w.time(r.Claimed)
	w.time(r.Answered)
	w.bytes(r.Moved, r.Alone)
	for _, list := range [][]string{r.Topics, r.Offered, r.Spoken} {
		w.strings(list)
	}
}

func (r *reader) record(c *SessionCase) {
	if c.ID == "" {
		return
	}
	into := &c.Record
	into.Claimed, into.Answered = r.time(), r.time()
	into.Moved, into.Alone = r.byte(), r.byte()
	for _, list := range []*[]string{&into.Topics, &into.Offered, &into.Spoken} {
		*list = r.strings(*list)
	}
}
