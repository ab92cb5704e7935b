package store

import (
	"context"
	"errors"
	"fmt"
)

// Durable says what of Redis's configuration breaks the promise that a message
// answered with 200 is never lost. With appendfsync everysec a kill loses
// nothing, but a power cut loses the last second.
func Durable(ctx context.Context, db DB) error {
	var wrong []error
	for name, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction", "slowlog-max-len": "0"} {
		got, err := db.ConfigGet(ctx, name).Result()
		if err != nil {
			return fmt.Errorf("this Redis does not tell its configuration; see that appendonly is yes, appendfsync always, maxmemory-policy noeviction and slowlog-max-len 0: %w", err)
		}
		if got[name] != want {
			wrong = append(wrong, fmt.Errorf("it has %s %s: set it to %s", name, got[name], want))
		}
	}
	return errors.Join(wrong...)
}
