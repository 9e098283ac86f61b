#!/usr/bin/env bash
# Asks for a token, and with that for paths, all in this container, which alone has the client's secret, and which ends with it.
# Prints why there is no token; or a line, then base64 of the answers, a zero byte behind each.
# The script that asks for a token and four arguments of that; the script that asks for paths, HOST:PORT of who routes; paths.
if ! token=$(bash -uc "$1" bash "$2" "$3" "$4" "$5" 2>/dev/null); then
  printf 'no token: %s\n' "${token:-nothing}"
  exit 0
fi
script=$6 router=$7
shift 7
printf 'token\n'
printf '%s\n' "$token" | bash -uc "$script" bash "$router" "$@" 2>/dev/null | base64
