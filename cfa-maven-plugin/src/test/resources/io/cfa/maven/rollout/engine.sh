# An engine with a compose project, as far as a rollout sees it: registry, tags, images and containers are files under $ENGINE.
# An image's digest is its ID too, as with containerd's image store. What stands in $ENGINE/crashes restarts for ever, what stands in
# $ENGINE/along is made anew along with the next that is, $ENGINE/stopped has a container that does not run, and $ENGINE/hashes has the hash of a service's configuration where that was changed.
# Run by bash, and without another program where bash itself can do it: the tests call it thousands of times.
set -u
shopt -s nullglob
cd "$ENGINE" || exit 1
[ -d containers ] || mkdir -p registry tags images containers
repository=${REPOSITORY:-127.0.0.1:58095/cfa}
ours="identity registry api-gateway"
postgres=sha256:0000000000000000000000000000000000000000000000000000000000000000

# first_line FILE : sets `line`
first_line() { line='' && [ -e "$1" ] && read -r line <"$1"; }

# named SERVICE : sets `name` and `reference` of its image
named() {
    name=$repository/$1 reference=$repository/$1:dev
    [ "$1" != postgres ] || name=postgres reference=postgres:17-alpine
}

# configured SERVICE : sets `hash`
configured() { first_line "hashes/$1" && hash=$line || hash=x; }

# tag_file REFERENCE : sets `file`
tag_file() { file=tags/${1//[\/:]/_}; }

# sets `d`
digest() {
    case $1 in
    sha256:*) d=$1 ;;
    *@*) d=${1#*@} ;;
    *) tag_file "$1"; first_line "$file"; d=$line ;;
    esac
    [ -n "$d" ] && [ -e "images/$d" ] || { echo "No such image: $1" >&2; return 1; }
}

