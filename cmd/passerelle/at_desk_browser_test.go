package main

import "testing"

// TestAtTheDeskInABrowser: a help with somebody who is there, in large type, wide
// and narrow, from its beginning until it is forgotten.
func TestAtTheDeskInABrowser(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "what there is", press("#to-desk"), see("Rien n'est gardé"))
	small(t, marie, "at-desk")
	do(t, marie, "begin", press("#flows button"), see("Terminer et oublier"))
	do(t, marie, "a choice", press("#choices button"), see("Ce qui a été dit avant"))
	small(t, marie, "sitting")
	do(t, marie, "open what is closed", script(`document.querySelectorAll('details').forEach(d => d.open = true)`))
	small(t, marie, "sitting-open")
	do(t, marie, "forget", press("#end button"), see("Oublié, et compté."))
}
