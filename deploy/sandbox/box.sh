# Makes the box: a network, a registry with a password, the host, and where Docker Hub is out of reach a registry under the public names.
# shellcheck shell=bash

box_is_up() {
  [ "$(cat "$box/made_from" 2>/dev/null)" = "$(made_from)" ] && is_running $host && is_running $registry \
    && { $with_hub || is_running $public; } && on_host true
}

# changes when the box must be made anew
made_from() { { echo "$with_hub ${hosts:-1}"; cat "$sandbox/box.sh" "$sandbox/swarm.sh"; tar -C "$sandbox" --sort=name --mtime=@0 --owner=0 --group=0 -cf - images; } | sha256sum | cut -c -16; }

# everything of the box, and of no other: by their label, and jobs of a pipeline that was killed by the network that they were on
remove_box() {
  local ids
  ids=$({ docker ps --all --quiet --filter "label=$label=box"; docker ps --all --quiet --filter "network=$network"; } | sort -u)
  [ -z "$ids" ] || docker rm --force --volumes $ids
  ids=$(docker volume ls --quiet --filter "label=$label=box")
  [ -z "$ids" ] || docker volume rm $ids
  ids=$(docker network ls --quiet --filter "label=$label=box")
  [ -z "$ids" ] || docker network rm $ids
  rm -rf "$box"
}

make_keys() {
  umask 077
  mkdir -p "$box/host" "$box/registry"
  ssh-keygen -q -t ed25519 -N '' -C sandbox -f "$box/id_deploy"
  ssh-keygen -q -t ed25519 -N '' -C cfa2 -f "$box/host/ssh_host_ed25519_key"
  cp "$box/id_deploy.pub" "$box/host/authorized_keys"
  chmod 644 "$box/host/authorized_keys"
  chmod 755 "$box/host"
  echo "[127.0.0.1]:$ssh_port $(cut -d ' ' -f -2 "$box/host/ssh_host_ed25519_key.pub")" >"$box/known_hosts"
  openssl rand -hex 16 >"$box/registry_password"
  # bcrypt, the one form that the registry reads; the C library's crypt makes it
  perl -e 'chomp(my $password = <STDIN>); my @letters = ("a".."z"); my $salt = join "", map { $letters[rand 26] } 1 .. 22;
    my $hash = crypt($password, q($2y$05$) . $salt); die "crypt makes no bcrypt here\n" unless $hash =~ /^\$2y/; print "$ARGV[0]:$hash\n"' \
    "$registry_user" <"$box/registry_password" >"$box/registry/htpasswd"
  chmod 644 "$box/registry/htpasswd"
  chmod 755 "$box/registry"
}

# a CA that the host alone trusts, and a certificate for the public names
make_certificate() {
  (
    umask 077
    mkdir -p "$box/public"
    cd "$box/public"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=sandbox CA' -keyout ca.key -out "$box/host/ca.crt" \
      -addext basicConstraints=critical,CA:TRUE
    openssl req -newkey rsa:2048 -nodes -subj '/CN=sandbox registry' -keyout server.key -out server.csr
    openssl x509 -req -in server.csr -CA "$box/host/ca.crt" -CAkey ca.key -CAcreateserial -days 30 -out server.crt \
      -extfile <(echo 'subjectAltName=DNS:registry-1.docker.io,DNS:quay.io')
    rm ca.key server.csr
    chmod 644 "$box/host/ca.crt"
  )
}

# an authority of the box's own, whose key is thrown away, and what the edge shows: key and certificate in one file
make_certificate_of_the_edge() {
  (
    umask 077
    mkdir -p "$box/edge"
    cd "$box/edge"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=sandbox edge CA' -keyout authority.key -out authority.pem \
      -addext basicConstraints=critical,CA:TRUE
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$domain" -keyout key.pem -out request.pem
    openssl x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -days 30 -out certificate.pem \
      -extfile <(echo "subjectAltName=DNS:$domain")
    cat key.pem certificate.pem >edge.pem
    rm authority.key request.pem key.pem certificate.pem
    keytool -importcert -noprompt -alias sandbox -file authority.pem -keystore truststore.p12 -storetype PKCS12 -storepass sandbox
    printf '127.0.0.1 localhost %s\n' "$domain" >hosts
  )
}

# create NAME docker-arguments... : a container of the box. Our ports lie in the range that the kernel takes those of outgoing connections from:
# one of these may have one of ours for a moment, and then the container is made again.
create() {
  local name=$1 attempt error
  shift
  for attempt in 1 2 3 4 5; do
    if error=$(docker run --detach --name "$name" --label "$label=box" "$@" 2>&1 >/dev/null); then
      say "made $name at attempt $attempt"
      return
    fi
    say "$error"
    grep -q 'address already in use' <<<"$error" || return 1
    docker rm --force "$name"
    sleep 5
  done
  return 1
}

make_public() {
  # kept beyond the box, as the images are: filling it takes most of a minute
  docker volume create --label "$label=image" $public
  create $public --network $network --network-alias registry-1.docker.io --network-alias quay.io --publish 127.0.0.1:$public_port:443 \
    --volume $public:/var/lib/registry --volume "$box/public:/certificate:ro" --env REGISTRY_HTTP_ADDR=:443 \
    --env REGISTRY_HTTP_TLS_CERTIFICATE=/certificate/server.crt --env REGISTRY_HTTP_TLS_KEY=/certificate/server.key cfa-box/registry
  until_true 20 curl -sk https://127.0.0.1:$public_port/v2/
}

