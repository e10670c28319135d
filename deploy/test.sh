#!/usr/bin/env bash
# Runs every test: all of them on SQLite with a real browser, then all but the browser's journeys on PostgreSQL.
# A missing browser or database is an error, and so is a skipped test.
set -euo pipefail
. "$(dirname "$0")/say.sh"
cd "$root"
unset DATABASE_URL PYTHONWARNINGS STIGEN_DEMO

# Whatever the terminal shows is also in the log, where a skip is looked for.
tests() {
    local log="$root/var/log/$1.log"
    shift
    mkdir -p "$root/var/log"
    "$@" 2>&1 | tee "$log"
    if tail -n 1 "$log" | grep -q -E '[0-9]+ (skipped|xfailed)'; then
        fail "Some tests were skipped; here that counts as a failure."
    fi
}

color=no
[ ! -t 1 ] || color=yes
CHROMIUM_PATH=$("$root/deploy/browser.sh")
export CHROMIUM_PATH
say "All tests, on SQLite, journeys in $CHROMIUM_PATH"
tests pytest-sqlite "$python" -m pytest --color=$color "$@"
say "All tests but the journeys, on PostgreSQL"
tests pytest-postgres "$root/deploy/postgres.sh" "$python" -m pytest --color=$color -m "not journey" "$@"
