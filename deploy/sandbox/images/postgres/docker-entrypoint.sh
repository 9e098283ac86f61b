#!/bin/bash
# Makes the cluster where the volume is empty, runs what lies in /docker-entrypoint-initdb.d, then starts the server. As the user postgres.
set -euo pipefail
shopt -s nullglob
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  [ -s "${POSTGRES_PASSWORD_FILE:-}" ] || { echo "POSTGRES_PASSWORD_FILE names no file with a password in it" >&2; exit 1; }
  # shellcheck disable=SC2086 # several options in one variable, as the official image has it
  initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" ${POSTGRES_INITDB_ARGS:-}
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  # on its socket only: nobody may take it for ready yet
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  export PGPASSWORD
  PGPASSWORD=$(< "$POSTGRES_PASSWORD_FILE")
  for script in /docker-entrypoint-initdb.d/*.sh; do
    echo "running $script"
    bash "$script"
  done
  unset PGPASSWORD
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -c listen_addresses='*'
