#!/bin/sh
# Makes docs/reliability.md and its plot: twenty simulated weeks with all kinds of campaigns and look-alikes, and the labelled weeks.
#
#   scripts/reliability.sh [SHARED]     (default: ../shared, which holds traffic, traffic-b and traffic-c)
set -eu
shared=$(cd "${1:-$(dirname "$0")/../../shared}" && pwd)
cd "$(dirname "$0")/.."

folder=target/reliability
mkdir -p "$folder"
weeks="ours=$shared/traffic"
for seed in $(seq 101 120); do
    if [ ! -e "$folder/$seed" ]; then
        cargo run --quiet --release -p hydrascope-cli -- simulate --accounts 14000 --campaigns all --look-alikes all --labels \
            --seed "$seed" --out "$folder/.part"
        mv "$folder/.part" "$folder/$seed"
    fi
    weeks="$weeks ours=$folder/$seed"
done
# shellcheck disable=SC2086  # one word a week
cargo run --quiet --release -p hydrascope-eval -- reliability $weeks "B=$shared/traffic-b" "C=$shared/traffic-c" \
    --out docs/reliability.md --made-by scripts/reliability.sh
