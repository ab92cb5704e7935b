// Command passerelle is the whole program: the service, its demonstration, the
// author's tools and the desk without a browser. It parses flags and wires;
// no rule of the product lives here.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set at build time: -ldflags "-X main.version=1.2.3".
var version = "development"

// The exit codes, which scripts rely on.
const (
	exitFine = iota
	exitFindings
	exitUsage
	exitFailure
)

// errFindings ends a command that worked and found something to mend.
var errFindings = errors.New("findings")

// usageError is a command line that cannot be understood.
type usageError struct{ error }

func main() {
	cobra.MousetrapHelpText = "" // a double click opens the demonstration
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, clicked(os.Args[1:]), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program with its streams, and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, talk io.Writer) int {
	root := command()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(talk)
	err := root.ExecuteContext(ctx)
	var usage usageError
	var files wrongFiles
	var input wrongInput
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &files), errors.As(err, &input):
		fmt.Fprintf(talk, "passerelle: %v\n", err)
		return exitFindings
	case errors.As(err, &usage), strings.HasPrefix(err.Error(), "unknown command"):
		fmt.Fprintf(talk, "passerelle: %v\nSee: passerelle --help\n", err)
		return exitUsage
	}
	fmt.Fprintf(talk, "passerelle: %v\n", err)
	return exitFailure
}

func command() *cobra.Command {
	root := &cobra.Command{
		Use:           "passerelle",
		Short:         "A footbridge between people who lack digital skills and those who help them",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(initCommand(), demoCommand(), serveCommand(), chatCommand(), casesCommand(), peopleCommand(), placesCommand(), voicesCommand(), staffCommand(), auditCommand(), agencyCommand(), doctorCommand(), flowsCommand(), checkCommand(), textCommand(),
		contactCommand(), privacyCommand(), journalCommand(), reportCommand(), configCommand(), manpageCommand(), versionCommand())
	return root
}

// arguments makes a wrong number of arguments a usage error.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		err := check(c, args)
		switch {
		case err == nil:
			return nil
		case !c.HasSubCommands() && strings.HasPrefix(err.Error(), "unknown command"): // cobra's words for what is no command at all
			return usageError{fmt.Errorf("%s takes no arguments besides its flags, not %q", c.CommandPath(), args[0])}
		}
		return usageError{err}
	}
}

// group is a command that only has commands under it.
func group(use, short string, under ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: arguments(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		return usageError{fmt.Errorf("%s needs one of its commands", c.CommandPath())}
	}}
	c.AddCommand(under...)
	return c
}

func versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: arguments(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		_, err := fmt.Fprintln(c.OutOrStdout(), version)
		return err
	}}
}
