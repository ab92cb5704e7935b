package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows"
	"passerelle/flows/library"
)

// TestEveryZipStartsByADoubleClick: what is clicked can be run, names what is
// beside it, and the agency in it has no error.
func TestEveryZipStartsByADoubleClick(t *testing.T) {
	for _, target := range targets {
		packed, err := pack(target, []byte("program"))
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, f := range z.File {
			content, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			at := filepath.Join(dir, f.Name)
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(content)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, raw, f.Mode()); err != nil {
				t.Fatal(err)
			}
		}
		script, err := os.ReadFile(filepath.Join(dir, "passerelle", target.start))
		if err != nil || !strings.Contains(string(script), "demo --open --agency agency") {
			t.Errorf("%s: %v %s", target.start, err, script)
		}
		if info, err := os.Stat(filepath.Join(dir, "passerelle", target.start)); err != nil || info.Mode()&0o100 == 0 {
			t.Errorf("%s cannot be run: %v", target.start, err)
		}
		_, findings, err := flows.LoadSet(os.DirFS(filepath.Join(dir, "passerelle", "agency")), library.Files)
		if err != nil || flows.HasErrors(findings) {
			t.Errorf("%s: %v %v", target.os, err, findings)
		}
	}
}
