#!/usr/bin/env bash
# Compiles the *.in files to hash-locked *.lock files that name packages and nothing else, least of all an index.
set -euo pipefail
. "$(dirname "$0")/say.sh"
cd "$root/deploy"

compile() {
    say "Locking deploy/$1.in"
    quietly "lock-$1" "$root/.venv/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --excludes excludes.txt "$1.in" -o "$1.lock" "${@:2}"
}

compile requirements-dev "${@}"
compile requirements -c requirements-dev.lock "${@}"
compile installer "${@}"
compile virtualenv "${@}"
if grep -n -E '://|index-url|find-links' ./*.lock; then
    fail "A lock names a host."
fi
