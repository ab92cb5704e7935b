package main

import (
	"testing"
)

// TestMyPeopleInABrowser: somebody in the room is enrolled, their card is shown,
// what is agreed with them changes, and they are on the list; wide and narrow.
func TestMyPeopleInABrowser(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "nobody yet", press("#to-people a"), see("Vous ne suivez personne"))
	small(t, marie, "people-none")
	do(t, marie, "enrol", press("#nobody a"), see("Seule la langue est nécessaire"))
	small(t, marie, "enrol")
	do(t, marie, "who it is", script(`document.getElementById('called').value = 'Nadia'; document.querySelector('[name=consent]').checked = true; document.getElementById('secret').value = 'pomme'`),
		press("#do-enrol"), see("Envoyez ces mots par SMS"))
	small(t, marie, "card")
	do(t, marie, "their page", press("#to-person"), see("Nadia"), see("dit de vive voix"))
	small(t, marie, "person")
	do(t, marie, "a refusal says what is possible", see("Donnez-lui la carte"))
	do(t, marie, "open everything", script(`document.querySelectorAll('details').forEach(d => d.open = true)`))
	small(t, marie, "person-open")
	do(t, marie, "the deputy", script(`document.getElementById('deputy-mon').selectedIndex = 1`), press("#do-depute"), see("enregistré"))
	do(t, marie, "a reminder to somebody who has not written yet", script(`document.getElementById('reminders').open = true; document.getElementById('remind-what').value = 'Apporter la lettre'; document.getElementById('remind-day').value = '2099-01-04'`),
		press("#do-remind"), see("Pas noté : rien ne partirait"))
	do(t, marie, "a seat for two", script(`document.getElementById('seats').open = true; document.getElementById('seat-units').selectedIndex = 1`), press("#do-seat"), see("(2) · vient"))
	do(t, marie, "a device", script(`document.getElementById('until-device-loan').value = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)`), press("#do-lend-device-loan"), see("à rendre"))
	small(t, marie, "person-seats")
	do(t, marie, "a talk", script(`document.querySelector('#spoke-form [value="met 30:spoke"]').click()`), see("Conversation notée"))
	do(t, marie, "the list", press("#to-people"), see("Nadia"), see("conversation il y a"))
	do(t, marie, "open what is closed", script(`document.querySelectorAll("details").forEach(d => d.open = true)`))
	small(t, marie, "people")
	do(t, marie, "seats and loans", press("#back a"), press("#to-places a"), see("2 / 8"), see("1 / 3"))
	small(t, marie, "places-some")
	do(t, marie, "the teacher's list", press("#m-phone-course li a"), see("Nadia"))
	small(t, marie, "list")
}
