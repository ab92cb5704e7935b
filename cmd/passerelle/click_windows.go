package main

import "github.com/inconshreveable/mousetrap"

// clicked is what a double click on the program does, "" when it was started
// from a command line.
func clicked(args []string) []string {
	if len(args) == 0 && mousetrap.StartedByExplorer() {
		return []string{"demo", "--open"}
	}
	return args
}
