#!/bin/sh
# Copies the data folder's append-only files while the service runs: backup.sh DATA TARGET
# Redis rewrites its append-only files now and then; with rewriting held back, a copy is whole.
set -eu
data=$1 target=$2
cli() { redis-cli -s "$data/redis.sock" "$@" >/dev/null; }
cli config set auto-aof-rewrite-percentage 0
trap 'cli config set auto-aof-rewrite-percentage 100' EXIT
while [ "$(redis-cli -s "$data/redis.sock" info persistence | tr -d '\r' | grep -c '^aof_rewrite_in_progress:1')" = 1 ]; do sleep 1; done
mkdir -p "$target"
chmod 700 "$target"
cp -a "$data/appendonlydir" "$target/appendonlydir-$(date -u +%Y%m%dT%H%M%SZ)"
