#!/usr/bin/env bash
# Runs the S3 storage's conformance suite against further servers. Not part of eng/test.sh: it installs what only this needs.
#
#   eng/test-s3-more.sh            swift (installed with apt-get if it is missing), and moto if Python has it
#   eng/test-s3-more.sh swift      one of them
#
# swift  OpenStack's, with s3api: takes no signed chunks, wants Content-MD5, knows no condition on a put
# moto   knows the condition also on a completion of many parts
#
# Any other server: BACKUPSH_S3_ENDPOINT, BACKUPSH_S3_ACCESS_KEY and BACKUPSH_S3_SECRET_KEY name it, BACKUPSH_S3_CREATE_ONLY
# (none, small, all) says which objects it creates only if their names are free, and BACKUPSH_S3_PART_BYTES its smallest part.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
configuration=${CONFIGURATION:-Release}
project=BackupSh.Storage.S3.Tests
failed=0

say() { printf '==> %s\n' "$*"; }

# With the URL that the server's script prints in BACKUPSH_S3_ENDPOINT, and the rest of its environment in the arguments.
run_against() {
  local server=$1 dir endpoint holder code=0
  shift
  dir=$(mktemp -d)
  coproc held { "eng/servers/$server.sh" hold "$dir/server"; }
  holder=$held_PID
  read -r endpoint <&"${held[0]}" || { say "$server did not start"; failed=1; return; }
  say "Conformance against $server on $endpoint"
  env BACKUPSH_S3_ENDPOINT="$endpoint" "$@" "artifacts/bin/$project/${configuration,,}/$project" \
    -noLogo -class BackupSh.Storage.S3.Tests.S3StorageConformanceTests < /dev/null || code=$?
  eval "exec ${held[1]}>&-"
  wait "$holder" 2> /dev/null || true
  rm -rf -- "$dir"
  ((code == 0)) || failed=1
}

against_swift() {
  if ! command -v swift-proxy-server > /dev/null; then
    say "Installing OpenStack Swift"
    local as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    "${as_root[@]}" apt-get update -q < /dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      swift-proxy swift-account swift-container swift-object memcached curl < /dev/null
  fi

  run_against swift BACKUPSH_S3_ACCESS_KEY=backup:backupshtest BACKUPSH_S3_SECRET_KEY=backupshtestsecret \
    BACKUPSH_S3_CREATE_ONLY=none BACKUPSH_S3_PART_BYTES=65536
}

against_moto() {
  if ! python3 -c 'import moto.server' 2> /dev/null; then
    say "Python has no moto: left out"
    return
  fi

  run_against moto BACKUPSH_S3_ACCESS_KEY=any BACKUPSH_S3_SECRET_KEY=any BACKUPSH_S3_CREATE_ONLY=all BACKUPSH_S3_PART_BYTES=5242880
}

dotnet build "tests/$project" --configuration "$configuration" --tl:off --verbosity minimal < /dev/null
for server in "${@:-swift moto}"; do
  for name in $server; do
    "against_$name"
  done
done
exit "$failed"
