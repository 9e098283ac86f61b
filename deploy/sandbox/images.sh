# The images of the box: the host, and where Docker Hub is out of reach also stand-ins for what the stack and the build take from there.
# shellcheck shell=bash

# name, and the name that the stand-in is known by in the box; only programs of Debian and of Maven Central are in them
stand_ins=(
  "temurin    library/eclipse-temurin:25-jre"
  "postgres   library/postgres:17-alpine"
  "redis      library/redis:8-alpine"
  "haproxy    library/haproxy:3.0"
  "lego       goacme/lego:v4.25.2"
  "keycloak   keycloak/keycloak:26.7"
  "minio      minio/minio:RELEASE.2025-09-07T16-13-09Z"
  "kafka      apache/kafka:4.2.1"
)
keycloak_version=26.7.3
s3proxy_version=4.1.0
kafka_version=4.2.1

hub_is_reachable() {
  [ "${CFA_SANDBOX_STANDINS:-auto}" != always ] && timeout 60 docker pull --quiet debian:trixie-slim >/dev/null 2>&1
}

# Where the machine's apt fetches from, without the archive of security updates
debian_mirror() {
  { sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null
    sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null; } | grep -v security | head -n 1
}

build_debian() {
  local tar=$downloads/debian.tar
  mmdebstrap --mode=root --variant=minbase --include=ca-certificates --quiet trixie "$tar" "$(debian_mirror)"
  docker import --change 'CMD ["bash"]' "$tar" cfa-box/debian
  rm -f "$tar"
}

# build NAME [KEY=VALUE...] : an image of the sandbox's folder of that name, cfa-box/NAME
build() {
  local name=$1 argument
  local arguments=()
  shift
  for argument; do arguments+=(--build-arg "$argument"); done
  # buildx may be missing, and an old engine of Debian's has no other builder than the first
  docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
  docker build --quiet --label "$label=image" --label "$label.source=$(source_of "$name")" --tag "cfa-box/$name" "${arguments[@]}" "$sandbox/images/$name"
}

# changes when anything that an image is made from does
source_of() { { echo "$keycloak_version $s3proxy_version $kafka_version"; tar -C "$sandbox/images" --sort=name --mtime=@0 --owner=0 --group=0 -cf - "$1"; } | sha256sum | cut -c -16; }

is_built() { [ "$(docker image inspect --format "{{index .Config.Labels \"$label.source\"}}" "cfa-box/$1" 2>/dev/null)" = "$(source_of "$1")" ]; }

# fetch GROUP:ARTIFACT:VERSION:TYPE[:CLASSIFIER] : through Maven, so that its settings and mirrors hold
fetch() {
  (cd "$downloads" && "$root/mvnw" -q -B -f "$sandbox/images/fetch.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact="$1" -DoutputDirectory="$downloads")
}

build_keycloak() {
  local file=keycloak-quarkus-dist-$keycloak_version.tar.gz
  [ -s "$downloads/$file" ] || fetch "org.keycloak:keycloak-quarkus-dist:$keycloak_version:tar.gz"
  with_download keycloak "$file"
}

build_minio() {
  local file=s3proxy-$s3proxy_version-jar-with-dependencies.jar
  [ -s "$downloads/$file" ] || fetch "org.gaul:s3proxy:$s3proxy_version:jar:jar-with-dependencies"
  with_download minio "$file"
}

build_kafka() {
  local directory=kafka-$kafka_version
  [ -d "$downloads/$directory" ] || (cd "$downloads" && "$root/mvnw" -q -B -f "$sandbox/images/kafka/pom.xml" -Dkafka.version=$kafka_version \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$downloads/$directory")
  with_download kafka "$directory"
}

# the folder of an image, and what is not kept in git, as one build context
with_download() {
  local name=$1 file=$2 context
  docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
  context=$(mktemp -d "$downloads/context.XXXXXX")
  cp "$sandbox/images/$name"/* "$context"
  cp -rl "$downloads/$file" "$context/download"
  docker build --quiet --label "$label=image" --label "$label.source=$(source_of "$name")" --tag "cfa-box/$name" --build-arg BASE=cfa-box/temurin "$context"
  rm -rf "$context"
}

build_images() {
  local debian=debian:trixie-slim entry name
  mkdir -p "$downloads"
  if hub_is_reachable; then
    with_hub=true
    say "images: from Docker Hub"
  else
    with_hub=false
    debian=cfa-box/debian
    say "images: Docker Hub is out of reach, so stand-ins of the same names are built from Debian's packages and Maven Central"
    docker image inspect "$debian" >/dev/null 2>&1 || {
      command -v mmdebstrap >/dev/null || install_packages mmdebstrap
      step "build the image debian" build_debian
    }
  fi
  is_built host || step "build the image host" build host "BASE=$debian"
  $with_hub && return
  is_built registry || step "build the image registry" build registry "BASE=$debian"
  for entry in "${stand_ins[@]}"; do
    name=${entry%% *}
    is_built "$name" && continue
    case $name in
      keycloak | minio | kafka) step "build the image $name" "build_$name" ;;
      *) step "build the image $name" build "$name" "BASE=$debian" ;;
    esac
  done
}
