// Package voices holds the rules for steps that somebody of the staff records with
// their own phone: what a code is, which sound is one, and who may approve it. It is
// pure; it keeps nothing and reaches nobody.
package voices
