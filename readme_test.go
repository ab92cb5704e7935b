package passerelle

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/flows"
	"passerelle/flows/library"
)

// blocks returns what stands between the fences of one kind in a page, after a
// heading; "" for the whole page.
func blocks(t *testing.T, page, heading, kind string) (list []string) {
	t.Helper()
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(source), heading)
	if !found {
		t.Fatalf("%s has no %q", page, heading)
	}
	for _, m := range regexp.MustCompile("(?s)```"+kind+"\n(.*?)```").FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// TestExamplesLint: a whole file in the docs is one that an author may copy.
func TestExamplesLint(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, page := range append(pages, "README.md", "CONTRIBUTING.md") {
		for _, block := range blocks(t, page, "", "yaml") {
			if !strings.HasPrefix(block, "passerelle: ") {
				continue // a part of a file
			}
			whole++
			found, err := flows.LintLone(page, []byte(block), library.Files)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Error(f.Show("en", []byte(block)))
			}
		}
	}
	if whole == 0 {
		t.Error("no whole file was found: is the README's example still there?")
	}
}

// TestRunItToTheLetter does what the README says under "Run it", line by line,
// with its three folders below a clean one, and free ports.
func TestRunItToTheLetter(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	list := blocks(t, "README.md", "## Run it", "sh")
	if len(list) == 0 {
		t.Fatal("the README no longer says how to run it")
	}
	root := t.TempDir()
	config, err := os.ReadFile("deploy/config")
	if err != nil {
		t.Fatal(err)
	}
	below := strings.NewReplacer("/etc/passerelle", root+"/etc", "/var/lib/passerelle", root+"/var", "/usr/local/bin", root+"/bin", "deploy/config", root+"/config")
	if err := os.WriteFile(root+"/config", []byte(below.Replace(string(config))), 0o644); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(below.Replace(list[0])), "\n")
	env := []string{"PATH=" + root + "/bin:" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "PASSERELLE_LISTEN=127.0.0.1:0", "PASSERELLE_OPS_LISTEN=127.0.0.1:0"}
	for _, name := range []string{"GOFLAGS", "GOCACHE", "GOPATH", "GOMODCACHE", "GOPROXY"} {
		if value := os.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	shell := func(script string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", script)
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s\n%v\n%s", script, err, out)
		}
		return string(out)
	}
	last := len(lines) - 1
	if out := shell(strings.Join(lines[:last], "\n")); !strings.Contains(out, "password ") || strings.Contains(out, "others on this machine") {
		t.Errorf("it printed\n%s", out)
	}
	if info, err := os.Stat(root + "/etc/master-key"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v %v", info, err)
	}
	site, stop := serving(t, lines[last], env)
	res, err := http.Get(site)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("the desk: %d", res.StatusCode)
	}
	if out := shell("passerelle staff list --config " + root + "/etc/config"); !strings.Contains(out, "Marie") {
		t.Errorf("beside the service: %s", out)
	}
	if err := stop(); err != nil {
		t.Errorf("the service ended with %v", err)
	}
}

// serving runs the last line until stop, and returns where it listens.
func serving(t *testing.T, line string, env []string) (site string, stop func() error) {
	t.Helper()
	ctx, end := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(end)
	cmd := exec.CommandContext(ctx, "sh", "-c", "exec "+line)
	cmd.Env = env
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := regexp.MustCompile(`msg=ready listen=(\S+)`)
	var said strings.Builder
	for scan := bufio.NewScanner(io.TeeReader(talk, &said)); scan.Scan(); {
		if m := ready.FindStringSubmatch(scan.Text()); m != nil {
			site = m[1]
			break
		}
	}
	if site == "" {
		_ = cmd.Wait()
		t.Fatalf("it did not begin:\n%s", said.String())
	}
	return site, func() error {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, talk)
		return cmd.Wait()
	}
}
