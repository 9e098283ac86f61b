# States that other people's hosts are in before a rollout begins; sourced by faults, which runs them.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # what the host shall expand is quoted; the settings are those of faults
#
# Each case has a function that brings the state about and may have one that ends it as a person would who follows what the goal says. Where the
# goal repairs the state itself there is nothing to end.

# state NAME (succeeds|fails) TEXT BEGIN [END [OPTION...]] : a rollout of another image of identity onto a host in that state; END may be -
state() {
  if is_wanted "$1"; then
    disarm
    prepare=$4
    mend=${5:--}
    try "$1" "$2" "$3" other at_once "${@:6}"
  fi
  # also of one that was not wanted: these are of one case
  prepare=- mend=- also=- doctor='' shown='' by=rollout
}

as_deploy() { docker exec -u deploy -e HOME=/home/deploy -w /srv/cfa "$host" "$@"; }

id_of() { machine docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=cfa --filter "label=com.docker.compose.service=$1" | head -n 1; }

# what the login shell does before a command of ours
before_each_command() { machine sh -c 'printf "%s\n" "$1" >/run/state/profile' sh "$1"; }

# -- infrastructure

# another image, as a person's `docker pull` or the tag's owner brings it
make_newer_postgres() { machine sh -c 'printf "FROM postgres:17-alpine\nLABEL newer=yes\n" | DOCKER_BUILDKIT=0 docker build -q -t postgres:newer - '; }

newer_postgres_was_pulled() {
  kept_postgres=$(machine docker image inspect --format '{{.Id}}' postgres:17-alpine) \
    && make_newer_postgres && machine docker tag postgres:newer postgres:17-alpine \
    && [ "$kept_postgres" != "$(machine docker image inspect --format '{{.Id}}' postgres:17-alpine)" ]
}

older_postgres_has_its_tag() { machine sh -c "docker tag $kept_postgres postgres:17-alpine; docker image rm postgres:newer" >/dev/null; }

# the registry's manifest is another from now on, and the host has the old one
newer_postgres_is_in_the_registry() {
  local newer=127.0.0.1:$public_port/library/postgres:17-alpine
  manifest_of_postgres >"$work/postgres.old" \
    && printf 'FROM cfa-box/postgres\nLABEL newer=yes\n' | DOCKER_BUILDKIT=0 docker build -q -t "$newer" - \
    && docker push --quiet "$newer" && docker rmi "$newer" \
    && ! manifest_of_postgres | cmp -s - "$work/postgres.old"
}
manifest_of_postgres() {
  curl -skf -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' "https://127.0.0.1:$public_port/v2/library/postgres/manifests/17-alpine"
}

older_postgres_is_in_the_registry() {
  curl -skf -X PUT -H 'Content-Type: application/vnd.docker.distribution.manifest.v2+json' --data-binary "@$work/postgres.old" \
    "https://127.0.0.1:$public_port/v2/library/postgres/manifests/17-alpine"
}

# a registry under the public names that answers everything with one status
refuse_with() {
  local each
  # with the certificate that the host's engine trusted when it was started: for these names it looks for no other
  for each in crt key; do docker cp "$box/public/server.$each" "$host:/run/state/refusing.$each" || return; done
  machine sh -c 'cp /etc/hosts /run/state/hosts && echo "127.0.0.1 registry-1.docker.io quay.io auth.docker.io index.docker.io" >>/etc/hosts'
  # it answers when the request is there: an answer that comes before is none
  docker exec -d "$host" bash -c 'cd /run/state && rm -f refusing && mkfifo refusing && exec 3<>refusing
    openssl s_server -quiet -accept 443 -cert refusing.crt -key refusing.key <&3 2>/dev/null | while read -r line; do
      [ "${#line}" -gt 1 ] || printf "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" "$1" >&3
    done' bash "$1"
  until_true 20 refuses
}
refuses() { ! machine timeout 20 docker pull postgres:17-alpine >"$work/refused" 2>&1 && grep -qiE '429|too ?many|503|unavailable' "$work/refused"; }
refuse_with_429() { refuse_with '429 Too Many Requests'; }
refuse_with_503() { refuse_with '503 Service Unavailable'; }
refuse_no_more() {
  machine sh -c 'cat /run/state/hosts >/etc/hosts; pkill -x openssl'
}

