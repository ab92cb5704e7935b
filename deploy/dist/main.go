// Command dist packs the program for people who have no shell: one zip an
// operating system, with the program, a file to click twice, and a small agency
// to change. Run it from the top of the checkout:
//
//	go run ./deploy/dist -out dist
package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"passerelle/flows/library"
)

// target is a system that the program is built for.
type target struct{ os, arch, start string }

var targets = []target{
	{"windows", "amd64", "start.bat"},
	{"darwin", "arm64", "start.command"},
	{"darwin", "amd64", "start.command"},
	{"linux", "amd64", "start.sh"},
	{"linux", "arm64", "start.sh"},
}

// starts are the files to click twice. They stand beside the program.
var starts = map[string]string{
	"start.bat":     "@echo off\r\ncd /d \"%~dp0\"\r\npasserelle.exe demo --open --agency agency\r\npause\r\n",
	"start.command": "#!/bin/sh\ncd \"$(dirname \"$0\")\" && exec ./passerelle demo --open --agency agency\n",
	"start.sh":      "#!/bin/sh\ncd \"$(dirname \"$0\")\" && exec ./passerelle demo --open --agency agency\n",
}

const readme = `Passerelle

FR  Cliquez deux fois sur « %[1]s ». Une page s'ouvre dans votre navigateur. Rien n'est envoyé.
    Vos textes sont dans le dossier « agency ». Pour finir, fermez la fenêtre noire.
DE  Klicken Sie zweimal auf «%[1]s». Eine Seite öffnet sich im Browser. Nichts wird gesendet.
    Ihre Texte sind im Ordner «agency». Zum Beenden schliessen Sie das schwarze Fenster.
IT  Faccia doppio clic su «%[1]s». Si apre una pagina nel browser. Niente viene inviato.
    I suoi testi sono nella cartella «agency». Per finire, chiuda la finestra nera.
EN  Double-click "%[1]s". A page opens in your browser. Nothing is sent.
    Your texts are in the folder "agency". To end, close the black window.
`

func main() {
	out := flag.String("out", "dist", "folder for the zips")
	only := flag.String("only", "", "one system, such as windows/amd64; without it, all")
	version := flag.String("version", "development", "the version that the program tells")
	flag.Parse()
	if err := dist(*out, *only, *version); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func dist(out, only, version string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, t := range targets {
		if only != "" && only != t.os+"/"+t.arch {
			continue
		}
		program, err := build(t, version)
		if err != nil {
			return err
		}
		packed, err := pack(t, program)
		if err != nil {
			return err
		}
		name := filepath.Join(out, fmt.Sprintf("passerelle-%s-%s.zip", t.os, t.arch))
		if err := os.WriteFile(name, packed, 0o644); err != nil {
			return err
		}
		fmt.Println(name)
	}
	return nil
}

// build compiles the program for a system.
func build(t target, version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "dist-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "passerelle")
	c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.version="+version, "-o", name, "./cmd/passerelle")
	c.Env = append(os.Environ(), "GOOS="+t.os, "GOARCH="+t.arch, "CGO_ENABLED=0")
	if said, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build for %s/%s: %w\n%s", t.os, t.arch, err, said)
	}
	return os.ReadFile(name)
}

// pack makes the zip of a system.
func pack(t target, program []byte) ([]byte, error) {
	agency, err := library.Start(library.Answers{Name: "Espace Exemple", Languages: library.Tags(), Hours: "mon-fri 08:30-11:30, 13:30-17:00"})
	if err != nil {
		return nil, err
	}
	ending := ""
	if t.os == "windows" {
		ending = ".exe"
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, content []byte, mode fs.FileMode) {
		if err != nil {
			return
		}
		h := &zip.FileHeader{Name: "passerelle/" + name, Method: zip.Deflate}
		h.SetMode(mode)
		w, failed := z.CreateHeader(h)
		if err = failed; err == nil {
			_, err = w.Write(content)
		}
	}
	add("passerelle"+ending, program, 0o755)
	add(t.start, []byte(starts[t.start]), 0o755)
	add("README.txt", []byte(strings.ReplaceAll(fmt.Sprintf(readme, t.start), "\n", "\r\n")), 0o644)
	for name, content := range agency {
		add("agency/"+name, content, 0o644)
	}
	if err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
