#!/bin/sh
# Copies Redis's append-only files while the service runs.
#
#   backup.sh DATA TARGET          the Redis of passerelle's own, with its data in DATA (PASSERELLE_DATA)
#   backup.sh DIR TARGET URL       a Redis of yours; DIR is its "dir" on this machine, URL its redis:// or unix path
#
# The copy is a new folder TARGET/appendonlydir-<time>; its name is printed. A password stands in REDISCLI_AUTH.
# Redis rewrites its append-only files now and then; with rewriting held back, a copy is whole. The last write may be
# cut in the copy: Redis drops it when it loads.
set -eu
die() { echo "backup.sh: $*" >&2; exit "${code:-1}"; }
[ $# -eq 2 ] || [ $# -eq 3 ] || code=2 die "usage: backup.sh DATA TARGET [URL], such as: backup.sh /var/lib/passerelle /var/backups/passerelle"
data=$1 target=$2 url=${3:-$1/redis.sock}

cli=
for program in redis-cli valkey-cli; do
    if command -v "$program" >/dev/null 2>&1; then cli=$program; break; fi
done
[ -n "$cli" ] || die "neither redis-cli nor valkey-cli is installed (Debian: redis-tools or valkey-tools)"
redis() { # one command; its answer without carriage returns. An error of Redis's is a failure too.
    case $url in
    *://*) answer=$("$cli" -e -u "$url" "$@" 2>&1) || die "Redis refuses \"$1 ${2:-}\": $answer" ;;
    *) answer=$("$cli" -e -s "$url" "$@" 2>&1) || die "Redis refuses \"$1 ${2:-}\": $answer" ;;
    esac
    printf '%s\n' "$answer" | tr -d '\r'
}
setting() { redis config get "$1" | sed -n 2p; }

[ -n "$(redis ping)" ] || die "Redis does not answer at $url; while the service is stopped, copy the folder itself"
name=$(setting appenddirname)
name=${name:-appendonlydir}
[ -d "$data/$name" ] || die "there is no $data/$name"
where=$(setting dir)
[ "$(cd "$data" && pwd -P)" = "$(cd "$where" 2>/dev/null && pwd -P)" ] || die "this Redis keeps its data in $where, not in $data"

umask 077
mkdir -p "$target"
exec 9>"$target/.lock"
flock -n 9 || die "another backup to $target is under way"
percentage=$(setting auto-aof-rewrite-percentage)
[ -n "$percentage" ] || die "Redis does not tell its auto-aof-rewrite-percentage"
part=$target/.part-$$
trap 'rm -rf "$part"; redis config set auto-aof-rewrite-percentage "$percentage" >/dev/null' EXIT
trap 'exit 1' HUP INT TERM
redis config set auto-aof-rewrite-percentage 0 >/dev/null
while redis info persistence | grep -Eq '^aof_rewrite_(in_progress|scheduled):1'; do sleep 1; done
mkdir "$part"
cp -a "$data/$name/." "$part/"
chmod 700 "$part"
copy=$target/$name-$(date -u +%Y%m%dT%H%M%SZ)
[ ! -e "$copy" ] || die "$copy is there already"
mv "$part" "$copy"
echo "$copy"
