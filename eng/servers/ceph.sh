#!/usr/bin/env bash
# A Ceph cluster of one monitor, one OSD and one radosgw (S3), on 127.0.0.1, with everything in one directory. Several can run
# at once, each in a directory of its own. Debian: ceph-mon ceph-osd radosgw ceph-common curl.
#
#   eng/servers/ceph.sh up DIR [memstore|bluestore] [PORT [MON_PORT]]   makes DIR and starts; without ports it takes free ones
#   eng/servers/ceph.sh start DIR                                       starts again what of it does not run (bluestore keeps its data)
#   eng/servers/ceph.sh down DIR                                        stops it; DIR stays
#   eng/servers/ceph.sh hold DIR [...]                                  up, then down as soon as standard input ends, and removes DIR
#
# `up`, `start` and `hold` print the URL when the server answers, and fail with the logs' last lines when it does not. `hold`
# is for tests: the kernel closes the pipe to it also when the test host is killed. DIR/endpoint holds the URL, DIR/run/*.pid
# the process ids. Access key `backupshtest`, secret `backupshtestsecret`.
set -euo pipefail

source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

fsid=11111111-2222-3333-4444-555555555555

write_configuration() {
  # ms_mon_client_mode: radosgw asks for `secure`, which cannot be had without authentication: it would hang at its start.
  # paxos_*: the start takes 1.5 s instead of 13 s. tcp_nodelay: a small request takes 5 ms instead of 50 ms.
  # rgw_multipart_min_part_size: small parts, so that tests of many need no megabytes.
  cat > "$dir/ceph.conf" <<C
[global]
fsid = $fsid
mon_initial_members = a
mon_host = v2:127.0.0.1:$mon_port
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_bind_msgr1 = false
ms_mon_client_mode = crc
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
run_dir = $dir/run
admin_socket = $dir/run/\$name.asok
pid_file = $dir/run/\$name.pid
log_file = $dir/log/\$name.log
crash_dir = $dir/log
keyring = $dir/keyring
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
osd_crush_chooseleaf_type = 0
mon_max_pg_per_osd = 1000
[mon]
mon_data = $dir/mon
mon_cluster_log_file = $dir/log/cluster.log
auth_allow_insecure_global_id_reclaim = true
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_data_avail_crit = 1
mon_data_avail_warn = 1
[osd]
osd_data = $dir/osd
osd_objectstore = $store
memstore_device_bytes = 4294967296
bluestore_block_size = 21474836480
bluestore_fsck_on_mount = false
osd_memory_target = 1073741824
osd_class_default_list = *
osd_class_load_list = *
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw_enable_usage_log = false
rgw_enable_ops_log = false
rgw_enable_gc_threads = true
rgw_thread_pool_size = 32
rgw_multipart_min_part_size = 65536
rgw_crypt_require_ssl = false
C
}

create_cluster() {
  local uuid
  {
    ceph-authtool --create-keyring "$dir/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$dir/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$dir/monmap"
    ceph-mon --mkfs -i a --monmap "$dir/monmap" --keyring "$dir/keyring"
    start_daemon mon.a ceph-mon -i a
    uuid=$(cat /proc/sys/kernel/random/uuid)
    ceph osd new "$uuid"
    ceph-osd -i 0 --mkfs --osd-uuid "$uuid"
    ceph osd crush add osd.0 1.0 root=default
  } > "$dir/log/create.log" 2>&1 < /dev/null || say_and_fail "the cluster could not be made"
}

runs() {
  local pid
  pid=$(cat "$dir/run/$1.pid" 2> /dev/null) && [[ -n $pid ]] && ! grep -qs '^State:.*Z' "/proc/$pid/status" && kill -0 "$pid" 2> /dev/null
}

start_daemon() {
  local name=$1
  shift
  if runs "$name"; then
    return
  fi

  rm -f -- "$dir/run/$name".*
  if [[ $command == hold ]]; then
    "$@" -f >> "$dir/log/start.log" 2>&1 < /dev/null &   # a child of ours, so that nothing is left of it, not even a zombie
    echo "$!" > "$dir/run/$name.pid"
  else
    "$@" >> "$dir/log/start.log" 2>&1 < /dev/null || say_and_fail "$1 did not start"
  fi
}

start_daemons() {
  start_daemon mon.a ceph-mon -i a
  start_daemon osd.0 ceph-osd -i 0
  start_daemon client.rgw.a radosgw -n client.rgw.a
  wait_for_answer "$(cat "$dir/endpoint")/"
}

up() {
  store=${1:-memstore} port=${2:-$(free_port)} mon_port=${3:-$(free_port)}
  mkdir -p -- "$dir"
  [[ -z $(ls -A -- "$dir") ]] || say_and_fail "'$dir' is not empty"
  mkdir -- "$dir"/{mon,osd,run,log}
  echo "http://127.0.0.1:$port" > "$dir/endpoint"
  write_configuration
  create_cluster
  start_daemons
  radosgw-admin user create --uid=backup --display-name=backup --access-key=backupshtest --secret-key=backupshtestsecret \
    > "$dir/log/user.log" 2>&1 < /dev/null || say_and_fail "the user could not be made"
  cat "$dir/endpoint"
}

down() {
  local name pid i
  for name in client.rgw.a osd.0 mon.a; do
    if runs "$name"; then
      pid=$(cat "$dir/run/$name.pid")
      kill "$pid" 2> /dev/null || true
      # The gateway waits half a minute for its threads: nobody needs that.
      for ((i = 0; i < 20; i++)); do
        runs "$name" || break
        sleep 0.1
      done
      kill -9 "$pid" 2> /dev/null || true
    fi
  done
}

command=${1:?up, start, down or hold}
dir=${2:?a directory}
shift 2
resolve_dir
export CEPH_CONF="$dir/ceph.conf"
case $command in
  up) up "$@" ;;
  start)
    start_daemons
    cat "$dir/endpoint"
    ;;
  down) down ;;
  hold)
    stop_at_exit
    trap 'down; wait; rm -rf -- "$dir"' EXIT
    up "$@"
    cat > /dev/null
    ;;
  *) say_and_fail "no such command: '$command'" ;;
esac