# -- the project's name

name_of_the_project_in_env() { as_deploy sh -c 'cp -p .env.cfa2 /tmp/env && echo COMPOSE_PROJECT_NAME=other >>.env.cfa2'; }
env_as_it_was() { as_deploy sh -c 'cat /tmp/env >.env.cfa2 && rm /tmp/env'; }
other_files_beside() {
  as_deploy sh -c 'echo "services: {}" >compose.yaml && printf "services:\n  identity:\n    environment: {OVERRIDDEN: \"yes\"}\n" >docker-compose.override.yml'
}
nothing_is_overridden() { ! machine docker inspect --format '{{.Config.Env}}' $identity | grep -q OVERRIDDEN; }
no_other_files() { as_deploy rm -f compose.yaml docker-compose.override.yml; }
name_of_the_project_in_the_shell() { before_each_command 'export COMPOSE_PROJECT_NAME=other COMPOSE_PROFILES=kafka COMPOSE_FILE=/nowhere.yml'; }

# -- the login on the host

docker_configuration() {
  as_deploy sh -c 'mkdir -p ~/.docker && printf "%s" "$1" >~/.docker/config.json && cp ~/.docker/config.json /tmp/config.json' sh "$1"
}
no_docker_configuration() { machine sh -c 'rm -rf /home/deploy/.docker /tmp/config.json /usr/local/bin/docker-credential-*'; }
docker_configuration_is_as_it_was() { machine cmp /tmp/config.json /home/deploy/.docker/config.json; }
# as secretservice does where there is no desktop
a_store_that_fails() {
  machine sh -c 'printf "#!/bin/sh\necho \"Cannot autolaunch D-Bus without X11\"\nexit 1\n" >/usr/local/bin/docker-credential-secretservice; chmod 755 /usr/local/bin/docker-credential-secretservice'
  docker_configuration '{"credsStore": "secretservice"}'
}
a_store_that_keeps() {
  machine sh -c 'printf "#!/bin/sh\ncat >>/tmp/kept-by-the-store\necho {}\n" >/usr/local/bin/docker-credential-pass; chmod 755 /usr/local/bin/docker-credential-pass'
  docker_configuration '{"credsStore": "pass", "auths": {"elsewhere.example": {}}}'
}
no_password_was_kept() { docker_configuration_is_as_it_was && machine sh -c '! grep -q ServerURL /tmp/kept-by-the-store 2>/dev/null'; }
another_context() {
  docker_configuration '{}'
  as_deploy sh -c 'docker context create other --docker host=unix:///var/run/docker.sock && docker context use other && cp ~/.docker/config.json /tmp/config.json'
}

# -- containers

