#!/usr/bin/env bash
# OpenStack Swift with its s3api, on 127.0.0.1: the strict one. It refuses signed chunks, wants Content-MD5 on batch
# deletions and knows no conditional PUT. Debian: swift-proxy swift-account swift-container swift-object memcached curl.
#
#   eng/servers/swift.sh hold DIR      starts it, prints its URL, and stops and removes it as soon as standard input ends
#
# Access key `backup:backupshtest`, secret `backupshtestsecret`.
set -euo pipefail
dir=${2:?hold DIR}
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# One of the three servers behind the proxy, with a ring of one device.
configure_server() {
  local name=$1 port=$2
  {
    swift-ring-builder "$name.builder" create 4 1 1
    swift-ring-builder "$name.builder" add "r1z1-127.0.0.1:$port/d1" 1
    swift-ring-builder "$name.builder" rebalance || true   # it warns that one device is no safe place
  } >> "$dir/log/rings.log"
  cat > "$name.conf" << C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
user = $(id -un)
swift_dir = $dir/etc
devices = $dir/srv
mount_check = false
workers = 0
log_name = $name
log_address = $dir/log/none
disable_fallocate = true
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
[object-replicator]
[container-replicator]
[account-replicator]
C
}

# The order of the filters matters: without symlink behind versioned_writes the proxy does not start.
configure_proxy() {
  local filter
  cat > proxy.conf << C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
user = $(id -un)
swift_dir = $dir/etc
workers = 0
log_address = $dir/log/none
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo dlo versioned_writes symlink copy proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
s3_acl = false
allow_multipart_uploads = true
max_multi_delete_objects = 1000
min_segment_size = 65536
[filter:tempauth]
use = egg:swift#tempauth
user_backup_backupshtest = backupshtestsecret .admin
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$cache_port
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
allow_versioned_writes = true
C
  for filter in copy listing_formats catch_errors gatekeeper healthcheck bulk slo symlink dlo; do
    printf '[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter" >> proxy.conf
  done
}

resolve_dir
stop_at_exit
mkdir -p -- "$dir"/{etc,log,srv/d1}
cd -- "$dir/etc"
port=$(free_port) cache_port=$(free_port)
for name in object container account; do
  configure_server "$name" "$(free_port)"
done
configure_proxy
launch memcached -l 127.0.0.1 -p "$cache_port" -u "$(id -un)" -m 32
for name in object container account proxy; do
  launch "swift-$name-server" "$dir/etc/$name.conf" -v
done
wait_for_answer "http://127.0.0.1:$port/healthcheck"
cd /
hold "http://127.0.0.1:$port"
