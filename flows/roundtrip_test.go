package flows_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v4"

	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/flows/po"
	"passerelle/flows/sheet"
)

// without returns a file in which one language was taken out of every text.
func without(t testing.TB, source []byte, language string) string {
	t.Helper()
	var top yaml.Node
	if err := yaml.Unmarshal(source, &top); err != nil {
		t.Fatal(err)
	}
	var strip func(n *yaml.Node)
	strip = func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == language && len(n.Content) > 2 {
					n.Content = slices.Delete(n.Content, i, i+2)
					i -= 2
				}
			}
		}
		for i, inner := range n.Content {
			if i > 0 && n.Kind == yaml.MappingNode && n.Content[i-1].Value == "read_back" {
				continue // names, no text
			}
			strip(inner)
		}
	}
	strip(&top)
	bare, err := yaml.Marshal(&top)
	if err != nil {
		t.Fatal(err)
	}
	return string(bare)
}

// shippedFiles are the library's files that have texts, by path and id.
var shippedFiles = map[string]string{
	"help/scan-document.yaml": "scan-document", "help/find-place.yaml": "find-place", "help/scam-message.yaml": "scam-message",
	"checks/first-steps.yaml": "first-steps", "phrases.yaml": "common", "agency.yaml": "espace-lien",
}

// compiled are the set's parts without what differs by where they stand.
var compiled = cmp.Options{
	cmpopts.IgnoreUnexported(flows.Flow{}), cmpopts.IgnoreFields(flows.Flow{}, "Source", "File"), cmpopts.IgnoreFields(flows.Agency{}, "Source"),
	cmpopts.IgnoreFields(flows.Step{}, "Line"), cmpopts.IgnoreFields(flows.Choice{}, "Line"), cmpopts.IgnoreFields(flows.Item{}, "Line"),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
}

// TestRoundTrip: a language is taken out of everything that we ship, goes to a
// translator as PO files or as a spreadsheet, comes back, and the same is
// compiled as before; in every language.
func TestRoundTrip(t *testing.T) {
	whole, _ := texts(t, nil)
	for _, language := range []string{"fr", "de", "it", "en"} {
		for _, format := range []string{"po", "xlsx"} {
			dir := map[string]string{}
			for name := range shippedFiles {
				source, err := fs.ReadFile(library.Files, name)
				if err != nil {
					t.Fatal(err)
				}
				dir[name] = without(t, source, language)
			}
			poor, _ := texts(t, dir)
			for _, f := range poor.Set.Flows {
				if slices.Contains(f.Languages, language) {
					t.Fatalf("%s still has %s", f.ID, language)
				}
			}
			if c := poor.Count("common", language); c.Have != 0 || c.Texts < 100 {
				t.Fatalf("%s: %+v", language, c)
			}
			for name, content := range returned(t, whole, poor, language, format) {
				dir[name] = content
			}
			again, found := texts(t, dir)
			for _, f := range found {
				if strings.HasPrefix(f.Code, "po-") || f.Severity == flows.Error {
					t.Errorf("%s by %s: %s", language, format, f.Show("en", nil))
				}
			}
			for _, pair := range [][2]any{{whole.Set.Flows, again.Set.Flows}, {whole.Set.Phrases, again.Set.Phrases}, {whole.Set.Agency, again.Set.Agency}} {
				if diff := cmp.Diff(pair[0], pair[1], compiled); diff != "" {
					t.Errorf("%s by %s (- before, + after):\n%s", language, format, diff)
				}
			}
			for _, id := range again.IDs() {
				if c := again.Count(id, language); !c.Whole() || c.Stale > 0 {
					t.Errorf("%s by %s: %+v", language, format, c)
				}
			}
		}
	}
}

// returned is what the folder holds after a translator sent everything back.
func returned(t *testing.T, whole, poor *flows.Texts, language, format string) map[string]string {
	t.Helper()
	file := whole.Export(whole.IDs(), language, "en")
	switch format {
	case "po":
		var errs []po.Error
		if file, errs = po.Parse(po.Format(file)); len(errs) > 0 {
			t.Fatal(errs)
		}
	case "xlsx":
		book, err := sheet.Write(language, sheet.Heads{"a", "b", "c", "d", "e", "f"}, sheet.Rows(file))
		if err != nil {
			t.Fatal(err)
		}
		name, rows, err := sheet.Read(book)
		if err != nil || name != language {
			t.Fatal(name, err)
		}
		file = sheet.File(name, rows)
	}
	done, found := poor.Import("back."+format, language, file)
	files := map[string]string{}
	for _, one := range done {
		if one.Taken == 0 || one.Refused+one.There > 0 {
			t.Errorf("%s by %s: %+v", language, format, one)
		}
		files[one.Path] = string(one.Content)
	}
	if len(found) > 0 || len(files) != len(shippedFiles) {
		t.Errorf("%s by %s: %d files, %v", language, format, len(files), found)
	}
	return files
}

