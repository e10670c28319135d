#!/usr/bin/env bash
# Makes .venv hold what a lock file names: deploy/env.sh requirements.lock (or requirements-dev.lock).
# A stamp with the lock's hash makes the second run instant.
set -euo pipefail
. "$(dirname "$0")/say.sh"

lock="$root/deploy/$1"
stamp="$root/.venv/stamp-$1"
tools="$root/var/tools"

hash_of() {
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
}

works() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

newest_enough_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if works "$name"; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed. Debian 12 has it: apt-get install python3 python3-pip"
}

# Debian splits ensurepip away and locks its pip; a virtualenv in a folder of our own needs neither.
make_venv() {
    local base=$1
    rm -rf "$root/.venv"
    "$base" -m venv "$root/.venv" 2>/dev/null && return
    rm -rf "$root/.venv" "$tools"
    "$base" -m pip --version >/dev/null 2>&1 || fail "pip is needed: apt-get install python3-pip (or python3-venv)"
    "$base" -m pip install -q --target "$tools" --require-hashes -r "$root/deploy/virtualenv.lock" &&
        PYTHONPATH="$tools" "$base" -m virtualenv -q "$root/.venv"
}

# uv knows nothing of pip's own settings, so it is told the index and the certificates pip would use.
install_with_uv() {
    local index certificates
    export UV_SYSTEM_CERTS=1
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null)}
    certificates=${PIP_CERT:-$("$python" -m pip config get global.cert 2>/dev/null)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    [ -z "$certificates" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificates}"
    "$python" -m pip install -q --require-hashes -r "$root/deploy/installer.lock" &&
        "$root/.venv/bin/uv" pip install -q --python "$python" --require-hashes -r "$lock"
}

install() {
    quietly "uv-$1" install_with_uv 2>/dev/null && return
    say "uv could not do it, pip takes over (half a minute more)"
    quietly "pip-$1" "$python" -m pip install -q --require-hashes -r "$lock"
}

works "$python" || {
    say "Making a Python environment in .venv"
    base=$(newest_enough_python)
    quietly venv make_venv "$base"
}
[ "$(cat "$stamp" 2>/dev/null)" != "$(hash_of "$lock")" ] || exit 0
say "Installing $(grep -c '^[a-z]' "$lock") pinned packages from deploy/$1"
install "$1"
hash_of "$lock" >"$stamp"
# The development lock contains the runtime lock, at the same versions.
[ "$1" != requirements-dev.lock ] || hash_of "$root/deploy/requirements.lock" >"$root/.venv/stamp-requirements.lock"
