# shellcheck shell=bash
# Tests in a real browser: Debian's Chromium, driven by Playwright from PyPI in a virtual environment below .build.
# Needs say.sh, packages.sh, cluster.sh, wasm.sh and assets.sh.

# The browser's program; empty when there is none.
browser_program() { command -v chromium-headless-shell || command -v chromium || true; }

# Installs the browser, a Chinese font and Python's virtual environments where they are missing.
ensure_browser() {
    local missing=()
    [ -n "$(browser_program)" ] || missing+=(chromium-headless-shell)
    have_fonts || missing+=(fonts-noto-cjk)
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
    [ "${#missing[@]}" -eq 0 ] && return 0
    say "installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Prints the Python that has Playwright and axe, of exact versions.
browser_python() {
    local home=.build/browser
    if [ ! -x "$home/bin/python" ] || ! "$home/bin/python" -c 'import playwright, axe_playwright_python' 2>/dev/null; then
        say "fetching the browser's driver from PyPI"
        python3 -m venv "$home" >&2 &&
            "$home/bin/pip" install -q --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8 >&2 ||
            return 1
    fi
    printf '%s\n' "$home/bin/python"
}

# Where the example season lies: named, or beside the checkout.
season_directory() { printf '%s\n' "${GRAINLEDGER_SEASON:-$(checkout_root)/../shared/data/season-2025-late}"; }

# Starts program $1 on the example season in a directory of its own, set up for single sign-on by a provider that the
# tests start at GRAINLEDGER_PROVIDER_PORT, and runs Python $2 with the rest of the arguments;
# the program ends with them.
with_season() {
    local program=$1 python=$2 data log server status=0 port gate
    shift 2
    data=$(mktemp -d)
    chmod 755 "$data"
    log=$data/serve.log
    : >"$log"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    gate=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf 'only-for-the-tests\n' >"$data/secret"
    "$program" serve --embedded "$data/book" --season "$(season_directory)" --listen "127.0.0.1:$port" \
        --openid-issuer "http://localhost:$gate" --openid-client grainledger --openid-secret-file "$data/secret" \
        --openid-redirect "http://127.0.0.1:$port/sign-in/openid/return" \
        >"$log" 2>&1 </dev/null &
    server=$!
    until grep -q '^ready' "$log"; do
        kill -0 "$server" 2>/dev/null || { cat "$log" >&2; rm -rf "$data"; return 1; }
        sleep 0.3
    done
    GRAINLEDGER_BROWSER=$(browser_program) GRAINLEDGER_URL=http://127.0.0.1:$port GRAINLEDGER_PROVIDER_PORT=$gate \
        GRAINLEDGER_PROGRAM=$(realpath "$program") GRAINLEDGER_DATA=$data GRAINLEDGER_BOOK=$data/book \
        GRAINLEDGER_PASSWORD=$(sed -n 's/.*password of all: \([^;]*\);.*/\1/p' "$log") \
        GRAINLEDGER_AUTHENTICATOR=$(sed -n 's/.*\(otpauth:[^ ]*\).*/\1/p' "$log") "$python" "$@" || status=$?
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$data"
    return "$status"
}

# Runs the tests of Tests/Browser against the debug build; says so when they cannot be run here.
run_browser_tests() {
    local python
    if [ ! -d "$(season_directory)" ]; then
        say "browser tests left out: the example season does not lie beside the checkout"
        return 0
    fi
    ensure_browser || die "the browser could not be installed"
    python=$(browser_python) || die "Playwright could not be fetched from PyPI"
    build_wasm .build/debug/wasm
    lay_assets .build/debug/assets
    with_season .build/debug/grainledger "$python" -m unittest discover -s Tests/Browser -t Tests/Browser -p 'test_*.py' -v
}
