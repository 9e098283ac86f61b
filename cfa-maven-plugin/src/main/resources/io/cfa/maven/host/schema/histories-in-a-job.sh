#!/usr/bin/env bash
# Prints, as base64, what databases of a server answer to a query; a line behind each that could be asked, and one with why where it could not.
# The file of the password, the server, the user, the query, databases.
export PGCONNECT_TIMEOUT=5 PGOPTIONS='-c statement_timeout=10000'
PGPASSWORD=$(<"/run/secrets/$1") server=$2 user=$3 query=$4
export PGPASSWORD
shift 4
for database; do
  if said=$(psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --host "$server" --username "$user" --dbname "$database" <<<"$query" 2>&1); then
    printf '%s\n{"asked":"%s"}\n' "$said" "$database"
  else
    printf 'error %s %.300s\n' "$database" "${said//$'\n'/ }"
  fi
done | base64
