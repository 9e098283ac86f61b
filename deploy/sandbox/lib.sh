# Settings and small functions of the sandbox; sourced by all of its scripts.
# shellcheck shell=bash disable=SC2034 # the settings are used by those who source this

sandbox=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$sandbox/../.." && pwd)
# shellcheck source=deploy/reactor.sh
. "$root/deploy/reactor.sh"

# One box for each user of a machine, whichever clone it is run from.
home=${CFA_SANDBOX_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/cfa-sandbox}
box=$home/box         # keys, certificate, bundle, password: new with each box
engine=$home/engine   # an engine of our own: socket, pid, images
downloads=$home/downloads
logs=$home/logs
records=$home/records # what faults, mistakes and others saw of each case, for deploy/sandbox/tests to judge

label=io.cfa.sandbox
network=cfa-box
host=cfa-box-host
registry=cfa-box-registry
public=cfa-box-public

# On 127.0.0.1. What the host publishes itself stands in .env.cfa2.
ssh_port=58022
registry_port=58095
public_port=58096
service_ports=("${port[@]}")
keycloak_port=$(variable KEYCLOAK_PORT)
keycloak_admin_port=$(variable KEYCLOAK_ADMIN_PORT) # by way of ssh
http_port=$(variable HTTP_PORT)
https_port=$(variable HTTPS_PORT)

# What the box is called where its edge ends TLS: nobody's name, and so curl, Java and the browser are told where it is.
domain=cfa2.test
authority=$box/edge/authority.pem

registry_address=127.0.0.1:$registry_port
registry_user=ci

say() { printf '%s\n' "$*"; }

die() {
  printf 'sandbox: %s\n' "$*" >&2
  exit 1
}

# step TITLE COMMAND... : runs it with its output in a log, and says how long it took, or what it said last
step() {
  local title=$1 begin=$SECONDS log status
  shift
  mkdir -p "$logs"
  log=$logs/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9.\n' '-').log
  printf '%-58s ' "$title"
  # as a condition of `if`, bash would go on after a failure in the middle
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  status=$?
  set -e
  if [ $status = 0 ]; then
    printf '%4s s\n' $((SECONDS - begin))
  else
    printf 'failed after %s s\n' $((SECONDS - begin))
    tail -n 15 "$log" | sed 's/^/  | /' >&2
    die "could not do this: $title. Next: read $log"
  fi
}

# until_true SECONDS COMMAND... : asks again until it succeeds
until_true() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $limit ] || return 1
    sleep 0.3
  done
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

is_running() { [ "$(docker container inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" = true ]; }

# the engine that the box is in: one of our own that runs already, or the one that docker finds
use_engine_of_the_box() {
  if docker --host "unix://$engine/docker.sock" version >/dev/null 2>&1; then
    export DOCKER_HOST=unix://$engine/docker.sock
  else
    docker version >/dev/null 2>&1
  fi
}

# The box must be up; after this docker is its engine, and the variables point the goals at it.
need_box() {
  [ -f "$box/made_from" ] || die "there is no box. Next: deploy/sandbox/run"
  use_engine_of_the_box || die "the engine of the box does not answer. Next: deploy/sandbox/run"
  eval "$(environment)"
  mkdir -p "$logs"
}

ends_tls() { grep -qsx 'CFA_TLS=file' "$box/bundle/.env.cfa2"; }

# what is written for a box as .env.cfa2 of the repository has it
need_plain_box() {
  need_box
  ! ends_tls || die "the box ends TLS. Next: deploy/sandbox/run --no-tls"
}

# origin PORT : as the world has it
origin() { if ends_tls; then echo "https://$domain:$1"; else echo "http://127.0.0.1:$1"; fi; }

# keycloak_origin : with TLS one origin has the gateway and the login
keycloak_origin() { if ends_tls; then origin "$https_port"; else origin "$keycloak_port"; fi; }

# ask CURL-ARGUMENT... : curl that knows the name, and believes the box's authority alone
ask() { if ends_tls; then curl --http1.1 --cacert "$authority" --connect-to "$domain::127.0.0.1:" "$@"; else curl "$@"; fi; }

