package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/rights"
	"passerelle/channels/console"
	"passerelle/channels/media"
	"passerelle/channels/page"
	"passerelle/channels/studio"
	"passerelle/channels/voice"
	"passerelle/flows/library"
	"passerelle/store"
)

func serveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "The service: webhooks, deliveries, timers and the counsellors' desk",
		Long: `The service: webhooks, deliveries, timers and the counsellors' desk. Any number of them may run on one Redis.

It is told what it needs by flags, by the environment (PASSERELLE_…) or by a file (--config); docs/operations.md lists the names.`,
		Args: arguments(cobra.NoArgs),
	}
	settingsFlags(c)
	listenFlags(c)
	c.Flags().Bool("paused", false, "after a restore: take messages in, and send nothing before the signal SIGUSR1")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := newService(c, newCalm(slog.NewTextHandler(c.ErrOrStderr(), nil)))
		if err != nil {
			return err
		}
		return s.run(c.Context())
	}
	return c
}

// service is everything that serve runs.
type service struct {
	*settings
	log     *slog.Logger
	sealer  bot.Sealer
	db      store.DB
	closeDB func()
	tenants []*tenant
	shelf   media.Shelf
	voices  *voice.Cache // nil: nothing reads aloud here
	ready   atomic.Bool
	paused  atomic.Bool // nothing is sent, no timer is served
}

// newService checks everything before anything begins, and tells all that is
// wrong at once.
func newService(c *cobra.Command, calm *calm) (*service, error) {
	log := slog.New(calm)
	s, found := prepare(c, log)
	found = append(found, s.checkListen(false)...)
	err := s.openStorage(c.Context(), wrong(found) == nil)
	if err = errors.Join(wrong(found), err); err != nil {
		s.close()
		return nil, err
	}
	store.Watch(s.db, calm.heard)
	s.openVoices()
	paused, _ := c.Flags().GetBool("paused")
	s.paused.Store(paused)
	host, _ := os.Hostname()
	node := fmt.Sprintf("%s-%d", host, os.Getpid())
	for _, t := range s.tenants {
		t.desk, err = openDesk(c.Context(), s.db, s.sealer, t.set, t.ways, node, log)
		if err == nil {
			t.practice, err = openPractice(c.Context(), s.db, s.sealer, t.set, node, log)
		}
		if err != nil {
			s.close()
			return nil, err
		}
	}
	return s, nil
}

// close lets the storage go, where it was opened.
func (s *service) close() {
	if s.closeDB != nil {
		s.closeDB()
	}
}

// run serves until the context ends, then drains.
func (s *service) run(ctx context.Context) (err error) {
	defer s.close()
	pages, err := s.pages()
	if err != nil {
		return err
	}
	site, err := listen(s.Listen, pages, s.log)
	if err != nil {
		return err
	}
	ops, err := listen(s.OpsListen, s.operations(), s.log)
	if err != nil {
		return errors.Join(err, site.stop(ctx))
	}
	loops, end := context.WithCancel(context.Background())
	done := s.loops(loops)
	var desks []*desk
	for _, t := range s.tenants {
		desks = append(desks, t.desk, t.practice.desk)
	}
	stopWork := workFrom(s.sending(loops), desks)
	s.ready.Store(true)
	s.log.Info("ready", "listen", site.url(""), "operations", ops.url(""), "agencies", len(s.tenants))
	select {
	case <-ctx.Done():
		s.log.Info("stopping: no new turns, calls in flight are finished")
	case err = <-site.failed:
	case err = <-ops.failed:
	}
	s.ready.Store(false)
	patient, enough := context.WithTimeout(context.Background(), patience)
	defer enough()
	end()
	err = errors.Join(err, site.stop(patient))
	done()
	return errors.Join(err, stopWork(patient), ops.stop(patient))
}

// pages is what the world reaches.
func (s *service) pages() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", http.RedirectHandler("/console/", http.StatusSeeOther))
	agencies := map[string]console.Agency{}
	for _, t := range s.tenants {
		agencies[t.desk.id] = console.Agency{Assistant: t.desk.assistant, Accounts: t.desk.store, Sessions: t.desk.store.Sessions(), Audit: t.desk.store.Audit(), Live: t.desk.live, Outside: t.outside,
			Practice: &console.Practice{Assistant: t.practice.assistant, Live: t.practice.live, Fill: t.practice.fill}}
		t.mount(mux)
	}
	desks := console.New(console.Options{Agencies: agencies, Secure: strings.HasPrefix(s.PublicURL, "https:"), Public: s.PublicURL, Log: s.log})
	authors, err := s.studio(desks)
	if err != nil {
		return nil, err
	}
	mux.Handle("/console/", desks.Handler())
	mux.Handle("/studio/", authors.Handler())
	mux.Handle("/static/", page.Static())
	mux.Handle("/media/", s.shelf.Handler())
	return mux, nil
}

// studio is the bench of the agencies' authors, behind the desk's login.
func (s *service) studio(desks *console.Console) (*studio.Studio, error) {
	agencies := map[string]studio.Agency{}
	for _, t := range s.tenants {
		id := t.desk.id
		counts := &counter{desk: t.desk, log: s.log}
		agencies[id] = studio.Agency{Dir: t.set.Agency.Dir, Drops: counts.drops, Me: "/console/" + id + "/me", Enter: func(needs rights.Right, next studio.Handler) http.Handler {
			return desks.Staff(id, needs, func(w http.ResponseWriter, r *http.Request, me bot.Account) {
				next(w, r, studio.Author{Login: me.Login, Name: me.Name, Role: me.Role})
			})
		}}
	}
	return studio.New(studio.Options{Agencies: agencies, Library: library.Files, Log: s.log})
}
