# shellcheck shell=bash
# Where the embedded cluster of this checkout lives, and which server runs on it. Needs say.sh and cluster.sh.

# The default data directory: var/data of the checkout, or /var/lib/grainledger when root's checkout
# lies where the unprivileged database user may not go (for instance under root's home).
default_data() {
    local root
    root=$(checkout_root)
    if [ "$(id -u)" -eq 0 ] && ! as_cluster_user test -x "$root" 2>/dev/null; then
        printf '/var/lib/grainledger/%s\n' "$(printf '%s' "$root" | cksum | cut -d ' ' -f 1)"
    else
        printf '%s/var/data\n' "$root"
    fi
}

# The process number of the server on data directory $1, when one is running.
server_pid() {
    local pid
    [ -r "$1/serve.pid" ] || return 1
    pid=$(head -n 1 "$1/serve.pid")
    case "$pid" in "" | *[!0-9]*) return 1 ;; esac
    # A number left over from before a crash may belong to somebody else by now.
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q 'grainledger.* serve' || return 1
    printf '%s\n' "$pid"
}

absolute() {
    mkdir -p "$1"
    (cd "$1" && pwd -P)
}
