#!/bin/sh
# Makes src/judge/shipped.json: how dealt the groups of simulated weeks without a campaign look, with all kinds of look-alikes.
# Nothing is left out, however dealt it looks: the weeks are known to hold no campaign.
#
#   scripts/reference.sh
set -eu
cd "$(dirname "$0")/.."

folder=target/reference
rm -rf "$folder"
mkdir -p "$folder"
hydrascope() { cargo run --quiet --release -p hydrascope-cli -- "$@"; }
before=
for seed in 51 52 53 54 55 56 57 58; do
    hydrascope simulate --accounts 14000 --campaigns none --look-alikes all --seed "$seed" --out "$folder/week"
    hydrascope calibrate "$folder/week/traffic.jsonl.gz" $before --out "$folder/baseline.json" --accept all --quiet
    before="--baseline $folder/baseline.json"
done
python3 - "$folder/baseline.json" src/judge/shipped.json <<'PYTHON'
import json
import sys

with open(sys.argv[1]) as baseline, open(sys.argv[2], "w") as shipped:
    json.dump(json.load(baseline)["reference"], shipped)
    shipped.write("\n")
PYTHON
