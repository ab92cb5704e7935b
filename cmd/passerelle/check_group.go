package main

import "github.com/spf13/cobra"

func checkCommand() *cobra.Command {
	return group("check", "Skills checks: on paper, and whether they are fair", checkPrintCommand(), checkReportCommand())
}
