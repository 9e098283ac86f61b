#!/usr/bin/env bash
# Goes on from admin.sh: prints the variables that are no secret, and for each path a line with status and answer, its secrets blanked.
# shellcheck disable=SC2154 # what ask sets
for name in $(compgen -e); do
  case $name in *SECRET* | *PASSWORD* | CFA_ADMIN_ADDRESS) ;; CFA_*) printf 'env %s=%s\n' "$name" "${!name}" ;; esac
done
read_secrets
id=
clients=
for path; do
  # a client is known by its name only where the realm lists it with its id
  if [[ $path == *"{client "* ]]; then
    name=${path#*"{client "}
    name=${name%%"}"*}
    [[ $clients =~ \"id\":\"([0-9A-Za-z-]+)\",\"clientId\":\""$name"\" ]] || { printf 'GET 404 {}\n'; id=; continue; }
    path=${path//"{client $name}"/${BASH_REMATCH[1]}}
  fi
  ask GET "${path//"{id}"/${id:-none}}" ''
  [[ $path != */clients\?* ]] || clients=$body
  # of what is answered with one thing, the next path may name it
  id=
  [[ $body == \{* && $body =~ \"id\":\"([0-9A-Za-z-]+)\" ]] && id=${BASH_REMATCH[1]}
  # whose secret it is, of those that are files, is said; the secret is not
  for name in "${!secrets[@]}"; do
    [ -z "${secrets[$name]}" ] || body=${body//"\"secret\":\"${secrets[$name]}\""/\"secretOf\":\"$name\"}
  done
  while [[ $body =~ \"(secret|registrationAccessToken)\":\"[^\"]+\" ]]; do body=${body//"${BASH_REMATCH[0]}"/\"${BASH_REMATCH[1]}\":\"\"}; done
  printf 'GET %s %s\n' "$status" "$body"
done
