package main

import "github.com/spf13/cobra"

func checkCommand() *cobra.Command {
	return group("check", "Skills checks: on paper, and their mathematics", checkPrintCommand(), scoreCommand(), infoCommand(), nextCommand(), runCommand(),
		calibrateCommand(), difCommand(), simulateCommand())
}
