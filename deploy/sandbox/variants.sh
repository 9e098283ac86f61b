# Other images of identity, or of more services, in the box's registry, to roll out; sourced by faults and by ../bench/rollout, which set `work`.
# shellcheck shell=bash disable=SC2154 # the settings are those of lib.sh

flags=$(sed -n 's|.*<cfa.jvmFlags>\(.*\)</cfa.jvmFlags>.*|\1|p' "$root/services/pom.xml")

# curl with the registry's password, which no argument shows
registry() { curl -sS --fail-with-body -K <(printf 'user = "%s:%s"\n' "$registry_user" "$CI_REGISTRY_PASSWORD") "$@"; }

# tag SERVICE FROM TO : the same manifest under another tag
tag() {
  local at=http://$registry_address/v2/cfa/$1/manifests type
  registry -o "$work/manifest" -D "$work/head" "$at/$2" \
    -H 'Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
  type=$(tr -d '\r' <"$work/head" | sed -n 's/^[Cc]ontent-[Tt]ype: //p')
  registry -o "$work/answer" -X PUT -H "Content-Type: $type" --data-binary "@$work/manifest" "$at/$3"
}

# variant NAME FLAG [SERVICE...] : those services, or identity, with another flag under a tag, and the others as the host pulls them
variant() {
  local service pushed=("${@:3}")
  [ ${#pushed[@]} -gt 0 ] || pushed=(identity)
  (cd "$root" && ./mvnw -q -B -ntp -Pcfa2 -DskipTests -Dspotless.check.skip package cfa:push -Dcfa.revision="$1" -Dcfa.jvmFlags="$flags $2" \
    -pl "cfa-maven-plugin,services,services/service-kit$(printf ',services/%s' "${pushed[@]}")")
  for service in "${services[@]}"; do
    [[ " ${pushed[*]} " == *" $service "* ]] || tag "$service" dev "$1"
  done
}
