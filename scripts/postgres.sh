# PostgreSQL's own programs, and a town's own server made of them. Sourced after scripts/lib.sh.

# They refuse to run as root: root runs them as user postgres.
pg() { # PROGRAM ARGUMENT...
  local program=$1 folder
  shift
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) $(tr : ' ' <<<"$PATH"); do
    [[ -x $folder/$program ]] && { program=$folder/$program; break; }
  done
  pg_user "$program" "$@"
}

pg_user() { # COMMAND...
  if [[ $(id -u) -eq 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# The first port from this one on that nobody listens on.
free_port() { # FROM
  local port=$1
  while (exec 9<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  printf '%s' "$port"
}

TOWN_DATABASE=''

# Where a town's own server lies: in its data folder; where root runs it and user postgres is kept out of the folders above,
# in a folder of that user's under a random name, which the data folder remembers. A name that anybody can tell beforehand
# anybody could have made before.
town_database_folder() { # DATA FOLDER
  local data=$1 folder=$1/postgres remembered=$1/postgres-folder home before
  if [[ $(id -u) -ne 0 ]]; then
    (umask 077 && mkdir -p "$folder") && printf '%s' "$folder"
    return
  fi
  # The rest of the data folder is root's alone: user postgres passes through it and sees nothing.
  if [[ ! -e $remembered ]]; then
    [[ -k $data ]] || { chgrp postgres "$data" && chmod 710 "$data"; } || return
    if pg_user test -x "$data"; then
      if [[ ! -d $folder ]]; then (umask 077 && mkdir "$folder") && chown postgres "$folder" || return; fi
      printf '%s' "$folder"
      return
    fi
    # Of a release before this one: its server, in a folder that only user postgres can have made.
    before=/var/tmp/realtimegov-$(cksum <<<"$data" | cut -d ' ' -f 1)
    if [[ -d $before/server && $(stat -c '%U %F' "$before" "$before/server" | sort -u) == 'postgres directory' ]]; then
      folder=$before
    else
      home=$(getent passwd postgres | cut -d : -f 6)
      pg_user test -w "$home" || home=/var/tmp
      folder=$(pg_user mktemp -d "$home/realtimegov.XXXXXXXXXX") || return
    fi
    (umask 077 && printf '%s\n' "$folder" >"$remembered") || return
  fi
  folder=$(<"$remembered")
  [[ $(stat -c '%U %F' "$folder" 2>/dev/null) == 'postgres directory' ]] ||
    { printf '%s\n' "$remembered names $folder, which is no folder of user postgres: put the town's PostgreSQL back there" >&2; return 1; }
  printf '%s' "$folder"
}

# A town's own server below its data folder: made at the first start, kept, on loopback, with a password that only the
# owner of the data folder can read. Durability is PostgreSQL's default: fsync, full_page_writes, synchronous_commit.
# Sets TOWN_DATABASE, its folder, and REALTIMEGOV_CONNECTION for what is started later.
town_database_start() { # DATA FOLDER
  local data=$1 folder password=$1/postgres-password port log
  folder=$(town_database_folder "$data") || return
  log=$folder/log
  if [[ ! -e $password ]]; then
    (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$password.new" && mv "$password.new" "$password")
  fi
  if [[ ! -e $folder/server/PG_VERSION ]]; then
    town_database_make "$folder" "$password" || { cat "$folder/initdb.log" >&2; return 1; }
  fi
  if ! pg pg_ctl status -D "$folder/server" >/dev/null; then
    port=$(free_port 15432)
    # Room for the sessions of a few silos and gateways. No socket file: its path may be longer than the system allows.
    pg pg_ctl start -w -t 170 -s -D "$folder/server" -l "$log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300" || { tail -5 "$log" >&2; return 1; }
  fi
  TOWN_DATABASE=$folder
  # One that an earlier run left running has the port that it has.
  port=$(pg_user sed -n 4p "$folder/server/postmaster.pid")
  export REALTIMEGOV_CONNECTION="Host=127.0.0.1;Port=$port;Username=town;Password=$(<"$password");Database=postgres"
}

# Whole, or not there: a start that was cut short begins again.
town_database_make() { # FOLDER PASSWORD-FILE
  local folder=$1 made=$1/server.new secret=$1/secret
  rm -rf "$made" || return
  install -m 600 "$2" "$secret" && { [[ $(id -u) -ne 0 ]] || chown postgres "$secret"; } || return
  pg initdb -D "$made" -U town --pwfile="$secret" --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$folder/initdb.log" 2>&1
  local code=$?
  rm -f "$secret"
  ((code == 0)) && mv "$made" "$folder/server"
}

town_database_stop() {
  [[ -n $TOWN_DATABASE ]] || return 0
  pg pg_ctl stop -w -t 60 -s -D "$TOWN_DATABASE/server" -m fast || true
  TOWN_DATABASE=''
}
