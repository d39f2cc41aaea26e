# shellcheck shell=bash
# Finds the Swift toolchain. Needs say.sh.

# Puts `swift` on PATH, or says how to get it.
ensure_swift() {
    local dir
    if ! command -v swift >/dev/null; then
        for dir in "${SWIFT_HOME:-}/bin" /opt/swift/usr/bin /usr/libexec/swift/bin "${HOME:-}/.local/share/swiftly/bin"; do
            if [ -x "$dir/swift" ]; then
                PATH="$dir:$PATH"
                export PATH
                break
            fi
        done
    fi
    command -v swift >/dev/null ||
        die "no 'swift' on PATH; install Swift 6.3 or later (https://www.swift.org/install/linux/) and start again"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case "$version" in
        "" | [0-5].* | 6.[0-1]) die "Swift ${version:-of unknown version} is too old; 6.2 or later is needed" ;;
    esac
}

# Builds the program unless it is newer than everything it is made of; prints its path.
# SwiftPM itself compiles once more on the run after a first build, for no source that changed.
#
# build_program debug|release: release takes more than twice as long, two thirds of it in the packages beneath us.
build_program() {
    local program=.build/$1/grainledger
    if [ -x "$program" ] && [ -z "$(find Package.swift Sources Schema -newer "$program" -print -quit)" ]; then
        say "built already"
    else
        say "building (the first time takes some minutes)"
        swift build -c "$1" --product grainledger >&2 || return
        # What was built without a change to link keeps its time; the next run shall see that it is new.
        touch -c "$program"
    fi
    printf '%s\n' "$program"
}
