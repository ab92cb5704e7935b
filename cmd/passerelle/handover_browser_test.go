package main

import "testing"

// TestTheEndOfADayInABrowser: a case is taken, handed over with its note, and a
// pause is taken; the pages wide and narrow.
func TestTheEndOfADayInABrowser(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "take a case", press("#do-next"), see("Votre réponse"))
	small(t, marie, "case-taken")
	do(t, marie, "end the day", press("#to-queue"), see("Finir la journée"), press("#to-hours a:last-child"), see("Qui continue"))
	small(t, marie, "handover")
	do(t, marie, "hand over", press("#do-hand-over"), see("Bonne soirée"))
	small(t, marie, "handover-done")
	do(t, marie, "a pause", press("#to-queue"), see("Mes heures"), press("#to-hours a"), see("Faire une pause"), press("#pause button"), see("En pause jusqu"))
	small(t, marie, "pause")
}
