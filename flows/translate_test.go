package flows_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// folder is an agency's folder over the library; loaded as serve loads it.
func folder(files map[string]string) fs.FS {
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

func texts(t testing.TB, files map[string]string) (*flows.Texts, []flows.Finding) {
	t.Helper()
	all, found, err := flows.LoadTexts(folder(files), library.Few)
	if err != nil {
		t.Fatal(err)
	}
	return all, found
}

// contexts are the texts of a flow.
func contexts(t testing.TB, source, id string) []string {
	t.Helper()
	all, _ := texts(t, map[string]string{"help/x.yaml": source})
	var list []string
	for _, u := range all.Units(id, "") {
		list = append(list, u.Context)
	}
	return list
}

func TestContexts(t *testing.T) {
	source := strings.NewReplacer("title: {fr", "practice: {after: 3 days, say: {fr: Encore ?}}\ntitle: {fr",
		"    ask:\n", "    picture: {file: a.jpg, alt: {fr: Une lampe}}\n    instead:\n      - when: {device: [iphone, basic], channel: sms}\n        say: {fr: Ici.}\n      - when: {not: {reads_by: ear}}\n        say: {fr: Là.}\n    ask:\n").Replace(good)
	want := []string{
		"lamp/practice:say", "lamp/title", "lamp/goal", "lamp/found_by", "lamp/press/say", "lamp/press/stuck/1", "lamp/light/picture/alt",
		"lamp/light/instead/channel=sms&device=iphone,basic/say", "lamp/light/instead/not=(reads_by=ear)/say",
		"lamp/light/ask", "lamp/light/choice/light-yes/label", "lamp/light/choice/light-no/label",
	}
	if got := contexts(t, source, "lamp"); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestContextsStay: in the shipped files no two texts have the same context,
// and an edit elsewhere changes none.
func TestContextsStay(t *testing.T) {
	all, _ := texts(t, nil)
	for _, id := range all.IDs() {
		seen := map[string]bool{}
		for _, u := range all.Units(id, "") {
			if seen[u.Context] || !strings.HasPrefix(u.Context, id+"/") || u.Source == "" || u.Line == 0 || u.Language != "fr" && u.Inline[0] == "fr" {
				t.Errorf("%+v", u)
			}
			seen[u.Context] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s has no texts", id)
		}
	}
	source, err := fs.ReadFile(library.Files, "help/scan-document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := contexts(t, string(source), "scan-document")
	step := "  - id: practice\n    say: {fr: Bonjour., de: Guten Tag., it: Buongiorno., en: Hello.}\n    stuck:\n      - {fr: Ici., de: Hier., it: Qui., en: Here.}\n"
	after := contexts(t, strings.Replace(string(source), "  - id: light\n", step+"\n  - id: light\n", 1), "scan-document")
	for _, c := range before {
		if !slices.Contains(after, c) {
			t.Errorf("%s is gone after a step was added elsewhere", c)
		}
	}
	if len(after) != len(before)+2 {
		t.Errorf("%d texts, then %d", len(before), len(after))
	}
}

// inItalian translates the flow good.
const inItalian = `msgid ""
msgstr ""
"Language: it\n"
"X-Source-Language: fr\n"

msgctxt "lamp/title"
msgid "La lampe"
msgstr "La lampada"

msgctxt "lamp/goal"
msgid "Vous savez allumer."
msgstr "Lei sa accendere."

msgctxt "lamp/found_by"
msgid "allumer la lampe"
msgstr ""
"accendere la luce\n"
"è buio"

msgctxt "lamp/press/say"
msgid "Appuyez sur le bouton."
msgstr "Prema il pulsante."

msgctxt "lamp/press/stuck/1"
msgid "Il est à gauche."
msgstr "È a sinistra."

msgctxt "lamp/light/ask"
msgid "Y a-t-il de la lumière ?"
msgstr "C'è luce?"

msgctxt "lamp/light/choice/light-yes/label"
msgid "Oui"
msgstr "Sì"

msgctxt "lamp/light/choice/light-no/label"
msgid "Non"
msgstr "No"
`

func flow(t testing.TB, files map[string]string, id string) (*flows.Flow, []flows.Finding) {
	t.Helper()
	all, found := texts(t, files)
	for _, f := range all.Set.Flows {
		if f.ID == id {
			return f, found
		}
	}
	return nil, found
}

// TestTranslationsAreLoadedAsTheyAre: the compiled flow has them, and nothing is
// said to be missing.
func TestTranslationsAreLoadedAsTheyAre(t *testing.T) {
	f, found := flow(t, map[string]string{"lamp.yaml": good, "i18n/lamp.it.po": inItalian}, "lamp")
	if f == nil || !slices.Equal(f.Languages, []string{"de", "fr", "it"}) || f.Steps[0].Say["it"] != "Prema il pulsante." || f.Steps[1].Choices[0].Label["it"] != "Sì" ||
		!slices.Equal(f.FoundBy["it"], []string{"accendere la luce", "è buio"}) {
		t.Fatalf("%+v", f)
	}
	for _, one := range found {
		if one.File == "lamp.yaml" && one.Code == "missing-language" && !strings.HasSuffix(one.Message, ": en") && strings.Contains(one.Message, "it") {
			t.Error(one)
		}
		if one.Code[:3] == "po-" || one.Severity == flows.Error {
			t.Error(one.Show("en", []byte(inItalian)))
		}
	}
	kept := flows.ReadPublished("kept.yaml", f.Published())
	if kept == nil || kept.Steps[0].Say["it"] != "Prema il pulsante." || string(kept.Published()) != string(f.Published()) {
		t.Errorf("who is in the middle loses their language: %+v", kept)
	}
	if plain, _ := flows.LoadFile("lamp.yaml", []byte(good)); string(plain.Flow.Published()) != good {
		t.Error("a flow without translations is kept as it stands")
	}
}

// TestTranslationFindings: each fault is found at its place in the translator's
// file, and a translation that is in doubt is not sent.
func TestTranslationFindings(t *testing.T) {
	for _, c := range []struct {
		name, file, from, to string // an edit of the flow, or of the translation
		code                 string
		severity             flows.Severity
		at                   string
		meant                string
	}{
		{"the source changed", "lamp.yaml", "Appuyez sur le bouton.", "Appuyez sur le bouton rouge.", "po-stale", flows.Warning, "i18n/lamp.it.po:22:9", ""},
		{"marked fuzzy", "i18n/lamp.it.po", "\nmsgctxt \"lamp/press/say\"", "\n#, fuzzy\nmsgctxt \"lamp/press/say\"", "po-fuzzy", flows.Warning, "i18n/lamp.it.po:23:9", ""},
		{"there already", "lamp.yaml", "Appuyez sur le bouton.\n", "Appuyez sur le bouton.\n      it: Prema.\n", "po-inline", flows.Error, "i18n/lamp.it.po:22:9", ""},
		{"no such step", "i18n/lamp.it.po", "lamp/press/say", "lamp/pres/say", "po-context", flows.Warning, "i18n/lamp.it.po:20:1", "lamp/press/say"},
		{"a placeholder invented", "i18n/lamp.it.po", "Prema il pulsante.", "Prema {agency.desk}.", "po-invented", flows.Error, "i18n/lamp.it.po:22:9", ""},
		{"another language in the header", "i18n/lamp.it.po", "Language: it", "Language: de_CH", "po-header", flows.Error, "i18n/lamp.it.po:3:2", ""},
		{"no closing quote", "i18n/lamp.it.po", "pulsante.\"", "pulsante.", "po-open-quote", flows.Error, "i18n/lamp.it.po:22:8", ""},
		{"a long sentence", "i18n/lamp.it.po", "Prema il pulsante.", "Prema il pulsante che sta a sinistra della porta accanto alla finestra della cucina.", "long-sentence", flows.Warning, "i18n/lamp.it.po:22:9", ""},
	} {
		files := map[string]string{"lamp.yaml": good, "i18n/lamp.it.po": inItalian}
		files[c.file] = strings.Replace(files[c.file], c.from, c.to, 1)
		if files["lamp.yaml"] == good && files["i18n/lamp.it.po"] == inItalian {
			t.Errorf("%s: the case changes nothing", c.name)
		}
		f, found := flow(t, files, "lamp")
		i := slices.IndexFunc(found, func(one flows.Finding) bool { return one.Code == c.code })
		if i < 0 || found[i].Severity != c.severity || fmt.Sprintf("%s:%d:%d", found[i].File, found[i].Line, found[i].Col) != c.at || found[i].Suggestion != c.meant {
			t.Errorf("%s: want %s %s: %+v", c.name, c.code, c.at, found)
			continue
		}
		for _, language := range []string{"fr", "de", "it", "en"} {
			if said := found[i].In(language); said.Message == "" || said.Help == "" || strings.Contains(said.Message+said.Help, "{0}") {
				t.Errorf("%s in %s: %q", c.code, language, said.Message)
			}
		}
		if sent := f.Steps[0].Say["it"]; c.code != "long-sentence" && c.severity == flows.Warning && sent != "" {
			t.Errorf("%s: sent %q", c.name, sent)
		}
	}
}

func TestTranslationFileNames(t *testing.T) {
	for name, want := range map[string]string{"i18n/lamb.it.po": "po-name lamp.it.po", "i18n/lamp.ti.po": "", "i18n/lamp.itt.po": "po-language lamp.it.po", "i18n/it.po": "po-language ", "i18n/fr.it.po": "po-name "} {
		_, found := flow(t, map[string]string{"lamp.yaml": good, name: strings.Replace(inItalian, "Language: it", "Language: ", 1)}, "lamp")
		got := ""
		for _, one := range found {
			if one.File == name && one.Severity == flows.Error {
				got = one.Code + " " + one.Suggestion
			}
		}
		if got != want && !(name == "i18n/fr.it.po" && strings.HasPrefix(got, want)) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestALostPlaceholder: what the bot puts in must be there in every language.
func TestALostPlaceholder(t *testing.T) {
	source := strings.Replace(good, "Appuyez sur le bouton.", "Appuyez, {agency.name}.", 1)
	translated := strings.Replace(inItalian, "Appuyez sur le bouton.", "Appuyez, {agency.name}.", 1)
	_, found := flow(t, map[string]string{"lamp.yaml": source, "i18n/lamp.it.po": translated}, "lamp")
	if !slices.ContainsFunc(found, func(f flows.Finding) bool {
		return f.Code == "po-lost" && f.Severity == flows.Error && f.Line == 22 && strings.Contains(f.Message, "{agency.name}")
	}) {
		t.Errorf("%+v", found)
	}
	translated = strings.Replace(translated, "Prema il pulsante.", "Prema, {agency.nome}.", 1)
	_, found = flow(t, map[string]string{"lamp.yaml": source, "i18n/lamp.it.po": strings.Replace(translated, "Prema, {", "Prema {agency.name}, {", 1)}, "lamp")
	if !slices.ContainsFunc(found, func(f flows.Finding) bool { return f.Code == "po-invented" && f.Suggestion == "{agency.name}" }) {
		t.Errorf("%+v", found)
	}
}

// TestARenamedStepKeepsItsTranslations: was leads the translator's file along.
func TestARenamedStepKeepsItsTranslations(t *testing.T) {
	source := strings.Replace(strings.Replace(good, "id: press\n", "id: push\n    was: [press]\n", 1), "go: press", "go: push", 1)
	f, found := flow(t, map[string]string{"lamp.yaml": source, "i18n/lamp.it.po": inItalian}, "lamp")
	if f.Steps[0].Say["it"] != "Prema il pulsante." || f.Steps[0].Stuck[0]["it"] != "È a sinistra." {
		t.Errorf("%+v %v", f.Steps[0], found)
	}
}

// TestShippedTextsGetALanguage: an agency adds a language to what we ship, and
// its own phrase in place of ours is translated from its own.
func TestShippedTextsGetALanguage(t *testing.T) {
	files := map[string]string{
		"phrases.yaml":              "passerelle: 1\nkind: phrases\nid: common\nphrases:\n  done: {fr: Voilà, de: So, it: Ecco, en: There}\n",
		"i18n/common.pt.po":         "msgctxt \"common/done\"\nmsgid \"Voilà\"\nmsgstr \"Pronto\"\n\nmsgctxt \"common/menu\"\nmsgid \"Menu\"\nmsgstr \"Ementa\"\n",
		"i18n/espace-lien.pt.po":    "msgctxt \"espace-lien/name\"\nmsgid \"Espace Lien\"\nmsgstr \"Espaço Lien\"\n",
		"i18n/scan-document.pt.po":  "msgctxt \"scan-document/title\"\nmsgid \"Photo d'un papier\"\nmsgstr \"Foto de um papel\"\n",
		"i18n/first-steps.pt.po":    "msgctxt \"first-steps/areas:device\"\nmsgid \"Le téléphone\"\nmsgstr \"O telefone\"\n\nmsgctxt \"first-steps/bands:alone/say\"\nmsgid \"Vous faites déjà beaucoup sans aide.\"\nmsgstr \"Já faz muito.\"\n",
		"i18n/not-a-translation.md": "read me",
	}
	all, found := texts(t, files)
	for _, f := range found {
		if f.Code[:3] == "po-" || f.Severity == flows.Error {
			t.Error(f)
		}
	}
	set := all.Set
	scan, check := set.Flows[slices.IndexFunc(set.Flows, func(f *flows.Flow) bool { return f.ID == "scan-document" })], set.Flows[slices.IndexFunc(set.Flows, func(f *flows.Flow) bool { return f.ID == "first-steps" })]
	for got, want := range map[string]string{set.Phrases["done"]["pt"]: "Pronto", set.Phrases["menu"]["pt"]: "Ementa", set.Agency.Name["pt"]: "Espaço Lien", scan.Title["pt"]: "Foto de um papel",
		check.Check.Areas[0].Name["pt"]: "O telefone", check.Check.Bands[2].Say["pt"]: "Já faz muito."} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if n := len(maps.Collect(slices.All(all.Units("common", "")))); n < 100 {
		t.Errorf("%d phrases", n)
	}
}

func shippedFile(t testing.TB, name string) string {
	t.Helper()
	source, err := fs.ReadFile(library.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// TestATranslationThatNobodyReads: one that lies elsewhere is told; a lone one is
// looked at by itself.
func TestATranslationThatNobodyReads(t *testing.T) {
	_, found := texts(t, map[string]string{"lamp.yaml": good, "help/lamp.it.po": inItalian})
	if !slices.ContainsFunc(found, func(f flows.Finding) bool {
		return f.Code == "po-elsewhere" && f.File == "help/lamp.it.po" && strings.Contains(f.Help, "i18n/lamp.it.po")
	}) {
		t.Errorf("%v", found)
	}
	found, err := flows.LintLone("i18n/lamp.it.po", []byte(strings.Replace(inItalian, "msgid \"Oui\"", "msgid Oui", 1)), library.Files)
	if err != nil || len(found) != 1 || found[0].Code != "po-quote" || found[0].Line != 33 {
		t.Errorf("%v %v", found, err)
	}
}

// TestAPhraseThatIsNotInUse: where the agency has its own in a file of another
// id, ours is nothing to translate.
func TestAPhraseThatIsNotInUse(t *testing.T) {
	all, _ := texts(t, map[string]string{"ours.yaml": "passerelle: 1\nkind: phrases\nid: ours\nphrases:\n  done: {fr: Voilà, de: So, it: Ecco, en: There}\n"})
	for _, u := range all.Units("common", "") {
		if u.Context == "common/done" {
			t.Error("offered to translators")
		}
	}
	if list := all.Units("ours", ""); len(list) != 1 || list[0].Source != "Voilà" {
		t.Errorf("%+v", list)
	}
}

// FuzzTranslations: whatever a translator's file and a flow hold, nothing ends
// the program, and what is read of them again is the same.
func FuzzTranslations(f *testing.F) {
	f.Add([]byte(good), []byte(inItalian))
	f.Add([]byte(good), []byte("msgctxt \"lamp/found_by\"\nmsgid \"\"\nmsgstr \" \\n \""))
	f.Add([]byte("passerelle: 1\nkind: check\nid: c\nareas: {a: {framework: x}}\n"), []byte("msgctxt \"c/areas:a\"\nmsgid \"\"\nmsgstr \"{\""))
	f.Fuzz(func(t *testing.T, source, po []byte) {
		published := slices.Concat(source, []byte("\x00it\x00"), po)
		flow := flows.ReadPublished("x.yaml", published)
		flows.OutlineOf(published)
		flows.ReadPO("x.it.po", po)
		if flow == nil {
			return
		}
		again := flows.ReadPublished("x.yaml", flow.Published())
		if again == nil || again.Title["it"] != flow.Title["it"] || len(again.Steps) != len(flow.Steps) {
			t.Fatalf("%+v, then %+v", flow, again)
		}
	})
}
