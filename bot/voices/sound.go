package voices

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"
)

// Limits of one recording, and of all of an agency together: 64 MB are more than a
// thousand steps.
const (
	MostLength = 2 * time.Minute
	MostSize   = 1 << 20
	MostSounds = 64 << 20
)

// Why a sound is no recording of a step.
var (
	ErrNotVoice = errors.New("it is no voice note in OGG/Opus")
	ErrTooLong  = errors.New("it is longer than two minutes")
	ErrTooLarge = errors.New("it is larger than 1 MB")
)

// The parts of an OGG page's head that are read (RFC 3533, section 6), and how many
// samples a second an Opus stream counts, whatever it was made from (RFC 7845,
// section 4).
const (
	pageHead   = 27
	granuleAt  = 6
	segmentsAt = 26
	preSkipAt  = 10
	opusRate   = 48_000
)

// Length returns how long a voice note is. Its errors are ErrNotVoice, ErrTooLong and
// ErrTooLarge.
func Length(sound []byte) (time.Duration, error) {
	if len(sound) > MostSize {
		return 0, ErrTooLarge
	}
	skip, last := int64(-1), int64(-1)
	for rest := sound; len(rest) > 0; {
		body, after, granule, ok := page(rest)
		switch {
		case !ok:
			return 0, ErrNotVoice
		case skip < 0: // the first page holds the stream's head alone
			if len(body) < preSkipAt+2 || !bytes.HasPrefix(body, []byte("OpusHead")) {
				return 0, ErrNotVoice
			}
			skip = int64(binary.LittleEndian.Uint16(body[preSkipAt:]))
		case granule > last:
			last = granule
		}
		rest = after
	}
	samples := last - skip
	switch {
	case skip < 0, samples <= 0:
		return 0, ErrNotVoice
	case samples > int64(MostLength.Seconds())*opusRate:
		return 0, ErrTooLong
	}
	return time.Duration(samples) * time.Second / opusRate, nil
}

// page cuts the first OGG page off.
func page(data []byte) (body, after []byte, granule int64, ok bool) {
	if len(data) < pageHead || !bytes.HasPrefix(data, []byte("OggS\x00")) {
		return nil, nil, 0, false
	}
	table := int(data[segmentsAt])
	if len(data) < pageHead+table {
		return nil, nil, 0, false
	}
	size := pageHead + table
	for _, n := range data[pageHead : pageHead+table] {
		size += int(n)
	}
	if len(data) < size {
		return nil, nil, 0, false
	}
	granule = int64(binary.LittleEndian.Uint64(data[granuleAt:])) // -1: no packet ends on it
	return data[pageHead+table : size], data[size:], granule, true
}
