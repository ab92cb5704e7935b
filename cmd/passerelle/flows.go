package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

func flowsCommand() *cobra.Command {
	return group("flows", "The author's tools", lintCommand(), testCommand(), drawCommand(), printCommand(), costCommand(), walkCommand(), schemaCommand(),
		previewCommand(), exportCommand(), importCommand(), statusCommand(), diffCommand())
}

func lintCommand() *cobra.Command {
	var asJSON, strict bool
	var language, format, now string
	c := &cobra.Command{Use: "lint [PATH…]", Short: "Say what is wrong in flow files, where, and how to mend it"}
	c.Flags().BoolVar(&asJSON, "json", false, "findings as a JSON array")
	c.Flags().BoolVar(&strict, "strict", false, "warnings count as findings too")
	c.Flags().StringVar(&language, "lang", "", "language of the messages: fr, de, it, en")
	c.Flags().StringVar(&format, "format", "text", "text, or github for annotations")
	c.Flags().StringVar(&now, "now", "", "judge dates as of this day (2026-11-10); today without it")
	c.RunE = func(c *cobra.Command, args []string) error {
		at := time.Now()
		if now != "" {
			var err error
			if at, err = time.Parse(time.DateOnly, now); err != nil {
				return usageError{fmt.Errorf("--now is written 2026-11-10, not %q", now)}
			}
		}
		if format != "text" && format != "github" {
			return usageError{fmt.Errorf("--format is text or github, not %q", format)}
		}
		findings, err := lintPaths(args, at)
		if err != nil {
			return err
		}
		language = messageLanguage(language)
		switch {
		case asJSON:
			err = printJSON(c.OutOrStdout(), inLanguage(findings, language))
		case format == "github":
			err = annotate(c.OutOrStdout(), inLanguage(findings, language), language)
		default:
			err = printFindings(c.OutOrStdout(), findings, language)
		}
		if err == nil && (flows.HasErrors(findings) || strict && len(findings) > 0) {
			return errFindings
		}
		return err
	}
	return c
}

// lintPaths reads each path: an agency's folder as a whole, anything else file
// by file.
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
		var found []flows.Finding
		switch {
		case !info.IsDir():
			found, err = lintFile(p)
		case exists(filepath.Join(p, "agency.yaml")):
			found, err = lintAgency(p, now)
		default:
			found, err = lintFolder(p)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func lintFile(path string) ([]flows.Finding, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return flows.LintLone(path, source, library.Files)
}

func lintFolder(dir string) (all []flows.Finding, err error) {
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" && filepath.Ext(path) != ".yml" {
			return err
		}
		found, err := lintFile(path)
		all = append(all, found...)
		return err
	})
	return all, err
}

func lintAgency(dir string, now time.Time) ([]flows.Finding, error) {
	_, findings, err := flows.LoadSet(os.DirFS(dir), library.Files)
	if err != nil {
		return nil, err
	}
	source, err := os.ReadFile(filepath.Join(dir, "agency.yaml"))
	if err != nil {
		return nil, err
	}
	agency, _ := flows.LoadFile("agency.yaml", source)
	findings = append(findings, flows.LintDates([]flows.File{agency}, now)...)
	for i := range findings {
		findings[i].File = filepath.Join(dir, findings[i].File)
	}
	return findings, nil
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
			sources[f.File], _ = os.ReadFile(f.File)
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

func testCommand() *cobra.Command {
	var update, cover bool
	c := &cobra.Command{Use: "test [FOLDER]", Short: "Play the transcripts of an agency's folder and compare every word", Args: arguments(cobra.MaximumNArgs(1))}
	c.Flags().BoolVar(&update, "update", false, "write what the bot says now into the transcripts")
	c.Flags().BoolVar(&cover, "cover", false, "list the steps, choices, hints and questions that no transcript visits")
	c.RunE = func(c *cobra.Command, args []string) error {
		dir := "."
		if len(args) > 0 {
			dir = args[0]
		}
		set, err := loadSet(c, dir)
		if err != nil {
			return err
		}
		book, err := bench.NewBook(set)
		if err != nil {
			return err
		}
		seen := bench.NewCoverage()
		results, err := bench.Run(book, os.DirFS(dir), seen)
		if err != nil {
			return err
		}
		if cover {
			if err := printCover(c, dir, seen, set); err != nil {
				return err
			}
		}
		return tellResults(c, dir, results, update)
	}
	return c
}

func tellResults(c *cobra.Command, dir string, results []bench.Result, update bool) error {
	bad := 0
	for _, r := range results {
		path := filepath.Join(dir, r.File)
		switch {
		case r.Err != nil:
			bad++
			fmt.Fprintf(c.OutOrStdout(), "%s: %v\n", path, r.Err)
		case r.Diff == "":
		case update:
			if err := os.WriteFile(path, []byte(r.Updated), 0o644); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: updated\n", path)
		default:
			bad++
			fmt.Fprintf(c.OutOrStdout(), "%s:%d: the bot says something else\n%s\n", path, r.Line, r.Diff)
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d transcripts, %d differ\n", len(results), bad)
	if bad > 0 {
		return errFindings
	}
	return nil
}
