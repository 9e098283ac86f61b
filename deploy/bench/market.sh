# Users of the realm who register, pay and trade through the gateway, as the end-to-end tests do; sourced by services and data here and by
# ../sandbox/disaster, after lib.sh and keycloak.sh of the sandbox. Who sources this has made `work` and removes the client at its end: end_market.
# shellcheck shell=bash disable=SC2154 # the settings are those of the sandbox's lib.sh

address=http://127.0.0.1:${port[$gateway]}
investors=${investors:-20}
run=$(date +%s)
password=bench-$(openssl rand -hex 12)
client=bench-$run

end_market() {
  local id
  id=$(admin GET "/clients?clientId=$client" 2>/dev/null | field id) || true
  [ -z "$id" ] || admin DELETE "/clients/$id" >/dev/null || true
}

# A name that no watch list has
name_of() { printf 'Bench %s%s' "$(tr 0-9 qwxzkjvbnm <<<"$run")" "$(tr 0-9 qwxzkjvbnm <<<"$1")"; }

make_users() {
  local i
  {
    printf '{"ifResourceExists":"FAIL","clients":[{"clientId":"%s","publicClient":true,"standardFlowEnabled":false,"directAccessGrantsEnabled":true,' "$client"
    printf '"protocolMappers":[{"name":"audience","protocol":"openid-connect","protocolMapper":"oidc-audience-mapper","config":{"included.custom.audience":"cfa","access.token.claim":"true"}}]}],"users":['
    new_user "$client-operator" operator "$password"
    printf ,
    new_user "$client-issuer" issuer "$password"
    for ((i = 0; i < investors; i++)); do
      printf ,
      new_user "$client-investor$i" investor "$password"
    done
    printf ']}'
  } >"$work/users.json"
  admin POST /partialImport "$work/users.json" >"$work/imported"
}

token() { # NAME
  curl -fsS "$keycloak/realms/cfa/protocol/openid-connect/token" -d grant_type=password -d "client_id=$client" -d "username=$client-$1" \
    --data-urlencode password@- < <(printf %s "$password") | field access_token
}

# fresh_tokens : they hold for five minutes
fresh_tokens() {
  local i
  for ((i = 0; i < investors; i++)); do token "investor$i"; done >"$work/tokens"
}

# call TOKEN METHOD PATH [BODY [CONTENT-TYPE]] : through the gateway
call() {
  curl -fsS --max-time 60 -X "$2" "$address/api$3" -H "Content-Type: ${5:-application/json}" -H "Idempotency-Key: $(uuid)" -H @- \
    ${4:+--data-binary "$4"} <<<"Authorization: Bearer $1" || die "$2 $3 failed. Next: deploy/sandbox/ssh docker compose logs api-gateway"
}

uuid() { cat /proc/sys/kernel/random/uuid; }

# until_it_says TEXT TOKEN PATH
until_it_says() {
  local limit=$((SECONDS + 60))
  until call "$2" GET "$3" | grep -q "$1"; do
    [ $SECONDS -lt $limit ] || die "$3 does not come to $1: $(call "$2" GET "$3")"
    sleep 0.5
  done
}

# join TOKEN NUMBER : registered, screened, with an account; prints the account's id
join() {
  call "$1" PUT /identity/participants/me "{\"name\":\"$(name_of "$2")\"}" >/dev/null
  until_it_says APPROVED "$1" /identity/participants/me >/dev/null
  call "$1" PUT /bank-nominal/accounts/me '{}' | field id
}

# an issue that is open, of a million units for a kopeck each, and money for all; prints the offer
open_issue() {
  local operator issuer issue=$1 i investor account
  operator=$(token operator)
  issuer=$(token issuer)
  join "$issuer" 900 >/dev/null
  for ((i = 0; i < investors; i++)); do
    investor=$(sed -n "$((i + 1))p" "$work/tokens")
    account=$(join "$investor" "$i")
    call "$operator" PUT "/bank-nominal/accounts/$account/deposits/$(uuid)" '{"amount":10000000}' >/dev/null
  done
  printf '%%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%%%EOF\n' >"$work/decision.pdf"
  call "$issuer" PUT "/issuance/issues/$issue" "{\"name\":\"$(name_of 999)\",\"units\":1000000,\"unitPrice\":1}" >/dev/null
  call "$issuer" PUT "/issuance/issues/$issue/decision" "@$work/decision.pdf" application/pdf >/dev/null
  call "$operator" POST "/issuance/issues/$issue/approval" '{}' >/dev/null
  call "$issuer" POST "/issuance/issues/$issue/placement" '{}' >/dev/null
  until_it_says '"OPEN"' "$issuer" "/issuance/issues" >/dev/null
  call "$issuer" GET "/issuance/issues/$issue" | field offer
}

# load RATE SECONDS REQUESTS-FILE [follow] : what Load.java prints; failures go to standard error; load_options has options for its JVM
load() { java ${load_options[@]+"${load_options[@]}"} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms128m -Xmx256m "$bench/Load.java" "$1" "$2" "$work/tokens" "$3" "${@:4}" 2> >(head -n 20 >&2); }

