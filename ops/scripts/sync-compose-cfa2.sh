#!/bin/sh
# Brings compose, env and what they mount to a host, by hand: a thin front of the goal cfa:sync. There is no default host.
set -eu

usage() {
  echo "usage: $0 [user@]host[:port] directory [options of mvn, such as -Dcfa.dryRun]" >&2
  echo "example: $0 user@cfa2 /srv/cfa" >&2
  exit 2
}

[ $# -ge 2 ] || usage
case $1 in -*) usage ;; esac
case $2 in /*) ;; *) echo "$0: \"$2\" is not an absolute path on the host" >&2; usage ;; esac
host=$1
directory=$2
shift 2

cd "$(dirname -- "$0")/../.."
# the goal is resolved before anything is built, so the plugin must be installed first
./mvnw -B -q -ntp -DskipTests -Dspotless.check.skip install -pl cfa-maven-plugin -am
exec ./mvnw -B -ntp -N "-Dcfa.host=$host" "-Dcfa.directory=$directory" "$@" cfa:sync
