// Package holidays knows the public holidays of the 26 cantons, by part of the
// canton where its law differs from place to place, each with the law or the
// official page that says so. What could not be read in one is marked to
// verify. Feasts that are always on a Sunday are not listed: an agency's week
// says whether it works on Sundays.
package holidays