image_is_gone() { machine sh -c 'image=$(docker inspect --format "{{.Image}}" "$1"); docker stop -t 1 "$1"; docker image rm -f "$image"; ! docker image inspect "$image"' sh $identity; }
# as compose leaves it when it is killed between its two steps
half_recreated() { machine sh -c 'docker rename "$1" "$(docker inspect --format "{{slice .Id 0 12}}" "$1")_$1"' sh $identity; }
# as compose leaves it when it is killed in the middle: the new container is made and has not yet the name, the old one is there
killed_recreate() {
  docker exec -d -w /srv/cfa "$host" docker compose up -d --no-deps --force-recreate --pull never identity
  until_true 30 half_made && machine pkill -9 -f 'compose up -d --no-deps' && half_made
}
half_made() { [ -n "$(machine docker ps --all --quiet --filter "name=_$identity\$")" ]; }
a_second_container() {
  machine sh -c 'cd /srv/cfa && docker compose up -d --no-recreate --no-deps --scale identity=2 identity; [ "$(docker ps --all --quiet --filter label=com.docker.compose.service=identity | wc -l)" = 2 ]'
}
created_and_never_started() { machine sh -c 'docker rm -f "$1" && cd /srv/cfa && docker compose create --no-build --pull never identity && [ "$(docker inspect --format "{{.State.Status}}" "$1")" = created ]' sh $identity; }
paused() { machine docker pause $identity; }
unpaused() { machine docker unpause $identity; }
stopped_by_hand() { machine docker stop -t 5 "$(id_of settlement)"; }
an_orphan() {
  machine docker run -d --name cfa-legacy-1 --label com.docker.compose.project=cfa --label com.docker.compose.service=legacy \
    --label com.docker.compose.oneoff=False --entrypoint sleep redis:8-alpine 9000
}
no_orphan() { machine docker rm -f cfa-legacy-1; }
cut_off() { machine docker network disconnect -f cfa_default "$(id_of settlement)"; }
edge_is_killed() { machine docker kill "$(id_of edge)"; }
# as somebody does who tries something on the host
edge_is_misconfigured() { as_deploy sh -c 'cp -p docker-compose.yml /tmp/compose && sed "s/ mode http\$/ mode htttp/" /tmp/compose >docker-compose.yml && ! cmp -s /tmp/compose docker-compose.yml'; }
edge_is_as_it_was() { as_deploy sh -c 'cat /tmp/compose >docker-compose.yml && rm /tmp/compose'; }
other_certificate() { as_deploy cp -p secrets/edge_certificate /tmp/certificate && on_host 'cat >/srv/cfa/secrets/edge_certificate'; }
an_unusable_certificate() { echo 'nothing of use' | other_certificate; }
# OpenSSL makes none that has ended already, but in the past of its own
an_expired_certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$domain" -keyout "$work/expired.key" -out "$work/expired.request" \
    && openssl x509 -req -in "$work/expired.request" -signkey "$work/expired.key" -days -1 -extfile <(echo "subjectAltName=DNS:$domain") -out "$work/expired.pem" \
    && cat "$work/expired.key" "$work/expired.pem" | other_certificate
}
certificate_as_it_was() { as_deploy sh -c 'cat /tmp/certificate >secrets/edge_certificate && rm /tmp/certificate'; }
gateway_is_killed() { machine docker kill "$(id_of api-gateway)"; }
# as somebody does in the console
id_of_client() { admin GET "/clients?clientId=$1" | field id; }
realm_is_changed() {
  local registry
  echo '{"passwordPolicy":"length(1)"}' >"$work/realm.json"
  admin PUT '' "$work/realm.json" || return
  registry=$(id_of_client registry) && [ -n "$registry" ] || return
  rights=/users/$(admin GET "/clients/$(id_of_client rollout)/service-account-user" | field id)/role-mappings
  # who may do anything: an account of a client, everybody, and each token by a mapper; and a secret that nobody has
  { printf '['; admin GET /roles/operator; printf ']'; } >"$work/operator.json"
  admin POST "$rights/realm" "$work/operator.json" && admin POST /roles/default-roles-cfa/composites "$work/operator.json" || return
  echo '{"name":"all","protocol":"openid-connect","protocolMapper":"oidc-hardcoded-role-mapper","config":{"role":"operator"}}' >"$work/mapper.json"
  admin POST "/clients/$(id_of_client cfa-web)/protocol-mappers/models" "$work/mapper.json" || return
  echo '{"clientId":"bank-nominal","secret":"of-nobody"}' >"$work/secret.json"
  admin PUT "/clients/$(id_of_client bank-nominal)" "$work/secret.json" || return
  { printf '['; admin GET "/clients/$registry/roles/prove"; printf ']'; } >"$work/right.json"
  admin DELETE "$rights/clients/$registry" "$work/right.json" && ! admin GET "$rights/clients/$registry" | grep -q '"prove"'
}
realm_is_as_its_file() {
  admin GET '' | grep -qF '"passwordPolicy":"length(12) and notUsername"' && admin GET "$rights" | grep -q '"prove"' || return
  ! admin GET "$rights" | grep -q '"operator"' && ! admin GET /roles/default-roles-cfa/composites | grep -q '"operator"' || return
  ! admin GET "/clients/$(id_of_client cfa-web)/protocol-mappers/models" | grep -q '"all"' || return
  [ "$(admin GET "/clients/$(id_of_client bank-nominal)/client-secret" | field value)" = "$(on_host 'cat /srv/cfa/secrets/bank-nominal_client_secret')" ]
}
network_is_gone() {
  machine sh -c 'for id in $(docker ps --quiet --filter label=com.docker.compose.project=cfa); do docker network disconnect -f cfa_default $id; done; docker network rm cfa_default'
}

# -- the engine

