# What ./run, ./test, ./field and ./bench share. Sourced by bash; the caller has set -euo pipefail.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BIN=$ROOT/artifacts/bin
HOST=$ROOT/artifacts/publish/RealtimeGov.Gateway.Host/release/RealtimeGov.Gateway.Host
DEVICES=$ROOT/artifacts/publish/RealtimeGov.Devices/release/RealtimeGov.Devices
STAMPS=$ROOT/artifacts/stamps

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# What we call keeps to it too.
[[ -t 1 ]] || export NO_COLOR=1

BOLD='' DIM='' RED='' GREEN='' RESET=''
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' RESET=$'\e[0m'
fi

note() { printf '%s\n' "${DIM}$*${RESET}"; }

die() { # MESSAGE [EXIT CODE]
  printf '%s\n' "${RED}${0##*/}: $1${RESET}" >&2
  exit "${2:-1}"
}

# Runs a command silently; its output is shown when it fails, its seconds when it does not.
step() { # NAME COMMAND...
  local name=$1 started=$SECONDS log
  shift
  log=$(mktemp)
  [[ -t 1 ]] && printf '%s' "  $name ..."
  if "$@" >"$log" 2>&1; then
    [[ -t 1 ]] && printf '\r\e[K'
    printf '  %s%s%s %ss\n' "$GREEN" "$name" "$RESET" "$((SECONDS - started))"
    rm -f "$log"
  else
    local code=$?
    [[ -t 1 ]] && printf '\r\e[K'
    printf '  %s%s failed%s\n' "$RED" "$name" "$RESET"
    cat "$log" >&2
    rm -f "$log"
    return "$code"
  fi
}

# --- What has to be on the machine ------------------------------------------------------------------------------

APT_UPDATED=''

# Installs Debian packages when this is root on a machine with apt; otherwise says what to install, and fails.
apt_install() { # PACKAGE...
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    printf '%s\n' "  missing: $*. As root on Debian or Ubuntu: apt-get install $*" >&2
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  if [[ -z $APT_UPDATED ]]; then
    step 'apt-get update' apt-get update -q || return 1
    APT_UPDATED=1
  fi
  # The tests make their own PostgreSQL clusters: none of the system's is wanted.
  if [[ " $* " == *' postgresql '* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
    mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  step "apt-get install $*" apt-get install -q -y --no-install-recommends "$@"
}

# Where PostgreSQL's server programs lie; empty when there are none.
postgres_bin() { find /usr/lib/postgresql -maxdepth 2 -name bin -exec test -x '{}/initdb' ';' -print 2>/dev/null | sort -V | tail -1; }

# .NET and Node come from wherever this machine gets them: too many ways to choose one here.
need_toolchain() {
  command -v dotnet >/dev/null || die 'the .NET SDK 10 is missing: install the package dotnet-sdk-10.0' 3
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) ||
    die "no installed .NET SDK satisfies global.json ($(tr -d '\n ' <"$ROOT/global.json"))" 3
  command -v node >/dev/null && command -v npm >/dev/null || die 'Node.js 20.19 or later with npm is missing' 3
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js 20.19 or later is needed; this is $(node --version)" 3
}

# --- Building, only what changed --------------------------------------------------------------------------------

# True when nothing under the paths is newer than the stamp. Folders count too: deleting a file touches its folder.
fresh() { # STAMP PATH...
  local stamp=$STAMPS/$1 paths=() path
  shift
  [[ -e $stamp ]] || return 1
  for path in "$@"; do [[ -e $ROOT/$path ]] && paths+=("$ROOT/$path"); done
  ((${#paths[@]} == 0)) || [[ -z $(find "${paths[@]}" \( -name node_modules -o -name dist -o -name artifacts -o -path "$ROOT/tests/e2e" \) -prune \
    -o \( -type f -o -type d \) -newer "$stamp" -print -quit) ]]
}

# The stamp carries the time at which the build began: a file saved meanwhile is built next time.
stamped() { # STAMP COMMAND...
  local stamp=$STAMPS/$1
  shift
  mkdir -p "$STAMPS"
  touch "$stamp.begun"
  "$@" || return
  mv "$stamp.begun" "$stamp"
}

PRODUCT=(protos json silo gateway devices global.json Directory.Build.props Program.props Directory.Packages.props BannedSymbols.txt
  .editorconfig)
DASHBOARD=(dashboard/src dashboard/public dashboard/index.html dashboard/package-lock.json dashboard/package.json
  dashboard/.npmrc dashboard/vite.config.ts dashboard/tsconfig.json)

dotnet_build() { # PROJECT...
  local project
  for project in "$@"; do
    dotnet build "$ROOT/$project" -c Release --nologo -v quiet -clp:ErrorsOnly || return
  done
}

npm_ci() { # FOLDER
  local lock=$ROOT/$1/package-lock.json installed=$ROOT/$1/node_modules/.package-lock.json
  [[ -e $installed && ! $lock -nt $installed ]] || (cd "$ROOT/$1" && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json)
}

dashboard_build() { npm_ci dashboard && (cd "$ROOT/dashboard" && npm run build); }

# The server, the device client and the wall: what ./run starts.
build_product() {
  local server=1 wall=1
  [[ -x $HOST && -x $DEVICES ]] && { fresh product "${PRODUCT[@]}" || fresh solution "${PRODUCT[@]}"; } && server=0
  [[ -e $ROOT/dashboard/dist/index.html ]] && fresh dashboard "${DASHBOARD[@]}" && wall=0
  ((server + wall == 0)) && return

  need_toolchain
  ((wall == 0)) || step 'build the wall' stamped dashboard dashboard_build || return
  ((server == 0)) || step 'build the server and the device client' \
    stamped product dotnet_build gateway/Host devices || return
}

# Everything with its tests: what ./test runs on.
build_solution() {
  need_toolchain
  if [[ ! -e $ROOT/dashboard/dist/index.html || ! -d $ROOT/dashboard/node_modules ]] || ! fresh dashboard "${DASHBOARD[@]}"; then
    step 'build the wall' stamped dashboard dashboard_build || return
  fi
  if [[ ! -x $HOST || ! -x $DEVICES ]] || ! fresh solution "${PRODUCT[@]}" tests RealtimeGov.sln; then
    step 'build RealtimeGov.sln' stamped solution dotnet_build RealtimeGov.sln || return
  fi
}
