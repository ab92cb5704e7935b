// Package understand reads free text: which language it is in, which reserved
// word or topic it means, whether an exact phrase of danger stands in it. It
// explains itself: an answer names the words that led to it, or follows from a table.
//
// It learns nothing and keeps nothing; a Reader is built from the word files
// and the found_by lines of the flows and never changes.
package understand
