package main

import "testing"

// TestNotWithInABrowser: what a person said of somebody is noted on their page, and
// the queue of that one says no more than that there is something.
func TestNotWithInABrowser(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "enrol", press("#to-people a"), press("#nobody a"), see("Seule la langue"), script(`document.getElementById('called').value = 'Nadia'`), press("#do-enrol"), see("Envoyez ces mots par SMS"), press("#to-person"), see("Qui remplace"))
	do(t, marie, "not with a colleague", script(`document.getElementById('not-with').open = true; document.getElementById('not-to').selectedIndex = 1; document.getElementById('not-why').value = 'un voisin'`),
		press("#do-not-with"), see("dès maintenant"))
	do(t, marie, "open it", script(`document.getElementById('not-with').open = true`))
	small(t, marie, "not-with")
}
