#!/usr/bin/env bash
# Runs every check that is not a test, to the end, and fails if one of them did.
set -euo pipefail
. "$(dirname "$0")/say.sh"
cd "$root"
failed=()

check() {
    local name=$1
    shift
    if quietly "check-${name// /-}" "$@"; then
        say "$name"
    else
        failed+=("$name")
    fi
}

check "code style" .venv/bin/ruff check .
check "code format" .venv/bin/ruff format --check .
check "types" .venv/bin/mypy
check "boundaries" .venv/bin/lint-imports
check "templates" .venv/bin/djlint --lint --quiet templates
check "settings" "$python" manage.py check
check "migrations" "$python" manage.py makemigrations --check --dry-run
[ ${#failed[@]} = 0 ] || fail "Not in order: ${failed[*]}"
