// Package voice is the machine's voice: it makes an OGG/Opus file of a text of a
// flow by a program of the operator's, keeps it in a folder, and gives it to whoever
// serves it. It knows nothing of people: what it reads aloud was written by authors.
package voice
