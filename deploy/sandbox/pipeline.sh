# Runs the pipeline of a clone in containers, against the box; sourced by deploy/sandbox/pipeline and deploy/bench/pipeline, after lib.sh, engine.sh,
# gitlab.sh and packages.sh.
# shellcheck shell=bash disable=SC2034,SC2154 # settings of those, and some for those who source this
work=$home/pipeline
branch=dev-cfa2
merge_request=() # variables of a merge request into that
maven=${MAVEN_USER_HOME:-$HOME/.m2}
privileged=true
job_base=$registry_address/base/docker:24

build_image() {
  docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
  docker build --quiet --label "$label=image" --label "$label.source=$1" --tag cfa-box/pipeline "$sandbox/pipeline-images"
}

# changes when the image must be built anew
image_source() { { docker image inspect --format '{{.Id}}' cfa-box/host; cat "$sandbox"/pipeline-images/{Dockerfile,entrypoint}; } | sha256sum | cut -c -16; }

make_clone() {
  rm -rf "$work"
  mkdir -p "$work/bin"
  # one pack, as a server sends it: each job copies all files
  git clone --quiet --no-local "$root" "$work/cfa"
  git -C "$work/cfa" checkout --quiet -B $branch
  git -C "$work/cfa" remote set-url origin git@gitlab.com:cfa/backend.git
  ln -s "$sandbox/pipeline-images/docker" "$work/bin/docker"
}

# what a runner would log in with, for images of jobs that are in the project's own registry
log_in_runner() {
  mkdir -p "$work/docker"
  docker --config "$work/docker" login --username $registry_user --password-stdin $registry_address <"$box/registry_password"
}

# the key that the project signs with
make_signing_key() { (umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/cosign.key"); }

# what docker:24 is called where the job's engine can have it; like the base of the services, it is kept beyond the box
push_job_base() {
  docker tag cfa-box/pipeline "$job_base"
  docker --config "$work/docker" push --quiet "$job_base"
  docker rmi "$job_base"
}

gateway_of_network() { docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' "$network"; }

# what the project's CI/CD variables are for cfa2; the key and the host's line are files, as there
variables() {
  local each ports="$ssh_port:$host:22 $port_of_packages:$(gateway_of_network):$port_of_packages"
  for each in "${service_ports[@]}" $keycloak_port $http_port $https_port $registry_port; do ports+=" $each:$host:$each"; done
  cat <<VARIABLES
CFA2_HOST: deploy@127.0.0.1:$ssh_port
SSH_PRIVATE_KEY_CFA2: $box/id_deploy
SSH_KNOWN_HOSTS_CFA2: $box/known_hosts
CI_REGISTRY: $registry_address
CI_REGISTRY_IMAGE: $registry_address/cfa
CI_REGISTRY_USER: $registry_user
CI_REGISTRY_PASSWORD: "$(cat "$box/registry_password")"
COSIGN_PRIVATE_KEY: $work/cosign.key
JOB_IMAGE_BASE: $job_base
CI_API_V4_URL: ${packages%/projects/*}
CI_PROJECT_ID: "7"
CI_JOB_TOKEN: $job_token
CFA_BOX_PORTS: "$ports"
BACKUP: "${BACKUP:-}"
MAVEN_USER_HOME: {type: variable, values: {"*": /machine}}
MAVEN_ARGS: -Dmaven.repo.local.tail=/machine/repository -Dcfa.bundleDirectory=/bundle$(sed 's/^/ -Dcfa.baseImage=/' "$box/base_image" 2>/dev/null)
VARIABLES
}

# gitlab-ci-local, with this machine's Maven repository and the box's bundle for every container to read
runner() (
  cd "$work/cfa" || exit
  CFA_BOX_DOCKER=$(command -v docker) CFA_BOX_PRIVILEGED=$privileged DOCKER_CONFIG=$work/docker PATH=$work/bin:$PATH \
    "$node_program" "$runner_program" \
    --home "$work" --variables-file ../variables.yml --pull-policy if-not-present --ignore-predefined-vars CI_REGISTRY,CI_REGISTRY_IMAGE,CI_PIPELINE_SOURCE,CI_API_V4_URL,CI_PROJECT_ID,CI_JOB_TOKEN --privileged --concurrency 2 --no-artifacts-to-source \
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
  step "log in where the runner pulls" log_in_runner
  step "make a key to sign with" make_signing_key
  (umask 077; variables >"$work/variables.yml")
}

# the same clone again, with the variables of this call
continue_pipeline() {
  [ -d "$work/cfa/.gitlab-ci-local" ] || die "there is no clone in $work to go on with. Next: the same without --continue"
  find_runner
  look_for_privileges
  (umask 077; variables >"$work/variables.yml")
}
