//go:build !unix

package main

import "os"

// reloads is empty: a changed file is seen without a signal.
var reloads []os.Signal
