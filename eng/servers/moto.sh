#!/usr/bin/env bash
# moto (Python), which knows much of S3 and verifies nothing. Needs the module `moto`, with its server.
#
#   eng/servers/moto.sh hold DIR       starts it, prints its URL, and stops it as soon as standard input ends
#
# Any access key and secret will do.
set -euo pipefail
dir=${2:?hold DIR}
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

resolve_dir
stop_at_exit
mkdir -p -- "$dir/log"
port=$(free_port)
launch python3 -m moto.server -H 127.0.0.1 -p "$port"
wait_for_answer "http://127.0.0.1:$port/"
hold "http://127.0.0.1:$port"
