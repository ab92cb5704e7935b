package store

import (
	"context"
	"fmt"
	"time"
)

// Hold takes or keeps a right that one node has at a time, such as polling a
// platform, for so long. It reports false while another node has it.
func (s *Store) Hold(ctx context.Context, what, owner string, length time.Duration) (bool, error) {
	n, err := scripts.hold.Run(ctx, s.db, []string{s.keys.hold(what)}, owner, ms(length)).Int()
	if err != nil {
		return false, fmt.Errorf("hold the right to %s: %w", what, err)
	}
	return n == 1, nil
}

// LetGo gives such a right back.
func (s *Store) LetGo(ctx context.Context, what, owner string) error {
	if err := scripts.hold.Run(ctx, s.db, []string{s.keys.hold(what)}, owner, 0).Err(); err != nil {
		return fmt.Errorf("give back the right to %s: %w", what, err)
	}
	return nil
}
