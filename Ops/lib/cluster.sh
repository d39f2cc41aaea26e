# shellcheck shell=bash
# A private PostgreSQL cluster for one run of the tests. Needs say.sh and packages.sh.
# Durability stays at PostgreSQL's defaults: tests that pass without it prove nothing.

CLUSTER_DIR=""

# PostgreSQL refuses to run as root; then it runs as this user instead.
cluster_user() {
    if [ "$(id -u)" -ne 0 ]; then
        id -un
    elif getent passwd postgres >/dev/null; then
        echo postgres
    else
        echo nobody
    fi
}

# Runs a command as the owner of the cluster, from a directory every user may enter.
as_cluster_user() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u "$(cluster_user)" -- "$@")
    else
        (cd / && "$@")
    fi
}

# Creates and starts the cluster; afterwards CLUSTER_DIR is its directory and cluster_url its address.
start_cluster() {
    local bin
    bin=$(postgres_bin)
    # Short on purpose: the path of a unix socket may have 107 bytes. TMPDIR counts only while it is short.
    local parent=${TMPDIR:-/tmp}
    [ "${#parent}" -le 40 ] && [ -d "$parent" ] || parent=/tmp
    CLUSTER_DIR=$(mktemp -d "$parent/gl-pg.XXXXXX")
    mkdir "$CLUSTER_DIR/socket"
    if [ "$(id -u)" -eq 0 ]; then
        chown -R "$(cluster_user)" "$CLUSTER_DIR"
    fi
    as_cluster_user "$bin/initdb" --pgdata="$CLUSTER_DIR/data" --username=grainledger \
        --auth-local=trust --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 --data-checksums \
        >"$CLUSTER_DIR/initdb.log" 2>&1 || { cat "$CLUSTER_DIR/initdb.log" >&2; die "initdb did not work"; }
    as_cluster_user tee -a "$CLUSTER_DIR/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$CLUSTER_DIR/socket'
unix_socket_permissions = 0700
max_connections = 400
shared_preload_libraries = ''
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%d '
CONF
    as_cluster_user "$bin/pg_ctl" --pgdata="$CLUSTER_DIR/data" --log="$CLUSTER_DIR/postgres.log" \
        --timeout=60 --wait --silent start >/dev/null ||
        { as_cluster_user cat "$CLUSTER_DIR/postgres.log" >&2; die "PostgreSQL did not start"; }
}

cluster_url() {
    printf 'postgresql://grainledger@/postgres?host=%s\n' "$CLUSTER_DIR/socket"
}

# Stops the cluster and removes it; safe to call twice, and when nothing was started.
remove_cluster() {
    [ -n "$CLUSTER_DIR" ] || return 0
    local dir=$CLUSTER_DIR
    CLUSTER_DIR=""
    if [ -e "$dir/data/postmaster.pid" ]; then
        local bin
        bin=$(postgres_bin)
        as_cluster_user "$bin/pg_ctl" --pgdata="$dir/data" --mode=fast --timeout=20 --silent stop >/dev/null 2>&1 ||
            as_cluster_user "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
    fi
    rm -rf "$dir"
}
