#!/usr/bin/env bash
# Gives a realm that was made by a release before what realm-cfa.json has for the services: a client for each, with a secret of its own, and what it may
# call at the others. Keycloak imports that file into an empty database only. In the container: docker compose exec keycloak bash /opt/keycloak/service-clients.sh
#
# Can be run again: what is there stays as it is, secrets too. The client that all services shared goes with: … service-clients.sh --without-the-shared-one
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

kcadm() { /opt/keycloak/bin/kcadm.sh "$@" --config "$work/kcadm"; }

KC_CLI_PASSWORD=$(</run/secrets/admin_password)
export KC_CLI_PASSWORD
kcadm config credentials --server http://localhost:8080 --realm master --user admin

if [ "${1:-}" = --without-the-shared-one ]; then
  id=$(kcadm get clients -r cfa -q clientId=cfa-service --fields id --format csv --noquotes)
  [ -z "$id" ] || kcadm delete "clients/$id" -r cfa
  kcadm delete roles/service -r cfa || true
  exit
fi

realm=$(</opt/keycloak/data/import/realm-cfa.json)
for client in identity issuance settlement bank-nominal rollout; do
  name=${client^^}
  variable="\${CFA_${name//-/_}_CLIENT_SECRET}"
  realm=${realm//"$variable"/$(<"/run/secrets/${client}_client_secret")}
done
printf %s "$realm" >"$work/realm.json"
kcadm create partialImport -r cfa -s ifResourceExists=SKIP -o -f "$work/realm.json" >"$work/imported"
echo "$(grep -c '"action" *: *"ADDED"' "$work/imported" || true) added to the realm"
# an account that is there is passed over by the import: what it may do since
for service in registry bank-nominal; do
  kcadm add-roles -r cfa --uusername service-account-rollout --cclientid "$service" --rolename prove
done
