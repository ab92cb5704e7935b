// Package login knows how somebody proves who they are: a passkey of a device; or a
// password, hashed so that a stolen copy is of little use, and a second step, a code
// of six digits that their telephone makes. It reads no clock and keeps nothing.
package login
