#!/usr/bin/env bash
# Rehearses migrations on copies of databases, and keeps the dumps that the copies are made of. In the directory of compose and env, under the lock.
set -euo pipefail
umask 077

say() { printf '%s\n' "$*"; }
fail() {
  say "$@" >&2
  exit 1
}

sweep() {
  # Removes what a rehearsal left, however it ended. In the project's directory. PROJECT of the rehearsal
  project=$1
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project=$project")
  # shellcheck disable=SC2086
  [ -z "$ids" ] || docker rm --force --volumes $ids >/dev/null
  for network in $(docker network ls --quiet --filter "label=com.docker.compose.project=$project"); do
    for each in $(docker network inspect --format '{{range $id, $_ := .Containers}}{{$id}} {{end}}' "$network"); do
      docker network disconnect --force "$network" "$each"
    done
    docker network rm "$network" >/dev/null
  done
  tags=$(docker image ls --format '{{.Repository}}:{{.Tag}}' --filter "reference=$project/*")
  # shellcheck disable=SC2086
  [ -z "$tags" ] || docker image rm $tags >/dev/null
  rm -rf .cfa/rehearsal
}

dump() {
  # Dumps one database of a server that runs, and reads the dump again. In the project's directory. FILE CONTAINER DATABASE
  local file=$1 container=$2 database=$3 user size free root
  user=$(docker exec "$container" sh -c 'printf %s "${POSTGRES_USER:-postgres}"')
  size=$(docker exec "$container" psql --no-psqlrc --tuples-only --no-align --username "$user" --dbname "$database" \
    --command 'select pg_database_size(current_database())')
  free=$(df -Pk .cfa | awk 'NR == 2 { print $4 }')
  root=$(df -Pk "$(docker info --format '{{.DockerRootDir}}')" 2>/dev/null | awk 'NR == 2 { print $4 }') || root=$free
  # the dump is smaller than the database, and its copy as large
  if [ $((free * 1024)) -lt $((size + 67108864)) ] || [ $((${root:-$free} * 1024)) -lt $((size + 134217728)) ]; then
    echo "the database $database has $((size / 1000000)) MB; free are $((free / 1000)) MB for its dump, and $((${root:-$free} / 1000)) MB for a copy" >&2
    exit 1
  fi
  mkdir -p "$(dirname "$file")"
  docker exec "$container" pg_dump --format=custom --compress=1 --no-password --username="$user" --dbname="$database" > "$file.new"
  docker exec --interactive "$container" pg_restore --list < "$file.new" > /dev/null
  sync "$file.new"
  mv "$file.new" "$file"
  echo "$database: $(($(wc -c < "$file") / 1000)) kB of $((size / 1000)) kB"
}

keep() {
  # Calls the dumps of a release whole, and removes those that are too many. In the project's directory. ID COUNT MEGABYTES
  cd .cfa/dumps
  if [ ! -d "$1" ]; then
    (cd "$1.part" && sha256sum -- * > ../SHA256SUMS.new && mv ../SHA256SUMS.new SHA256SUMS)
    sync
    mv "$1.part" "$1"
  fi
  kept=0 bytes=0
  for each in $(find . -mindepth 1 -maxdepth 1 -name "[0-9]*Z" -printf "%f\n" | sort -r); do
    kept=$((kept + 1)) bytes=$((bytes + $(du -sk "$each" | cut -f 1)))
    # the newest stays, however large it is
    if [ $kept -gt 1 ] && [ "$each" != "$1" ] && { [ $kept -gt "$2" ] || [ $bytes -gt $(($3 * 1000)) ]; }; then rm -rf -- "$each"; fi
  done
}

final_dump() {
  # Where the release before would not live with the new schema: stops it, and dumps what it wrote since, so that a way back loses nothing.
  # In the project's directory. DIRECTORY SERVICE CONTAINER SERVER DATABASE narrows|widens
  if [ "$6" != narrows ] && grep -qx lives=yes "$1/$2.result"; then
    echo "not needed: the release before lives with the new schema"
    exit 0
  fi
  stopped=$3
  trap 'status=$?; [ $status = 0 ] || docker start "$stopped" >/dev/null; exit $status' EXIT
  trap 'exit 143' HUP INT TERM
  docker stop "$stopped" >/dev/null
  dump "$1/$2.dump" "$4" "$5"
  cd "$1"
  sha256sum -- *.dump *.result > ../SHA256SUMS.new
  mv ../SHA256SUMS.new SHA256SUMS
}

