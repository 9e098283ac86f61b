# Speaks with the box's Keycloak as its administrator; sourced by browser and ../bench/services, after lib.sh.
# shellcheck shell=bash disable=SC2154 # the settings are those of lib.sh

keycloak=http://127.0.0.1:$keycloak_port

# field NAME : of the JSON on standard input, the first string or number of that name
field() { grep -o "\"$1\" *: *\"\{0,1\}[^\",}]*" | sed -n '1s/^"[^"]*" *: *"\{0,1\}//p'; }

admin_password() { on_host 'cat /srv/cfa/secrets/keycloak_admin_password'; }

# admin METHOD PATH [BODY-FILE] : of the realm cfa; with a token of its own each time, as they hold for a minute
admin() {
  local token
  token=$(admin_password | tr -d '\n' \
    | curl -fsS "$keycloak/realms/master/protocol/openid-connect/token" -d grant_type=password -d client_id=admin-cli -d username=admin \
      --data-urlencode password@- | field access_token)
  curl -fsS -X "$1" "$keycloak/admin/realms/cfa$2" -H @- -H 'Content-Type: application/json' ${3:+--data "@$3"} <<<"Authorization: Bearer $token"
}

# new_user NAME ROLE PASSWORD : as the admin API wants it in an import
new_user() {
  printf '{"username":"%s","enabled":true,"email":"%s@sandbox.example","emailVerified":true,"firstName":"Sandbox","lastName":"%s","realmRoles":["%s"],"credentials":[{"type":"password","value":"%s"}]}' \
    "$1" "$1" "$1" "$2" "$3"
}
