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

	"passerelle/channels/console"
	"passerelle/channels/page"
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
	c.Flags().String("listen", "", "where the world reaches it (default 127.0.0.1:8080)")
	c.Flags().String("ops-listen", "", "where /healthz, /readyz and /metrics are (default 127.0.0.1:9090)")
	c.RunE = func(c *cobra.Command, _ []string) error {
		log := slog.New(slog.NewTextHandler(c.ErrOrStderr(), nil))
		s, err := newService(c, log)
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
	db      store.DB
	closeDB func()
	tenants []*tenant
	ready   atomic.Bool
}

// newService checks everything before anything begins, and tells all that is
// wrong at once.
func newService(c *cobra.Command, log *slog.Logger) (*service, error) {
	set, err := loadSettings(c)
	s := &service{settings: set, log: log}
	wrong := []error{err, checkPublic(set.PublicURL)}
	sealer, err := sealerOf(set)
	wrong = append(wrong, err)
	agencies, err := loadAgencies(c, set.Agencies)
	wrong = append(wrong, err)
	var ids []string
	for _, a := range agencies {
		ids = append(ids, a.Agency.ID)
		t, err := s.newTenant(a)
		wrong = append(wrong, err)
		s.tenants = append(s.tenants, t)
	}
	if len(agencies) > 0 {
		wrong = append(wrong, set.unknown(ids))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	if s.db, s.closeDB, err = openDB(c.Context(), set, log, false); err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	for _, t := range s.tenants {
		if t.desk, err = openDesk(c.Context(), s.db, sealer, t.set, t.senders, fmt.Sprintf("%s-%d", host, os.Getpid()), log); err != nil {
			s.closeDB()
			return nil, err
		}
	}
	return s, nil
}

// run serves until the context ends, then drains.
func (s *service) run(ctx context.Context) (err error) {
	defer s.closeDB()
	site, err := listen(s.Listen, s.pages(), s.log)
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
		desks = append(desks, t.desk)
	}
	stopWork := work(desks)
	s.ready.Store(true)
	s.log.Info("ready", "listen", site.url(""), "operations", ops.url(""), "agencies", len(desks))
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
func (s *service) pages() http.Handler {
	mux := http.NewServeMux()
	agencies := map[string]console.Agency{}
	for _, t := range s.tenants {
		agencies[t.desk.id] = console.Agency{Assistant: t.desk.assistant, Accounts: t.desk.store, Sessions: t.desk.store.Sessions()}
		t.mount(mux)
	}
	desks := console.New(console.Options{Agencies: agencies, Secure: strings.HasPrefix(s.PublicURL, "https:"), Log: s.log})
	mux.Handle("/console/", desks.Handler())
	mux.Handle("/static/", page.Static())
	return mux
}
