package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"passerelle/bot/privacy"
	"passerelle/store"
)

// remark is what a check found about one thing: an error, or what is fine.
type remark struct {
	what string
	err  error
	fine string
}

// wrong joins what is wrong among remarks; nil when nothing is.
func wrong(remarks []remark) error {
	var all []error
	for _, r := range remarks {
		all = append(all, r.err)
	}
	return errors.Join(all...)
}

// prepare looks at everything that the service needs and that can be seen
// without storage. serve refuses with what it finds, and doctor tells it: what
// one of them sees, the other sees too.
func prepare(c *cobra.Command, log *slog.Logger) (*service, []remark) {
	set, err := loadSettings(c)
	s := &service{settings: set, log: log}
	found := []remark{{"configuration", err, "read"}}
	s.sealer, err = sealerOf(set)
	found = append(found, remark{"master key", err, "there"},
		remark{"public URL", checkPublic(set.PublicURL), orNone(set.PublicURL)})
	agencies, err := loadAgencies(c, set.Agencies)
	found = append(found, remark{"agencies", err, fmt.Sprint(len(agencies))})
	var ids []string
	for _, a := range agencies {
		ids = append(ids, a.Agency.ID)
		t, err := s.newTenant(a)
		found = append(found, remark{"platforms", err, a.Agency.ID + ": " + t.platforms()})
		s.tenants = append(s.tenants, t)
	}
	return s, append(found, remark{"names", set.unknown(ids, err == nil), "every setting is one that is read"})
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// checkListen tries the two addresses. beside accepts that a service that runs
// already has them.
func (s *service) checkListen(beside bool) (found []remark) {
	for _, a := range []struct{ name, address string }{{"LISTEN", s.Listen}, {"OPS_LISTEN", s.OpsListen}} {
		listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", a.address)
		fine := "free: " + a.address
		switch {
		case err == nil:
			listener.Close()
		case beside && errors.Is(err, syscall.EADDRINUSE) && s.serves():
			err, fine = nil, "in use by the service that runs: "+a.address
		default:
			err = fmt.Errorf("%s: %w", s.called(a.name), err)
		}
		found = append(found, remark{"listen", err, fine})
	}
	return found
}

// serves reports whether a service of ours answers at the operations address.
func (s *service) serves() bool {
	ctx, end := context.WithTimeout(context.Background(), askTime)
	defer end()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.OpsListen+"/healthz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 64))
	return err == nil && strings.TrimSpace(string(body)) == alive
}

// openStorage opens the storage to serve on it. A data folder in which nothing
// is yet is made only when everything else is well; one with data is opened in
// any case, so that a key that does not fit is told with the rest.
func (s *service) openStorage(ctx context.Context, well bool) (err error) {
	if s.RedisURL == "" && s.Data != "" {
		folder, err := store.Look(s.Data)
		if err == nil && folder.Held {
			err = store.ErrInUse
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.called("DATA"), err)
		}
		if !well && !folder.Data {
			return nil
		}
	}
	if s.db, s.closeDB, err = openDB(ctx, s.settings, s.log, false); err != nil {
		return err
	}
	return s.opens(ctx, s.db)
}

// lookAtStorage opens the storage to look at it, and changes nothing there.
func (s *service) lookAtStorage(ctx context.Context) (fine string, err error) {
	durable := true
	open := func() (store.DB, func(), error) { return openDB(ctx, s.settings, s.log, true) }
	if s.RedisURL == "" && s.Data != "" {
		folder, err := store.Look(s.Data)
		switch {
		case err != nil:
			return "", fmt.Errorf("%s: %w", s.called("DATA"), err)
		case !folder.Held && !folder.Data:
			return "the folder is empty or is not there yet: serve makes it", nil
		case !folder.Held:
			durable = false // it is we who start that Redis, as it must be
			open = func() (store.DB, func(), error) { return store.Copy(ctx, s.Data) }
		}
	}
	db, end, err := open()
	if err != nil {
		return "", err
	}
	defer end()
	if durable {
		err = store.Durable(ctx, db)
	}
	return "every write is on the disk before it is answered; what is stored opens with the master key", errors.Join(err, s.opens(ctx, db))
}

// opens reports whether what the agencies have stored fits the master key.
func (s *service) opens(ctx context.Context, db store.DB) error {
	if s.sealer == nil {
		return nil // told already
	}
	var wrong []error
	for _, t := range s.tenants {
		err := store.Opens(ctx, db, t.set.Agency.ID, s.sealer)
		if errors.Is(err, privacy.ErrSealed) {
			err = fmt.Errorf("%w: it was written with another %sMASTER_KEY; give that one, or name it in %sMASTER_KEY_OLD", err, ours, ours)
		}
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}
