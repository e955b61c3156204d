# The processes of a town: nodes, the demo's devices. Sourced by ./run after scripts/lib.sh.

NAMES=()  # of processes that run, in the order they were started
PIDS=()   # theirs
LOGS=()   # who passes their output on
READY=''  # the last ready line

# Starts a program and waits until it says "ready ..."; what it says before and after is passed on.
launch() { # NAME COMMAND...
  local name=$1 pipe fd line pid
  shift
  pipe=$(mktemp -u)
  mkfifo "$pipe"
  "$@" >"$pipe" &
  pid=$!
  NAMES+=("$name") PIDS+=("$pid")
  exec {fd}<"$pipe"
  rm -f "$pipe"
  READY=''
  while IFS= read -r line <&"$fd"; do
    if [[ $line == 'ready '* ]]; then READY=$line; break; fi
    printf '%s\n' "$line"
  done
  if [[ -n $READY ]]; then
    cat <&"$fd" &
    LOGS+=("$!")
  fi
  exec {fd}<&-
  [[ -n $READY ]]
}

# Its exit code, when it has ended already.
ended_with() { # NAME
  local at code=0
  for at in "${!NAMES[@]}"; do [[ ${NAMES[at]} == "$1" ]] && break; done
  wait "${PIDS[at]}" || code=$?
  forget "$at"
  return "$code"
}

forget() { # INDEX
  unset "NAMES[$1]" "PIDS[$1]"
  NAMES=("${NAMES[@]}") PIDS=("${PIDS[@]}")
}

# How many run whose name begins so.
running() { # BEGINNING
  local name count=0
  for name in "${NAMES[@]}"; do [[ $name != "$1"* ]] || count=$((count + 1)); done
  printf '%s' "$count"
}

# Waits for one to end: ENDED is its name, ENDED_CODE its code.
wait_for_one() {
  local pid at
  ENDED='' ENDED_CODE=0
  wait -n -p pid "${PIDS[@]}" || ENDED_CODE=$?
  for at in "${!PIDS[@]}"; do
    [[ ${PIDS[at]} == "${pid:-}" ]] || continue
    ENDED=${NAMES[at]}
    forget "$at"
    return
  done
}

# Asks all whose name begins so to end, by their pids, and waits for them: bash shields what it starts with & from Ctrl-C.
# Whoever has not ended after 20 s is killed, which costs nothing that was acknowledged.
stop_all() { # BEGINNING
  local at pid tries
  for at in "${!NAMES[@]}"; do [[ ${NAMES[at]} != "$1"* ]] || kill -TERM "${PIDS[at]}" 2>/dev/null || true; done
  for at in "${!NAMES[@]}"; do
    [[ ${NAMES[at]} == "$1"* ]] || continue
    pid=${PIDS[at]}
    for ((tries = 0; tries < 200; tries++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    unset "NAMES[$at]" "PIDS[$at]"
  done
  NAMES=("${NAMES[@]}") PIDS=("${PIDS[@]}")
}

# Everything in the order that loses no report's way: devices, nodes, the database.
stop_town() {
  trap '' INT TERM HUP
  local kind pid
  for kind in demo silo; do stop_all "$kind"; done
  town_database_stop
  for pid in "${LOGS[@]}"; do wait "$pid" 2>/dev/null || true; done
  LOGS=()
}
