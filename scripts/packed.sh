#!/usr/bin/env bash
# Packs each crate that is published, as `cargo publish` would send it, and compiles the packages beside each other from what was
# packed and nothing else: a file that a crate takes from outside of its folder is missing then.
#
#   scripts/packed.sh
#
# `cargo publish --workspace --dry-run` compiles them too, but all dependencies once more for it, and where it ran before it takes
# crates of the same version from its cache, as they were then.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(realpath "${CARGO_TARGET_DIR:-target}")
packed=$target/packed
rm -rf "$packed" "$target/package"
mkdir -p "$packed"
cargo publish --workspace --dry-run --no-verify --allow-dirty 2>&1 | grep -v 'is not included in the published package'
find "$target/package" -name "*.crate" -exec tar -xzf {} -C "$packed" \;

# The packages know each other by version; here each takes the others from beside it.
{
    printf '[workspace]\nresolver = "3"\nmembers = ["*-*.*.*"]\n\n'
    sed -n '/^\[profile/,/^$/p' Cargo.toml
    printf '[patch.crates-io]\n'
    for folder in "$packed"/*/; do
        name=$(basename "$folder")
        printf '%s = { path = "%s" }\n' "${name%-*}" "$name"
    done
} >"$packed/Cargo.toml"
cp Cargo.lock "$packed/"
cargo check --release --workspace --manifest-path "$packed/Cargo.toml" --target-dir "$target"