# flags for a JVM that is to know them too
java_flags() {
  ! ends_tls || echo "-Djdk.net.hosts.file=$box/edge/hosts -Djavax.net.ssl.trustStore=$box/edge/truststore.p12 -Djavax.net.ssl.trustStorePassword=sandbox"
}

# as cfa:doctor advises: no outgoing connection of the host may have a port of ours, or what listens there cannot start; a host that is started anew has forgotten it
reserve_ports() { # NAME
  local list
  list=$(printf ',%s' "${service_ports[@]}" "$keycloak_port" "$registry_port" "$http_port" "$https_port")
  docker exec "$1" sh -c "echo ${list#,} >/proc/sys/net/ipv4/ip_local_reserved_ports"
}

machine() { docker exec "$host" "$@"; }

# on_host [-OPTION…] [COMMAND...] : by ssh, as the goals come
on_host() {
  local options=()
  while [[ ${1:-} == -* ]]; do
    case $1 in -o | -L) options+=("$1" "$2"); shift 2 ;; *) options+=("$1"); shift ;; esac
  done
  ssh -q -F none -i "$box/id_deploy" -p $ssh_port -o UserKnownHostsFile="$box/known_hosts" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o ConnectTimeout=5 -l deploy "${options[@]}" 127.0.0.1 "$@"
}

# What the goals need to know of the box, as a shell reads it; the same variables as the pipeline's
environment() {
  cat <<VARIABLES
export CFA2_HOST=$(cat "$box/managers" 2>/dev/null || echo "deploy@127.0.0.1:$ssh_port")
export SSH_PRIVATE_KEY_CFA2=$box/id_deploy
export SSH_KNOWN_HOSTS_CFA2=$box/known_hosts
export CI_REGISTRY=$registry_address
export CI_REGISTRY_IMAGE=$registry_address/cfa
export CI_REGISTRY_USER=$registry_user
export CI_REGISTRY_PASSWORD=$(cat "$box/registry_password")
export DEPLOY_TAG=dev
export MAVEN_ARGS="-Dcfa.bundleDirectory=$box/bundle$(sed 's/^/ -Dcfa.baseImage=/' "$box/base_image" 2>/dev/null)"
VARIABLES
  [ -z "${DOCKER_HOST:-}" ] || echo "export DOCKER_HOST=$DOCKER_HOST"
}

# A suite of cases writes down what it sees, a directory a case and a file a fact, and deploy/sandbox/tests judges: io.cfa.sandbox has what
# a record of the suite must say. A case whose record has no fact `complete` was broken off, which is a failure.

# begin_suite NAME [keep] : forgets what an earlier run has seen, or keeps what is not seen again
begin_suite() {
  suite=$1
  [ "${2:-}" = keep ] || rm -rf "${records:?}/$suite"
  mkdir -p "$records/$suite"
}

# begin_case NAME : sets `record`, its directory
begin_case() {
  record=$records/$suite/$1
  rm -rf "$record"
  mkdir -p "$record"
}

# fact NAME VALUE
fact() { printf '%s' "$2" >"$record/$1"; }

# holds NAME COMMAND... : whether that is so, as a fact
holds() { if "${@:2}" >/dev/null 2>&1; then fact "$1" yes; else fact "$1" no; fi; }

# judge TEST : prints a line for each case, leaves JUnit XML in deploy/sandbox/tests/target/surefire-reports, says last how many cases there were and
# how many of them failed, and fails where one does
judge() {
  local cases=0 failed=0 status=0 each
  rm -f "$records/$suite"/*/verdict
  (cd "$root" && ./mvnw -q -B -ntp -Dspotless.check.skip test -pl deploy/sandbox/tests -Dtest="$1" -Dcfa.records="$records/$suite") || status=$?
  for each in "$records/$suite"/*/; do
    cases=$((cases + 1))
    # that of a case that was not judged is not there
    [ "$(cat "$each/verdict" 2>/dev/null)" = ok ] || failed=$((failed + 1))
  done
  say "cases=$cases failed=$failed"
  [ $status = 0 ] && [ $failed = 0 ]
}
