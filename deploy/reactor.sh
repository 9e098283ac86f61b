# What the reactor and the bundle say of the services, and how a figure is printed; sourced by the scripts of the sandbox, the benchmarks and CI.
# A service is a module with cfa.mainClass, its port <NAME>_PORT of .env.cfa2. The caller has set `root`.
# shellcheck shell=bash disable=SC2034,SC2154 # the settings are used by those who source this

bundle_source=$root/deploy/docker-compose-at-vps/cfa2
gateway=api-gateway
mapfile -t services < <(cd "$root/services" && grep -l '<cfa\.mainClass>' ./*/pom.xml | cut -d / -f 2)
others=()
for service in "${services[@]}"; do [ "$service" = $gateway ] || others+=("$service"); done

# variable NAME : its line of .env.cfa2
variable() { sed -n "s/^$1=//p" "$bundle_source/.env.cfa2"; }

declare -A port=()
for service in "${services[@]}"; do port[$service]=$(variable "$(tr a-z- A-Z_ <<<"$service")_PORT"); done
unset service

# row NAME OURS PEER RATIO TARGET MET : a line of a benchmark; MET is 1 or 0
row() { printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$5" "$([ "$6" = 1 ] && echo met || echo missed)"; }

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

seconds_of() { # COMMAND... : its wall time in milliseconds
  local begin
  begin=$(date +%s%3N)
  "$@" || return 1
  echo $(($(date +%s%3N) - begin))
}
