# Runs the pipeline of a clone in containers, against the box; sourced by deploy/sandbox/pipeline and deploy/bench/pipeline, after lib.sh, engine.sh and
# gitlab.sh.
# shellcheck shell=bash disable=SC2034,SC2154 # settings of those, and some for those who source this
work=$home/pipeline
branch=dev-cfa2
merge_request=() # variables of a merge request into that
maven=${MAVEN_USER_HOME:-$HOME/.m2}
privileged=true

build_image() {
  docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
  docker build --quiet --label "$label=image" --label "$label.source=$1" --tag cfa-box/pipeline "$sandbox/pipeline-images"
}

# changes when the image must be built anew
image_source() { { docker image inspect --format '{{.Id}}' cfa-box/host; cat "$sandbox"/pipeline-images/{Dockerfile,entrypoint}; } | sha256sum | cut -c -16; }

make_clone() {
  rm -rf "$work"
  mkdir -p "$work/bin"
  git clone --quiet "$root" "$work/cfa"
  git -C "$work/cfa" checkout --quiet -B $branch
  git -C "$work/cfa" remote set-url origin git@gitlab.com:cfa/backend.git
  ln -s "$sandbox/pipeline-images/docker" "$work/bin/docker"
}

# what the project's CI/CD variables are for cfa2; the key and the host's line are files, as there
variables() {
  local each ports="$ssh_port:22"
  for each in "${service_ports[@]}" $keycloak_port $http_port $https_port $registry_port; do ports+=" $each:$each"; done
  cat <<VARIABLES
CFA2_HOST: deploy@127.0.0.1:$ssh_port
SSH_PRIVATE_KEY_CFA2: $box/id_deploy
SSH_KNOWN_HOSTS_CFA2: $box/known_hosts
CI_REGISTRY: $registry_address
CI_REGISTRY_IMAGE: $registry_address/cfa
CI_REGISTRY_USER: $registry_user
CI_REGISTRY_PASSWORD: "$(cat "$box/registry_password")"
CFA_BOX: $host
CFA_BOX_PORTS: "$ports"
BACKUP: "${BACKUP:-}"
MAVEN_USER_HOME: {type: variable, values: {"*": /machine}}
MAVEN_ARGS: -Dmaven.repo.local.tail=/machine/repository -Dcfa.bundleDirectory=/bundle$(sed 's/^/ -Dcfa.baseImage=/' "$box/base_image" 2>/dev/null)
VARIABLES
}

# gitlab-ci-local, with this machine's Maven repository and the box's bundle for every container to read
runner() (
  cd "$work/cfa" || exit
  CFA_BOX_DOCKER=$(command -v docker) CFA_BOX_PRIVILEGED=$privileged PATH=$work/bin:$PATH \
    "$node_program" "$runner_program" \
    --home "$work" --variables-file ../variables.yml --pull-policy if-not-present --ignore-predefined-vars CI_REGISTRY,CI_REGISTRY_IMAGE --privileged --concurrency 2 --no-artifacts-to-source \
    --helper-image cfa-box/pipeline --wait-image cfa-box/pipeline --network "$network" \
    --variable "CI_PIPELINE_SOURCE=${SOURCE:-push}" "${merge_request[@]}" --volume "$maven:/machine:ro" --volume "$box/bundle:/bundle:ro" "$@"
)

# where the engine refuses privileged containers, as on a machine without all capabilities, the jobs' engines go without
look_for_privileges() { docker run --rm --privileged --entrypoint true cfa-box/pipeline >/dev/null 2>&1 || privileged=false; }

# everything that a run needs, and a clone of this commit
prepare_pipeline() {
  local source
  command -v rsync >/dev/null || install_packages rsync
  find_runner
  source=$(image_source)
  [ "$(docker image inspect --format "{{index .Config.Labels \"$label.source\"}}" cfa-box/pipeline 2>/dev/null)" = "$source" ] \
    || step "build the image of the jobs" build_image "$source"
  look_for_privileges
  step "clone this commit as $branch" make_clone
  (umask 077; variables >"$work/variables.yml")
}
