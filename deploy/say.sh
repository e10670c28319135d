# Sourced by the other scripts: one human line per step, the noise into var/log, its tail when a step fails.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python="$root/.venv/bin/python"

say() {
    printf '\033[1m▸\033[0m %s\n' "$*" >&2
}

fail() {
    printf '\033[1m✗\033[0m %s\n' "$*" >&2
    exit 1
}

# quietly NAME COMMAND...: runs the command with its output in var/log/NAME.log; shows the tail if it fails.
quietly() {
    local log="$root/var/log/$1.log"
    shift
    mkdir -p "$root/var/log"
    "$@" >"$log" 2>&1 && return
    printf '✗ %s\n  failed; the end of %s says:\n' "$*" "${log#"$root"/}" >&2
    tail -n 25 "$log" | sed 's/^/    /' >&2
    return 1
}

# may_apt: true for root on Debian, the only case in which a script may install system packages by itself.
may_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && grep -qs '^ID=debian' /etc/os-release
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-update apt-get update -q && quietly apt-install apt-get install -qy --no-install-recommends "$@"
}
