// Package store keeps the state of an agency in Redis behind the ports of bot.
// All keys are in keys.go; every atomic act is one Lua script, declared with
// its keys; what speaks of a person is sealed at this door.
//
// The same scripts run on Redis, on Redis Cluster and on the in-process
// miniredis of demo and tests: there is no second implementation to drift.
package store

import (
	"embed"

	"github.com/redis/go-redis/v9"
)

//go:embed scripts/*.lua
var scriptFiles embed.FS

// scripts are the atomic acts, run by EVALSHA and loaded where they are missing.
var scripts = struct{ commit, lease, settle, drop, erase, status, publish, hold, trash, trashed, audit, gaps *redis.Script }{
	commit: script("trashing", "telling", "seating", "commit"), lease: script("lease"), settle: script("trashing", "telling", "settle"), drop: script("drop"),
	erase: script("erase"), status: script("trashing", "telling", "status"), publish: script("publish"), hold: script("hold"), audit: script("audit"), gaps: script("gaps"),
	trash: script("trash"), trashed: script("trashed"),
}

// script makes one script of files, in their order.
func script(names ...string) *redis.Script {
	var all []byte
	for _, name := range names {
		source, err := scriptFiles.ReadFile("scripts/" + name + ".lua")
		if err != nil {
			panic(err) // the file is part of the program
		}
		all = append(all, source...)
	}
	return redis.NewScript(string(all))
}
