package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
	"passerelle/bot/skills/table"
	"passerelle/flows"
)

func checkCommand() *cobra.Command {
	return group("check", "Skills checks: score, choose, calibrate, compare, simulate, print, report", scoreCommand(), infoCommand(), nextCommand(),
		runCommand(), calibrateCommand(), difCommand(), simulateCommand(), checkPrintCommand(), checkReportCommand())
}

// wrongInput is something wrong in a file of numbers: a finding, not a failure of ours.
type wrongInput struct{ error }

// Unwrap returns what is wrong.
func (w wrongInput) Unwrap() error { return w.error }

// bankFlags are the flags of commands about a bank.
type bankFlags struct {
	file, model string
	asJSON      bool
}

func (f *bankFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "bank", "", "file with the scale, the areas and the items with their difficulties, or a check (required)")
	c.Flags().BoolVar(&f.asJSON, "json", false, "as JSON")
}

func (f *bankFlags) addModel(c *cobra.Command) {
	f.add(c)
	c.Flags().StringVar(&f.model, "model", "rasch", "rasch, or 2pl with discrimination and guessing")
}

// load reads the bank.
func (f *bankFlags) load() (*skills.Bank, error) {
	model, err := modelOf(f.model)
	if err != nil {
		return nil, err
	}
	if f.file == "" {
		return nil, usageError{errors.New("--bank FILE is missing: the file with the items and their difficulties")}
	}
	return bankOf(f.file, model)
}

func modelOf(name string) (skills.Model, error) {
	for _, m := range []skills.Model{skills.Rasch, skills.TwoPL} {
		if m.String() == name {
			return m, nil
		}
	}
	return 0, usageError{fmt.Errorf("--model is rasch or 2pl, not %q", name)}
}

// isCheck tells a check's file from one that holds a bank alone.
var isCheck = regexp.MustCompile(`(?m)^kind: *["']?check\b`)

// bankOf reads a bank from a file: one that holds a bank alone, or a check.
func bankOf(file string, model skills.Model) (*skills.Bank, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	read := flows.ReadBank
	if isCheck.Match(source) {
		read = bankOfCheck
	}
	bank, err := read(file, source, model)
	if err != nil {
		return nil, wrongInput{err}
	}
	return bank, nil
}

// bankOfCheck returns the scored items of a check. Under rasch their guessing
// and discrimination are left out; what people are told is scored with them.
func bankOfCheck(name string, source []byte, model skills.Model) (*skills.Bank, error) {
	read, findings := flows.LoadFile(name, source)
	if read.Flow == nil {
		var wrong []error
		for _, f := range findings {
			if f.Severity == flows.Error {
				wrong = append(wrong, fmt.Errorf("%s:%d:%d: %s: %s", name, f.Line, f.Col, f.Message, f.Help))
			}
		}
		return nil, errors.Join(wrong...)
	}
	bank, _, err := read.Flow.Check.Bank()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return skills.NewBank(bank.Scale(), bank.Areas(), bank.Items(), model)
}

// readFile reads what a flag names with one of the readers of tables.
func readFile[T any](flag, file string, read func(io.Reader) (T, error)) (T, error) {
	var nothing T
	if file == "" {
		return nothing, usageError{fmt.Errorf("%s FILE is missing", flag)}
	}
	in, err := os.Open(file)
	if err != nil {
		return nothing, err
	}
	defer in.Close()
	data, err := read(in)
	if err != nil {
		return nothing, wrongInput{err}
	}
	return data, nil
}

// readResponses reads answers to the items of a bank, and where each column's
// item is in it.
func readResponses(flag, file string, bank *skills.Bank) (*table.Responses, []int, error) {
	highest, place := map[string]int{}, map[string]int{}
	for k, i := range bank.Items() {
		highest[i.ID], place[i.ID] = i.Grades()-1, k
	}
	r, err := readFile(flag, file, func(in io.Reader) (*table.Responses, error) { return table.ReadResponses(in, file, highest) })
	if err != nil {
		return nil, nil, err
	}
	var places []int
	for _, item := range r.Items {
		places = append(places, place[item])
	}
	return r, places, nil
}

// number writes a number for people: three decimals, a dash for none.
func number(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f", *x)
}

// numbers writes several, parted by tabs.
func numbers(all ...float64) string {
	var text []string
	for _, x := range all {
		text = append(text, number(&x))
	}
	return strings.Join(text, "\t")
}
