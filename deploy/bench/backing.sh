# What the seven services stand on, on this machine, and how one is started there and waited for; sourced by start and by
# services/renew-class-list. The caller has set root, work (a directory of its own), log and maven_options, and calls end_backing at its end.
# shellcheck shell=bash disable=SC2034,SC2154 # the settings are used by those who source this

services_jvm='' backing_input=''

# class_path MODULE SCOPE : of third parties only
class_path() {
  tr ':' '\n' <"$work/$1.$2" | grep -v "/io/cfa/\|^$root/" | paste -sd :
}

# write_class_paths SCOPE MODULE... : to $work/MODULE.SCOPE
write_class_paths() {
  local scope=$1
  shift
  (cd "$root" && ./mvnw -B -ntp -q "${maven_options[@]}" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath "-DincludeScope=$scope" \
    "-Dmdep.outputFile=$work/\${project.artifactId}.$scope" -pl "$(printf 'services/%s,' "$@")") >"$log" 2>&1 || die "Maven gave no class paths"
}

begin_backing() {
  local tries=0 names=()
  read -ra names <<<"${services[*]/$gateway/}"
  (cd "$root" && ./mvnw -B -ntp -q "${maven_options[@]}" -Dspotless.check.skip test-compile -pl services/service-kit,services/issuance,services/$gateway -am) >"$log" 2>&1 \
    || die "the tests of the kit were not compiled"
  write_class_paths test $gateway
  mkfifo "$work/backing.input"
  # where the realm's file is looked for above
  (cd "$root/services" && exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m \
    -cp "$(class_path $gateway test):$root/services/service-kit/target/test-classes:$root/services/service-kit/target/classes" "$root/deploy/bench/BackingServices.java" \
    "$root/services/issuance/target/s3/s3proxy.jar" "$work" "$work/backing" "${names[@]}" <"$work/backing.input" >"$log" 2>&1) &
  backing_pid=$!
  exec {backing_input}>"$work/backing.input"
  until [ -e "$work/backing" ]; do
    kill -0 $backing_pid 2>/dev/null || die "the database and what else the services stand on did not start"
    [ $((tries += 1)) -lt 1200 ] || die "the database and what else the services stand on did not start within two minutes"
    sleep 0.1
  done
  # shellcheck source=/dev/null
  . "$work/backing"
}

end_backing() {
  [ -z "$services_jvm" ] || end_service
  if [ -n "$backing_input" ]; then
    exec {backing_input}>&-
    wait "$backing_pid" || true
    backing_input=''
  fi
}

# begin_service SERVICE PORT COMMAND... : in the background, with the variables of the compose file, of which kafka, edge_open, edge_forwarding and probe_port
# give four; services_jvm is its process, its log $work/SERVICE.log
begin_service() {
  local service=$1 at=$2 variables
  shift 2
  variables=("Edge__Open=${edge_open:-false}" "Edge__Forwarding=${edge_forwarding-localhost}" "Edge__ProbePort=${probe_port:-0}" "Kafka__Enabled=${kafka:-false}" Kafka__BootstrapServers=127.0.0.1:1
    "Keycloak__Issuer=$issuer" "Keycloak__JwksUri=$keys" "Keycloak__TokenUri=$tokens" MALLOC_ARENA_MAX=2
    SERVER_ADDRESS=127.0.0.1 "SERVER_PORT=$at" "client_secret=$client_of_services" "PATH=$PATH" LANG=C.UTF-8)
  if [ "$service" = "$gateway" ]; then
    variables+=(Redis__Host=127.0.0.1 "Redis__Port=$redis_port" "redis_password=$redis_secret")
  else
    variables+=("Database__Url=jdbc:postgresql://127.0.0.1:$database_port/$service" Database__User=postgres
      "Minio__Endpoint=http://127.0.0.1:$store_port" Minio__AccessKey=cfa "minio_secret_key=$store_secret")
  fi
  env -i "${variables[@]}" "$@" >"$work/$service.log" 2>&1 &
  services_jvm=$!
}

# until_ready SERVICE PORT : asks ten times a second, for a minute and a half
until_ready() {
  local answer tries=0
  while :; do
    answer=$( (exec 3<>"/dev/tcp/127.0.0.1/$2" && printf 'GET /health/ready HTTP/1.0\r\nHost:x\r\n\r\n' >&3 && head -n 1 <&3) 2>/dev/null) || true
    [[ $answer != *' 200'* ]] || return 0
    if ! kill -0 "$services_jvm" 2>/dev/null || [ $((tries += 1)) -gt 900 ]; then
      log=$work/$1.log
      die "$1 was not ready"
    fi
    sleep 0.1
  done
}

# spent PID : CPU seconds of all its threads, and seconds since it began
spent() {
  awk -v hz="$(getconf CLK_TCK)" 'NR == FNR { now = $1; next } { sub(/.*\) /, ""); printf "%.2f %.2f\n", ($12 + $13) / hz, now - $20 / hz }' /proc/uptime "/proc/$1/stat"
}

end_service() {
  kill "$services_jvm" 2>/dev/null || true
  wait "$services_jvm" 2>/dev/null || true
  services_jvm=''
}
