# Settings and small functions of the sandbox; sourced by run, stop, env and ssh.
# shellcheck shell=bash disable=SC2034 # the settings are used by those who source this

sandbox=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$sandbox/../.." && pwd)

# One box for each user of a machine, whichever clone it is run from.
home=${CFA_SANDBOX_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/cfa-sandbox}
box=$home/box         # keys, certificate, bundle, password: new with each box
engine=$home/engine   # an engine of our own: socket, pid, images
downloads=$home/downloads
logs=$home/logs

label=io.cfa.sandbox
network=cfa-box
host=cfa-box-host
registry=cfa-box-registry
public=cfa-box-public

# On 127.0.0.1. What the host publishes itself stands in .env.cfa2.
ssh_port=58022
registry_port=58095
public_port=58096
service_ports=(58081 58082 58083 58084 58085 58086 58087)
keycloak_port=58090

registry_address=127.0.0.1:$registry_port
registry_user=ci
bundle_source=$root/deploy/docker-compose-at-vps/cfa2

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

on_host() {
  ssh -q -F none -i "$box/id_deploy" -p $ssh_port -o UserKnownHostsFile="$box/known_hosts" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o ConnectTimeout=5 deploy@127.0.0.1 "$@"
}

# What the goals need to know of the box, as a shell reads it; the same variables as the pipeline's
environment() {
  cat <<VARIABLES
export CFA2_HOST=deploy@127.0.0.1:$ssh_port
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
