package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/po"
	"passerelle/flows/sheet"
)

func importCommand() *cobra.Command {
	var agency, to string
	var asJSON bool
	c := &cobra.Command{
		Use:   "import-po FILE…",
		Short: "Take translations in, whole files or parts, and say what was taken, refused and why",
		Long: `Take translations in: PO files or spreadsheets (xlsx) that export-po wrote, whole or in part. They are merged
into the agency's folder i18n; what is there and not in the file stays. What is refused is named with its
line, and the rest is taken.`,
		Args: arguments(cobra.MinimumNArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", ".", "folder of the agency")
	c.Flags().StringVar(&to, "lang", "", "language, where neither the file nor its name says it")
	c.Flags().BoolVar(&asJSON, "json", false, "what became of each file, as a JSON array")
	c.RunE = func(c *cobra.Command, paths []string) error {
		refused := false
		all := []flows.Imported{}
		for _, path := range paths {
			done, findings, err := importFile(c, agency, path, to)
			if err != nil {
				return err
			}
			all = append(all, done...)
			refused = refused || flows.HasErrors(findings)
			if asJSON {
				continue
			}
			if err := showImported(c, agency, path, done, findings); err != nil {
				return err
			}
		}
		if asJSON {
			if err := printJSON(c.OutOrStdout(), all); err != nil {
				return err
			}
		}
		if refused {
			return errFindings
		}
		return nil
	}
	return c
}

// importFile merges one file, and writes what it changes.
func importFile(c *cobra.Command, agency, path, to string) ([]flows.Imported, []flows.Finding, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	texts, err := loadTexts(c, agency)
	if err != nil {
		return nil, nil, err
	}
	file, findings, err := readTranslations(path, source)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	if flows.HasErrors(findings) {
		return nil, findings, nil
	}
	if to, err = languageOf(file, path, to); err != nil {
		return nil, nil, err
	}
	done, findings := texts.Import(path, to, file)
	for _, one := range done {
		if one.Path == "" {
			continue
		}
		if err := writeWhole(filepath.Join(agency, one.Path), one.Content); err != nil {
			return nil, nil, err
		}
	}
	return done, findings, nil
}

// readTranslations reads a translator's file of either kind.
func readTranslations(path string, source []byte) (*po.File, []flows.Finding, error) {
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		name, rows, err := sheet.Read(source)
		if err == nil && len(rows) == 0 {
			err = errors.New("the first sheet has no texts: its first column holds their names, as export-po writes them")
		}
		return sheet.File(name, rows), nil, err
	}
	file, findings := flows.ReadPO(path, source)
	return file, findings, nil
}

// languageOf is the flag's, else the file's own, else what its name says.
func languageOf(file *po.File, path, flag string) (string, error) {
	bare := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for _, tag := range []string{flag, file.Field("Language"), strings.TrimPrefix(filepath.Ext(bare), ".")} {
		if tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-"); flows.Known(tag) {
			return tag, nil
		}
	}
	return "", usageError{fmt.Errorf("%s does not say its language: add --lang it", path)}
}

// showImported says what became of a file.
func showImported(c *cobra.Command, agency, path string, done []flows.Imported, findings []flows.Finding) error {
	talk := messageLanguage("")
	var source []byte
	if filepath.Ext(path) == ".po" {
		source, _ = os.ReadFile(path)
	}
	for _, f := range findings {
		if _, err := fmt.Fprintln(c.OutOrStdout(), f.Show(talk, source)); err != nil {
			return err
		}
	}
	texts, err := loadTexts(c, agency)
	if err != nil {
		return err
	}
	for _, one := range done {
		lines := []string{flows.Say("imported", talk, one.ID, one.Language, one.Taken, one.There, one.Empty, one.Refused)}
		if count := texts.Count(one.ID, one.Language); count.Texts > 0 {
			lines = append(lines, "  "+left(count, agency, talk))
		}
		if _, err := fmt.Fprintln(c.OutOrStdout(), strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// left is what is still to be done.
func left(count flows.Count, agency, talk string) string {
	if count.Whole() {
		return flows.Say("import-whole", talk, count.ID, count.Language)
	}
	return flows.Say("import-missing", talk, count.Texts-count.Have, count.Language, agency)
}
