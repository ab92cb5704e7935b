// Package dialogue is one pure turn: an input and a session go in; the next
// session, replies and events come out. It has no I/O, no clock and no globals
// that change.
package dialogue
