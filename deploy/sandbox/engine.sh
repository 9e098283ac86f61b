# Finds a Docker engine, or installs and starts one of our own from Debian's packages; sourced by run.
# shellcheck shell=bash

find_engine() {
  if command -v docker >/dev/null && use_engine_of_the_box; then
    say "engine: $(docker version --format '{{.Server.Version}}') at ${DOCKER_HOST:-the default socket}"
    return
  fi
  [ "$(uname -s)" = Linux ] || die "no Docker engine answers. Next: start Docker, then run this again"
  [ "$(id -u)" = 0 ] || die "no Docker engine answers, and only root can start one. Next: start Docker and join its group, or run this as root"
  if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null; then
    command -v apt-get >/dev/null || die "no Docker engine is installed, and this is no Debian. Next: install Docker, then run this again"
    install_packages docker.io iptables
  fi
  step "start an engine of our own" start_engine
  export DOCKER_HOST=unix://$engine/docker.sock
}

# install_packages NAME... : with apt, as root
install_packages() {
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; } || die "these are missing here: $*. Next: install them, then run this again"
  step "install $*" apt_install "$@"
}

apt_install() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

start_engine() {
  mkdir -p "$engine"
  rm -f "$engine/pid"
  (
    # it would hold a lock that its caller has on an open file for as long as it runs
    for descriptor in "/proc/$BASHPID/fd"/*; do
      descriptor=${descriptor##*/}
      [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    # in a session of its own: it stays when the terminal goes, until deploy/sandbox/stop
    exec setsid dockerd --host "unix://$engine/docker.sock" --data-root "$engine/data" --exec-root "$engine/run" --pidfile "$engine/pid"
  ) >"$logs/dockerd.log" 2>&1 </dev/null &
  export DOCKER_HOST=unix://$engine/docker.sock
  until_true 30 docker version || {
    tail -n 5 "$logs/dockerd.log"
    return 1
  }
}

stop_engine() {
  local pid
  pid=$(cat "$engine/pid" 2>/dev/null) || return 0
  # a pid may be somebody else's by now
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$engine/docker.sock" || return 0
  kill "$pid"
  until_true 30 sh -c "! kill -0 $pid"
}