# push NAME REFERENCE : a stand-in, under another name
push() {
  docker tag "cfa-box/$1" "$2"
  docker push --quiet "$2"
  docker rmi "$2"
}

fill_public() {
  local entry
  for entry in "${stand_ins[@]}"; do
    [[ $entry == temurin* ]] || push "${entry%% *}" "127.0.0.1:$public_port/${entry##* }"
  done
}

# the build's base image, where the build can reach it with the same password
push_base_image() {
  local DOCKER_CONFIG reference=$registry_address/base/eclipse-temurin:25-jre
  DOCKER_CONFIG=$(mktemp -d)
  export DOCKER_CONFIG
  docker login --username $registry_user --password-stdin $registry_address <"$box/registry_password"
  push temurin "$reference"
  rm -rf "$DOCKER_CONFIG"
  echo "$reference" >"$box/base_image"
}

# start_host NAME HOSTNAME docker-arguments... : an engine, compose and sshd
start_host() {
  local name=$1 hostname=$2 privileges=(--privileged)
  shift 2
  # a machine may lack a capability that `--privileged` asks for; the engine in the box does without that one
  docker run --rm --privileged --entrypoint true cfa-box/host || privileges=(--cap-add ALL --cap-drop SYS_RESOURCE --security-opt seccomp=unconfined
    --security-opt apparmor=unconfined --security-opt systempaths=unconfined --device-cgroup-rule 'a *:* rwm')
  create "$name" --hostname "$hostname" "${privileges[@]}" --network $network --volume "$name:/var/lib/docker" --volume "$box/host:/box:ro" "$@" cfa-box/host
  reserve_ports "$name"
}

make_host() {
  local each ports=()
  for each in "${service_ports[@]}" $keycloak_port $http_port $https_port $registry_port; do ports+=(--publish "127.0.0.1:$each:$each"); done
  docker volume create --label "$label=box" $host
  start_host $host cfa2 --publish 127.0.0.1:$ssh_port:22 "${ports[@]}"
  until_true 40 on_host docker version
}

# A registry without an image of ours
make_registry() {
  docker volume create --label "$label=image" $registry
  docker run --rm --volume $registry:/var/lib/registry --entrypoint sh "$(registry_image)" -c \
    'rm -rf /var/lib/registry/docker/registry/v2/repositories/cfa && { [ ! -d /var/lib/registry/docker ] || "$0" garbage-collect /etc/docker/registry/config.yml; }' \
    "$($with_hub && echo registry || echo docker-registry)"
  start_registry
}

registry_image() { if $with_hub; then echo registry:2; else echo cfa-box/registry; fi; }

# In the host's network, so that it has the one address 127.0.0.1:58095 for the build as well as for the host. Its volume is kept beyond the box for the
# base image alone: pushing that again takes a third of a minute.
start_registry() {
  create $registry --network container:$host --volume $registry:/var/lib/registry --volume "$box/registry:/auth:ro" \
    --env REGISTRY_HTTP_ADDR=:$registry_port --env REGISTRY_AUTH=htpasswd --env REGISTRY_AUTH_HTPASSWD_REALM=sandbox \
    --env REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd "$(registry_image)"
  until_true 20 curl -s http://$registry_address/v2/
}

# The repository's bundle; only addresses differ from cfa2's
make_bundle() {
  local new=$box/bundle.new
  rm -rf "$new"
  mkdir "$new"
  (cd "$bundle_source" && tar -cf - --exclude=./secrets --exclude=./.env .) | tar -xf - -C "$new"
  sed -i -e 's/^PUBLIC_HOST=.*/PUBLIC_HOST=127.0.0.1/' -e "s|^REGISTRY_IMAGE=.*|REGISTRY_IMAGE=$registry_address/cfa|" "$new/.env.cfa2"
  # shellcheck disable=SC2016
  [ -z "${tls:-}" ] || sed -i -e 's/^CFA_TLS=.*/CFA_TLS=file/' -e "s/^PUBLIC_HOST=.*/PUBLIC_HOST=$domain/" \
    -e 's|^KEYCLOAK_URL=.*|KEYCLOAK_URL=https://${PUBLIC_HOST}:${HTTPS_PORT}|' "$new/.env.cfa2"
  [ "${hosts:-1}" = 1 ] || echo CFA_ENGINE=swarm >>"$new/.env.cfa2"
}

make_box() {
  if box_is_up; then
    say "box: is up already"
    return
  fi
  step "remove what is left of an earlier box" remove_box
  step "make keys and a password" make_keys
  step "make a certificate for the edge" make_certificate_of_the_edge
  step "make the network" docker network create --label "$label=box" $network
  if ! $with_hub; then
    step "make a certificate for the public names" make_certificate
    step "start a registry under the public names" make_public
    step "fill it with the stand-ins" fill_public
  fi
  step "start the host" make_host
  step "start the registry of our images" make_registry
  $with_hub || step "push the base image" push_base_image
  if [ "${hosts:-1}" -gt 1 ]; then
    step "start $((hosts - 1)) more hosts" make_nodes
    step "forbid new privileges on each" forbid_privileges
    step "make a swarm of them" make_swarm
  fi
  made_from >"$box/made_from"
}
