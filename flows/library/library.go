// Package library is the content that Passerelle ships: help flows, skills
// checks, the bot's phrases, the languages, and an invented agency to try it
// all with. Agencies replace any of it by id.
package library

import "embed"

//go:generate go test -run "TestPicturesAreDrawn|TestThePageOfPictures" . -update

// Files holds the content as authors see it, each flow with its transcripts
// beside it.
//
//go:embed agency.yaml facts.yaml phrases.yaml languages heard help checks lives pictures/*.png
var Files embed.FS
