package passerelle

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestGuideCommands does what each guide says, in its order, in a clean folder:
// whole files are saved where it says, commands run, and what it shows of their
// answers is what they answer.
func TestGuideCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	bin := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin+"/passerelle", "./cmd/passerelle").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for language, page := range guides {
		t.Run(language, func(t *testing.T) {
			dir, id, out := t.TempDir(), "", ""
			for _, f := range fences(t, page) {
				own := strings.HasPrefix(f.text, "passerelle: ")
				switch {
				case f.info == "yaml" && own:
					id = regexp.MustCompile(`(?m)^id: (\S+)`).FindStringSubmatch(f.text)[1]
					save(t, dir+"/my-service/help/"+id+".yaml", f.text)
				case strings.HasPrefix(f.info, "yaml"):
					id = ""
				case f.info == "chat" && id != "":
					save(t, dir+"/my-service/help/"+id+".chat", f.text)
				case f.info == "sh":
					out = shell(t, dir, bin, language, f.text)
				case f.info == "text":
					says(t, page, out, f.text)
				}
			}
		})
	}
}

func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shell runs lines; findings (exit 1) are something to show, not a failure.
func shell(t *testing.T, dir, bin, language, script string) (all string) {
	t.Helper()
	for line := range strings.Lines(script) {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
		cmd.Dir = dir
		cmd.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + dir, "LANG=" + language + "_CH.UTF-8"}
		out, err := cmd.CombinedOutput()
		if err != nil && cmd.ProcessState.ExitCode() != 1 {
			t.Errorf("%s%v\n%s", line, err, out)
		}
		all += string(out)
	}
	return all
}

// says: each line that the page shows stands in the answer, in this order.
func says(t *testing.T, page, out, shown string) {
	t.Helper()
	rest := out
	for line := range strings.Lines(shown) {
		line = strings.TrimSpace(line)
		_, after, found := strings.Cut(rest, line)
		if line == "…" {
			continue
		}
		if !found {
			t.Errorf("%s: %q is not in the answer, or not there:\n%s", page, line, out)
			return
		}
		rest = after
	}
}

// TestGuidesAreOne: the guides have the same parts, the same examples and the same
// commands; only texts, notes and the language of the commands differ.
func TestGuidesAreOne(t *testing.T) {
	first := outline(t, guides["en"])
	for language, page := range guides {
		for other := range guides {
			source, err := os.ReadFile(page)
			if name := filepath.Base(guides[other]); err != nil || other != language && !strings.Contains(string(source[:400]), "]("+name+")") {
				t.Errorf("%s does not begin with a link to %s (%v)", page, name, err)
			}
		}
		this := outline(t, page)
		for i := range max(len(first), len(this)) {
			if i >= len(first) || i >= len(this) || first[i] != this[i] {
				t.Errorf("%s, part %d:\n%s\nin English:\n%s", page, i, at(this, i), at(first, i))
				break
			}
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}

// outline returns the headings' levels and the fences of a page, without words of
// its language.
func outline(t *testing.T, page string) (list []string) {
	t.Helper()
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?ms)^```([^\n]+)\n(.*?)^```$|^(#+) ").FindAllStringSubmatch(string(source), -1) {
		part := m[3] + m[1]
		var tree yaml.Node
		switch {
		case m[1] == "sh":
			part += regexp.MustCompile(`--(lang\w*|name|canton) (\S+|"[^"]*")|#.*|\b(fr|de|en)\b`).ReplaceAllString(m[2], "")
		case strings.HasPrefix(m[1], "yaml") && yaml.Unmarshal([]byte(m[2]), &tree) == nil:
			part += "\n" + shape(&tree)
		}
		list = append(list, part)
	}
	return list
}

// shape writes a YAML tree without what stands under a language.
func shape(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	var parts []string
	for i := 0; i < len(n.Content); i++ {
		c := n.Content[i]
		if n.Kind == yaml.MappingNode && regexp.MustCompile(`^(fr|de|it|en)$`).MatchString(c.Value) {
			parts, i = append(parts, "text"), i+1
			continue
		}
		parts = append(parts, shape(c))
	}
	return "(" + strings.Join(parts, " ") + ")"
}
