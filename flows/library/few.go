package library

import "embed"

// Few is Files with three of the helps only. Tests that tell a talk word for word
// use it, so that a new help changes no talk that it is not in.
//
//go:embed agency.yaml phrases.yaml languages heard checks lives pictures/*.png help/find-place.yaml help/scam-message.yaml help/scan-document.yaml
var Few embed.FS
