#!/bin/sh
# $1 the compose project, $2 a script for the bash of its Keycloak, then its arguments.
# Ends with 3 where there is no container.
container=$(docker ps --quiet --filter "label=com.docker.compose.project=$1" --filter label=com.docker.compose.service=keycloak | head -n 1)
[ -n "$container" ] || exit 3
script=$2
shift 2
exec docker exec -i "$container" bash -uc "$script" bash "$@"