// TestImport: parts are merged, nothing that is there is lost, and each refusal
// has its line and its reason.
func TestImport(t *testing.T) {
	dir := map[string]string{"lamp.yaml": good, "i18n/lamp.it.po": "# Anna\n" + inItalian + "\n#~ msgctxt \"lamp/old\"\n#~ msgid \"a\"\n#~ msgstr \"b\"\n"}
	all, _ := texts(t, dir)
	part, errs := po.Parse([]byte(`msgid ""
msgstr "Language: it\n"

msgctxt "lamp/press/say"
msgid "Appuyez sur le bouton."
msgstr "Prema qui."

msgctxt "lamp/title"
msgid "La lampe"
msgstr "La lampada"

msgctxt "lamp/goal"
msgid "Un autre texte."
msgstr "Un altro testo."

msgctxt "lamp/light/aks"
msgid "x"
msgstr "y"

msgctxt "lamp/light/ask"
msgid "Y a-t-il de la lumière ?"
msgstr "C'è {wait} luce?"

msgctxt "lamp/press/stuck/1"
msgid "Il est à gauche."
msgstr ""

msgctxt "scan-document/title"
msgid "Photo d'un papier"
msgstr "Foto di un documento"

msgctxt "scan-document/goal"
msgid "x"
msgstr "Lei sa fotografare un foglio e inviarlo."
`))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	done, found := all.Import("part.po", "it", part)
	if len(done) != 2 || done[0].Taken != 1 || done[0].There != 1 || done[0].Empty != 1 || done[0].Refused != 3 || done[1].Refused != 1 || done[1].There != 1 || done[1].Path != "" {
		t.Fatalf("%+v", done)
	}
	want := strings.Replace(strings.Replace(dir["i18n/lamp.it.po"], "Prema il pulsante.", "Prema qui.", 1), "msgctxt \"lamp/press/say\"", "#: lamp.yaml:18\nmsgctxt \"lamp/press/say\"", 1)
	if got := string(done[0].Content); done[0].Path != "i18n/lamp.it.po" || got != want {
		t.Errorf("%s:\n%s", done[0].Path, cmp.Diff(want, got))
	}
	codes := map[string]int{}
	for _, f := range found {
		codes[f.Code] = f.Line
		for _, language := range []string{"fr", "de", "it", "en"} {
			if said := f.In(language); said.Message == "" || said.Help == "" || strings.Contains(said.Message+said.Help, "{0}") {
				t.Errorf("%s in %s", f.Code, language)
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"import-stale": 14, "po-context": 18, "po-invented": 22, "import-inline": 30}, codes); diff != "" {
		t.Error(diff)
	}
	dir["i18n/lamp.it.po"] = string(done[0].Content)
	all, _ = texts(t, dir)
	if again, _ := all.Import("part.po", "it", part); again[0].Taken != 0 || again[0].Path != "" {
		t.Errorf("the second time: %+v", again[0])
	}
}

// TestAnOldTranslationIsKeptUnsent: what was translated from an earlier text is
// taken in, marked, and offered to the translator again.
func TestAnOldTranslationIsKeptUnsent(t *testing.T) {
	dir := map[string]string{"lamp.yaml": strings.Replace(good, "sur le bouton", "sur le bouton rouge", 1)}
	all, _ := texts(t, dir)
	file, _ := po.Parse([]byte(inItalian))
	done, found := all.Import("lamp.it.po", "it", file)
	if len(found) != 1 || found[0].Code != "import-old" || found[0].Severity != flows.Warning || done[0].Taken != 8 {
		t.Fatalf("%+v %+v", done, found)
	}
	dir["i18n/lamp.it.po"] = string(done[0].Content)
	all, found = texts(t, dir)
	if !slices.ContainsFunc(found, func(f flows.Finding) bool { return f.Code == "po-fuzzy" && f.File == "i18n/lamp.it.po" }) {
		t.Errorf("nobody is told: %v", found)
	}
	if c := all.Count("lamp", "it"); c.Stale != 1 || c.Have != c.Texts-1 {
		t.Errorf("%+v", c)
	}
	e := all.Export([]string{"lamp"}, "it", "fr").Find("lamp/press/say")
	if !e.Fuzzy() || e.Str != "Prema il pulsante." || e.ID != "Appuyez sur le bouton rouge." || e.Of(po.Before)[0] != `msgid "Appuyez sur le bouton."` {
		t.Errorf("%+v", e)
	}
	if rows := sheet.Rows(&po.File{Entries: []*po.Entry{e}}); rows[0].Text != "" || !strings.Contains(rows[0].Hint, "traduction jusqu'ici : Prema il pulsante.") {
		t.Errorf("a spreadsheet would send it back unread: %+v", rows)
	}
	e.SetFuzzy(false)
	e.Str = "Prema il pulsante rosso."
	done, _ = all.Import("lamp.it.po", "it", &po.File{Entries: []*po.Entry{e}})
	dir["i18n/lamp.it.po"] = string(done[0].Content)
	if f, _ := flow(t, dir, "lamp"); f.Steps[0].Say["it"] != "Prema il pulsante rosso." {
		t.Errorf("%s", done[0].Content)
	}
}

// TestSentencesSpeak: whatever the tools say, they say in four languages, with
// the same places to fill.
func TestSentencesSpeak(t *testing.T) {
	for _, code := range flows.SentenceCodes() {
		english := flows.Say(code, "en")
		for _, language := range []string{"fr", "de", "it"} {
			words := flows.Say(code, language)
			for _, place := range []string{"{0}", "{1}", "{2}", "{3}", "{4}", "{5}"} {
				if words == "" || words == english && len(words) > 12 || strings.Contains(words, place) != strings.Contains(english, place) || strings.Contains(words, "ß") {
					t.Errorf("%s in %s: %q", code, language, words)
				}
			}
		}
	}
}
