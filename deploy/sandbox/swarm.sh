# Makes a swarm of the box's host and more hosts beside it; sourced by run, after box.sh.
# shellcheck shell=bash disable=SC2154 # the settings are those of lib.sh and run

# node NUMBER : the name of a host's container; the first is the box's own
node() { if [ "$1" = 1 ]; then echo "$host"; else echo "$host-$1"; fi; }

address_of() { docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(node "$1")"; }

# The registry has one address for all: 127.0.0.1 leads to the first host from each of the others
forward_registry() {
  create "$(node "$1")-registry" --network "container:$(node "$1")" --entrypoint sh cfa-box/haproxy -ec "printf '%s\n' 'defaults' ' timeout connect 5s' \
    ' timeout client 300s' ' timeout server 300s' 'listen registry' ' bind 127.0.0.1:$registry_port' ' server first $(address_of 1):$registry_port' >/tmp/cfg
    exec haproxy -db -f /tmp/cfg"
}

make_nodes() {
  local number
  for number in $(seq 2 "$hosts"); do
    docker volume create --label "$label=box" "$(node "$number")"
    start_host "$(node "$number")" "cfa2-$number" --publish "127.0.0.1:$((ssh_port + number - 1)):22"
    # one key for all: they are one box
    echo "[127.0.0.1]:$((ssh_port + number - 1)) $(cut -d ' ' -f -2 "$box/host/ssh_host_ed25519_key.pub")" >>"$box/known_hosts"
    until_true 40 docker exec "$(node "$number")" docker version
    forward_registry "$number"
  done
}

# A stack has no security_opt: the engine of each node says it for all of its containers
forbid_privileges() {
  local number
  for number in $(seq "$hosts"); do
    docker exec "$(node "$number")" sh -ec 'mkdir -p /etc/docker; echo "{\"no-new-privileges\": true}" >/etc/docker/daemon.json; pkill -x dockerd'
  done
  for number in $(seq "$hosts"); do
    until_true 40 sh -c "docker exec $(node "$number") docker info --format '{{.SecurityOptions}}' | grep -q no-new-privileges"
  done
}

# Where the goals may log in, the first that will do
managers() {
  local number list=deploy@127.0.0.1:$ssh_port
  for number in $(seq 2 "$hosts"); do list+=,deploy@127.0.0.1:$((ssh_port + number - 1)); done
  echo "$list"
}

# All are managers, so that any may go; the volumes are on the first
make_swarm() {
  local number token
  machine docker swarm init --advertise-addr "$(address_of 1)"
  token=$(machine docker swarm join-token --quiet manager)
  for number in $(seq 2 "$hosts"); do
    docker exec "$(node "$number")" docker swarm join --advertise-addr "$(address_of "$number")" --token "$token" "$(address_of 1):2377"
  done
  machine sh -ec 'docker node update --label-add cfa.postgres=true --label-add cfa.minio=true --label-add cfa.redis=true "$(docker info --format "{{.Swarm.NodeID}}")"'
  managers >"$box/managers"
  machine docker node ls
}

# Keycloak's administration has no port on a node: a container on the stack's network asks for us
reach_administration() {
  machine docker rm --force cfa-box-administration >/dev/null 2>&1 || true
  machine docker run --detach --name cfa-box-administration --network cfa_default --publish "127.0.0.1:$keycloak_admin_port:8080" --entrypoint sh haproxy:3.0 -ec \
    "printf '%s\n' 'defaults' ' timeout connect 5s' ' timeout client 60s' ' timeout server 60s' 'listen keycloak' ' bind :8080' ' server keycloak keycloak:8080' >/tmp/cfg
    exec haproxy -db -f /tmp/cfg"
}
