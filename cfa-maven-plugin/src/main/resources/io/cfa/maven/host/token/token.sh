#!/usr/bin/env bash
# Prints a token of the grant of client credentials; or what was answered instead, and ends with 4. [HOST:]PORT PATH CLIENT SECRET
LC_ALL=C
port=${1##*:} host=127.0.0.1 name=localhost:$1
[ "$port" = "$1" ] || host=${1%:*} name=$1
secret=$(<"/run/secrets/$4") || { echo "its container has no secret $4"; exit 4; }
form=
for ((i = 0; i < ${#secret}; i++)); do printf -v letter '%%%02X' "'${secret:i:1}"; form+=$letter; done
body="grant_type=client_credentials&client_id=$3&client_secret=$form"
if { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null; then
  printf 'POST %s HTTP/1.0\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s' \
    "$2" "$name" "${#body}" "$body" >&3
  IFS= read -r -d '' -t 20 answer <&3
fi
if [[ ${answer-} =~ \"access_token\":\"([^\"]+)\" ]]; then
  printf '%s' "${BASH_REMATCH[1]}"
elif [[ ${answer-} =~ ^HTTP/1\.[01]\ ([0-9]+) ]]; then
  echo "HTTP ${BASH_REMATCH[1]}"
  exit 4
else
  echo nothing
  exit 4
fi
