#!/usr/bin/env bash
# Prepares the invented city (deploy/demo.sh) or takes it as it stands (deploy/demo.sh --as-it-is), then serves it.
set -euo pipefail
. "$(dirname "$0")/say.sh"
cd "$root"
export STIGEN_DEMO=1
export STIGEN_ADDRESS="${STIGEN_ADDRESS:-http://127.0.0.1:${PORT:-8000}}"

if [ "${1:-}" = --as-it-is ]; then
    quietly migrate-check "$python" manage.py migrate --check 2>/dev/null ||
        fail "There is no up-to-date city to serve yet: make demo"
    "$python" manage.py prepare_demo --check
else
    "$python" manage.py prepare_demo
fi
exec "$root/deploy/serve.sh"
