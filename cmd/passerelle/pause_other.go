//go:build !unix

package main

import "os"

// resumes is empty: a restart without --paused ends the pause.
var resumes []os.Signal
