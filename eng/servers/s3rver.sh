#!/usr/bin/env bash
# s3rver 3.7.1 (npm), a small S3 server that stores the framing of signed chunks as if it were content: for the test that
# shows that this is noticed. Needs node and npm.
#
#   eng/servers/s3rver.sh hold DIR     installs it into DIR, starts it, prints its URL, and stops and removes all of it as
#                                      soon as standard input ends
#
# Access key `S3RVER`, secret `S3RVER`.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
dir=${2:?hold DIR}
source "$here/common.sh"

resolve_dir
stop_at_exit
mkdir -p -- "$dir"/{log,data}
cp -- "$here"/s3rver/package*.json "$dir"
npm --prefix "$dir" ci --no-audit --no-fund --ignore-scripts > "$dir/log/npm.log" 2>&1 < /dev/null || say_and_fail "npm could not install s3rver"
port=$(free_port)
launch node "$dir/node_modules/s3rver/bin/s3rver.js" --directory "$dir/data" --address 127.0.0.1 --port "$port" --silent
wait_for_answer "http://127.0.0.1:$port/"
hold "http://127.0.0.1:$port"
