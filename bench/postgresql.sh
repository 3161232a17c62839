#!/usr/bin/env bash
# A PostgreSQL server of its own, pgbench at full scale, and what BackupSh makes of it.
#
#   bench/postgresql.sh            throughput: bench/results/postgresql.md
#   bench/postgresql.sh snapshot   the tests of one moment, at the scale of 20 instead of 2
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

if [[ ${1:-} == snapshot ]]; then
  BACKUPSH_PGBENCH_SCALE=20 exec dotnet test --project tests/BackupSh.Sources.PostgreSql.Tests -c Release --filter-class '*OneMomentTests'
fi

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
home=$(mktemp -d)
as() { if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
finish() {
  as "$bin/pg_ctl" -D "$home/data" -m immediate stop > /dev/null || true
  rm -rf -- "$home"
}
trap finish EXIT

if ((EUID == 0)); then chown postgres "$home"; fi
chmod 755 "$home"
cd -- "$home"
as "$bin/initdb" -D "$home/data" -U postgres --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 > /dev/null
as "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "-c listen_addresses= -c port=54329 -c unix_socket_directories=$home -c fsync=off -c shared_buffers=1GB" start > /dev/null
cd -- "$root"
export PGHOST=$home PGPORT=54329 PGUSER=postgres PATH=$bin:$PATH
createdb bench
pgbench -i -q -s 20 bench 2> /dev/null
# pgbench's rows are nearly all alike; an application's are not.
psql -q bench -c "CREATE TABLE texts AS SELECT i, md5(i::text) || ' order ' || i * 7 % 1000 || ' of ' || md5((i % 5000)::text) AS line FROM generate_series(1, 1500000) i" > /dev/null
vacuumdb -q -z bench
dotnet run -c Release --project bench/BackupSh.Benchmarks -- postgresql bench "${2:-3}"