# how many rows a dump has, a line a table: NAME COUNT
dumped_rows() { # FILE CONTAINER
  docker exec --interactive "$2" pg_restore --data-only --file=- < "$1" |
    awk '/^COPY .* \(.*\) FROM stdin;$/ && table == "" { table = substr($0, 6); sub(/ \(.*$/, "", table); count[table] = 0; next } table != "" && $0 == "\\." { print table "\t" count[table]; table = ""; next } table != "" { count[table]++ }' |
    LC_ALL=C sort
}

present_rows() { # CONTAINER DATABASE USER
  docker exec --interactive "$1" psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --username="$3" --dbname="$2" <<'SQL' | LC_ALL=C sort
select format('select %L || chr(9) || count(*) from %I.%I', format('%I.%I', nspname, relname), nspname, relname)
from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'
\gexec
SQL
}

rows() {
  # Prints which tables have other rows than a dump has, and fails where the dump is not whole. DIRECTORY SERVICE CONTAINER DATABASE
  local user
  (cd "$1" && sha256sum --check --quiet --strict SHA256SUMS >&2)
  user=$(docker exec "$3" sh -c 'printf %s "${POSTGRES_USER:-postgres}"')
  LC_ALL=C join -t $'\t' -a 1 -a 2 -e none -o 0,1.2,2.2 <(dumped_rows "$1/$2.dump" "$3") <(present_rows "$3" "$4" "$user") |
    while IFS=$'\t' read -r table was now; do
      case $table in *_schema_history) continue ;; esac
      [ "$was" = "$now" ] || say "$table has $now rows, the dump $was"
    done
}

never_ready() {
  # Whether no health check of a service's containers ever passed. PROJECT SERVICE
  local ids
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project=$1" --filter "label=com.docker.compose.service=$2")
  # shellcheck disable=SC2086
  [ -n "$ids" ] && ! docker container inspect --format '{{.State.Health.Status}} {{range .State.Health.Log}}exit{{.ExitCode}} {{end}}' $ids | grep -E '^healthy|exit0 ' >/dev/null
}

restore() {
  # Puts a dump in the place of a database whose service is stopped; the database is whole before or after, whenever this ends.
  # DIRECTORY SERVICE CONTAINER DATABASE
  # not local: what runs at the end knows them too
  aside=$4-replaced
  (cd "$1" && sha256sum --check --quiet --strict SHA256SUMS >&2)
  user=$(docker exec "$3" sh -c 'printf %s "${POSTGRES_USER:-postgres}"')
  server() { docker exec --interactive "$container" psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --username="$user" --dbname=template1 --set live="$database" --set aside="$aside"; }
  container=$3 database=$4
  back() {
    [ "$(server <<< "select 1 from pg_database where datname = :'aside'")" != 1 ] ||
      server <<< 'drop database if exists :"live" with (force); alter database :"aside" rename to :"live";'
  }
  # of one that was killed in the middle
  back
  trap 'status=$?; [ $status = 0 ] || back; exit $status' EXIT
  trap 'exit 143' HUP INT TERM
  server <<< "select pg_terminate_backend(pid) from pg_stat_activity where datname = :'live'" >/dev/null
  server <<< 'alter database :"live" rename to :"aside"'
  docker exec --interactive "$3" pg_restore --exit-on-error --create --no-password --username="$user" --dbname=template1 < "$1/$2.dump"
  server <<< 'drop database :"aside" with (force)'
  say "restored $4"
}

