package main

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"passerelle/bot"
)

// askTime bounds what a look from outside may cost.
const askTime = 2 * time.Second

// alive is what /healthz answers.
const alive = "alive"

// operations serves /healthz, /readyz and /metrics.
func (s *service) operations() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, alive) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, end := context.WithTimeout(r.Context(), askTime)
		defer end()
		switch {
		case !s.ready.Load():
			http.Error(w, "starting or stopping", http.StatusServiceUnavailable)
		case s.db.Ping(ctx).Err() != nil:
			http.Error(w, "Redis does not answer", http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, "ready")
		}
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics(), promhttp.HandlerOpts{}))
	return mux
}

// metrics counts what this node did, by agency; nothing about persons or staff.
func (s *service) metrics() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, t := range s.tenants {
		stats, agency := &t.desk.assistant.Stats, prometheus.Labels{"agency": t.desk.id}
		for name, c := range map[string]struct {
			help  string
			count *atomic.Int64
		}{
			"turns":     {"Messages, timers and counsellors' acts applied.", &stats.Turns},
			"seen":      {"Webhooks that came again and changed nothing.", &stats.Seen},
			"conflicts": {"Turns begun again because another one came first.", &stats.Conflicts},
			"sent":      {"Calls that a provider accepted.", &stats.Sent},
			"found":     {"Calls of unknown outcome that the provider already had.", &stats.Found},
			"retried":   {"Calls that failed and are tried again.", &stats.Retried},
			"unsure":    {"Calls whose outcome is unknown.", &stats.Unsure},
			"parked":    {"Calls that were refused for good.", &stats.Parked},
			"timers":    {"Timers served.", &stats.Timers},

			"forgotten":   {"Messages deleted at a provider.", &stats.Forgotten},
			"unforgotten": {"Messages that a provider could not delete for too long, given up.", &stats.Unforgotten},
		} {
			registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
				Namespace: "passerelle", Name: name + "_total", Help: c.help, ConstLabels: agency,
			}, func() float64 { return float64(c.count.Load()) }))
		}
		if t.twilio != nil {
			registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
				Namespace: "passerelle", Name: "hidden_calls_total", Help: "Missed calls of hidden numbers: nobody can be called back.", ConstLabels: agency,
			}, func() float64 { return float64(t.twilio.Hidden.Load()) }))
		}
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "passerelle", Name: "people_waiting", Help: "Cases that nobody has taken; -1 when Redis does not answer.", ConstLabels: agency,
		}, func() float64 { return waiting(t.desk) }))
	}
	registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: "passerelle", Name: "paused", Help: "1 while nothing is sent, since serve --paused.",
	}, func() float64 {
		if s.paused.Load() {
			return 1
		}
		return 0
	}))
	return registry
}

func waiting(d *desk) float64 {
	ctx, end := context.WithTimeout(context.Background(), askTime)
	defer end()
	cases, err := d.assistant.Cases(ctx, "")
	if err != nil {
		return -1
	}
	n := 0
	for _, c := range cases {
		if c.State == bot.CaseQueued || c.State == bot.CaseRequested {
			n++
		}
	}
	return float64(n)
}
