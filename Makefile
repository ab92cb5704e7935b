# The README's commands. `make test` is the one that must pass before a commit lands.
GO ?= go
LINT = $(GO) tool -modfile=tools.mod golangci-lint

.PHONY: test setup fmt vet lint cross unit walk bench chaos race-desk watch-desk build dist

test: setup fmt vet lint cross unit walk

setup:
	./.ci/setup

fmt:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "not formatted, run gofmt -w on:"; echo "$$out"; exit 1; fi

vet:
	$(GO) vet ./...

lint:
	$(LINT) run ./...

# Authors have Windows; what signals and files are there differs most from here.
cross:
	GOOS=windows $(GO) build -o /dev/null ./cmd/passerelle

# -count=1: a test that reads other files, or talks to Redis, is never answered from the cache.
# PURE is what starts next to nothing by itself: the race detector makes it ten times slower, and it runs under it inside
# those who call it from many goroutines, bot/assistant, channels and cmd.
PURE = passerelle passerelle/flows passerelle/flows/library passerelle/flows/bench passerelle/flows/draft passerelle/bot/understand passerelle/bot/understand/linear passerelle/bot/dialogue passerelle/bot/report passerelle/bot/desk
# QUICK is what only computes, and most: the race detector leaves it alone wherever it runs.
QUICK = passerelle/bot/understand/linear go.yaml.in/yaml/v4/...
unit:
	$(GO) test -race $(QUICK:%=-gcflags=%=-race=false) -count=1 -timeout 30m $(filter-out $(PURE),$(shell $(GO) list ./...))
	$(GO) test -count=1 -timeout 20m $(PURE)

# Every choice and word in every language on every channel, the nearest states of each; everything: make walk STATES=200000.
# Without the race detector, which is ten times slower.
STATES ?= 4000
walk:
	$(GO) test -count=1 -timeout 20m -run TestWalk ./flows/library -states $(STATES)

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# The long run; CI runs a shorter one among the tests.
chaos:
	$(GO) test -count=1 -timeout 60m -v -run TestChaos ./bot/assistant -chaos.faults=200 -chaos.messages=100000

# A million times, counsellors want the same cases: nobody shares one. Then the same on a Redis Cluster of six servers
# whose masters are killed in turn.
KILLS ?= 30
race-desk:
	$(GO) test -count=1 -timeout 60m -v -run 'TestNobodySharesACase$$' ./bot/assistant -race.redis -race.attempts=1000000
	$(GO) test -count=1 -timeout 60m -v -run TestNobodySharesACaseOnACluster ./bot/assistant -race.kills=$(KILLS)

# A thousand watch the desk and lose their lines a hundred thousand times, and its Redis is killed now and then: nobody
# misses a change, or hears one twice. A small one is among the tests.
watch-desk:
	$(GO) test -count=1 -timeout 60m -v -run TestNobodyMissesAChange ./bot/live -watch.watchers=1000 -watch.reconnects=100000 -watch.outages=10 -watch.line=1s -watch.pace=200ms

build:
	$(GO) build -trimpath -o passerelle ./cmd/passerelle

# One zip an operating system, which starts by a double click.
dist:
	$(GO) run ./deploy/dist -out dist

# How well free text is understood, on frozen sets that nothing was tuned to: topics, language, danger.
eval:
	$(GO) test -count=1 -run 'TestEval|TestFrozen' -v ./bot/understand | grep -v '^=== \|^---'
