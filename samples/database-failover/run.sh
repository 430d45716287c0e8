#!/bin/sh
# Starts the stand-ins on a free port, runs the experiment against them, and ends them. CHAOS names the command.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
address=$(mktemp)
python3 "$here/stand_ins.py" > "$address" &
stand_ins=$!
trap 'kill "$stand_ins"; rm -f "$address"' EXIT
while [ ! -s "$address" ]; do
    kill -0 "$stand_ins"
    sleep 0.1
done
SHOP_URL=$(cat "$address") PROMETHEUS_URL=$(cat "$address") "${CHAOS:-chaos}" run --journal-path=results/db-failover.json "$here/experiment.yaml"
