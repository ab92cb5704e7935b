package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/library"
)

// lintFormats are the forms in which findings are printed.
var lintFormats = []string{"text", "json", "github", "sarif"}

func lintCommand() *cobra.Command {
	var asJSON, strict bool
	var language, format, now string
	c := &cobra.Command{Use: "lint [PATH…]", Short: "Say what is wrong in flow files, where, and how to mend it"}
	c.Flags().BoolVar(&asJSON, "json", false, "findings as a JSON array")
	c.Flags().BoolVar(&strict, "strict", false, "warnings count as findings too")
	c.Flags().StringVar(&language, "lang", "", "language of the messages: fr, de, it, en")
	c.Flags().StringVar(&format, "format", "text", "text, json, github for annotations, or sarif")
	c.Flags().StringVar(&now, "now", "", "judge dates as of this day (2026-11-10); today without it")
	c.RunE = func(c *cobra.Command, args []string) error {
		at := time.Now()
		if now != "" {
			var err error
			if at, err = time.Parse(time.DateOnly, now); err != nil {
				return usageError{fmt.Errorf("--now is written 2026-11-10, not %q", now)}
			}
		}
		if asJSON {
			format = "json"
		}
		if !slices.Contains(lintFormats, format) {
			return usageError{fmt.Errorf("--format is text, json, github or sarif, not %q", format)}
		}
		findings, err := lintPaths(args, at)
		if err != nil {
			return err
		}
		if err := writeFindings(c.OutOrStdout(), format, findings, messageLanguage(language)); err != nil {
			return err
		}
		if flows.HasErrors(findings) || strict && len(findings) > 0 {
			return errFindings
		}
		if len(findings) == 0 {
			fmt.Fprintln(c.ErrOrStderr(), flows.NothingWrong(messageLanguage(language)))
		}
		return nil
	}
	return c
}

func writeFindings(out io.Writer, format string, findings []flows.Finding, language string) error {
	switch format {
	case "json":
		return printJSON(out, inLanguage(findings, language))
	case "github":
		return annotate(out, inLanguage(findings, language), language)
	case "sarif":
		report, err := flows.SARIF(findings, language)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s\n", report)
		return err
	}
	return printFindings(out, findings, language)
}

// lintPaths reads each path: an agency's folder as a whole, anything else file
// by file. File names are written with "/" on every system.
func lintPaths(paths []string, now time.Time) ([]flows.Finding, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	all := []flows.Finding{}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		dir, one := p, ""
		if !info.IsDir() {
			dir, one = filepath.Split(p)
		}
		found, err := lintIn(dir, one, now)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// lintIn reads a folder, or one file of it.
func lintIn(dir, one string, now time.Time) ([]flows.Finding, error) {
	if one != "" {
		source, err := os.ReadFile(filepath.Join(dir, one))
		if err != nil {
			return nil, err
		}
		return flows.LintLone(filepath.ToSlash(filepath.Join(dir, one)), source, library.Files)
	}
	findings, err := flows.LintDir(os.DirFS(dir), library.Files, now)
	for i := range findings {
		if !strings.HasPrefix(findings[i].File, flows.Shipped) {
			findings[i].File = filepath.ToSlash(filepath.Join(dir, findings[i].File))
		}
	}
	return findings, err
}

func inLanguage(findings []flows.Finding, language string) []flows.Finding {
	said := []flows.Finding{}
	for _, f := range findings {
		said = append(said, f.In(language))
	}
	return said
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func printFindings(out io.Writer, findings []flows.Finding, language string) error {
	sources := map[string][]byte{}
	for _, f := range findings {
		if _, read := sources[f.File]; !read {
			sources[f.File], _ = os.ReadFile(filepath.FromSlash(f.File))
		}
		if _, err := io.WriteString(out, f.Show(language, sources[f.File])+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// annotate writes findings as GitHub's workflow commands.
func annotate(out io.Writer, findings []flows.Finding, language string) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, f := range findings {
		if _, err := fmt.Fprintf(out, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", f.Severity, f.File, f.Line, f.Col, f.Code, escape.Replace(f.Message+" "+f.Advice(language))); err != nil {
			return err
		}
	}
	return nil
}

func explainCommand() *cobra.Command {
	var language string
	c := &cobra.Command{Use: "explain [CODE]", Short: "The page of a finding: what is wrong, a bad and a good example", Args: arguments(cobra.MaximumNArgs(1))}
	c.Flags().StringVar(&language, "lang", "", "language of the page: fr, de, it, en")
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			_, err := fmt.Fprintln(c.OutOrStdout(), strings.Join(flows.Codes(), "\n"))
			return err
		}
		page, found := flows.Explain(args[0], messageLanguage(language))
		if !found {
			near := flows.Nearest(args[0], flows.Codes())
			return usageError{fmt.Errorf("there is no finding %q%s; \"flows explain\" lists them", args[0], orBlank(", did you mean "+near+"?", near))}
		}
		_, err := io.WriteString(c.OutOrStdout(), page)
		return err
	}
	return c
}

func orBlank(words, only string) string {
	if only == "" {
		return ""
	}
	return words
}

func fixCommand() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "fix [PATH…]",
		Short: "Put the language's words for old, foreign and mistyped ones",
		Long: `Put the language's words for old, foreign and mistyped ones ("dire" becomes "say", "publié" becomes "published"), where there
is no doubt which is meant. Only these words change: notes, spaces and line ends stay.`,
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would change, and change nothing")
	c.RunE = func(c *cobra.Command, paths []string) error {
		if len(paths) == 0 {
			paths = []string{"."}
		}
		for _, p := range paths {
			if err := eachYAML(p, func(path string) error { return fixFile(c.OutOrStdout(), path, dry) }); err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

func eachYAML(root string, do func(path string) error) error {
	return filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".yaml" && filepath.Ext(path) != ".yml":
			return nil
		}
		return do(path)
	})
}

func fixFile(out io.Writer, path string, dry bool) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	fixed, changes := flows.Fix(path, source)
	for _, change := range changes {
		if _, err := fmt.Fprintf(out, "%s:%d:%d: %s -> %s\n", filepath.ToSlash(path), change.Line, change.Col, change.Old, change.New); err != nil {
			return err
		}
	}
	if len(changes) == 0 || dry {
		return nil
	}
	return replaceFile(path, fixed)
}

// replaceFile writes a file beside its place and puts it there whole, so that
// nobody reads half of it.
func replaceFile(path string, text []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".fix-*")
	if err != nil {
		return err
	}
	_, err = draft.Write(text)
	err = errors.Join(err, draft.Chmod(info.Mode()), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		_ = os.Remove(draft.Name())
	}
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
