#!/usr/bin/env bash
# Goes on from admin.sh: sends each line of method, path and body, with the secrets that it names, and prints the status.
# shellcheck disable=SC2154 # what ask sets
declare -A secrets=()
while IFS='=' read -r -d '' name value; do case $name in *SECRET*) secrets[$name]=$value ;; esac; done </proc/1/environ
while read -r method path change; do
  for name in "${!secrets[@]}"; do change=${change//"\${$name}"/"${secrets[$name]}"}; done
  ask "$method" "$path" "$change"
  printf '%s %s\n' "$status" "$([ "$status" -lt 300 ] || printf '%.200s' "$body")"
done
