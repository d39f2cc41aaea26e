# shellcheck shell=bash
# Compiles the rules as WebAssembly for the pages that judge without network. Needs say.sh and swift.sh.

# Where the toolchain's own programs are: clang and wasm-ld lie beside the compiler, not always on PATH.
toolchain_bin() {
    local resources
    resources=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": *"\([^"]*\)".*/\1/p')
    (cd "$resources/../../bin" && pwd -P)
}

# Builds .build/wasm/rules.wasm from Sources/Rules unless it is newer than its sources, and lays it into directory $1.
# The Codable conformances stay out: they need reflection, which Embedded Swift does not have.
build_wasm() {
    local target=$1 work=.build/wasm bin triple=wasm32-unknown-none-wasm sources=()
    if [ -z "$(find Sources/Rules Ops/WebAssembly Ops/lib/wasm.sh -newer "$work/rules.wasm" -print -quit 2>&1)" ]; then
        say "rules.wasm is built already"
    else
        say "compiling the rules as WebAssembly"
        mkdir -p "$work"
        bin=$(toolchain_bin) || return
        while IFS= read -r file; do sources+=("$file"); done \
            < <(find Sources/Rules -name '*.swift' ! -name '*Codable*' | LC_ALL=C sort)
        "$bin/swiftc" -target "$triple" -enable-experimental-feature Embedded -swift-version 6 -wmo -Osize \
            -parse-as-library -module-name Rules -Xfrontend -disable-stack-protector -suppress-warnings \
            -c "${sources[@]}" Ops/WebAssembly/Exports.swift -o "$work/rules.o" >&2 &&
            "$bin/clang" --target="$triple" -Os -nostdlib -ffreestanding -c Ops/WebAssembly/shim.c -o "$work/shim.o" >&2 &&
            "$bin/wasm-ld" --no-entry --gc-sections --strip-all "$work/rules.o" "$work/shim.o" \
                -o "$work/rules.wasm.new" >&2 || return
        mv "$work/rules.wasm.new" "$work/rules.wasm"
    fi
    mkdir -p "$target"
    cmp -s "$work/rules.wasm" "$target/rules.wasm" || cp "$work/rules.wasm" "$target/rules.wasm"
}
