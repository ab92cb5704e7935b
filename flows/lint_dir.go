package flows

import (
	"io/fs"
	"runtime"
	"sync"
	"time"
)

// LintDir says everything that is wrong in a folder as of a day: in an agency's
// folder, which has an agency.yaml, as a whole; in any other, file by file.
func LintDir(dir, library fs.FS, now time.Time) ([]Finding, error) {
	if _, err := fs.Stat(dir, "agency.yaml"); err != nil {
		return lintLoose(dir, library, now)
	}
	set, findings, err := LoadSet(dir, library)
	if err != nil {
		return nil, err
	}
	return sortFindings(append(findings, LintDates(set.own, now)...)), nil
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
	for i := range files {
		findings = append(findings, files[i].lintAlone(base)...)
	}
	findings = append(findings, lintFolder(files)...)
	return sortFindings(append(findings, LintDates(files, now)...)), nil
}

// loadAll reads files side by side, on every processor, and keeps their order.
func loadAll(names []string, sources [][]byte) ([]File, []Finding) {
	files, found := make([]File, len(names)), make([][]Finding, len(names))
	var wait sync.WaitGroup
	for worker := range min(runtime.GOMAXPROCS(0), len(names)) {
		wait.Go(func() {
			for i := worker; i < len(names); i += runtime.GOMAXPROCS(0) {
				files[i], found[i] = LoadFile(names[i], sources[i])
			}
		})
	}
	wait.Wait()
	var all []Finding
	for _, f := range found {
		all = append(all, f...)
	}
	return files, all
}
