//go:build unix

package main

import (
	"os"
	"syscall"
)

// resumes are the signals that end a pause.
var resumes = []os.Signal{syscall.SIGUSR1}
