#!/bin/sh
# Brings compose, env and what they mount to a host, by hand: a thin front of the goal cfa:sync. There is no default host.
set -eu

usage() {
  cat <<USAGE
usage: $0 [user@]host[:port] directory [--yes | --dry-run] [options of mvn]

Shows how the host's files differ from the repository's, asks, and switches to the repository's with one rename; what was before is .cfa/backup/<time>.
Secrets that are missing are made on the host, and none is ever overwritten. Nothing is restarted.

  --yes      do not ask; needed where there is no terminal
  --dry-run  print the commands that would be run on the host, and change nothing

example: $0 user@cfa2 /srv/cfa
USAGE
}

wrong() {
  [ $# -eq 0 ] || echo "$0: $*" >&2
  usage >&2
  exit 2
}

case ${1:-} in
  -h | --help) usage; exit ;;
  '' | -*) wrong "the host comes first" ;;
esac
case ${2:-} in
  /*) ;;
  *) wrong "\"${2:-}\" is not an absolute path on the host" ;;
esac
host=$1
directory=$2
shift 2
for option; do
  shift
  case $option in
    --yes) option=-Dcfa.assumeYes ;;
    --dry-run) option=-Dcfa.dryRun ;;
    -*) ;;
    *) wrong "\"$option\" is no option" ;;
  esac
  set -- "$@" "$option"
done

cd "$(dirname -- "$0")/../.."
# the goal is resolved before anything is built, so the plugin must be installed first
./mvnw -B -q -ntp -DskipTests -Dspotless.check.skip install -pl cfa-maven-plugin -am
exec ./mvnw -ntp -N "-Dcfa.host=$host" "-Dcfa.remoteDirectory=$directory" "$@" cfa:sync
