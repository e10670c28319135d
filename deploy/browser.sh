#!/usr/bin/env bash
# Finds or installs a Chromium and prints its path: $CHROMIUM_PATH, one on PATH, apt on Debian, or Playwright's own.
set -euo pipefail
. "$(dirname "$0")/say.sh"

found_browser() {
    if [ -n "${CHROMIUM_PATH:-}" ]; then
        [ -x "$CHROMIUM_PATH" ] || fail "CHROMIUM_PATH is $CHROMIUM_PATH, which is not a program."
        echo "$CHROMIUM_PATH"
        return
    fi
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

# Playwright's node needs libatomic, and pages in Arabic and Persian need letters to draw.
missing_libraries() {
    ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || echo libatomic1
    command -v fc-list >/dev/null && fc-list :lang=ar family 2>/dev/null | grep -q . || echo fonts-dejavu-core
}

playwright_browser() {
    [ -x "$python" ] || return 1
    quietly playwright-install "$python" -m playwright install chromium || return 1
    "$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)'
}

browser=$(found_browser) || browser=
if may_apt; then
    packages=$(missing_libraries)
    [ -n "$browser" ] || packages="$packages chromium fonts-liberation"
    if [ -n "${packages//[[:space:]]/}" ]; then
        say "Installing ${packages//[[:space:]]/ } with apt (about half a minute)"
        # shellcheck disable=SC2086
        apt_install $packages fontconfig || true
        browser=$(found_browser) || browser=
    fi
fi
[ -n "$browser" ] || { say "Fetching Chromium with Playwright"; browser=$(playwright_browser); } || fail \
    "No Chromium: install it (Debian: apt-get install chromium libatomic1) or set CHROMIUM_PATH to one."
echo "$browser"