# tags_of DIGEST : sets `tags` to the files of those that name it
tags_of() {
    local each
    tags=()
    for each in tags/*; do
        first_line "$each"
        [ "$line" != "$1" ] || tags+=("$each")
    done
}

# listed FILE WORD
listed() {
    local each
    [ -e "$1" ] || return 1
    while read -r each; do [ "$each" != "$2" ] || return 0; done <"$1"
    return 1
}

# found ID : sets `f` to its file, and what stands there: id, service, d, made, number, called
found() {
    for f in containers/*; do
        read -r id service d made number called <"$f"
        [ "$id" != "$1" ] || return 0
    done
    echo "No such container: $1" >&2
    return 1
}

# stated : sets `state` and `health` of what was found
stated() {
    state=running health=healthy
    ! listed sick "$d" || health=starting
    ! listed crashes "$d" || state=restarting
    if listed stopped "$service"; then first_line stopped-state && state=$line; fi
}

# newest SERVICE : sets `last` to the greatest number of its containers, 0 where there is none, and `count`
newest() {
    local f id service d made number called
    last=0 count=0
    for f in "containers/$1" "containers/$1".*; do
        [ -e "$f" ] || continue
        read -r id service d made number called <"$f"
        count=$((count + 1))
        [ "${number:-1}" -le $last ] || last=${number:-1}
    done
}

# sets `json`
inspect_container() {
    local f id service d made number called state health name reference
    if found "$1"; then
        stated
        named "$service"
        printf -v json '{"Id":"%s","Name":"/%s","Image":"%s","RestartCount":0,"Created":"2026-11-24T00:00:00Z",
            "State":{"Status":"%s","ExitCode":1,"OOMKilled":false,"StartedAt":"2026-11-24T00:00:00Z","Health":{"Status":"%s","Log":[]}},
            "Config":{"Image":"%s","Labels":{"com.docker.compose.service":"%s","com.docker.compose.config-hash":"%s",
            "com.docker.compose.project":"cfa","org.opencontainers.image.revision":"rev-of-%s"}}}' \
            "$id" "${called:-cfa-$service-1}" "$d" "$state" "$health" "$reference" "$service" "$made" "${d:7:3}"
        return
    fi
    return 1
}

all() { # prints what a function says of each argument that is there as a JSON array
    local what=$1 between='[' each json status=0
    shift
    for each; do
        "$what" "$each" || { status=1; continue; }
        printf '%s%s' "$between" "$json"
        between=,
    done
    [ "$between" = , ] || printf '['
    echo ']'
    return $status
}

# sets `json`
inspect_image() {
    digest "$1" || return
    first_line "images/$d"
    printf -v json '{"Id":"%s","RepoDigests":["%s@%s"]}' "$d" "$line" "$d"
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
"context show") echo default ;;
"compose pull")
    shift 2
    [ "${1-}" != --quiet ] || shift
    echo "pull $*" >>pulls
    [ -z "${DOCKER_CONFIG-}" ] || cat "$DOCKER_CONFIG/config.json" >login-seen
    [ $# -gt 0 ] || set -- postgres $ours
    for s; do
        first_line "registry/$s" && d=$line || { [ "$s" = postgres ] && d=$postgres; } || { echo "manifest unknown: $s" >&2; exit 18; }
        named "$s"
        echo "$name" >"images/$d"
        tag_file "$reference"
        echo "$d" >"$file"
    done
    ;;
"compose config")
    for s in postgres $ours; do configured "$s"; echo "$s $hash"; done
    ;;
"compose up")
    shift 2
    wanted='' beside=''
    while [ $# -gt 0 ]; do
        case $1 in
        --pull) shift ;;
        --scale) beside="$beside ${2%=*}" && shift ;;
        -*) ;;
        *) wanted="$wanted $1" ;;
        esac
        shift
    done
    echo "up${wanted:- all}${beside:+ beside$beside}" >>ups
    [ ! -e restart-at-up ] || { mv restart-at-up away; exit 1; }
    [ ! -e slow-up ] || { mv slow-up slow; sleep 2; rm slow; }
    for s in ${wanted:-postgres $ours}; do
        [ ! -e slow ] || { echo "two at a time" >&2; exit 1; }
        named "$s"
        digest "$reference" || exit 1
        configured "$s"
        case " $beside " in *" $s "*)
            newest "$s"
            [ $count -gt 1 ] || echo "$s-${EPOCHREALTIME//[.,]/} $s $d $hash $((last + 1)) cfa-$s-$((last + 1))" >"containers/$s.$((last + 1))"
            [ ! -e fails-beside ] || { rm fails-beside; echo "no space left on device" >&2; exit 1; }
            continue ;;
        esac
        first_line "containers/$s" || { files=("containers/$s".*) && [ ${#files[@]} -gt 0 ] && mv "${files[0]}" "containers/$s" && first_line "containers/$s"; }
        read -r _ _ was made _ <<<"$line"
        if [ "${was-}" != "$d" ] || [ "${made-}" != "$hash" ]; then echo "$s-${EPOCHREALTIME//[.,]/} $s $d $hash" >"containers/$s"; fi
        if first_line along; then
            also=$line
            read -r _ _ d made <"containers/$also"
            echo "$also-again $also $d $made" >"containers/$also"
            rm along
        fi
        if listed stopped "$s"; then grep -vx "$s" stopped >still || true; mv still stopped; fi
    done
    ;;
"stats --no-stream")
    shift 5
    for each; do echo "$each 100MiB / 384MiB"; done
    ;;
"ps --all")
    case "$*" in *container-number*)
        service=$* && service=${service#*service=} && service=${service%% *}
        for f in "containers/$service" "containers/$service".*; do
            [ -e "$f" ] || continue
            read -r id service d made number called <"$f"
            echo "${number:-1} $id ${called:-cfa-$service-1}"
        done
        exit ;;
    esac
    for f in containers/*; do
        first_line "$f"
        echo "${line%% *}"
    done
    ;;
"ps --filter") ;;
"inspect --format")
    found "$4" || exit 1
    stated
    case $3 in
    '{{.Name}}') echo "/${called:-cfa-$service-1}" ;;
    *State.Health.Log*) echo "1 not yet" ;;
    *'new container'*) echo "$service: the new container $called is $state, exit code 1, restarted 0 times, $health" ;;
    *) echo "$state 0 $health" ;;
    esac
    ;;
"stop "*) shift && echo "stop $*" | sed 's/-[0-9][0-9]*//g' >>stops ;;
"rm --force")
    shift 2
    for each; do found "$each" && rm "$f" || exit 1; done
    ;;
"rename "*) found "$2" && echo "$id $service $d $made ${number:-1} $3" >"$f" && { [ -e "containers/$service" ] || mv "$f" "containers/$service"; } ;;
"container inspect")
    shift 2
    all inspect_container "$@"
    ;;
"image inspect")
    shift 2
    if [ "$1" = --format ]; then
        shift 2
        for each; do digest "$each" && echo "$d" || exit 1; done
    else
        all inspect_image "$@"
    fi
    ;;
"image ls")
    for f in images/*; do
        d=${f#images/}
        first_line "$f"
        name=$line
        tag_file "$name"
        tags_of "$d"
        named=
        for each in "${tags[@]}"; do named="$named ${each#"$file"_}"; done
        for tag in ${named:-<none>}; do echo "$name $tag $d"; done
    done
    ;;
"image rm")
    shift 2
    for each; do
        digest "$each" || exit 1
        case $each in
        *@*) ;;
        *) tag_file "$each"; rm "$file" ;;
        esac
        tags_of "$d"
        [ ${#tags[@]} -gt 0 ] || rm "images/$d"
    done
    ;;
"tag "*) digest "$2" && tag_file "$3" && echo "$d" >"$file" ;;
"logs --tail") echo "last words of $4" ;;
*)
    echo "unknown command: $*" >&2
    exit 1
    ;;
esac
