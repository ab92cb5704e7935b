// Package desk holds the rules of the counsellors' side: a case's life cycle,
// opening hours, the promise of an answer, and who gets a case. It has no I/O
// and no clock.
package desk