engine_hangs() { machine pkill -STOP -x dockerd; }
engine_goes_on() { machine pkill -CONT -x dockerd; }
engine_is_down() {
  machine sh -c 'mv /usr/sbin/dockerd /usr/sbin/dockerd.away; pkill -x dockerd; for i in $(seq 60); do [ -S /run/docker.sock ] && pgrep -x dockerd >/dev/null || exit 0; sleep 1; done; exit 1'
}
engine_is_up() {
  machine sh -c '[ ! -e /usr/sbin/dockerd.away ] || mv /usr/sbin/dockerd.away /usr/sbin/dockerd'
  until_true 60 machine docker version
}
no_permission() { machine sh -c 'chmod 600 /run/docker.sock'; }
permission() { machine sh -c 'chmod 660 /run/docker.sock'; }

# -- the login shell and sshd

shell_prints() { before_each_command 'echo "Welcome to cfa2"; echo "[]"; echo "stdin: is not a tty" >&2'; }
shell_refuses() { before_each_command 'echo "This account is currently not available."; exit 1'; }
shell_as_it_was() { machine rm -f /run/state/profile; }
reload_sshd() { machine sh -c 'pkill -HUP -o -x sshd'; until_true 10 on_host true; }
one_session() { machine sh -c 'echo "MaxSessions 1" >>/etc/ssh/sshd_config' && reload_sshd; }
more_sessions() { machine sed -i '/^MaxSessions/d' /etc/ssh/sshd_config && reload_sshd; }

# -- the machine

clock_ahead() { machine sh -c 'printf "#!/bin/sh\n[ \"\$*\" != +%%s ] || { echo \$((\$(/usr/bin/date +%%s) + 3600)); exit; }\nexec /usr/bin/date \"\$@\"\n" >/usr/local/bin/date && chmod 755 /usr/local/bin/date'; }
clock_right() { machine rm -f /usr/local/bin/date; }
log_of_root() { machine sh -c 'cd /srv/cfa/.cfa && chown root: releases.jsonl && chmod 600 releases.jsonl'; }
log_of_deploy() { machine sh -c 'chown -R deploy: /srv/cfa/.cfa && chmod 644 /srv/cfa/.cfa/releases.jsonl'; }
read_only_directory() { machine sh -c 'mount --bind /srv/cfa/.cfa /srv/cfa/.cfa && mount -o remount,bind,ro /srv/cfa/.cfa'; }
writable_directory() { machine umount /srv/cfa/.cfa; }
env_is_gone() { as_deploy mv .env /tmp/env-link; }
env_is_there() { as_deploy mv /tmp/env-link .env; }
port_is_taken_there() {
  machine docker rm -f "$(id_of edge)"
  docker exec -d "$host" perl -MIO::Socket::INET -e 'open my $pid, ">", "/run/state/listener"; print $pid $$; close $pid;
    my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 1, ReuseAddr => 1) or die; sleep 600' "$(variable COMPLIANCE_PORT)"
  until_true 10 machine test -s /run/state/listener
}
port_is_free_there() { machine sh -c 'kill "$(cat /run/state/listener)"; cd /srv/cfa && docker compose up -d --no-deps --pull never edge'; }
disk_is_almost_full() {
  machine sh -c 'printf "#!/bin/sh\nprintf \"Filesystem 1024-blocks Used Available Capacity Mounted on\\\\n/dev/vda1 20000000 19990000 10000 99%%%% /\\\\n\"\n" >/usr/local/bin/df && chmod 755 /usr/local/bin/df && df -Pk / | grep -q "10000 99% /"'
}
disk_has_room() { machine rm -f /usr/local/bin/df; }

