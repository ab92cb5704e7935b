package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

// sending returns a channel that is closed once something may be sent: at once,
// or at the signal when the service began paused. A restored backup holds
// replies that were delivered since it was made; who begins paused can look
// before they leave again.
func (s *service) sending(ctx context.Context) <-chan struct{} {
	begin := make(chan struct{})
	if s.paused.Load() {
		s.log.Warn("nothing is sent and no timer is served before the signal SIGUSR1", "help", fmt.Sprintf("kill -USR1 %d", os.Getpid()))
	} else {
		close(begin)
	}
	if len(resumes) == 0 {
		return begin
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, resumes...) // whether paused or not: the signal would end the program
	go func() {
		defer signal.Stop(signals)
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
			}
			if s.paused.CompareAndSwap(true, false) {
				s.log.Info("sending begins")
				close(begin)
			}
		}
	}()
	return begin
}
