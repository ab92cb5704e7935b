package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/library"
)

// wrongFiles are errors in an author's files: a finding, not a failure of ours.
type wrongFiles struct{ dir string }

func (w wrongFiles) Error() string {
	return fmt.Sprintf("the files in %s have errors: mend them, or see all with: passerelle flows lint %s", w.dir, w.dir)
}

// loadSet reads an agency's folder over the shipped library, "" for the
// library alone. Errors in the files are shown on stderr and end the command.
func loadSet(c *cobra.Command, dir string) (*flows.Set, error) {
	agency, err := openDir(dir)
	if err != nil {
		return nil, err
	}
	set, findings, err := flows.LoadSet(agency, library.Files)
	if err != nil {
		return nil, err
	}
	if flows.HasErrors(findings) {
		for _, f := range findings {
			if f.Severity == flows.Error {
				source, _ := os.ReadFile(filepath.Join(dir, f.File))
				f.File = filepath.Join(dir, f.File)
				fmt.Fprint(c.ErrOrStderr(), f.Show(messageLanguage(""), source))
			}
		}
		return nil, wrongFiles{dir}
	}
	return set, nil
}

func openDir(dir string) (fs.FS, error) {
	if dir == "" {
		return nil, nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("the agency's folder: %w", err)
	}
	if !info.IsDir() {
		return nil, usageError{fmt.Errorf("%s is a file: name the folder that holds agency.yaml", dir)}
	}
	return os.DirFS(dir), nil
}

// messageLanguage is the language for people at the keyboard: the flag, else
// the environment's, else English.
func messageLanguage(flag string) string {
	for _, l := range []string{flag, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")} {
		if len(l) >= 2 {
			return strings.ToLower(l[:2])
		}
	}
	return "en"
}

// folderOf is the folder that a command was given, as an argument or by --agency.
func folderOf(args []string, agency string) string {
	if len(args) > 0 {
		return args[0]
	}
	return agency
}