states_of_hosts() {
  #     name                        first run  says                                              begin                              end
  state infrastructure-pulled       succeeds   'identity'                                        newer_postgres_was_pulled          older_postgres_has_its_tag
  if is_running "$public"; then
    state infrastructure-moved      succeeds   'identity'                                        newer_postgres_is_in_the_registry  older_postgres_is_in_the_registry
    state infrastructure-429        succeeds   'identity'                                        refuse_with_429                    refuse_no_more
    state infrastructure-503        succeeds   'identity'                                        refuse_with_503                    refuse_no_more
  fi

  state project-named-in-env        succeeds   'identity'                                        name_of_the_project_in_env         env_as_it_was
  also=nothing_is_overridden
  state other-files-beside          succeeds   'compose.yaml'                                    other_files_beside                 no_other_files
  state project-named-in-shell      succeeds   'identity'                                        name_of_the_project_in_the_shell   shell_as_it_was

  also=docker_configuration_is_as_it_was
  state store-fails                 succeeds   'identity'                                        a_store_that_fails                 no_docker_configuration
  also=no_password_was_kept
  state store-keeps                 succeeds   'identity'                                        a_store_that_keeps                 no_docker_configuration
  also=docker_configuration_is_as_it_was
  state another-context             succeeds   'identity'                                        another_context                    no_docker_configuration

  shown='its image is gone'
  state image-gone                  succeeds   'make anew identity'                              image_is_gone
  shown="_$identity"
  state half-recreated              succeeds   'identity'                                        half_recreated
  shown="_$identity"
  state killed-recreate             succeeds   'identity'                                        killed_recreate
  by=rollback
  state killed-recreate-back        succeeds   'identity'                                        killed_recreate
  shown='cfa-identity-2'
  state second-container            succeeds   'identity'                                        a_second_container
  by=rollback
  state second-container-back       succeeds   'identity'                                        a_second_container
  shown='never started'
  state created                     succeeds   'make anew identity'                              created_and_never_started
  by=rollback
  state created-back                succeeds   'make anew identity'                              created_and_never_started
  shown='exited (exit'
  state stopped                     succeeds   'make anew settlement'                            stopped_by_hand
  shown='of a service that the file does not have'
  state orphan                      succeeds   'identity'                                        an_orphan                          no_orphan
  shown='docker unpause'
  state paused                      fails      'docker unpause cfa-identity-1'                   paused                             unpaused
  by=rollback
  state paused-back                 fails      'docker unpause cfa-identity-1'                   paused                             unpaused
  shown='cut off from its network'
  state cut-off                     succeeds   'it is cut off from its network'                  cut_off
  infrastructure='made anew' shown='cut off from its network'
  state network-gone                succeeds   'bank-nominal, postgres, keycloak'                       network_is_gone
  infrastructure=

  doctor='the engine hangs'
  state engine-hangs                fails      'systemctl restart docker'                        engine_hangs                       engine_goes_on
  doctor='the engine does not run'
  state engine-down                 fails      'systemctl start docker'                          engine_is_down                     engine_is_up
  doctor='the user may not use the engine'
  state no-permission               fails      'usermod -aG docker'                              no_permission                      permission

  state shell-prints                succeeds   'identity'                                        shell_prints                       shell_as_it_was
  doctor='not available'
  state shell-refuses               fails      'Next: '                                          shell_refuses                      shell_as_it_was
  state one-session                 succeeds   'identity'                                        one_session                        more_sessions

  state clock-ahead                 succeeds   'its clock is'                                    clock_ahead                        clock_right
  state disk-almost-full            fails      'free disk space'                                 disk_is_almost_full                disk_has_room
  doctor='cannot be written'
  state log-of-root                 fails      'chown -R'                                        log_of_root                        log_of_deploy
  doctor='cannot be written'
  state read-only                   fails      'cannot be written'                               read_only_directory                writable_directory
  state env-gone                    fails      'cfa:sync'                                        env_is_gone                        env_is_there
  infrastructure='made anew'
  state port-taken                  fails      'is taken on the host'                            port_is_taken_there                port_is_free_there

  infrastructure='made anew' shown='exited (exit'
  state edge-killed                 succeeds   'make anew edge'                                  edge_is_killed
  infrastructure=
  state edge-unreadable             fails      'could not check the configuration of edge'       edge_is_misconfigured              edge_is_as_it_was
  if ends_tls; then
    doctor='no private key in PEM'
    state certificate-unusable      fails      'no private key in PEM'                           an_unusable_certificate            certificate_as_it_was
    doctor='expired on'
    state certificate-expired       succeeds   'expired on'                                      an_expired_certificate             certificate_as_it_was
  fi
  shown='exited (exit'
  state gateway-killed              succeeds   'make anew api-gateway'                           gateway_is_killed
  also=realm_is_as_its_file
  state realm-changed               succeeds   'passwordPolicy'                                  realm_is_changed
}
