// Package passerelle is the root of the house: it holds the documentation and
// the test of the floor plan. The program is cmd/passerelle; docs/architecture.md
// leads through the rooms.
package passerelle
