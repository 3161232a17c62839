# What the scripts of this folder share: source it. `dir` is the server's directory.

say_and_fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  tail -n 5 "$dir"/log/*.log >&2 2> /dev/null || true
  exit 1
}

# A port nobody listens on. Below the ephemeral ports (32768), so that no outgoing connection takes it in the meantime.
free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      echo "$port"
      return
    fi
  done
}

# Waits until the server gives any answer at all.
wait_for_answer() {
  local i
  for ((i = 0; i < 300; i++)); do
    if curl -s -o /dev/null "$1"; then
      return
    fi
    sleep 0.1
  done
  say_and_fail "no answer from $1 within 30 seconds"
}

# Makes `dir` an absolute path.
resolve_dir() {
  mkdir -p -- "$(dirname -- "$dir")"
  dir=$(cd -- "$(dirname -- "$dir")" && pwd)/$(basename -- "$dir")
}

# Stops the children that were started with `launch` and removes the directory, as soon as standard input ends: the kernel
# closes the pipe to us also when the test host is killed. INT and HUP are for whoever types, and we still have to clean up.
pids=()
launch() {
  "$@" < /dev/null >> "$dir/log/$(basename -- "$1").log" 2>&1 &
  pids+=("$!")
}

stop_at_exit() {
  trap '' INT HUP
  trap '((${#pids[@]} == 0)) || kill -9 "${pids[@]}" 2> /dev/null; wait 2> /dev/null; rm -rf -- "$dir"' EXIT
}

hold() {
  echo "$1"
  cat > /dev/null
}
