#!/usr/bin/env bash
# One database, with one user of the same name, for each secret <database>_db_password that docker-compose.yml gives to postgres.
#
# The image runs this once, while its volume is still empty. Run again by hand it adds what is missing and sets every password to what its
# secret holds now; that is how a database is added later, or a password changed:
#   docker compose exec -T postgres bash /docker-entrypoint-initdb.d/databases.sh
#
# Nothing here may end or reconfigure the shell around it: the image sources this file where its executable bit was lost on the way.

make_databases() {
  local secret database
  for secret in /run/secrets/*_db_password; do
    database=${secret##*/}
    make_database "${database%_db_password}" "$secret" || return 1
  done
}

make_database() {
  if ! [ -s "$2" ]; then
    echo "databases.sh: $2 is missing or empty, where the password of $1 is expected. Next: write it under secrets/ on the host, then run this script again as its head says" >&2
    return 1
  fi
  # psql reads the password from its file, since every process of the host can see arguments;
  # a statement that fails is kept out of the log, since it would carry the password
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres --set database="$1" <<SQL
SET log_min_error_statement = panic;
SET log_statement = none;
\\set password \`cat $2\`
SELECT format('CREATE ROLE %I LOGIN', :'database')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'database') \\gexec
ALTER ROLE :"database" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'database')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
SQL
}

make_databases
