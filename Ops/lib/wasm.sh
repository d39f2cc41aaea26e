# shellcheck shell=bash
# Compiles the rules and the evidence as WebAssembly for the pages that judge and verify without network. Needs say.sh and
# swift.sh.

# Where the toolchain's own programs are: clang and wasm-ld lie beside the compiler, not always on PATH.
toolchain_bin() {
    local resources
    resources=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": *"\([^"]*\)".*/\1/p')
    (cd "$resources/../../bin" && pwd -P)
}

# Builds both modules below .build/wasm and lays them into directory $1.
build_wasm() {
    local target=$1 module
    for module in Rules Evidence; do
        build_module "$module" || return
        mkdir -p "$target"
        cmp -s ".build/wasm/${module,,}.wasm" "$target/${module,,}.wasm" ||
            cp ".build/wasm/${module,,}.wasm" "$target/${module,,}.wasm"
    done
}

# Builds one module from Sources/$1 and Ops/WebAssembly/$1.swift, unless it is newer than its sources. The Codable
# conformances and what rests on other packages stay out: Embedded Swift has no reflection, and a browser no swift-crypto.
build_module() {
    local name=$1 file=${1,,} work=.build/wasm bin triple=wasm32-unknown-none-wasm sources=()
    if [ -z "$(find "Sources/$name" Ops/WebAssembly Ops/lib/wasm.sh -newer "$work/$file.wasm" -print -quit 2>&1)" ]; then
        say "$file.wasm is built already"
        return
    fi
    say "compiling $name as WebAssembly"
    mkdir -p "$work"
    bin=$(toolchain_bin) || return
    while IFS= read -r source; do sources+=("$source"); done \
        < <(find "Sources/$name" -name '*.swift' ! -name '*Codable*' ! -name '*coder*' ! -name 'SignerKey*' | LC_ALL=C sort)
    "$bin/swiftc" -target "$triple" -enable-experimental-feature Embedded -swift-version 6 -wmo -Osize \
        -enable-upcoming-feature MemberImportVisibility \
        -parse-as-library -module-name "$name" -Xfrontend -disable-stack-protector -suppress-warnings \
        -c "${sources[@]}" "Ops/WebAssembly/$name.swift" -o "$work/$file.o" >&2 &&
        "$bin/clang" --target="$triple" -Os -nostdlib -ffreestanding -c Ops/WebAssembly/shim.c -o "$work/shim.o" >&2 &&
        "$bin/wasm-ld" --no-entry --gc-sections --strip-all "$work/$file.o" "$work/shim.o" -o "$work/$file.wasm.new" >&2 ||
        return
    mv "$work/$file.wasm.new" "$work/$file.wasm"
}
