#!/usr/bin/env bash
# Goes on from admin.sh: sends each line of method, path and body, with the secrets that it names, and prints the status.
# Whose names a secret that is not known here is not sent: Keycloak would take the name for the secret.
# shellcheck disable=SC2154 # what ask sets
read_secrets
while read -r method path change; do
  for name in "${!secrets[@]}"; do change=${change//"\${$name}"/"${secrets[$name]}"}; done
  if [[ $change =~ \$\{([A-Z0-9_]*SECRET[A-Z0-9_]*)\} ]]; then
    printf '0 it names %s, which Keycloak does not have\n' "${BASH_REMATCH[1]}"
    continue
  fi
  ask "$method" "$path" "$change"
  printf '%s %s\n' "$status" "$([ "$status" -lt 300 ] || printf '%.200s' "$body")"
done
