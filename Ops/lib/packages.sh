# shellcheck shell=bash
# Debian packages the product needs besides the Swift toolchain. Needs say.sh.

# The directory of PostgreSQL's server programs, version 15 or later, newest first; empty when there is none.
# `return 0`, not `return`: in a trap the bare word returns the status from before the trap.
postgres_bin() {
    local dir version
    if [ -n "${GRAINLEDGER_POSTGRES_BIN:-}" ]; then
        printf '%s\n' "$GRAINLEDGER_POSTGRES_BIN"
        return 0
    fi
    for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        version=${dir#/usr/lib/postgresql/}
        version=${version%/bin}
        if [ -x "$dir/initdb" ] && [ "${version%%.*}" -ge 15 ] 2>/dev/null; then
            printf '%s\n' "$dir"
            return 0
        fi
    done
    if command -v initdb >/dev/null && command -v postgres >/dev/null; then
        dirname "$(readlink -f "$(command -v initdb)")"
    fi
}

have_libpq_headers() {
    [ -e /usr/include/postgresql/libpq-fe.h ] || [ -e /usr/include/libpq-fe.h ] || command -v pg_config >/dev/null
}

have_sodium_headers() {
    [ -e /usr/include/sodium.h ] || { command -v pkg-config >/dev/null && pkg-config --exists libsodium; }
}

# What the prints need: headers of Pango with Cairo, libqrencode, libxlsxwriter, and the fonts.
have_header_of() {
    command -v pkg-config >/dev/null && pkg-config --exists "$1"
}

have_fonts() {
    [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] && return 0
    command -v fc-list >/dev/null && [ -n "$(fc-list 'Noto Sans CJK SC')" ]
}

# Runs a command with the rights of root, or explains why it cannot.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        # Without a terminal nobody could type a password: fail at once instead of waiting for one.
        if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi ||
            die "'sudo $*' did not work; run it yourself, then start again"
    else
        die "this needs root: run '$*' as root, then start again"
    fi
}

# Debian's package would create and start a cluster of its own on port 5432. Nobody asked for one.
forbid_main_cluster() {
    [ -d /etc/postgresql ] && return 0
    as_root mkdir -p /etc/postgresql-common/createcluster.d
    printf 'create_main_cluster = false\n' |
        as_root tee /etc/postgresql-common/createcluster.d/grainledger.conf >/dev/null
}

# Installs what is missing and nothing else; quiet and quick when nothing is.
#
# ensure_packages [tests]: with the programs by which the tests read prints, sheets and backups.
ensure_packages() {
    local missing=() pair
    have_libpq_headers || missing+=(libpq-dev)
    have_sodium_headers || missing+=(libsodium-dev)
    [ -n "$(postgres_bin)" ] || missing+=(postgresql-15)
    have_header_of pangocairo || missing+=(pkg-config libpango1.0-dev)
    have_header_of libqrencode || missing+=(libqrencode-dev)
    have_header_of xlsxwriter || missing+=(libxlsxwriter-dev)
    have_fonts || missing+=(fonts-noto-cjk)
    if [ "${1:-}" = tests ]; then
        for pair in pdftotext:poppler-utils zbarimg:zbar-tools qpdf:qpdf unzip:unzip node:nodejs age:age; do
            command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
        done
    fi
    install_packages "${missing[@]}"
    [ -n "$(postgres_bin)" ] || die "PostgreSQL is installed, yet its programs are not under /usr/lib/postgresql"
}

install_packages() {
    local missing=("$@")
    [ "${#missing[@]}" -eq 0 ] && return 0
    command -v apt-get >/dev/null ||
        die "missing: ${missing[*]}. This is not a Debian system; install what these Debian packages hold"
    say "installing ${missing[*]}"
    case " ${missing[*]} " in *" postgresql-15 "*) forbid_main_cluster ;; esac
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
        die "apt-get update did not work; without network, install ${missing[*]} by hand"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        die "apt-get could not install ${missing[*]}"
}

# Go with golang.org/x/mod, by which the tests let foreign software check the log. Without it they say what they skip.
ensure_oracle() {
    if command -v go >/dev/null && [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ]; then return 0; fi
    command -v apt-get >/dev/null || return 0
    [ "$(id -u)" -eq 0 ] || return 0
    say "installing golang-go golang-golang-x-mod-dev"
    env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        golang-go golang-golang-x-mod-dev >&2 || say "Go could not be installed: its checks of the log are skipped"
}
