package main

import "testing"

// TestMyHoursInABrowser: the page of one's hours, wide and narrow; a week and an
// absence are noted and taken back.
func TestMyHoursInABrowser(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "my hours", press("#to-hours a"), see("Mes heures"), see("Aucune absence"))
	small(t, marie, "hours")
	do(t, marie, "an absence", script(`document.getElementById('from').value = '2099-12-20'; document.getElementById('to').value = '2099-12-24'`),
		press("#new-away button"), see("20.12.2099"), see("noté"))
	do(t, marie, "a week that cannot be read", script(`document.getElementById('d-mon').value = 'le matin'`), press("#week button"), see("Un jour n'est pas lisible"))
	small(t, marie, "hours-wrong")
	do(t, marie, "mend it", script(`document.getElementById('d-mon').value = '08:00-24:00'`), press("#week button"), see("noté"))
	do(t, marie, "take it back", press("#absences li button"), see("Aucune absence"))
	small(t, marie, "hours-saved")
}
