#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a PostgreSQL of its own, thrown away afterwards:
#   deploy/postgres.sh [--durable] COMMAND...
# Without --durable nothing is flushed to disk: right for tests, wrong for measuring. It listens on no port, only
# on a socket in a private folder.
set -euo pipefail
. "$(dirname "$0")/say.sh"

unflushed="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
if [ "${1:-}" = --durable ]; then
    unflushed=
    shift
fi
[ $# -gt 0 ] || fail "deploy/postgres.sh needs a command to run"

# The folder with the programs of a PostgreSQL 15 or newer, the newest of them.
programs() {
    local folder version
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) \
        "$(dirname "$(command -v pg_ctl || echo /none/pg_ctl)")"; do
        version=$("$folder/postgres" --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/') || continue
        if [ "${version:-0}" -ge 15 ] && [ -x "$folder/initdb" ]; then
            echo "$folder"
            return
        fi
    done
    return 1
}

# PostgreSQL refuses to run as root.
unprivileged() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u "$owner" -- "$@"
    else
        "$@"
    fi
}

start() {
    unprivileged "$bin/initdb" -D "$folder/data" -U stigen -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
        -o "-k $folder -c listen_addresses= -c max_connections=200 $unflushed"
    unprivileged "$bin/createdb" -h "$folder" -U stigen stigen
}

stop() {
    unprivileged "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

if ! bin=$(programs) && may_apt; then
    say "Installing postgresql with apt (about ten seconds)"
    apt_install postgresql && bin=$(programs) || true
fi
[ -n "$bin" ] || fail "No PostgreSQL 15 or newer: install it (Debian: apt-get install postgresql) or put pg_ctl on PATH."
owner=$(id -un postgres 2>/dev/null || echo nobody)
# Short on purpose: the path of a Unix socket may not be longer than about a hundred characters.
folder=$(mktemp -d /tmp/stigen-pg.XXXXXX)
[ "$(id -u)" != 0 ] || chown "$owner" "$folder"
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$folder"
quietly postgres start
cd "$OLDPWD"
export DATABASE_URL="postgresql://stigen@${folder//\//%2F}/stigen"
"$@"
