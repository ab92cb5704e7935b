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
	_, own, findings, err := loadSet(dir, library)
	if err != nil {
		return nil, err
	}
	return sortFindings(append(findings, LintDates(own, now)...)), nil
}

// lintLoose reads each file of a folder by itself.
func lintLoose(dir, library fs.FS, now time.Time) ([]Finding, error) {
	base, _, err := LoadDir(library)
	if err != nil {
		return nil, err
	}
	files, findings, err := LoadDir(dir)
	if err != nil {
		return nil, err
	}
	found := make([][]Finding, len(files))
	sideBySide(len(files), func(i int) { found[i] = files[i].lintAlone(base) })
	findings = append(findings, slices.Concat(found...)...)
	findings = append(findings, lintFolder(files)...)
	return sortFindings(append(findings, LintDates(files, now)...)), nil
}

// loadAll reads files side by side, on every processor, and keeps their order.
func loadAll(names []string, sources [][]byte) ([]File, []Finding) {
	files, found := make([]File, len(names)), make([][]Finding, len(names))
	sideBySide(len(names), func(i int) { files[i], found[i] = LoadFile(names[i], sources[i]) })
	return files, slices.Concat(found...)
}

// sideBySide does the same for each of many, on every processor.
func sideBySide(count int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), count)
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
