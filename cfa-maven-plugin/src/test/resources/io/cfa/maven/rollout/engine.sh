# An engine with a compose project, as far as a rollout sees it: registry, tags, images and containers are files under $ENGINE.
# An image's digest is its ID too, as with containerd's image store. What stands in $ENGINE/crashes restarts for ever.
set -u
cd "$ENGINE" || exit 1
mkdir -p registry tags images containers
repository=127.0.0.1:58095/cfa
ours="identity registry api-gateway"
postgres=sha256:0000000000000000000000000000000000000000000000000000000000000000

file() { printf '%s' "$1" | tr '/:' '__'; }

digest() {
    case $1 in
    sha256:*) d=$1 ;;
    *@*) d=${1#*@} ;;
    *) d=$(cat "tags/$(file "$1")" 2>/dev/null) ;;
    esac
    [ -n "$d" ] && [ -e "images/$d" ] && echo "$d" || { echo "No such image: $1" >&2; return 1; }
}

inspect_container() {
    for f in containers/*; do
        read -r id service d <"$f"
        [ "$id" = "$1" ] || continue
        state=running
        ! grep -qsF "$d" crashes || state=restarting
        printf '{"Id":"%s","Name":"/cfa-%s-1","Image":"%s","RestartCount":0,"Created":"2026-11-24T00:00:00Z",
            "State":{"Status":"%s","ExitCode":1,"OOMKilled":false,"StartedAt":"2026-11-24T00:00:00Z","Health":{"Status":"healthy","Log":[]}},
            "Config":{"Image":"%s","Labels":{"com.docker.compose.service":"%s","com.docker.compose.config-hash":"x",
            "com.docker.compose.project":"cfa","org.opencontainers.image.revision":"rev-of-%s"}}}' \
            "$id" "$service" "$d" "$state" "$repository/$service:dev" "$service" "$(printf '%s' "$d" | cut -c 8-10)"
        return
    done
    echo "No such container: $1" >&2
    return 1
}

all() { # prints the answers of a command for each argument as a JSON array
    what=$1
    shift
    between='['
    for each; do
        printf '%s' "$between"
        "$what" "$each" || return
        between=,
    done
    echo ']'
}

inspect_image() {
    d=$(digest "$1") || return
    printf '{"Id":"%s","RepoDigests":["%s@%s"]}' "$d" "$(cat "images/$d")" "$d"
}

if [ -s away ]; then
    sed -i 1d away
    echo "Cannot connect to the Docker daemon" >&2
    exit 1
fi

case "$1 ${2-}" in
"version --format") echo 25.0.5 ;;
"info --format") echo / ;;
"compose version") echo 2.26.1 ;;
"compose --env-file") ;;
"login --username")
    cat >/dev/null
    echo '{"auths":{"secret":{}}}' >"$DOCKER_CONFIG/config.json"
    ;;
"compose pull")
    for s in $ours; do
        d=$(cat "registry/$s" 2>/dev/null) || { echo "manifest unknown: $s" >&2; exit 18; }
        echo "$repository/$s" >"images/$d"
        echo "$d" >"tags/$(file "$repository/$s:dev")"
    done
    ;;
"compose up")
    shift 2
    wanted=
    while [ $# -gt 0 ]; do
        case $1 in
        --pull) shift ;;
        -*) ;;
        *) wanted="$wanted $1" ;;
        esac
        shift
    done
    echo "up${wanted:- all}" >>ups
    [ ! -e restart-at-up ] || { mv restart-at-up away; exit 1; }
    [ ! -e slow-up ] || { mv slow-up slow; sleep 2; rm slow; }
    for s in ${wanted:-postgres $ours}; do
        [ ! -e slow ] || { echo "two at a time" >&2; exit 1; }
        d=$postgres
        [ "$s" = postgres ] || d=$(digest "$repository/$s:dev") || exit 1
        [ "$(cut -d ' ' -f 3 "containers/$s" 2>/dev/null)" = "$d" ] || echo "$s-$(date +%s%N) $s $d" >"containers/$s"
    done
    ;;
"ps --all") cat containers/* 2>/dev/null | cut -d ' ' -f 1 ;;
"ps --filter") ;;
"container inspect")
    shift 2
    all inspect_container "$@"
    ;;
"image inspect")
    shift 2
    if [ "$1" = --format ]; then
        shift 2
        for each; do digest "$each" || exit 1; done
    else
        all inspect_image "$@"
    fi
    ;;
"image ls")
    for f in images/*; do
        [ -e "$f" ] || continue
        d=${f#images/}
        name=$(cat "$f")
        tagged=$(grep -lsxF "$d" tags/* | sed "s|^tags/$(file "$name")_||")
        for tag in ${tagged:-<none>}; do echo "$name $tag $d"; done
    done
    ;;
"image rm")
    shift 2
    for each; do
        d=$(digest "$each") || exit 1
        case $each in
        *@*) ;;
        *) rm "tags/$(file "$each")" ;;
        esac
        grep -qsxF "$d" tags/* || rm "images/$d"
    done
    ;;
"tag "*) d=$(digest "$2") && echo "$d" >"tags/$(file "$3")" ;;
"logs --tail") echo "last words of $4" ;;
*)
    echo "unknown command: $*" >&2
    exit 1
    ;;
esac
