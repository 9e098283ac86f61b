#!/usr/bin/env bash
# Runs admin.sh and what goes on from it in a container beside Keycloak, which has its secrets: prints a line with what that ended with, then base64 of what it printed.
# HOST/PORT, Keycloak's variables as NAME=VALUE, its secrets as NAME<FILE, `--`, the script, its arguments.
export CFA_ADMIN_ADDRESS=$1
shift
while [ "$1" != -- ]; do
  case $1 in
    *=*) export "${1%%=*}=${1#*=}" ;;
    *'<'*) export "${1%%<*}=$(<"/run/secrets/${1#*<}")" ;;
  esac
  shift
done
script=$2
shift 2
# changes come as one argument, as a job has no standard input
said=$(printf '%s' "${1-}" | bash -uc "$script" bash "$@" 2>/dev/null; printf '\nexit %s' $?)
printf '%s\n' "${said##*$'\n'}"
printf '%s' "${said%$'\n'exit*}" | base64
