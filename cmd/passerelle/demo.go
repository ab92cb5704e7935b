package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/privacy"
	"passerelle/channels"
	"passerelle/channels/console"
	"passerelle/channels/media"
	"passerelle/channels/page"
	"passerelle/channels/phone"
	"passerelle/channels/studio"
	"passerelle/flows"
	"passerelle/store"
)

// demoAddress is where the demonstration listens unless told otherwise.
const demoAddress = "127.0.0.1:8080"

// patience is how long a stop waits for what is under way.
const patience = 25 * time.Second

func demoCommand() *cobra.Command {
	var address, agency string
	var show bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Try everything in the browser: a phone and the counsellors' desk; nothing to install",
		Long: `Try everything in the browser: a phone and the counsellors' desk, with three invented people who wait.
Nothing is kept, nothing is sent, and only this machine can reach it.`,
		Args: arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&address, "listen", demoAddress, "where to listen, on this machine only")
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the invented one that we ship")
	c.Flags().BoolVar(&show, "open", false, "show it in the browser")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := onlyHere(address); err != nil {
			return usageError{err}
		}
		set, err := loadSet(c, agency)
		if err != nil {
			return err
		}
		return demonstrate(c, demonstration{set, agency, address, !c.Flags().Changed("listen"), show})
	}
	return c
}

// onlyHere refuses an address that others could reach: the desk's link needs
// no password.
func onlyHere(address string) error {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("the demonstration listens on this machine only: --listen 127.0.0.1:8080, not %q", address)
	}
	return nil
}

// demonstration is what the demonstration was asked to be.
type demonstration struct {
	set       *flows.Set
	agency    string // the agency's folder, "" for none
	address   string
	elsewhere bool // another port will do
	show      bool // in the browser
}

func demonstrate(c *cobra.Command, how demonstration) (err error) {
	set := how.set
	ctx, log := c.Context(), slog.New(slog.NewTextHandler(c.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	db, end, err := store.InProcess()
	if err != nil {
		return err
	}
	defer end()
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		return err
	}
	there := &late{}
	handset := phone.New(there)
	d, err := openDesk(ctx, db, sealer, set, waysOf(handset), demoNode, log)
	if err != nil {
		return err
	}
	there.Receiver = d.assistant
	stop := work([]*desk{d})
	defer func() {
		ctx, end := context.WithTimeout(context.Background(), patience)
		defer end()
		err = errors.Join(err, stop(ctx))
	}()
	if err := waitingPeople(ctx, d.assistant, time.Now()); err != nil {
		return err
	}
	dir, remove, err := demoFolder(how.agency)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	authors, err := openStudio(d, dir, how.agency != "", log)
	if err != nil {
		return err
	}
	shelf := &media.Shelf{}
	shelf.Put(set)
	handset.Shows(d.id, shelf.Of(d.id))
	voices, _ := openVoices(os.Getenv(ours+"VOICE"), "") // without one, steps are only written
	defer (&follower{dir: dir, desk: d, shelf: shelf, cache: voices, log: log}).start(ctx)()
	return showDemo(c, d, how, demoPages{handset, authors, shelf}, log)
}

// waysOf lets everything go to the phone on the screen and come from it.
func waysOf(p *phone.Phone) ways {
	w := ways{senders: map[bot.Channel]bot.Sender{}, fetchers: map[bot.Channel]bot.Fetcher{}}
	for _, c := range bot.Channels {
		w.senders[c], w.fetchers[c] = p, p
	}
	return w
}

// late is a receiver that is known only after the phone was made.
type late struct{ channels.Receiver }

// demoPages are what can be opened besides the desk.
type demoPages struct {
	handset *phone.Phone
	authors *studio.Studio
	shelf   *media.Shelf
}

func showDemo(c *cobra.Command, d *desk, how demonstration, pages demoPages, log *slog.Logger) error {
	ctx := c.Context()
	login, err := demoStaff(ctx, d, how.set)
	if err != nil {
		return err
	}
	desks := console.New(console.Options{
		Agencies: map[string]console.Agency{d.id: {Assistant: d.assistant, Accounts: d.store, Sessions: d.store.Sessions(), Audit: d.store.Audit(), Live: d.live}},
		Demo:     true, Log: log,
	})
	entry, err := desks.Entry(d.id, login)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", http.RedirectHandler("/phone", http.StatusSeeOther))
	mux.Handle("/static/", page.Static())
	mux.Handle("/phone", pages.handset.Handler(log))
	mux.Handle("/phone/", pages.handset.Handler(log))
	mux.Handle("/console/", desks.Handler())
	mux.Handle("/studio/", pages.authors.Handler())
	mux.Handle("/media/", pages.shelf.Handler())
	site, err := listen(how.address, mux, log)
	if how.elsewhere && errors.Is(err, syscall.EADDRINUSE) {
		site, err = listen("127.0.0.1:0", mux, log)
	}
	if err != nil {
		return fmt.Errorf("%w: choose another port with --listen 127.0.0.1:8081", err)
	}
	kept := "nothing is kept"
	if how.agency != "" {
		kept = "nothing is kept but what the studio publishes into " + how.agency
	}
	fmt.Fprintf(c.ErrOrStderr(), "Demonstration: %s, nothing is sent. Stop it with Ctrl-C.\n", kept)
	fmt.Fprintf(c.OutOrStdout(), "phone    %s\nconsole  %s   (this link works once)\nstudio   %s\n", site.url("/phone"), site.url(entry), site.url("/studio/"))
	if how.show {
		openBrowser(ctx, site.url("/"))
	}
	return site.wait(ctx)
}

// demoNode names the demonstration's node. It asks nobody whether they are on
// duty: it can be tried at any hour, in a closure too.
const demoNode = "demo"

// alwaysThere is a week without an end, so that the demonstration can be tried at
// any hour.
func alwaysThere() (week [7][]bot.Stretch) {
	for d := range week {
		week[d] = []bot.Stretch{{From: 0, To: 24 * 60}}
	}
	return week
}

// demoStaff makes an account for every member of the agency's teams, with a
// password that nobody knows, and returns the first one's login.
func demoStaff(ctx context.Context, d *desk, set *flows.Set) (first string, err error) {
	members := []string{}
	for _, team := range set.Agency.Talk.Teams {
		members = append(members, team.Members...)
	}
	for _, m := range append(members, "demo") {
		hash, err := login.Hash(rand.Text())
		if err != nil {
			return "", err
		}
		if err := d.store.SaveAccount(ctx, bot.Account{Login: m, Name: firstUpper(m), Role: bot.RoleCounsellor, Hash: hash, Week: alwaysThere()}); err != nil {
			return "", err
		}
		if first == "" {
			first = m
		}
	}
	return first, nil
}
