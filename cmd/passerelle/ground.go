package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/store"
)

// openDB opens the Redis of the settings: by URL, or the one of our own in the
// data folder. share lets a command use the one that a running service has.
func openDB(ctx context.Context, s *settings, log *slog.Logger, share bool) (store.DB, func(), error) {
	store.LogTo(log)
	if s.RedisURL != "" {
		db, err := store.Open(ctx, s.RedisURL)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", s.called("REDIS_URL"), err)
		}
		return db, func() { db.Close() }, nil
	}
	if s.Data == "" {
		return nil, nil, errors.New("no storage: name a Redis with --redis URL, or a folder for one of our own with --data DIR")
	}
	db, stop, err := store.Child(ctx, s.Data, log)
	if share && errors.Is(err, store.ErrInUse) {
		db, err := store.Join(ctx, s.Data, time.Second)
		if err != nil {
			return nil, nil, err
		}
		return db, func() { db.Close() }, nil
	}
	return db, stop, err
}

func sealerOf(s *settings) (bot.Sealer, error) {
	if s.MasterKey == "" {
		return nil, fmt.Errorf("%sMASTER_KEY is missing: make one with: passerelle doctor --new-key, and keep it apart from the data", ours)
	}
	sealer, err := privacy.NewSealer(s.MasterKey, s.MasterKeyOld)
	if err != nil {
		return nil, err // it names the setting
	}
	return sealer, nil
}

// checkPublic wants an address with a scheme and a host and nothing else.
func checkPublic(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Path != "" || u.RawQuery != "" {
		return fmt.Errorf("%sPUBLIC_URL is written https://host, without a path, not %q", ours, address)
	}
	return nil
}

// loadAgencies reads every folder with an agency.yaml under dir, or dir itself.
func loadAgencies(c *cobra.Command, dir string) ([]*flows.Set, error) {
	if dir == "" {
		return nil, fmt.Errorf("no agency: name the folder that holds them with --agencies DIR or %sAGENCIES", ours)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*", "agency.yaml"))
	if own := filepath.Join(dir, "agency.yaml"); exists(own) {
		names = []string{own}
	}
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no agency in %s: it holds one folder with agency.yaml for each agency", dir)
	}
	var sets []*flows.Set
	var wrong []error
	ids := map[string]string{}
	for _, name := range names {
		set, err := loadSet(c, filepath.Dir(name))
		if err != nil {
			wrong = append(wrong, errors.New(err.Error())) // whoever needs the agencies fails; only an author's command ends with findings
			continue
		}
		if other := ids[set.Agency.ID]; other != "" {
			wrong = append(wrong, fmt.Errorf("%s and %s are both the agency %q: give one another id", other, name, set.Agency.ID))
		}
		ids[set.Agency.ID] = name
		set.Agency.Dir = filepath.Dir(name)
		sets = append(sets, set)
	}
	return sets, errors.Join(wrong...)
}
