// Package privacy holds the rules about what is kept: sealing, how long each
// kind of data lives, and the gate before the bot writes first.
package privacy
