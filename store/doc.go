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
var scripts = struct{ commit, lease, settle, drop, erase, status, publish, hold *redis.Script }{
	commit: script("commit"), lease: script("lease"), settle: script("settle"), drop: script("drop"),
	erase: script("erase"), status: script("status"), publish: script("publish"), hold: script("hold"),
}

func script(name string) *redis.Script {
	source, err := scriptFiles.ReadFile("scripts/" + name + ".lua")
	if err != nil {
		panic(err) // the file is part of the program
	}
	return redis.NewScript(string(source))
}
