package passerelle

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors gives every package its floor; a package imports lower floors only.
// A new package is a new line here and one responsibility in its comment.
var floors = map[string]int{
	"":                      0,
	"flows/text":            0,
	"flows/po":              0,
	"flows/holidays":        0,
	"flows/pictogram":       0, // a sign's drawing to its picture, when the library is made
	"channels/limits":       0,
	"bot/skills":            0, // below flows, which makes a bank of a check
	"bot":                   1,
	"flows":                 1,
	"bot/skills/table":      1,
	"flows/library":         2,
	"flows/chat":            2,
	"flows/draft":           2,
	"flows/sheet":           2,
	"flows/print":           2,
	"bot/understand/linear": 1, "bot/understand": 2,
	"bot/desk":               2,
	"bot/live":               2,
	"bot/login":              2,
	"bot/login/logintest":    3, // a device that makes passkeys, for tests
	"bot/rights":             2,
	"bot/privacy":            2,
	"bot/profile":            2,
	"bot/report":             2,
	"bot/voices":             2,
	"channels":               2,
	"channels/page":          2,
	"store":                  2,
	"store/storetest":        3,
	"bot/desk/notify":        3,
	"bot/dialogue":           3,
	"channels/twilio":        3,
	"channels/telegram":      3,
	"channels/media":         3,
	"channels/voice":         3,
	"channels/phone":         3,
	"channels/terminal":      3,
	"channels/oidc":          3, // who somebody is at their organisation
	"channels/oidc/oidctest": 4, // an identity provider, for tests
	"bot/assistant":          4,
	"flows/bench":            4,
	"channels/console":       5,
	"channels/studio":        5,
	"cmd/passerelle":         6,
	"deploy/dist":            6,
}

// doors says by which packages an outside module may enter, and why.
var doors = []struct {
	module string
	by     []string
	why    string
}{
	{"github.com/redis/go-redis/", []string{"store"}, "one package knows how state is kept"},
	{"github.com/alicebob/miniredis/", []string{"store"}, "the in-process Redis is a detail of the store"},
	{"github.com/go-telegram/bot", []string{"channels/telegram"}, "one package a platform"},
	{"github.com/twilio/twilio-go", []string{"channels/twilio"}, "one package a platform"},
	{"github.com/looplab/fsm", []string{"bot/dialogue", "bot/desk"}, "the two life cycles live there"},
	{"go.yaml.in/yaml/", []string{"flows"}, "one package knows how authors write"},
	{"github.com/tink-crypto/", []string{"bot/privacy"}, "one package seals"},
	{"github.com/xuri/excelize/", []string{"flows/sheet"}, "one package knows spreadsheets"},
	{"github.com/rickar/cal/", []string{"flows/holidays"}, "one package knows when Easter is"},
	{"github.com/go-webauthn/", []string{"bot/login"}, "one package knows passkeys"},
	{"golang.org/x/crypto/", []string{"bot/login"}, "one package knows what a password costs"},
	{"github.com/pquerna/otp", []string{"bot/login"}, "one package knows second steps"},
	{"github.com/coreos/go-oidc/", []string{"channels/oidc"}, "one package knows identity providers"},
	{"golang.org/x/oauth2", []string{"channels/oidc"}, "one package knows identity providers"},
	{"rsc.io/qr", []string{"flows/print"}, "only sheets of paper carry codes"},
	{"net/http", []string{"channels", "cmd"}, "the rest is tried without a network"},
}

const module = "passerelle/"

// TestFloors reads the import lines itself: a test that asks the go command is
// answered from the test cache.
func TestFloors(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			checkFile(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkFile(t *testing.T, path string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	home := filepath.ToSlash(filepath.Dir(path))
	if home == "." {
		home = ""
	}
	floor, known := floors[home]
	if !known {
		t.Errorf("%s: package %q has no floor: choose one in floors_test.go", path, home)
		return
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if inner, ours := strings.CutPrefix(imported, module); ours {
			if below, known := floors[inner]; !known || below >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d): only lower floors may be imported", path, floor, inner, below)
			}
			continue
		}
		checkDoor(t, path, home, imported)
	}
}

func checkDoor(t *testing.T, path, home, imported string) {
	t.Helper()
	for _, door := range doors {
		if !strings.HasPrefix(imported, door.module) {
			continue
		}
		allowed := false
		for _, by := range door.by {
			if home == by || strings.HasPrefix(home, by+"/") {
				allowed = true
			}
		}
		if !allowed {
			t.Errorf("%s imports %s, which may enter by %s only: %s", path, imported, strings.Join(door.by, ", "), door.why)
		}
	}
}
