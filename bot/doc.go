// Package bot holds the nouns of Passerelle and the ports through which the
// rest of the program meets storage, encryption and the channels.
//
// It contains no behaviour of the product: the dialogue is in bot/dialogue,
// the counsellors' rules are in bot/desk, the loop with I/O is in
// bot/assistant. It imports nothing but flows/text.
package bot
