#!/usr/bin/env bash
# Serves on 127.0.0.1:$PORT: the worker and the web server, bound together. When one ends, so does the other.
set -euo pipefail
. "$(dirname "$0")/say.sh"
cd "$root"
port=${PORT:-8000}

stop() {
    trap - EXIT INT TERM
    kill -TERM "$worker" "$web" 2>/dev/null || true
    wait || true
    exit "$1"
}

"$python" - "$port" <<'CHECK' || fail "Port $port is taken. Choose another: make demo PORT=8001"
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        sys.exit(1)
CHECK

"$python" manage.py work &
worker=$!
"$python" -m gunicorn config.wsgi --bind "127.0.0.1:$port" --workers 2 --threads 4 \
    --no-control-socket --log-level warning &
web=$!
trap 'stop 0' INT TERM
trap 'stop 1' EXIT
say "Stigen is at http://127.0.0.1:$port/ (Ctrl-C stops it)"
wait -n || true
say "The worker or the web server ended, so both stop."
