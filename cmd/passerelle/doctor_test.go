package main

import (
	"strings"
	"testing"
)

// TestDoctorSaysWherePasskeysCannotBe: at a number or without https, which stops
// nothing; a wrong address is told elsewhere.
func TestDoctorSaysWherePasskeysCannotBe(t *testing.T) {
	for address, told := range map[string]bool{"": false, "https://desk.example.org": false, "https://192.0.2.1": true, "http://desk.example.org": true, "desk.example.org/x": false} {
		s := service{settings: &settings{PublicURL: address}}
		if got := strings.Join(s.notes(t.Context()), " "); strings.Contains(got, "passkey") != told {
			t.Errorf("%q: %q", address, got)
		}
	}
}
