package flows

import (
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"
)

// LintDir says everything that is wrong in a folder as of a day: in an agency's
// folder, which has an agency.yaml, as a whole; in any other, file by file.
func LintDir(dir, library fs.FS, now time.Time) ([]Finding, error) {
	if _, err := fs.Stat(dir, "agency.yaml"); err != nil {
		return lintLoose(dir, library, now)
	}
	t, findings, err := loadTexts(dir, library, everyProcessor())
	if err != nil {
		return nil, err
	}
	return sortFindings(append(findings, LintDates(t.own, now)...)), nil
}

// lintLoose reads each file of a folder by itself.
func lintLoose(dir, library fs.FS, now time.Time) ([]Finding, error) {
	base, _, err := LoadDir(library)
	if err != nil {
		return nil, err
	}
	from, err := readCatalogues(dir)
	if err != nil {
		return nil, err
	}
	files, findings, err := loadDir(dir, from, everyProcessor())
	if err != nil {
		return nil, err
	}
	from.leftOver(files)
	findings = append(findings, from.findings()...)
	found := make([][]Finding, len(files))
	sideBySide(len(files), everyProcessor(), func(i int) { found[i] = files[i].lintAlone(base) })
	findings = append(findings, slices.Concat(found...)...)
	findings = append(findings, lintFolder(files)...)
	return sortFindings(append(findings, LintDates(files, now)...)), nil
}

func everyProcessor() int { return runtime.GOMAXPROCS(0) }

// gently, in place of a number of workers, is one that rests after each file for
// as long as its work took.
const gently = 0

// mostRest bounds one rest, where the machine was busy with other things.
const mostRest = 20 * time.Millisecond

// sideBySide does the same for each of many, by so many workers, or gently.
func sideBySide(count, workers int, do func(i int)) {
	if workers == gently {
		for i := range count {
			began := time.Now()
			do(i)
			time.Sleep(min(time.Since(began), mostRest))
		}
		return
	}
	workers = min(workers, count)
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := worker; i < count; i += workers {
				do(i)
			}
		})
	}
	wait.Wait()
}
