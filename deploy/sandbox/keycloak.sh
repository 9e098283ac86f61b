# Speaks with the box's Keycloak as its administrator; sourced by browser and ../bench/services, after lib.sh.
# shellcheck shell=bash disable=SC2034,SC2154 # the settings are those of lib.sh, and one for those who source this

keycloak=$(keycloak_origin)
keycloak_admin=http://127.0.0.1:$keycloak_admin_port

# The edge passes no administration on: the host has a port of its own for it, on its loopback address
administration() {
  port_is_taken "$keycloak_admin_port" || on_host -f -N -o ExitOnForwardFailure=yes -o ServerAliveInterval=5 \
    -L "127.0.0.1:$keycloak_admin_port:127.0.0.1:$keycloak_admin_port" </dev/null >/dev/null 2>&1
}

# field NAME : of the JSON on standard input, the first string or number of that name
field() { grep -o "\"$1\" *: *\"\{0,1\}[^\",}]*" | sed -n '1s/^"[^"]*" *: *"\{0,1\}//p'; }

admin_password() { on_host 'cat /srv/cfa/secrets/keycloak_admin_password'; }

# admin METHOD PATH [BODY-FILE] : of the realm cfa; with a token of its own each time, as they hold for a minute
admin() {
  local token
  administration
  token=$(admin_password | tr -d '\n' \
    | curl -fsS "$keycloak_admin/realms/master/protocol/openid-connect/token" -d grant_type=password -d client_id=admin-cli -d username=admin \
      --data-urlencode password@- | field access_token)
  curl -fsS -X "$1" "$keycloak_admin/admin/realms/cfa$2" -H @- -H 'Content-Type: application/json' ${3:+--data "@$3"} <<<"Authorization: Bearer $token"
}

# new_user NAME ROLE PASSWORD : as the admin API wants it in an import
new_user() {
  printf '{"username":"%s","enabled":true,"email":"%s@sandbox.example","emailVerified":true,"firstName":"Sandbox","lastName":"%s","realmRoles":["%s"],"credentials":[{"type":"password","value":"%s"}]}' \
    "$1" "$1" "$1" "$2" "$3"
}
