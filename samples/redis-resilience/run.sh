#!/bin/sh
# Starts Redis, the fault proxy before it and the service behind that, each when the one before is there; runs the experiment; ends them.
# CHAOS names the command, REDIS (host:port) a Redis that runs already, CATALOG the service that was built already.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
chaos=${CHAOS:-chaos}
work=$(mktemp -d)
started=
trap 'for one in $started; do kill "$one" 2> /dev/null || :; done; wait; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# start NAME WORDS PROGRAM...: until a line of its output holds the words, which say that it is there.
start() {
    name=$1 words=$2
    shift 2
    "$@" > "$work/$name.log" &
    started="$! $started"
    until grep -q "$words" "$work/$name.log"; do
        kill -0 "$!" 2> /dev/null || { echo "$name ended:" >&2; cat "$work/$name.log" >&2; exit 1; }
        sleep 0.1
    done
}

# A member of what the proxy tells of itself.
told() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/proxy.log" | head -n 1
}

if [ -z "${CATALOG:-}" ]; then
    dotnet build --nologo -v quiet -o "$work/catalog" "$here"
    CATALOG=$work/catalog/catalog
fi
if [ -z "${REDIS:-}" ]; then
    start redis "Ready to accept connections" redis-server --port 6379 --bind 127.0.0.1 --save "" --appendonly no
    REDIS=127.0.0.1:6379
fi
printf '[{"name": "redis", "listen": "127.0.0.1:0", "upstream": "%s"}]\n' "$REDIS" > "$work/proxies.json"
start proxy '"address"' env LOG_LEVEL=info "$chaos" proxy serve -port 0 -config "$work/proxies.json"
start catalog "Listening on" "$CATALOG" --redis "$(told listen)" --urls http://127.0.0.1:0

TOXIPROXY_URL=$(told address)
TOXIPROXY_URL=${TOXIPROXY_URL%/}
CATALOG_URL=$(sed -n 's/^Listening on //p' "$work/catalog.log")
export TOXIPROXY_URL CATALOG_URL
status=0
"$chaos" run --strict "$here/experiment.yaml" || status=$?
echo "The proxy afterwards:"
"$chaos" proxy list
exit "$status"
