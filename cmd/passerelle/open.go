package main

import (
	"context"
	"os/exec"
	"runtime"
)

// openers are the commands that show an address in the person's browser.
var openers = map[string][]string{
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	"darwin":  {"open"},
	"linux":   {"xdg-open"},
}

// openBrowser shows an address in the browser. Where there is none, the address
// on the screen is enough.
func openBrowser(ctx context.Context, url string) {
	command := openers[runtime.GOOS]
	if command == nil {
		return
	}
	go func() { _ = exec.CommandContext(ctx, command[0], append(command[1:], url)...).Run() }()
}
