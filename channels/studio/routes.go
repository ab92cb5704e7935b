package studio

import "passerelle/bot/rights"

// route is a page or an act of a workshop, and the right that it takes.
type route struct {
	method, path string // under the workshop's base
	needs        rights.Right
	do           Handler
}

// routes are all of a workshop. Publishing is an act of a file's page that takes
// a right of its own there.
func (w *workshop) routes() []route {
	return []route{
		{"GET", "/{$}", rights.FlowsRead, w.list},
		{"POST", "/{$}", rights.FlowsEdit, w.create},
		{"GET", "/live", rights.FlowsRead, w.live},
		{"GET", "/media/{sum}", rights.FlowsRead, w.media},
		{"GET", "/file/{file...}", rights.FlowsRead, w.showFile},
		{"POST", "/file/{file...}", rights.FlowsEdit, w.act},
	}
}