rehearse() {
  # Tries a migration on a copy of a database. In the project's directory; the result is FILES.result beside FILES.dump.
  # PROJECT FILES SERVICE SERVER HOST DATABASE NEW OLD LIMIT REACHABLE TOKEN READS CHECK...
  #   PROJECT    of the rehearsal: whatever is made has it as its label
  #   SERVER     the container of the live database server; HOST and DATABASE are how the service names it
  #   NEW, OLD   images of the service
  #   LIMIT      seconds, for each of the two to become ready
  #   REACHABLE  containers that the service may call, each as ID=NAME
  #   TOKEN      CONTAINER PORT PATH CLIENT SECRET: where a service's token is had, by the script in the variable TOKEN_SCRIPT; empty where nobody says so
  #   READS      paths of the service that must answer 200, or as STATUS:PATH
  #   CHECK      the command in the service's container that says whether it is ready
  project=$1 files=$2 service=$3 server=$4 host=$5 database=$6 new=$7 old=$8 limit=$9
  shift 9
  reachable=$1 token=$2 reads=$3
  shift 3
  work=.cfa/rehearsal
  copy=$project-$host
  label=com.docker.compose.project=$project

  trap 'status=$?; trap "" HUP INT TERM; sweep "$project" >&2 || true; exit $status' EXIT
  trap 'exit 143' HUP INT TERM
  sweep "$project"
  mkdir -p "$work"

  version=$(docker compose version --short)
  [ "$(printf '%s\n' 2.24.4 "${version#v}" | sort -V | head -n 1)" = 2.24.4 ] ||
    fail "Docker Compose is $version, expected 2.24.4 or newer. Next: update it on the host, or roll out with -Dcfa.rehearse=false"

  # Two networks without a way out: in one the service finds the copy under the name of its database, in the other what it may call. Nobody who may be
  # called sees the copy, whose name would be that of the live database to them too.
  for each in data way; do docker network create --internal --label "$label" "$project-$each" >/dev/null; done
  user=$(docker exec "$server" sh -c 'printf %s "${POSTGRES_USER:-postgres}"')
  docker run --detach --name "$copy" --label "$label" --network "$project-data" --network-alias "$host" --user postgres --memory 512m --shm-size 128m \
    --cap-drop ALL --security-opt no-new-privileges:true --entrypoint sh "$(docker container inspect --format '{{.Image}}' "$server")" -euc '
      initdb --pgdata="$PGDATA" --username="$1" --auth=trust --encoding=UTF8 --no-sync > /dev/null
      echo "host all all all trust" >> "$PGDATA/pg_hba.conf"
      exec postgres -D "$PGDATA" -c "listen_addresses=*" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=96MB' sh "$user" >/dev/null
  end=$((SECONDS + 120))
  until docker exec "$copy" pg_isready --quiet --host=127.0.0.1 --username="$user" 2>/dev/null; do
    if [ $SECONDS -ge $end ] || [ "$(docker container inspect --format '{{.State.Running}}' "$copy")" != true ]; then
      fail "the copy's server does not start: $(docker logs --tail 5 "$copy" 2>&1)"
    fi
    sleep 0.3
  done
  # every role but the server's own is new to it
  docker exec "$server" pg_dumpall --roles-only --no-role-passwords --username="$user" |
    docker exec --interactive "$copy" psql --no-psqlrc --quiet --username="$user" --dbname=postgres >/dev/null 2>"$work/roles"
  begin=$SECONDS
  docker exec --interactive "$copy" pg_restore --exit-on-error --create --no-password --username="$user" --dbname=postgres < "$files.dump"
  say "restored in $((SECONDS - begin)) s"
  for each in $reachable; do docker network connect --alias "${each#*=}" "$project-way" "${each%%=*}"; done

  sql() { docker exec --interactive "$copy" psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --username="$user" --dbname="$database" "$@"; }

  sql --command "select 'largest: ' || string_agg(t, ', ') from (select relname || ' ' || pg_size_pretty(pg_total_relation_size(oid)) as t
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by pg_total_relation_size(oid) desc limit 3) as largest"

  # start IMAGE : sets `container`; as compose would make it, but for what it could harm
  start() {
    started=$(date +%s)
    docker tag "$1" "$project/$service:rehearsed"
    {
      echo "services: {$service: {image: '$project/$service:rehearsed', container_name: !reset null, ports: !reset [], volumes: !reset [],"
      echo '  depends_on: !reset {}, restart: "no", networks: !override {data: {}, way: {}}}}'
      echo "networks: {data: {external: true, name: $project-data}, way: {external: true, name: $project-way}}"
    } > "$work/override.yml"
    docker compose --project-name "$project" --file docker-compose.yml --file "$work/override.yml" up --detach --no-deps --force-recreate --pull never "$service" 2>"$work/up" ||
      fail "$(tail -n 5 "$work/up")"
    container=$(docker ps --all --quiet --filter "label=$label" --filter "label=com.docker.compose.service=$service")
  }

  # is_ready CHECK... : waits; sets `why` where it never is
  is_ready() {
    local end=$((SECONDS + limit)) quiet=0 errors
    until timeout 10 docker exec "$container" "$@" >/dev/null 2>&1; do
      if [ "$(docker container inspect --format '{{.State.Running}}' "$container")" != true ]; then
        why="it ended"
        return 1
      elif [ $SECONDS -ge $end ]; then
        why="it was not ready within $limit s"
        return 1
      fi
      # what the database refused, and nobody is at work any more: it will not be ready
      errors=$(docker logs --since "$started" "$copy" 2>&1 | grep -E '(ERROR|FATAL):  ' | tail -n 1) || errors=
      if [ -n "$errors" ] && [ "$(sql --command "select count(*) from pg_stat_activity where datname = current_database()
          and pid <> pg_backend_pid() and (state <> 'idle' or wait_event_type = 'Lock')")" = 0 ]; then
        quiet=$((quiet + 1))
      else
        quiet=0
      fi
      if [ $quiet -ge 20 ]; then
        why="the database refused: ${errors##*:  }"
        return 1
      fi
      sleep 1
    done
  }

  begin=$SECONDS
  start "$new"
  is_ready "$@" || fail "the new image of $service does not migrate the copy: $why. Its last words:
  $(docker logs --tail 8 "$container" 2>&1 | cut -c 1-300)"
  migrated=$((SECONDS - begin))
  say "migrated and ready in $migrated s"
  broken=$(sql --command "select string_agg(indexrelid::regclass::text, ', ') from pg_index where not indisvalid")
  [ -z "$broken" ] || fail "the migration leaves an index that is not valid: $broken. Next: drop it in the migration, and make it anew"
  sql <<< "$QUERY"
  docker rm --force --volumes "$container" >/dev/null

  # a status for a path, of the service itself; the token is in no argument
  ask() {
    # shellcheck disable=SC2016 # the shell in the container expands them
    printf '%s\n' "$bearer" | timeout 15 docker exec --interactive "$container" bash -c 'read -r t; exec 3<>/dev/tcp/127.0.0.1/8080
      printf "GET %s HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer %s\r\n\r\n" "$1" "$t" >&3; read -r -t 10 _ status _ <&3; echo "$status"' bash "$1"
  }

  bearer_of() { # CONTAINER PORT PATH CLIENT SECRET
    bearer=$(docker exec "$1" bash -uc "$TOKEN_SCRIPT" bash "$2" "$3" "$4" "$5" 2>&1) || why="no token for its reads was had: ${bearer:-nothing}"
    [ -z "$why" ]
  }

  begin=$SECONDS
  start "$old"
  why='' lives=yes asked=0
  if is_ready "$@"; then
    bearer=
    # shellcheck disable=SC2086
    if [ -n "$reads" ] && [ -z "$token" ]; then
      lives=no why="nobody who runs gives a token for its reads"
    elif [ -n "$reads" ] && ! bearer_of $token; then
      lives=no
    fi
    for each in $reads; do
      [ $lives = yes ] || break
      path=${each#[0-9][0-9][0-9]:} wanted=200
      [ "$path" = "$each" ] || wanted=${each%%:*}
      status=$(ask "$path") || status=nothing
      [ "${status:-nothing}" = "$wanted" ] || lives=no why="$path answers ${status:-nothing}, expected $wanted"
      asked=$((asked + 1))
    done
  else
    lives=no
  fi
  printf 'lives=%s\nmigrated=%s\nold=%s\nreads=%s\nwhy=%s\n' "$lives" "$migrated" $((SECONDS - begin)) "$asked" "$why" > "$files.result"
  if [ $lives = yes ]; then
    say "the release before is ready on the migrated copy in $((SECONDS - begin)) s, and answers $asked reads"
  else
    say "the release before does not live with the migrated copy: $why"
  fi
}

"$@"
