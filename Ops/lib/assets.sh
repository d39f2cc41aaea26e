# shellcheck shell=bash
# Libraries for the browser that are not ours: of exact versions from PyPI, compared by digest, never committed. Needs say.sh.

LEAFLET_VERSION=1.9.3.0
LEAFLET_SHA256=9d6871255940f03fd5406cacc36c7e1a8e2a681cabe65b8514c9a68cf8c04e48

# Lays leaflet.js and leaflet.css into directory $1; fetched once into .build/assets. Without them maps are drawings.
lay_assets() {
    local target=$1 store=.build/assets wheel
    if [ ! -s "$store/leaflet.js" ] || [ ! -s "$store/leaflet.css" ]; then
        say "fetching Leaflet from PyPI"
        mkdir -p "$store"
        wheel=$(mktemp -d)
        if ! python3 -m pip download -q --disable-pip-version-check --no-deps --dest "$wheel" "XStatic-Leaflet==$LEAFLET_VERSION" >&2 ||
            ! printf '%s  %s\n' "$LEAFLET_SHA256" "$(find "$wheel" -name '*.whl' -print -quit)" | sha256sum --check --quiet >&2; then
            rm -rf "$wheel"
            say "Leaflet could not be fetched, or is another file than it was: maps stay drawings"
            return 0
        fi
        python3 - "$wheel" "$store" <<'PYTHON'
import pathlib, sys, zipfile
wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
with zipfile.ZipFile(wheel) as file:
    for name in ("leaflet.js", "leaflet.css"):
        pathlib.Path(sys.argv[2], name).write_bytes(file.read(f"xstatic/pkg/leaflet/data/{name}"))
PYTHON
        rm -rf "$wheel"
    fi
    mkdir -p "$target"
    cp -u "$store/leaflet.js" "$store/leaflet.css" "$target/"
}
