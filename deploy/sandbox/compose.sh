# Finds the program of Docker Compose, or takes it out of Debian's package; sourced by readers. `config` needs no engine.
# shellcheck shell=bash disable=SC2034,SC2154 # settings of lib.sh, and one for those who source this

find_compose() {
  local directory
  for directory in "$HOME/.docker/cli-plugins" /usr/local/lib/docker/cli-plugins /usr/local/libexec/docker/cli-plugins \
    /usr/lib/docker/cli-plugins /usr/libexec/docker/cli-plugins "$downloads/compose/usr/libexec/docker/cli-plugins"; do
    if [ -x "$directory/docker-compose" ]; then
      compose_program=$directory/docker-compose
      return
    fi
  done
  command -v apt-get >/dev/null || die "Docker Compose is not installed, and this is no Debian. Next: install it, then run this again"
  step "take Docker Compose out of Debian's package" unpack_compose
  compose_program=$downloads/compose/usr/libexec/docker/cli-plugins/docker-compose
}

# of trixie, the first Debian that has version 2; into a directory of our own, with package lists of its own
unpack_compose() {
  local apt=$downloads/compose-apt mirror
  # where there is no list of the older form, one of its two halves fails
  mirror=$(debian_mirror || true)
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$downloads/compose"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt/trixie.list"
  set -- -o Dir::Etc::sourcelist="$apt/trixie.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache"
  apt-get "$@" update -qq
  (cd "$apt" && apt-get "$@" download -qq docker-compose)
  dpkg-deb -x "$apt"/docker-compose_*.deb "$downloads/compose"
}
