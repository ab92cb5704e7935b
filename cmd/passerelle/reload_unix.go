//go:build unix

package main

import (
	"os"
	"syscall"
)

// reloads are the signals at which the agencies' files are read again.
var reloads = []os.Signal{syscall.SIGHUP}
