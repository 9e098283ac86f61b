#!/usr/bin/env bash
# Logs in at the admin API of the Keycloak in this container, or at CFA_ADMIN_ADDRESS, with nothing but bash; the others go on from here.
# Ends with 4 where Keycloak does not answer yet, with 5 where it refuses the administrator.
LC_ALL=C
token=
ask() {
  local type=${4:-application/json}
  status=0 body=
  exec 3<>"/dev/tcp/${CFA_ADMIN_ADDRESS:-127.0.0.1/8080}" || return 0
  printf '%s %s HTTP/1.0\r\nHost: localhost:8080\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$token" "$type" "${#3}" "$3" >&3
  local answer
  IFS= read -r -d '' -t 60 answer <&3
  exec 3>&-
  [[ $answer =~ ^HTTP/1\.[01]\ ([0-9]+) ]] && status=${BASH_REMATCH[1]}
  body=${answer#*$'\r\n\r\n'}
  body=${body//$'\n'/ }
}
log_in() {
  local password form="" i letter
  password=$(</run/secrets/admin_password)
  for ((i = 0; i < ${#password}; i++)); do printf -v letter '%%%02X' "'${password:i:1}"; form+=$letter; done
  ask POST /realms/master/protocol/openid-connect/token "grant_type=password&client_id=admin-cli&username=admin&password=$form" \
    application/x-www-form-urlencoded
  [ "$status" != 0 ] && [ "$status" -lt 500 ] || exit 4
  [[ $body =~ \"access_token\":\"([^\"]+)\" ]] || exit 5
  token=${BASH_REMATCH[1]}
}
# by the names that the realm's file has for them: as Keycloak's own process was given them, or a job in its place, or as their files are now
declare -A secrets=()
read_secrets() {
  local name value file
  while IFS='=' read -r -d '' name value; do case $name in *SECRET*) secrets[$name]=$value ;; esac; done </proc/1/environ
  for name in $(compgen -e); do case $name in *SECRET*) secrets[$name]=${!name} ;; esac; done
  for file in /run/secrets/*_client_secret; do
    name=${file##*/}
    name=CFA_${name^^}
    name=${name//-/_}
    [ -z "${secrets[$name]:-}" ] || [ ! -s "$file" ] || secrets[$name]=$(<"$file")
  done
}
log_in 2>/dev/null
