#!/usr/bin/env bash
# A PostgreSQL server of its own, pgbench at full scale, and what BackupSh makes of it.
#
#   bench/postgresql.sh [ROUNDS]   throughput: bench/results/postgresql.md
#   bench/postgresql.sh snapshot   the tests of one moment, at the scale of 20 instead of 2
#   bench/postgresql.sh zip64      a zip with entries and offsets beyond 4 GiB, read back by Python, unzip, .NET and BackupSh
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

tests() {
  dotnet build tests/BackupSh.Sources.PostgreSql.Tests -c Release --tl:off -v q -nologo
  exec artifacts/bin/BackupSh.Sources.PostgreSql.Tests/release/BackupSh.Sources.PostgreSql.Tests -noLogo "$@"
}

case ${1:-} in
  snapshot) BACKUPSH_PGBENCH_SCALE=20 tests -class '*OneMomentTests' ;;
  zip64) tests -explicit only -class '*LargeZipTests' ;;
esac

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
# Few types, all in memory: as fast as pg_dump can be.
createdb bench
pgbench -i -q -s 20 bench 2> /dev/null
# pgbench's rows are nearly all alike; an application's are not.
psql -q bench -c "CREATE TABLE texts AS SELECT i, md5(i::text) || ' order ' || i * 7 % 1000 || ' of ' || md5((i % 5000)::text) AS line FROM generate_series(1, 1500000) i" > /dev/null
# Many tables with keys and indexes, and types that take the server a while: as slow as in an ERP.
createdb erp
psql -q erp << 'SQL' > /dev/null
DO $$ BEGIN
  FOR n IN 1..800 LOOP
    EXECUTE format('CREATE TABLE module_%s (id serial PRIMARY KEY, name text NOT NULL, created timestamptz DEFAULT now(), partner int REFERENCES module_%s (id), amount numeric(12,2), state text CHECK (state <> %L), note text)', n, greatest(1, n - 1), '');
    EXECUTE format('CREATE INDEX ON module_%s (name)', n);
    EXECUTE format('INSERT INTO module_%s (name, amount, state) SELECT md5(i::text), i, %L FROM generate_series(1, 50) i', n, 'draft');
    IF n % 100 = 0 THEN COMMIT; END IF;
  END LOOP;
END $$;
CREATE TABLE measured AS SELECT i AS id, timestamptz '2020-01-01' + i * interval '37.123 seconds' AS began,
  timestamptz '2021-01-01' + i * interval '41.7 seconds' AS ended, array[i, i*2, i*3, i*5, i % 7, i % 11, i % 13, i % 17, i % 19, i % 23] AS values,
  i * interval '1.5 minutes' AS took, tstzrange(timestamptz '2020-01-01' + i * interval '1 minute', timestamptz '2020-01-02' + i * interval '1 minute') AS valid
  FROM generate_series(1, 500000) i;
SQL
vacuumdb -q -z -a
postmaster=$(head -n 1 "$home/data/postmaster.pid")
rounds=${1:-5}
for database in bench erp; do
  dotnet run -c Release --project bench/BackupSh.Benchmarks -- postgresql "$database" "$postmaster" "$rounds"
done
dotnet run -c Release --project bench/BackupSh.Benchmarks -- awkhad-zip bench "$rounds"
