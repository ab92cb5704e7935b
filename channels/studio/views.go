package studio

import (
	_ "embed"
	"html/template"

	"passerelle/channels/page"
	"passerelle/channels/phone"
)

//go:embed words.json
var wordSource []byte

var (
	words = merged(page.MustWords(wordSource), phone.ScreenWords())
	views = func() map[string]*template.Template {
		all := map[string]*template.Template{}
		for _, name := range []string{"agencies.html", "list.html", "file.html"} {
			all[name] = template.Must(page.Template(files, words, name, "tags.html").ParseFS(phone.Screens, "screens.html"))
		}
		return all
	}()
)
