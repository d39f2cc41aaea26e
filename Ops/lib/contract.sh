# shellcheck shell=bash
# The OpenAPI document held against the running server by Schemathesis from PyPI, in a virtual environment below .build.
# Needs say.sh, packages.sh, cluster.sh, browser.sh (for the season) and wasm.sh.

# Prints the Python that has Schemathesis, of an exact version.
contract_python() {
    local home=.build/contract
    python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
    if [ ! -x "$home/bin/python" ] || ! "$home/bin/python" -c 'import schemathesis' 2>/dev/null; then
        say "fetching Schemathesis from PyPI"
        python3 -m venv "$home" >&2 &&
            "$home/bin/pip" install -q --disable-pip-version-check schemathesis==4.32.5 >&2 || return 1
    fi
    printf '%s\n' "$home/bin/python"
}

# Asks the debug build everything its document promises, as every role; says so when that cannot be done here.
run_contract_tests() {
    local python
    if [ ! -d "$(season_directory)" ]; then
        say "contract tests left out: the example season does not lie beside the checkout"
        return 0
    fi
    python=$(contract_python) || die "Schemathesis could not be fetched from PyPI"
    build_wasm .build/debug/wasm
    with_season .build/debug/grainledger "$(checkout_root)/$python" "$(checkout_root)/Tests/Contract/contract.py"
}
