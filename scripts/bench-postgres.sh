# A throw-away PostgreSQL for ./bench, as durable as a town's: fsync, full_page_writes and synchronous_commit stay on.
# Sourced after scripts/lib.sh; the caller's EXIT trap calls cluster_stop.

source "$ROOT/scripts/postgres.sh"

CLUSTER=''

# Sets CLUSTER_CONNECTION and CLUSTER_PID. Under /var/tmp: where /tmp is memory, a flush would cost nothing there.
cluster_start() {
  local folder port
  folder=$(mktemp -d /var/tmp/realtimegov-bench.XXXXXX)
  [[ $(id -u) -ne 0 ]] || chown postgres "$folder"
  CLUSTER=$folder
  port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  pg initdb -D "$folder/data" -U town --auth=trust --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; return 1; }
  # Memory and log space of a small server of its own; what concerns durability is the default.
  pg pg_ctl start -w -s -D "$folder/data" -l "$folder/data/log" -o "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories=$folder -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min" || return
  CLUSTER_PID=$(head -1 "$folder/data/postmaster.pid" 2>/dev/null || pg cat "$folder/data/postmaster.pid" | head -1)
  CLUSTER_CONNECTION="Host=127.0.0.1;Port=$port;Username=town;Database=postgres"
}

cluster_stop() {
  [[ -n $CLUSTER ]] || return 0
  if [[ -e $CLUSTER/data/postmaster.pid ]]; then pg pg_ctl stop -w -s -D "$CLUSTER/data" -m immediate || true; fi
  rm -rf "$CLUSTER"
  CLUSTER=''
}
