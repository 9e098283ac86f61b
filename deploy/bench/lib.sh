# A registry of its own, a base image, and clones to build in; sourced by images and reproducible.
# shellcheck shell=bash disable=SC2034 # the settings are used by those who source this

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$bench/../.." && pwd)
# shellcheck source=deploy/reactor.sh
. "$root/deploy/reactor.sh"
modules=cfa-maven-plugin$(printf ',services/%s' "${services[@]}")
registry_port=${CFA_BENCH_REGISTRY_PORT:-58097}
proxy_port=${CFA_BENCH_PROXY_PORT:-58098}
address=127.0.0.1:$registry_port
work=$(mktemp -d "${TMPDIR:-/tmp}/cfa-bench.XXXXXX")
log=$work/log
read -ra maven_options <<<"${CFA_BENCH_MAVEN:-}" # such as -e
registry_pid='' proxy_pid=''

say() { printf '%s\n' "$*" >&2; }

die() {
  say "bench: $*"
  [ ! -s "$log" ] || tail -n 25 "$log" | sed 's/^/  | /' >&2
  exit 1
}

end() {
  stop "$registry_pid"
  stop "$proxy_pid"
  [ -n "${CFA_BENCH_KEEP:-}" ] || rm -rf "$work"
}
trap end EXIT

stop() {
  [ -z "$1" ] || { kill "$1" && wait "$1"; } 2>/dev/null || true
}

need_a_registry() {
  command -v docker-registry >/dev/null && return
  [ "$(id -u)" = 0 ] || die "there is no docker-registry. Next: apt-get install docker-registry"
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends docker-registry >"$log" 2>&1 || die "docker-registry could not be installed"
}

# a registry without a byte in it but those of the base
fresh_registry() {
  stop "$registry_pid"
  rm -rf "$work/registry"
  cat >"$work/registry.yml" <<END
version: 0.1
log: {level: ${log_level:-error}, accesslog: {disabled: $([ "${access_log:-}" = true ] && echo false || echo true)}}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$address"}
END
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  registry_pid=$!
  local tries=0
  until curl -fs -o "$work/hello" "http://$address/v2/"; do
    kill -0 "$registry_pid" 2>/dev/null || die "the registry ended: $(tail -n 1 "$work/registry.log"). Next: is port $registry_port free?"
    [ $((tries += 1)) -lt 100 ] || die "the registry does not answer on $address"
    sleep 0.1
  done
  push_the_base
  stored_of_base=$(stored)
}

# One small layer: neither builder looks into it, and both leave it out of what is compared.
push_the_base() {
  local layer=$work/base.tar.gz config=$work/base.json diff
  if [ ! -e "$layer" ]; then
    mkdir -p "$work/rootfs/etc"
    echo 'the base of a benchmark' >"$work/rootfs/etc/issue"
    tar -C "$work/rootfs" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/base.tar" .
    gzip -nk "$work/base.tar"
    diff=$(sha256sum <"$work/base.tar" | cut -d' ' -f1)
    printf '{"architecture":"amd64","os":"linux","created":"2026-11-01T00:00:00Z","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$diff" >"$config"
  fi
  push_base base 1 "$layer" "$config"
}

push_base() { # NAME TAG LAYER CONFIGURATION
  local type=application/vnd.docker
  push_blob "$3" "$1"
  push_blob "$4" "$1"
  printf '{"schemaVersion":2,"mediaType":"%s.distribution.manifest.v2+json","config":{"mediaType":"%s.container.image.v1+json","size":%s,"digest":"%s"},"layers":[{"mediaType":"%s.image.rootfs.diff.tar.gzip","size":%s,"digest":"%s"}]}' \
    $type $type "$(stat -c %s "$4")" "$(digest "$4")" $type "$(stat -c %s "$3")" "$(digest "$3")" >"$work/$1.manifest"
  curl -fsS -X PUT -H "Content-Type: $type.distribution.manifest.v2+json" --data-binary "@$work/$1.manifest" \
    "http://$address/v2/library/$1/manifests/$2"
}

# a JDK 25 of this machine: named by CFA_BENCH_JAVA25 or JAVA_HOME, or below /usr/lib/jvm
java_25() {
  local each
  for each in "${CFA_BENCH_JAVA25:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if grep -qs '^JAVA_VERSION="25' "$each/release"; then
      echo "$each"
      return
    fi
  done
  die "no JDK 25 is below /usr/lib/jvm. Next: name one with CFA_BENCH_JAVA25"
}

# the JDK of this machine with the machine's libraries, as a base whose java runs
push_the_base_with() { # JAVA_HOME
  local layer=$work/java.tar.gz config=$work/java.json diff loader
  loader=$(ldd "$1/bin/java" | sed -n 's|^[[:space:]]*\(/[^ ]*/ld-linux[^ ]*\) .*|\1|p')
  # what is linked to is in it by the name that it is looked for by
  { ldd "$1/bin/java" "$1/lib/server/libjvm.so" "$1"/lib/lib{java,jli,net,nio,zip,jimage,management}.so | sed -n 's|.*=> \(/[^ ]*\) .*|\1|p'; echo "$loader"; } \
    | grep -v "^$1/" | sort -u >"$work/java.files"
  tar -C / -h --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --exclude='*/src.zip' --exclude='*/jmods' --transform="s|^${1#/}|opt/java/openjdk|" \
    -czf "$layer" "${1#/}" -T <(sed 's|^/||' "$work/java.files") 2>>"$log"
  diff=$(gzip -dc "$layer" | sha256sum | cut -d' ' -f1)
  printf '{"architecture":"amd64","os":"linux","created":"2026-11-01T00:00:00Z","config":{"Env":["JAVA_HOME=/opt/java/openjdk"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$diff" >"$config"
  push_base java 25 "$layer" "$config"
}

digest() { printf 'sha256:%s' "$(sha256sum <"$1" | cut -d' ' -f1)"; }

push_blob() { # FILE NAME
  local place
  place=$(curl -fsS -o "$work/hello" -D - -X POST "http://$address/v2/library/$2/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  curl -fsS -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$place&digest=$(digest "$1")"
}

stored() { find "$work/registry" -name data -printf '%s\n' | awk '{ n += $1 } END { print n + 0 }'; }

# clone DIRECTORY : what is committed, in another place
clone() { git clone -q "$root" "$1" 2>>"$log"; }

# maven DIRECTORY ARGUMENT... : without tests, of the plugin and the seven
maven() {
  local directory=$1
  shift
  (cd "$directory" && ./mvnw -B -ntp "${maven_options[@]}" -pl "$modules" -am -Dmaven.test.skip -Dmaven.install.skip -Dspotless.check.skip -DskipTests "$@") >"$log" 2>&1 \
    || die "not built: mvnw $*"
}

# ours : what makes cfa push into the registry
# the class-data archive is measured by itself: the base of these images has no java
ours() { echo "-Pcfa2 -Dcfa.classDataArchive=off -Dcfa.imagePrefix=${1:-$address}/ours -Dcfa.baseImage=$address/library/base:1 -Dcfa.cacheDirectory=$work/cache/$2 -Dcfa.revision=$3"; }
