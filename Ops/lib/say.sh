# shellcheck shell=bash
# Words to the person at the terminal. Everything goes to standard error; standard output is for data.

say() {
    printf '==> %s\n' "$*" >&2
}

# Ends the script: what is wrong, and what to do about it.
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# The directory of the checkout, whatever the caller's working directory.
checkout_root() {
    (cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
}
